import type { Assurance } from '@countersign/database';
import type { Deps } from '../deps.ts';
import type { ClientInfo } from '../http/client-info.ts';
import { enrolledMethods } from '../second-factors/enrolled-methods.ts';
import type { SecondFactorMethod } from '../second-factors/second-factor.ts';
import type { SessionContext } from './session.ts';

export type SessionDescription = {
  readonly user: { readonly id: string; readonly email: string; readonly emailVerified: boolean };
  readonly assurance: Assurance;
  readonly secondFactorMethods: SecondFactorMethod[];
  readonly ip: string;
};

/** What a front-end needs in order to know who is signed in and whether a second-factor step is to come. */
export async function describeSession(
  { db }: Deps,
  { userId, email, isEmailVerified, assurance }: Omit<SessionContext, 'sessionId' | 'hasSecondFactor'>,
  { ip }: ClientInfo,
): Promise<SessionDescription> {
  return {
    user: { id: userId, email, emailVerified: isEmailVerified },
    assurance,
    secondFactorMethods: await enrolledMethods(db, userId, 'sign-in'),
    ip,
  };
}
