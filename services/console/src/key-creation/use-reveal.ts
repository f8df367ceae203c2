import type { AnswerOf } from '@countersign/client';
import { useState } from 'react';
import { flushSync } from 'react-dom';
import { api } from '../api/client.ts';
import { queryClient } from '../api/query-client.ts';
import { useAction } from '../api/use-action.ts';
import { creationQuery } from './creation-query.ts';

export type Revealed = AnswerOf<'post', '/v1/key-creations/{id}/confirmation'>;

type Stage =
  | { readonly name: 'asking' }
  | { readonly name: 'revealed'; readonly revealed: Revealed }
  | { readonly name: 'taken-off'; readonly revealUntil: string };

/**
 * Confirms a key creation and holds the secret for as long as it is shown: in the state of one component and nowhere
 * else. No cache of ours ever gets it, so that it goes with the view.
 */
export function useReveal(id: string, token: string) {
  const [stage, setStage] = useState<Stage>({ name: 'asking' });
  const confirm = useAction(async () => {
    const revealed = await api.post('/v1/key-creations/{id}/confirmation', { path: { id }, body: { token } });
    setStage({ name: 'revealed', revealed });
    void queryClient.invalidateQueries({ queryKey: creationQuery(id).queryKey });
    void queryClient.invalidateQueries({ queryKey: ['keys'] });
  });
  /** At once, before the browser keeps the page for its back button. */
  const takeOff = (revealUntil: string) => flushSync(() => setStage({ name: 'taken-off', revealUntil }));
  return { stage, confirm, takeOff };
}
