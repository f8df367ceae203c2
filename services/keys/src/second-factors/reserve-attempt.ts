import { inTransaction } from '@countersign/database';
import type { Deps } from '../deps.ts';
import type { ClientInfo } from '../http/client-info.ts';
import { limitsFor } from '../limits.ts';
import { notify } from '../notifications/notify.ts';
import { Refusal } from '../refusal.ts';
import { countAttempt, isKnownBrowser, type ReservedAttempt } from './attempt-store.ts';
import type { SecondFactorMethod } from './second-factor.ts';

type Attempt = {
  readonly userId: string;
  /** Digest of the browser binding, `null` in a browser that has none. */
  readonly browserDigest: Buffer | null;
  readonly method: SecondFactorMethod;
  readonly client: ClientInfo;
};

/**
 * Takes one attempt from today's budget, in a transaction of its own and before anything is checked: whatever
 * happens afterwards, a crash or a rollback included, the attempt has been counted. Give it back on success. When
 * none is left, the owner is told.
 *
 * @throws Refusal `second-factor-attempts-exhausted`
 */
export async function reserveSecondFactorAttempt(deps: Deps, attempt: Attempt): Promise<ReservedAttempt> {
  const { userId, client } = attempt;
  const perDay = limitsFor(deps.settings.limits).secondFactorAttemptsPerDay;
  const bucket = await bucketOf(deps, attempt);
  const kind = 'second-factor-attempts-exhausted';
  const reserved = await inTransaction(deps.db, async (trx) => {
    const counted = await countAttempt(trx, { userId, bucket, perDay });
    if (counted === null) await notify(trx, deps, { kind, userId, client, of: 'account' });
    return counted;
  });
  if (reserved !== null) return reserved;
  deps.nudgeRelay();
  throw new Refusal(kind, { retryAfterSeconds: secondsToMidnight(deps.now()) });
}

const BUCKETS = {
  totp: 'account',
  webauthn: 'security-keys',
  recovery_code: 'recovery-codes',
} as const satisfies Record<SecondFactorMethod, string>;

/**
 * Whoever knows only the password can use up the account's budget, but not that of a browser in which the owner
 * once succeeded; and what nobody can guess, recovery codes and security keys, is left when codes of six digits
 * are not, in either.
 */
async function bucketOf({ db }: Deps, { userId, browserDigest, method }: Attempt): Promise<string> {
  const bucket = BUCKETS[method];
  const isKnown = browserDigest !== null && (await isKnownBrowser(db, { userId, browserDigest }));
  return isKnown ? `${bucket} ${browserDigest.toString('hex')}` : bucket;
}

/** Until the next day begins in UTC. */
function secondsToMidnight(now: Date): number {
  const daySeconds = 24 * 3_600;
  return daySeconds - (Math.floor(now.getTime() / 1_000) % daySeconds);
}
