import { randomBytes } from 'node:crypto';
import { Authenticator } from './authenticator.ts';
import { Browser } from './browser.ts';
import { linkFields } from './mailbox.ts';
import type { System } from './system.ts';

export type Person = {
  readonly email: string;
  readonly password: string;
  readonly browser: Browser;
  readonly authenticator: Authenticator;
  readonly recoveryCodes: readonly string[];
};

export type Account = Pick<Person, 'email' | 'password' | 'browser'>;

/** Registers somebody new through the public API and real mail: verified, signed in, without a second factor. */
export async function registerAccount(system: System): Promise<Account> {
  const email = `${randomBytes(6).toString('hex')}@people.example`;
  const password = randomBytes(12).toString('base64url');
  const browser = new Browser(system.keysUrl);
  await browser.ok('POST', '/v1/users', { email, password });
  const mail = await system.mailbox.waitForMail(email, '#token=');
  await browser.ok('POST', '/v1/users/email-verification', { token: linkFields(mail).get('token') });
  await browser.ok('POST', '/v1/session', { email, password });
  return { email, password, browser };
}

/** The same with an authenticator app enrolled. */
export async function registerPerson(system: System): Promise<Person> {
  const account = await registerAccount(system);
  const { id, secret } = await account.browser.ok('POST', '/v1/second-factors/totp');
  const authenticator = new Authenticator(secret);
  const { recoveryCodes } = await account.browser.ok('POST', `/v1/second-factors/totp/${id}/activation`, {
    code: await authenticator.nextCode(),
  });
  return { ...account, authenticator, recoveryCodes };
}

export type StartedCreation = { readonly id: string; readonly token: string };
export type RevealedKey = { readonly keyId: string; readonly secret: string; readonly creationId: string };

/** Starts a key creation and takes it as far as the mail. */
export async function startCreation(
  system: System,
  person: Person,
  request: { permissions: readonly string[]; label?: string },
): Promise<StartedCreation> {
  const { id } = await person.browser.ok('POST', '/v1/key-creations', request);
  await person.browser.ok('POST', `/v1/key-creations/${id}/second-factor`, {
    secondFactor: await person.authenticator.secondFactor(),
  });
  const mail = await system.mailbox.waitForMail(person.email, id);
  return { id, token: linkFields(mail).get('token') ?? '' };
}

export async function confirmCreation(person: Person, { id, token }: StartedCreation): Promise<RevealedKey> {
  const { apiKey, secret } = await person.browser.ok('POST', `/v1/key-creations/${id}/confirmation`, {
    token,
  });
  return { keyId: apiKey.id, secret, creationId: id };
}

/** The whole way to a usable key. */
export async function createKey(
  system: System,
  person: Person,
  permissions: readonly string[],
): Promise<RevealedKey> {
  return confirmCreation(person, await startCreation(system, person, { permissions }));
}
