import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConfigError, Environment } from '@countersign/runtime';
import { generateKeyPairJwks } from '@countersign/sealing';
import t from 'tap';
import { readConfig } from './config.ts';

const folder = mkdtempSync(join(tmpdir(), 'countersign-mailer-config-'));
t.teardown(() => rmSync(folder, { recursive: true }));
const file = (name: string, content: string) => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
const sealing = generateKeyPairJwks('X25519', 'mailer-1');
const signing = generateKeyPairJwks('Ed25519', 'signing-1');

const GOOD: Environment = {
  DATABASE_URL: 'postgres://countersign_mailer@127.0.0.1/countersign',
  DATABASE_PASSWORD_FILE: file('database', 'pw'),
  MAILER_SEALING_PRIVATE_KEYRING_FILE: file('sealing', sealing.privateJwks),
  SIGNING_PUBLIC_KEYRING_FILE: file('signing', signing.publicJwks),
  SMTP_HOST: 'smtp.example.com',
  MAIL_FROM: 'Example Keys <keys@example.com>',
  CONSOLE_ORIGIN: 'https://keys.example.com',
};

function faults(changes: Environment): readonly string[] {
  try {
    readConfig({ ...GOOD, ...changes });
    return [];
  } catch (error) {
    return (error as ConfigError).faults;
  }
}

t.test('the least configuration is enough, and TLS is required unless said otherwise', async (t) => {
  t.match(readConfig(GOOD), {
    host: '127.0.0.1',
    port: 3300,
    redisUrl: null,
    smtp: { host: 'smtp.example.com', port: 587, tls: 'required', credentials: null, maxPerSecond: 20 },
    from: { name: 'Example Keys', address: 'keys@example.com' },
    context: { consoleOrigin: 'https://keys.example.com', platformName: 'Countersign' },
  });
  t.match(readConfig({ ...GOOD, MAIL_FROM: 'keys@example.com' }), {
    from: { name: '', address: 'keys@example.com' },
  });
});

t.test('F12: TLS is off for a loopback host only', async (t) => {
  for (const host of ['localhost', '127.0.0.1', '127.1.2.3', '::1']) {
    t.strictSame(faults({ SMTP_TLS: 'off', SMTP_HOST: host }), [], host);
  }
  for (const host of [
    'smtp.example.com',
    'localhost.example.com',
    '128.0.0.1',
    '127.0.0.1.example.com',
    '0.0.0.0',
  ]) {
    t.match(faults({ SMTP_TLS: 'off', SMTP_HOST: host }), [/loopback/], host);
  }
});

t.test('every fault is named at once', async (t) => {
  const found = faults({
    DATABASE_URL: '',
    SMTP_HOST: '',
    SMTP_PORT: '0',
    SMTP_TLS: 'maybe',
    SMTP_USER: 'someone',
    SMTP_MAX_PER_SECOND: 'many',
    MAIL_FROM: 'Eve <eve@example.com>, <b@example.com>',
    CONSOLE_ORIGIN: 'https://keys.example.com/path',
    PLATFORM_NAME: 'two\nlines',
    MAILER_SEALING_PRIVATE_KEYRING_FILE: file('public', sealing.publicJwks),
  });
  for (const name of [
    'DATABASE_URL',
    'SMTP_HOST',
    'SMTP_PORT',
    'SMTP_TLS',
    'SMTP_USER',
    'SMTP_MAX_PER_SECOND',
    'MAIL_FROM',
    'CONSOLE_ORIGIN',
    'PLATFORM_NAME',
    'MAILER_SEALING_PRIVATE_KEYRING_FILE',
  ]) {
    t.ok(
      found.some((fault) => fault.includes(name)),
      name,
    );
  }
});
