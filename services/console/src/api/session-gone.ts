import { isProblem } from '@countersign/client';
import { useSyncExternalStore } from 'react';

// A session can end while a page is open: by the clock, or from another browser. The page then asks to sign in again
// on top of what is there (users/sign-in-again.tsx), and goes on with what it was about to do. Nothing typed is lost.

type Waiting = { readonly whenSignedIn: Promise<boolean>; readonly end: (isSignedIn: boolean) => void };

let waiting: Waiting | null = null;
const listeners = new Set<() => void>();

function set(next: Waiting | null): void {
  waiting = next;
  for (const listener of listeners) listener();
}

/** Opens the dialog, or joins those who wait for it. True once signed in again; false if the person gave up. */
export function askToSignIn(): Promise<boolean> {
  if (waiting === null) {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    set({ whenSignedIn: promise, end: resolve });
  }
  return (waiting as unknown as Waiting).whenSignedIn;
}

/** What came of it; every call that waits goes on, or is given up. False if nobody was asked. */
export function endSignInAgain(isSignedIn: boolean): boolean {
  if (waiting === null) return false;
  const { end } = waiting;
  set(null);
  end(isSignedIn);
  return true;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useIsSessionGone = (): boolean => useSyncExternalStore(subscribe, () => waiting !== null);

/** The answers that a call gets whose session ended, or was replaced by one that waits for its second factor. */
export const isSessionGone = (error: unknown): boolean =>
  isProblem(error, 'not-signed-in', 'second-factor-required');

/** Makes a call, and makes it once more if the session had to be renewed first. */
export async function untilSignedIn<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!isSessionGone(error) || !(await askToSignIn())) throw error;
    return call();
  }
}
