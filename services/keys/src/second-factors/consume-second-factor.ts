import type { DatabaseTransaction } from '@countersign/database';
import type { Deps } from '../deps.ts';
import type { ClientInfo } from '../http/client-info.ts';
import { acceptedMethods } from './accepted-methods.ts';
import type { Approval } from './approval.ts';
import { returnAttempt } from './attempt-store.ts';
import type { BegunSecondFactor } from './begin-second-factor.ts';
import { readFactorSummary } from './factor-store.ts';
import { recoveryCodeDigest } from './recovery-codes/recovery-code.ts';
import { consumeRecoveryCode } from './recovery-codes/recovery-code-store.ts';
import { matchTimeStep } from './totp/totp-adapter.ts';
import { openTotpSecret } from './totp/totp-secret.ts';
import { consumeTimeStep, findActiveTotpFactor, type TotpFactor } from './totp/totp-store.ts';
import { consumeAssertion } from './webauthn/consume-assertion.ts';

type Proof = {
  readonly userId: string;
  /** What `beginSecondFactor` returned: its attempt is given back on success, so that only guesses use up the budget. */
  readonly begun: BegunSecondFactor;
  /** What it is to approve. A code is bound to it by arriving with it, an assertion by its challenge. */
  readonly approval: Approval;
  readonly client: ClientInfo;
};

/**
 * Checks a second factor and uses it up, in the transaction of the change it stands for: both happen or neither.
 * The caller holds the user's lock. `false` says that it was wrong, used before, not set up, made for something
 * else, or not of a kind that counts here; the caller must then change nothing.
 */
export async function consumeSecondFactor(
  trx: DatabaseTransaction,
  deps: Deps,
  proof: Proof,
): Promise<boolean> {
  const isConsumed = await consume(trx, deps, proof);
  if (isConsumed) await returnAttempt(trx, proof.begun.reserved);
  return isConsumed;
}

async function consume(
  trx: DatabaseTransaction,
  deps: Deps,
  { userId, begun, approval, client }: Proof,
): Promise<boolean> {
  const { secondFactor, challenge } = begun;
  const accepted = acceptedMethods(await readFactorSummary(trx, userId), approval.purpose);
  if (!accepted.includes(secondFactor.method)) return false;
  switch (secondFactor.method) {
    case 'totp': {
      const factor = await findActiveTotpFactor(trx, userId);
      return factor !== null && (await consumeTotpCode(trx, deps, factor, secondFactor.code));
    }
    case 'webauthn':
      return consumeAssertion(trx, deps, {
        userId,
        approval,
        challenge,
        assertion: secondFactor.assertion,
        client,
      });
    case 'recovery_code':
      return consumeRecoveryCode(trx, { userId, digest: recoveryCodeDigest(secondFactor.code) });
  }
}

/** Steps t-1, t and t+1, each once and in rising order: the highest accepted step is kept with the factor. */
export async function consumeTotpCode(
  trx: DatabaseTransaction,
  deps: Deps,
  factor: TotpFactor,
  code: string,
): Promise<boolean> {
  const timeStep = matchTotpCode(deps, factor, code);
  return timeStep !== null && (await consumeTimeStep(trx, factor.factorId, timeStep));
}

/** The time step of a code that could be used now, without using it; else `null`. */
export function matchTotpCode({ keyrings, now }: Deps, factor: TotpFactor, code: string): number | null {
  const secret = openTotpSecret(keyrings.totp, factor, factor.sealed);
  try {
    return matchTimeStep(secret, code, { now: now(), afterTimeStep: factor.lastTimeStep });
  } finally {
    secret.fill(0);
  }
}
