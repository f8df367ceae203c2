import type { AnswerOf } from '@countersign/client';
import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { api } from '../api/client.ts';
import { queryClient } from '../api/query-client.ts';
import { useAction } from '../api/use-action.ts';
import { creationQuery } from './creation-query.ts';
import { shownForMs } from './shown-for.ts';

export type Revealed = AnswerOf<'post', '/v1/key-creations/{id}/confirmation'>;

type Stage =
  | { readonly name: 'asking' }
  /** `until` is in milliseconds since 1970 by the browser's own clock. */
  | { readonly name: 'revealed'; readonly revealed: Revealed; readonly until: number }
  | { readonly name: 'taken-off'; readonly revealUntil: string }
  | { readonly name: 'time-over'; readonly keyId: string };

const TICK_MS = 1_000;

/**
 * Confirms a key creation and holds the secret for as long as it is shown: in the state of one component and nowhere
 * else. No cache of ours ever gets it, so that it goes with the view, and with the end of the reveal window.
 */
export function useReveal(id: string, token: string) {
  const [stage, setStage] = useState<Stage>({ name: 'asking' });
  const confirm = useAction(async () => {
    const { body: revealed, answeredAt } = await api.request('post', '/v1/key-creations/{id}/confirmation', {
      path: { id },
      body: { token },
    });
    const now = new Date();
    const until = now.getTime() + shownForMs(revealed.revealUntil, answeredAt, now);
    setStage({ name: 'revealed', revealed, until });
    void queryClient.invalidateQueries({ queryKey: creationQuery(id).queryKey });
    void queryClient.invalidateQueries({ queryKey: ['keys'] });
  });
  /** At once, before the browser keeps the page for its back button. */
  const takeOff = (revealUntil: string) => flushSync(() => setStage({ name: 'taken-off', revealUntil }));

  const until = stage.name === 'revealed' ? stage.until : null;
  const keyId = stage.name === 'revealed' ? stage.revealed.apiKey.id : '';
  useEffect(() => {
    if (until === null) return;
    // Looks at the clock again and again: one long timer stands still while the computer sleeps.
    const timer = setInterval(() => {
      if (Date.now() >= until) setStage({ name: 'time-over', keyId });
    }, TICK_MS);
    return () => clearInterval(timer);
  }, [until, keyId]);
  return { stage, confirm, takeOff };
}
