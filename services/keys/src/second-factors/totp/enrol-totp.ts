import { randomUUID } from 'node:crypto';
import type { Deps } from '../../deps.ts';
import { qrSvg } from '../../http/qr-adapter.ts';
import { type Once, runOnce } from '../../idempotency/run-once.ts';
import { Refusal } from '../../refusal.ts';
import type { SessionContext } from '../../sessions/session.ts';
import { lockUser } from '../../users/user-store.ts';
import { otpauthUri, TOTP_SECRET_BYTES, toBase32 } from './totp-adapter.ts';
import { sealTotpSecret } from './totp-secret.ts';
import { findActiveTotpFactor, insertTotpFactor } from './totp-store.ts';

/** Shown once, in the answer to the enrolment, and never again. */
export type TotpEnrolment = {
  readonly id: string;
  readonly secret: string;
  readonly otpauthUri: string;
  readonly qrSvg: string;
};

/**
 * Makes a TOTP factor that counts for nothing until one of its codes has activated it. One that was left so
 * before is replaced.
 *
 * @throws Refusal `email-not-verified`, `totp-already-enrolled`
 */
export async function enrolTotp(
  deps: Deps,
  { userId, email, isEmailVerified }: SessionContext,
  once: Once,
): Promise<TotpEnrolment> {
  if (!isEmailVerified) throw new Refusal('email-not-verified');
  const secret = Buffer.from(deps.randomBytes(TOTP_SECRET_BYTES));
  const factorId = randomUUID();
  const sealed = sealTotpSecret(deps.keyrings.totp, { userId, factorId }, secret, deps.randomBytes);
  await runOnce(deps.db, once, async (trx) => {
    await lockUser(trx, userId);
    if ((await findActiveTotpFactor(trx, userId)) !== null) throw new Refusal('totp-already-enrolled');
    await insertTotpFactor(trx, { factorId, userId, sealed });
  });
  const uri = otpauthUri(secret, { issuer: deps.settings.platformName, email });
  const enrolment = { id: factorId, secret: toBase32(secret), otpauthUri: uri, qrSvg: await qrSvg(uri) };
  secret.fill(0);
  return enrolment;
}
