import { join } from 'node:path';

/** Where everything lies in the data folder. */
export function dataLayout(dataDir: string) {
  const secrets = join(dataDir, 'secrets');
  return {
    dataDir,
    stackState: join(dataDir, 'stack.json'),
    demoUser: join(dataDir, 'demo-user.json'),
    secrets,
    logs: join(dataDir, 'logs'),
    mails: join(dataDir, 'mails'),
    postgres: join(dataDir, 'postgres'),
    log: (name: string) => join(dataDir, 'logs', `${name}.log`),
    secret: (name: SecretName) => join(secrets, name),
  };
}

export type DataLayout = ReturnType<typeof dataLayout>;

/** Random texts, one a file. */
export const PASSWORDS = [
  'postgres-superuser.password',
  'countersign_migrate.password',
  'countersign_keys.password',
  'countersign_gateway.password',
  'countersign_mailer.password',
  'upstream.token',
] as const;

/** Key pairs, a file for each half. */
export const KEY_PAIRS = [
  { name: 'gateway-sealing', curve: 'X25519' },
  { name: 'mailer-sealing', curve: 'X25519' },
  { name: 'signing', curve: 'Ed25519' },
] as const;

/** Private keys whose public half is published by the part that has them. */
export const PRIVATE_KEYS = [{ name: 'assertion', curve: 'Ed25519' }] as const;

export const SYMMETRIC_KEYS = ['totp'] as const;

type PairName = (typeof KEY_PAIRS)[number]['name'];
export type SecretName =
  | (typeof PASSWORDS)[number]
  | `${PairName}.${'private' | 'public'}.jwks.json`
  | `${(typeof PRIVATE_KEYS)[number]['name']}.private.jwks.json`
  | `${(typeof SYMMETRIC_KEYS)[number]}.jwks.json`;
