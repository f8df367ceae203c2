import { isProblem, repeatSafely } from '@countersign/client';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { api } from '../api/client.ts';
import { useAction } from '../api/use-action.ts';
import { creationPath } from '../app/paths.ts';
import type { SecondFactor } from '../second-factors/second-factor.ts';
import { useSecondFactor } from '../second-factors/second-factor-dialog.tsx';
import { type KeyCreation, setCreation } from './creation-query.ts';
import { type KeyDraft, requestOf } from './key-draft.ts';

type Begun = { readonly creation: KeyCreation; readonly draft: KeyDraft };

/**
 * Begins a key creation and asks for the second factor. Whoever closes the dialog finds the form as it was; pressing
 * again goes on with the same creation, unless something was changed: then that one is given up for a new one.
 */
export function useGenerateKey() {
  const begun = useRef<Begun | null>(null);
  const passSecondFactor = usePassSecondFactor();
  const [, navigate] = useLocation();
  return useAction(async (draft: KeyDraft) => {
    const { creation } = await goOnOrBegin(begun, draft);
    try {
      if (await passSecondFactor(creation)) navigate(creationPath(creation.id));
    } catch (error) {
      // The creation has ended: the next press begins another one.
      begun.current = null;
      throw error;
    }
  });
}

async function goOnOrBegin(begun: { current: Begun | null }, draft: KeyDraft): Promise<Begun> {
  if (begun.current !== null && begun.current.draft === draft) return begun.current;
  if (begun.current !== null) await giveUp(begun.current.creation.id);
  begun.current = null;
  const body = requestOf(draft, new Date());
  const creation = await repeatSafely((idempotencyKey) =>
    api.post('/v1/key-creations', { body, idempotencyKey }),
  );
  begun.current = { creation, draft };
  return begun.current;
}

/** Nobody waits for it any more; if it cannot be cancelled now, it ends by its own time. */
const giveUp = (id: string): Promise<unknown> =>
  api.delete('/v1/key-creations/{id}', { path: { id } }).catch(() => null);

/** Asks for the second factor of a creation. True once it is countersigned; false if the person closed the dialog. */
export function usePassSecondFactor() {
  const { t } = useTranslation('keyCreation');
  const askSecondFactor = useSecondFactor();
  return async ({ id, secondFactorMethods }: KeyCreation): Promise<boolean> => {
    const countersigned = await askSecondFactor({
      approval: { purpose: 'key-creation', subject: id },
      text: t('secondFactor.text'),
      submitLabel: t('secondFactor.submit'),
      methods: secondFactorMethods,
      apply: (secondFactor) => countersign(id, secondFactor),
    });
    if (countersigned !== null) setCreation(countersigned);
    return countersigned !== null;
  };
}

/** A repeat after a lost answer finds the creation one step further: that was it. */
async function countersign(id: string, secondFactor: SecondFactor): Promise<KeyCreation> {
  const path = { id };
  try {
    return await api.post('/v1/key-creations/{id}/second-factor', { path, body: { secondFactor } });
  } catch (error) {
    if (!isProblem(error, 'creation-state-conflict')) throw error;
    return api.get('/v1/key-creations/{id}', { path });
  }
}
