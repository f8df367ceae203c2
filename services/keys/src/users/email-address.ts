import { Refusal } from '../refusal.ts';

/**
 * The addresses that may register: a dot-atom (RFC 5322 §3.2.3) at a host name of two labels or more
 * (RFC 1123 §2.1), in ASCII; an international domain in its punycode form. Quoted local parts, comments, groups,
 * display names and address literals are legal in mail headers and have made mail systems deliver elsewhere than
 * the sender meant, so they are no addresses here. Linear to match: no two neighbouring parts share a character.
 */
export const EMAIL_PATTERN =
  "^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,64}(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,64}){0,31}" +
  '@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.){1,10}[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]$';

/** RFC 5321 §4.5.3.1: 64 octets for the local part, 254 for the whole (256 with the angle brackets of a path). */
export const EMAIL_MAX = 254;
const LOCAL_PART_MAX = 64;

const PATTERN = new RegExp(EMAIL_PATTERN);

/** The canonical form, lower case, under which an account is found again; `null` when it is no such address. */
export function canonicalEmail(text: string): string | null {
  if (text.length > EMAIL_MAX || !PATTERN.test(text)) return null;
  if (text.indexOf('@') > LOCAL_PART_MAX) return null;
  return text.toLowerCase();
}

/** @throws Refusal `validation-failed` naming the field that it came in */
export function assertEmail(text: string, field = 'email'): string {
  const email = canonicalEmail(text);
  if (email !== null) return email;
  const fault = { field, code: 'pattern', detail: 'is not an e-mail address' } as const;
  throw new Refusal('validation-failed', { errors: [fault] });
}
