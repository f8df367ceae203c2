import { linkFields } from './mailbox.ts';
import type { Person, RevealedKey } from './person.ts';
import type { System } from './system.ts';

export type KeySettings = {
  readonly permissions: readonly string[];
  readonly label?: string;
  readonly ipAllowlist?: readonly string[];
  readonly expiresAt?: string;
};

const used = new WeakMap<Person, number>();

/** The next recovery code of somebody: spares a test the wait for the next time step, ten times. */
export function nextRecoveryCode(person: Person): string {
  const index = used.get(person) ?? 0;
  used.set(person, index + 1);
  const code = person.recoveryCodes[index];
  if (code === undefined) throw new Error('no recovery code is left: register another person');
  return code;
}

/** A key creation that waits for its mail's link, without waiting for a time step. `path` is the link's in the console. */
export async function awaitConfirmation(
  system: System,
  person: Person,
  settings: KeySettings,
): Promise<{ id: string; token: string; path: string }> {
  const { id } = await person.browser.ok('POST', '/v1/key-creations', settings);
  await person.browser.ok('POST', `/v1/key-creations/${id}/second-factor`, {
    secondFactor: { method: 'recovery_code', code: nextRecoveryCode(person) },
  });
  const token = linkFields(await system.mailbox.waitForMail(person.email, id)).get('token') ?? '';
  return { id, token, path: `/confirm#creation=${id}&token=${token}` };
}

/** A usable key with these settings. */
export async function makeKey(system: System, person: Person, settings: KeySettings): Promise<RevealedKey> {
  const { id, token } = await awaitConfirmation(system, person, settings);
  const { apiKey, secret } = await person.browser.ok('POST', `/v1/key-creations/${id}/confirmation`, {
    token,
  });
  return { keyId: apiKey.id, secret, creationId: id };
}
