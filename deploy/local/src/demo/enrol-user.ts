import { randomBytes } from 'node:crypto';
import type { KeysApiClient } from '../http-clients/keys-api-client.ts';
import type { MailInbox } from '../http-clients/mail-inbox-client.ts';
import { type Authenticator, createAuthenticator } from '../http-clients/use-authenticator.ts';
import type { DemoUser } from './demo-user.ts';

export type Credentials = { readonly email: string; readonly password: string };

/** An address and password that nobody has used yet. */
export const freshCredentials = (name: string): Credentials => ({
  email: `${name}-${randomBytes(4).toString('hex')}@example.com`,
  password: randomBytes(15).toString('base64url'),
});

export async function register(client: KeysApiClient, inbox: MailInbox, who: Credentials): Promise<void> {
  await client.register(who.email, who.password);
  const { token } = await inbox.nextLink(who.email);
  await client.verifyEmail(token);
}

/** Enrols an authenticator app, which raises the session to second-factor assurance. */
export async function enrolTotp(
  client: KeysApiClient,
  onWait?: (ms: number) => void,
): Promise<{ authenticator: Authenticator; totpSecret: string; recoveryCodes: string[] }> {
  const { id, secret } = await client.enrolTotp();
  const authenticator = createAuthenticator(secret, onWait);
  const { recoveryCodes } = await client.activateTotp(id, await authenticator.nextCode());
  return { authenticator, totpSecret: secret, recoveryCodes };
}

/** Everything at once: a user who can sign in with both factors. */
export async function enrolUser(client: KeysApiClient, inbox: MailInbox, name: string): Promise<DemoUser> {
  const who = freshCredentials(name);
  await register(client, inbox, who);
  await client.signIn(who.email, who.password);
  const { totpSecret, recoveryCodes } = await enrolTotp(client);
  return { ...who, totpSecret, recoveryCodes };
}
