import type { KeyCreation, KeysApiClient, Reveal } from '../http-clients/keys-api-client.ts';
import type { MailInbox } from '../http-clients/mail-inbox-client.ts';
import type { Authenticator } from '../http-clients/use-authenticator.ts';
import { expect } from './expect.ts';
import type { KeyPair } from './signed-request.ts';

/** Someone at their browser, with their mail and their authenticator app. */
export type Person = {
  readonly client: KeysApiClient;
  readonly inbox: MailInbox;
  readonly email: string;
  readonly authenticator: Authenticator;
};

/** What a person may watch and trade with, but not move money. */
export const PERMISSIONS = ['account:read', 'history:read', 'orders:read', 'orders:write', 'wallets:read'];

export async function startCreation({ client }: Person, label: string): Promise<KeyCreation> {
  const creation = await client.startKeyCreation({ label, permissions: PERMISSIONS });
  expect(creation.state === 'awaiting_second_factor', 'state awaiting_second_factor', creation.state);
  return creation;
}

export async function proveSecondFactor({ client, authenticator }: Person, id: string): Promise<void> {
  const secondFactor = { method: 'totp', code: await authenticator.nextCode() } as const;
  const { state } = await client.proveSecondFactor(id, secondFactor);
  expect(state === 'awaiting_confirmation', 'state awaiting_confirmation', state);
}

/** @returns the confirmation token that the mail's link carries */
export async function readConfirmationMail({ inbox, email }: Person, id: string): Promise<string> {
  const link = await inbox.nextLink(email);
  expect(link.creation === id, `a link for key creation ${id}`, `the link names ${link.creation}`);
  return link.token;
}

export async function confirm({ client }: Person, id: string, token: string): Promise<KeyPair> {
  const { apiKey, secret, qr }: Reveal = await client.confirm(id, token);
  expect(apiKey.status === 'active', 'an active key', `its status is ${apiKey.status}`);
  const inQr = JSON.parse(qr.payload) as { key: string; secret: string };
  expect(inQr.key === apiKey.id && inQr.secret === secret, 'the same key in the QR code', 'it holds another');
  return { keyId: apiKey.id, secret };
}

/** All of it without a stop. */
export async function createKey(person: Person, label: string): Promise<KeyPair> {
  const { id } = await startCreation(person, label);
  await proveSecondFactor(person, id);
  const key = await confirm(person, id, await readConfirmationMail(person, id));
  await person.client.acknowledge(id);
  return key;
}
