import { Fragment, type ReactNode } from 'react';
import { awaitsSecondFactor, useSessionState } from '../api/session.ts';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { SecondFactorStep } from '../users/second-factor-step.tsx';
import { SignIn } from '../users/sign-in.tsx';
import { PageLoading } from './page-loading.tsx';

/**
 * Shows a page to those who are signed in. Others sign in right here: the address stays, so that there is nowhere to
 * be sent back to, and the token of a mail's link waits in memory.
 */
export function Gate({ children }: { children: ReactNode }) {
  const { data: session, error, refetch } = useSessionState();
  if (session === undefined) {
    return error === null ? <PageLoading /> : <ProblemAlert error={error} onRetry={refetch} />;
  }
  if (session === null) return <SignIn />;
  if (awaitsSecondFactor(session)) return <SecondFactorStep session={session} />;
  // Another account begins with pages of its own: nothing that was typed or shown before stays.
  return <Fragment key={session.user.id}>{children}</Fragment>;
}
