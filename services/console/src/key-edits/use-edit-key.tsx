import { isProblem, type ProblemError } from '@countersign/client';
import { Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client.ts';
import type { ApiKey } from '../api-keys/api-key.ts';
import { setKey } from '../api-keys/key-queries.ts';
import { useSecondFactor } from '../second-factors/second-factor-dialog.tsx';
import { ChangeList } from './change-list.tsx';
import { isMade, type KeyChange } from './key-change.ts';
import { setLatestEdit } from './key-edit-queries.ts';

/** `made` at once, `waiting` for its mail, or `closed`: the person went back to the form. */
export type EditOutcome = 'made' | 'waiting' | 'closed';

type EditAnswer = { readonly apiKey: ApiKey } | Parameters<typeof setLatestEdit>[0];

/**
 * Approves a change of a key with a second factor and makes it. The change names the version of the key that was
 * looked at, so that it is never made to anything else.
 */
export function useEditKey(key: ApiKey) {
  const { t } = useTranslation('keyEdits');
  const askSecondFactor = useSecondFactor();
  return useMutation({
    mutationFn: async (change: KeyChange): Promise<EditOutcome> => {
      const approved = { ...change, version: key.version };
      const path = { keyId: key.id };
      try {
        const answer = await askSecondFactor<EditAnswer | ProblemError>({
          approval: { purpose: 'key-edit', subject: key.id, change: approved },
          text: (
            <Stack gap="sm">
              <Text>{t('approve')}</Text>
              <ChangeList before={key} change={change} />
            </Stack>
          ),
          submitLabel: t('submit'),
          apply: (secondFactor) =>
            api.patch('/v1/keys/{keyId}', { path, body: { ...approved, secondFactor } }).catch(toForm),
        });
        if (answer === null) return 'closed';
        if (isProblem(answer)) throw answer;
        return await take(answer);
      } catch (error) {
        if (!isProblem(error, 'key-version-conflict', 'key-unchanged')) throw error;
        // Perhaps an answer got lost and the first attempt had been made; else somebody changed the key meanwhile.
        const apiKey = await api.get('/v1/keys/{keyId}', { path });
        if (isMade(change, apiKey)) return take({ apiKey });
        void setKey(apiKey);
        throw error;
      }
    },
  });
}

/** A fault of a field is mended in the form, not in the dialog that lies over it. */
function toForm(error: unknown): ProblemError {
  const isOfForm =
    isProblem(error, 'validation-failed') &&
    !error.errors.some(({ field }) => field.startsWith('secondFactor'));
  if (!isOfForm) throw error;
  return error;
}

async function take(answer: EditAnswer): Promise<EditOutcome> {
  if ('edit' in answer) {
    setLatestEdit(answer);
    return 'waiting';
  }
  void setKey(answer.apiKey);
  return 'made';
}
