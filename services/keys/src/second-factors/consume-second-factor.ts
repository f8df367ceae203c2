import type { DatabaseTransaction } from '@countersign/database';
import type { Deps } from '../deps.ts';
import type { Approval } from './approval.ts';
import { type ReservedAttempt, returnAttempt } from './attempt-store.ts';
import { recoveryCodeDigest } from './recovery-codes/recovery-code.ts';
import { consumeRecoveryCode } from './recovery-codes/recovery-code-store.ts';
import type { SecondFactor } from './second-factor.ts';
import { matchTimeStep } from './totp/totp-adapter.ts';
import { openTotpSecret } from './totp/totp-secret.ts';
import { consumeTimeStep, findActiveTotpFactor, type TotpFactor } from './totp/totp-store.ts';

type Proof = {
  readonly userId: string;
  readonly secondFactor: SecondFactor;
  /** What it is to approve. A code is bound to it by arriving with it, an assertion by its challenge. */
  readonly approval: Approval;
  /** What `reserveSecondFactorAttempt` returned: given back on success, so that only guesses use up the budget. */
  readonly attempt?: ReservedAttempt;
};

/**
 * Checks a second factor and uses it up, in the transaction of the change it stands for: both happen or neither.
 * Reserve an attempt first. `false` says that it was wrong, used before, or is not set up; the caller must then
 * change nothing.
 */
export async function consumeSecondFactor(
  trx: DatabaseTransaction,
  deps: Deps,
  { userId, secondFactor, attempt }: Proof,
): Promise<boolean> {
  const isConsumed = await consume(trx, deps, userId, secondFactor);
  if (isConsumed && attempt !== undefined) await returnAttempt(trx, attempt);
  return isConsumed;
}

async function consume(
  trx: DatabaseTransaction,
  deps: Deps,
  userId: string,
  secondFactor: SecondFactor,
): Promise<boolean> {
  // Recovery codes stand in for a factor; without one there is nothing that they could recover.
  const factor = await findActiveTotpFactor(trx, userId);
  if (factor === null) return false;
  switch (secondFactor.method) {
    case 'totp':
      return consumeTotpCode(trx, deps, factor, secondFactor.code);
    case 'recovery_code':
      return consumeRecoveryCode(trx, { userId, digest: recoveryCodeDigest(secondFactor.code) });
  }
}

/** Steps t-1, t and t+1, each once and in rising order: the highest accepted step is kept with the factor. */
export async function consumeTotpCode(
  trx: DatabaseTransaction,
  { keyrings, now }: Deps,
  factor: TotpFactor,
  code: string,
): Promise<boolean> {
  const secret = openTotpSecret(keyrings.totp, factor, factor.sealed);
  try {
    const timeStep = matchTimeStep(secret, code, { now: now(), afterTimeStep: factor.lastTimeStep });
    return timeStep !== null && (await consumeTimeStep(trx, factor.factorId, timeStep));
  } finally {
    secret.fill(0);
  }
}
