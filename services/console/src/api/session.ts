import { type AnswerOf, isProblem } from '@countersign/client';
import { queryOptions, useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { api } from './client.ts';
import { queryClient } from './query-client.ts';
import { endSignInAgain } from './session-gone.ts';

export type SessionState = AnswerOf<'get', '/v1/session'>;

const KEY = ['session'] as const;

/**
 * The session of this browser; `null` when nobody is signed in. One that ends while its page is open is an error: the
 * page stays, and asks to sign in again (session-gone.ts).
 */
export const sessionQuery = queryOptions({
  queryKey: KEY,
  queryFn: async ({ signal }): Promise<SessionState | null> => {
    try {
      const session = await api.get('/v1/session', { signal });
      signal.throwIfAborted();
      meet(session);
      return session;
    } catch (error) {
      if (isProblem(error, 'not-signed-in') && !known()) return null;
      throw error;
    }
  },
  // Somebody who comes back to the tab is told at once that the session has ended.
  refetchOnWindowFocus: 'always',
});

const known = () => queryClient.getQueryData<SessionState | null>(KEY);

const isOfAccount = ({ queryKey }: { queryKey: readonly unknown[] }) => queryKey[0] !== KEY[0];

/** Nothing of one account may be seen by the next one, nor be done in its name. */
function meet(session: SessionState | null): void {
  if (known()?.user.id !== session?.user.id) {
    queryClient.removeQueries({ predicate: isOfAccount });
    endSignInAgain(false);
    // Also of somebody who came back from the identity provider the other tabs have heard nothing.
    if (session !== null) tellOthers(session);
  } else if (session !== null && !awaitsSecondFactor(session) && endSignInAgain(true)) {
    // Somebody signed in again in another tab: what failed meanwhile is read anew.
    void queryClient.invalidateQueries({ predicate: isOfAccount });
  }
}

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

function keep(session: SessionState | null): void {
  // An answer that is still under way tells of the session before.
  void queryClient.cancelQueries({ queryKey: KEY });
  meet(session);
  queryClient.setQueryData(KEY, session);
}

/** What the service just answered about the session. Once it is whole it is that of every tab. */
export function setSession(session: SessionState): void {
  keep(session);
  tellOthers(session);
}

function tellOthers(session: SessionState): void {
  if (!awaitsSecondFactor(session)) otherTabs?.postMessage(CHANGED);
}

/** Nobody is signed in here any more. */
export const forgetAccount = (): void => keep(null);

/** Ends the session here. One that has ended already is what was wanted. */
export async function signOut(): Promise<void> {
  try {
    await api.delete('/v1/session');
  } catch (error) {
    if (!isProblem(error, 'not-signed-in')) throw error;
  }
  forgetAccount();
  otherTabs?.postMessage(SIGNED_OUT);
}

const SIGNED_OUT = 'signed-out';
const CHANGED = 'changed';
const otherTabs = openChannel();

/** A browser that may keep nothing for this site can forbid it; each tab then finds out by itself. */
function openChannel(): BroadcastChannel | null {
  try {
    return new BroadcastChannel('countersign-session');
  } catch {
    return null;
  }
}

otherTabs?.addEventListener('message', ({ data }) => {
  // Who signs out in one tab is out in all of them, with everything that they showed.
  if (data === SIGNED_OUT) forgetAccount();
  // Two windows can be in sight at once: none may go on showing the account before.
  if (data === CHANGED) void queryClient.invalidateQueries({ queryKey: KEY });
});

// A page that the browser had put aside and brings back asks at once whether its session still lasts.
addEventListener('pageshow', ({ persisted }) => {
  if (persisted) void queryClient.invalidateQueries();
});
