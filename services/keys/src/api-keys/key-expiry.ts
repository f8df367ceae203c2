import { LIMITS } from '../limits.ts';

/** RFC 3339 §5.6 with a zone; fractions beyond milliseconds are cut. */
const INSTANT =
  /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(?:\.\d{1,9})?(?:[Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

export type ExpiryFault = 'not-an-instant' | 'in-the-past' | 'too-far-away';

export type ExpiryResult =
  | { readonly ok: true; readonly expiresAt: Date }
  | { readonly ok: false; readonly fault: ExpiryFault };

/** When a key is to end: an instant after `now`, at most ten years away. */
export function parseKeyExpiry(text: string, now: Date): ExpiryResult {
  const expiresAt = parseInstant(text);
  if (expiresAt === null) return { ok: false, fault: 'not-an-instant' };
  if (expiresAt <= now) return { ok: false, fault: 'in-the-past' };
  const limit = now.getTime() + LIMITS.keyLifetimeSeconds * 1_000;
  return expiresAt.getTime() > limit ? { ok: false, fault: 'too-far-away' } : { ok: true, expiresAt };
}

/** The instant that a text of RFC 3339 names; `null` for anything else, a day that does not exist included. */
export function parseInstant(text: string): Date | null {
  const match = INSTANT.exec(text);
  if (match === null) return null;
  const [, year, month, day, hour, minute, second] = match.map(Number);
  // Date.parse turns the 30th of February into a day of March.
  const wallClock = new Date(Date.UTC(year ?? 0, (month ?? 0) - 1, day, hour, minute, second));
  const isReal = wallClock.toISOString().slice(0, 19) === text.slice(0, 19).toUpperCase();
  const instant = new Date(text.toUpperCase());
  return isReal && !Number.isNaN(instant.getTime()) ? instant : null;
}
