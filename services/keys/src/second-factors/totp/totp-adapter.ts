import { generateURI, ScureBase32Plugin, verifySync } from 'otplib';

/** RFC 6238 with the parameters that every authenticator app understands: SHA-1, 6 digits, 30 seconds. */
export const TOTP_PERIOD_SECONDS = 30;
/** RFC 4226 §4 asks for 128 bits at least and recommends 160. */
export const TOTP_SECRET_BYTES = 20;

const base32 = new ScureBase32Plugin();

/**
 * The time step that `code` belongs to, or `null` when it is not a code of the step before, at, or after `now`
 * (RFC 6238 §5.2), or of a step that is not above `afterTimeStep`.
 */
export function matchTimeStep(
  secret: Uint8Array,
  code: string,
  { now, afterTimeStep }: { now: Date; afterTimeStep: number },
): number | null {
  try {
    const result = verifySync({
      secret,
      token: code,
      epoch: Math.floor(now.getTime() / 1_000),
      period: TOTP_PERIOD_SECONDS,
      epochTolerance: TOTP_PERIOD_SECONDS,
      afterTimeStep,
    });
    // The result is an object, true in any condition; and of HOTP's shape for other strategies, without a step.
    return result.valid && 'timeStep' in result ? result.timeStep : null;
  } catch {
    // otplib throws on a malformed code, and when the clock went back behind the last accepted step.
    return null;
  }
}

/** The secret as a person types it into an app: base32 without padding (RFC 4648 §6). */
export function toBase32(secret: Uint8Array): string {
  return base32.encode(secret, { padding: false });
}

/** What the QR code says: the `otpauth://` form that authenticator apps share. */
export function otpauthUri(secret: Uint8Array, { issuer, email }: { issuer: string; email: string }): string {
  return generateURI({ issuer, label: email, secret: toBase32(secret), period: TOTP_PERIOD_SECONDS });
}
