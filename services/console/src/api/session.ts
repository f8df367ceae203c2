import { type AnswerOf, isProblem } from '@countersign/client';
import { queryOptions, useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { api } from './client.ts';
import { queryClient } from './query-client.ts';

export type SessionState = AnswerOf<'get', '/v1/session'>;

/**
 * The session of this browser; `null` when nobody is signed in. One that ends while its page is open is an error: the
 * page stays, and asks to sign in again (session-gone.ts).
 */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ client, queryKey, signal }): Promise<SessionState | null> => {
    try {
      return await api.get('/v1/session', { signal });
    } catch (error) {
      const wasSignedIn = Boolean(client.getQueryData(queryKey));
      if (isProblem(error, 'not-signed-in') && !wasSignedIn) return null;
      throw error;
    }
  },
  // Somebody who comes back to the tab is told at once that the session has ended.
  refetchOnWindowFocus: 'always',
});

/** A session that has proven less than the account's factors allow may do the second-factor step and nothing else. */
export const awaitsSecondFactor = (session: SessionState): boolean =>
  session.assurance === 'password' && session.secondFactorMethods.length > 0;

export const useSessionState = () => useQuery(sessionQuery);

/** Who is signed in, for pages that are shown to nobody else. */
export function useSession(): SessionState {
  const { data } = useSuspenseQuery(sessionQuery);
  if (data === null) throw new Error('a page of signed-in people was shown to somebody else');
  return data;
}

/** What the service just answered about the session. */
export const setSession = (session: SessionState | null): void => {
  queryClient.setQueryData(sessionQuery.queryKey, session);
};

/** Nothing of one account may be seen by the next one. */
export function forgetAccount(): void {
  queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
  setSession(null);
}

/** Ends the session here. One that has ended already is what was wanted. */
export async function signOut(): Promise<void> {
  try {
    await api.delete('/v1/session');
  } catch (error) {
    if (!isProblem(error, 'not-signed-in')) throw error;
  }
  forgetAccount();
  otherTabs.postMessage(SIGNED_OUT);
}

const SIGNED_OUT = 'signed-out';
const otherTabs = new BroadcastChannel('countersign-session');

// Who signs out in one tab is out in all of them, with everything that they showed.
otherTabs.addEventListener('message', ({ data }) => {
  if (data === SIGNED_OUT) forgetAccount();
});

// A page that the browser had put aside and brings back shows nothing of a session that has ended meanwhile.
addEventListener('pageshow', ({ persisted }) => {
  if (persisted) void queryClient.invalidateQueries();
});
