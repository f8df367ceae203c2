import type { Deps } from '../deps.ts';
import { limitsFor } from '../limits.ts';
import { Refusal } from '../refusal.ts';
import { canonicalPassword, passwordFault } from './password.ts';

/**
 * A new password in the form in which it is hashed.
 *
 * @throws Refusal `validation-failed` with what is wrong with it, at the field that it came in
 */
export function acceptPassword(
  { settings }: Pick<Deps, 'settings'>,
  text: string,
  { email, field }: { email: string; field: string },
): string {
  const password = canonicalPassword(text);
  const minLength = limitsFor(settings.limits).passwordMin;
  const fault = passwordFault(password, { email, platformName: settings.platformName, minLength });
  if (fault !== null) throw new Refusal('validation-failed', { errors: [{ field, ...fault }] });
  return password;
}
