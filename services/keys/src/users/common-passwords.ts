import list from './common-passwords.json' with { type: 'json' };

/**
 * Passwords that leaked often enough to be in everybody's list (see `source` and `licence` in the file), and the
 * ones that this product invites. Lower case, NFC, eight characters and more.
 */
const COMMON_PASSWORDS: ReadonlySet<string> = new Set([
  ...list.passwords.split('\n'),
  ...`bitcoin1 bitcoin123 satoshi1 hodlhodl tothemoon notyourkeysnotyourcoins
      password!password! passwort123456789 motdepasse123456 contraseña123456`.split(/\s+/),
]);

/** Whether the whole of it, in lower case, is one of them. */
export function isCommonPassword(guess: string): boolean {
  return COMMON_PASSWORDS.has(guess);
}
