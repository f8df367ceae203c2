import type { FieldError, FieldErrorCode, FieldErrorParams } from '../field-error.ts';
import { LIMITS } from '../limits.ts';
import { isCommonPassword } from './common-passwords.ts';
import { isPredictable } from './predictable-text.ts';

/**
 * One password, whichever way a keyboard composes its accents (NIST SP 800-63B-4 §3.1.1.2: normalise to NFC, then
 * hash). Nothing else about it is changed: spaces, case and length are the person's.
 */
export function canonicalPassword(text: string): string {
  return text.normalize('NFC');
}

export type PasswordContext = {
  readonly email: string;
  readonly platformName: string;
  /** In code points. */
  readonly minLength: number;
};

/**
 * What is wrong with a new password, in canonical form, or `null`. Length counts, and not being what an attacker
 * tries first: the whole password is compared, no part of it, and there are no rules about kinds of characters
 * (NIST SP 800-63B-4 §3.1.1.2).
 */
export function passwordFault(
  password: string,
  { email, platformName, minLength }: PasswordContext,
): Omit<FieldError, 'field'> | null {
  // Code points, as NIST counts; a lone surrogate is half a character and has no bytes of its own.
  const length = Array.from(password).length;
  if (!password.isWellFormed()) return fault('not-well-formed', 'holds half of a character');
  if (length < minLength)
    return fault('too-short', `needs at least ${minLength} characters`, { min: minLength });
  if (length > LIMITS.passwordMax)
    return fault('too-long', `may have ${LIMITS.passwordMax} characters at most`, {
      max: LIMITS.passwordMax,
    });
  const guess = password.toLowerCase();
  if (isDerivedFrom(guess, email) || isDerivedFrom(guess, localPart(email))) {
    return fault('is-email', 'must not be the e-mail address, nor its name with something added');
  }
  if (isDerivedFrom(guess, platformName.toLowerCase())) {
    return fault('is-platform-name', 'must not be the name of this platform, nor that with something added');
  }
  if (isCommonPassword(guess) || isPredictable(guess)) {
    return fault(
      'too-common',
      'is among the first that an attacker tries; several unrelated words are better',
    );
  }
  return null;
}

const localPart = (email: string) => email.slice(0, email.indexOf('@'));

/** The word itself, however often, with nothing but digits and signs around it. */
function isDerivedFrom(guess: string, word: string): boolean {
  const letters = (text: string) => text.replace(/[^\p{L}]/gu, '');
  const [core, wanted] = [letters(guess), letters(word)];
  if (wanted === '') return guess === word;
  return (
    core.length > 0 &&
    core.length % wanted.length === 0 &&
    core === wanted.repeat(core.length / wanted.length)
  );
}

const fault = (code: FieldErrorCode, detail: string, params?: FieldErrorParams) => ({
  code,
  detail,
  ...(params && { params }),
});
