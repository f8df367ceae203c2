import { type DatabaseTransaction, inTransaction } from '@countersign/database';
import { insertAuditEvent } from '../audit/audit-store.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import type { StepUp } from '../second-factors/require-step-up.ts';
import {
  type OptionalStepUp,
  requireStepUpIfEnrolled,
  secondFactorMissing,
} from '../second-factors/require-step-up-if-enrolled.ts';
import { returnToBudget } from './address-budget-store.ts';
import { canonicalPassword } from './password.ts';
import { reservePasswordAttempt } from './reserve-password-attempt.ts';
import { findUser, lockUser, type User } from './user-store.ts';

export type Reauthentication = OptionalStepUp & {
  /** `null` only for an account that has none, whose owner signs in with an outside identity. */
  readonly password: string | null;
};

/**
 * Does `work`, which changes what the account itself is, if the person proves everything anew: the password, and
 * a fresh second factor where one is enrolled. In one transaction that holds the user's lock. An account without a
 * password must have a second factor: a session alone changes nothing.
 *
 * @throws Refusal `password-incorrect`, `validation-failed` when one of the two is missing, those of
 * `requireStepUp`, or what `work` throws
 */
export async function requireReauthentication<T>(
  deps: Deps,
  { password, secondFactor, ...stepUp }: Reauthentication,
  work: (trx: DatabaseTransaction, user: User) => Promise<T>,
): Promise<T> {
  const { userId, hasSecondFactor } = stepUp.session;
  if (hasSecondFactor && secondFactor === null) throw secondFactorMissing();
  const checked = await checkPassword(deps, { ...stepUp, password });
  const workUnchanged = async (trx: DatabaseTransaction) => {
    const user = await lockUser(trx, userId);
    if (user.passwordHash !== checked.passwordHash) throw new Refusal('password-incorrect');
    return work(trx, user);
  };
  return requireStepUpIfEnrolled(deps, { ...stepUp, secondFactor }, workUnchanged);
}

/** Only wrong passwords count: the attempt is given back as soon as this one was right. */
async function checkPassword(
  deps: Deps,
  { session, browserDigest, client, password }: Omit<StepUp, 'secondFactor'> & { password: string | null },
): Promise<User> {
  const { userId } = session;
  const user = await findUser(deps.db, userId);
  if (user.passwordHash === null && password === null) {
    if (!session.hasSecondFactor) throw new Refusal('second-factor-not-enrolled');
    return user;
  }
  if (password === null) throw passwordMissing();
  const [attempt, isCorrect] = await Promise.all([
    reservePasswordAttempt(deps, { email: user.email, userId, browserDigest }),
    deps.passwordHasher.isCorrect(canonicalPassword(password), user.passwordHash),
  ]);
  const isAccepted = isCorrect && attempt !== null;
  await inTransaction(deps.db, async (trx) => {
    if (isAccepted) await returnToBudget(trx, attempt);
    else await insertAuditEvent(trx, { userId, type: 'password-failed', client });
  });
  if (!isAccepted) throw new Refusal('password-incorrect');
  return user;
}

function passwordMissing(): Refusal {
  const detail = 'the password is needed: this account has one';
  return new Refusal('validation-failed', { errors: [{ field: 'password', code: 'required', detail }] });
}
