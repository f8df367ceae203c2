import type { FieldError, FieldErrorCode, FieldErrorParams } from '../field-error.ts';
import { LIMITS } from '../limits.ts';
import { Refusal } from '../refusal.ts';
import { COMMON_PASSWORDS } from './common-passwords.ts';

/** One password, whichever way a keyboard composes its accents (NIST SP 800-63B §5.1.1.2: normalise, then hash). */
export function canonicalPassword(text: string): string {
  return text.normalize('NFC');
}

/**
 * What is wrong with a new password, in canonical form, or `null`. Length counts, and not being the first thing
 * that anybody would try; no rules about kinds of characters (NIST SP 800-63B §5.1.1.2).
 */
export function passwordFault(
  password: string,
  { email, field = 'password' }: { email: string; field?: string },
): FieldError | null {
  const fault = (code: FieldErrorCode, detail: string, params?: FieldErrorParams): FieldError => ({
    field,
    code,
    detail,
    ...(params && { params }),
  });
  // Code points, as NIST counts; a lone surrogate is half a character and has no bytes of its own.
  const length = Array.from(password).length;
  if (!password.isWellFormed()) return fault('not-well-formed', 'holds half of a character');
  if (length < LIMITS.passwordMin)
    return fault('too-short', `needs at least ${LIMITS.passwordMin} characters`, { min: LIMITS.passwordMin });
  if (length > LIMITS.passwordMax)
    return fault('too-long', `may have ${LIMITS.passwordMax} characters at most`, {
      max: LIMITS.passwordMax,
    });
  const guess = password.toLowerCase();
  if (guess === email || guess === email.slice(0, email.indexOf('@'))) {
    return fault('is-email', 'must not be the e-mail address');
  }
  if (COMMON_PASSWORDS.has(guess) || new Set(guess).size < 3) {
    return fault('too-common', 'is one of the first that an attacker tries');
  }
  return null;
}

/** @throws Refusal `validation-failed` naming the field, with what is wrong with the new password */
export function assertAcceptable(password: string, context: { email: string; field?: string }): void {
  const fault = passwordFault(password, context);
  if (fault !== null) throw new Refusal('validation-failed', { errors: [fault] });
}
