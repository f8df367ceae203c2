import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { generateKeyPairJwks, generateSymmetricJwks } from '@countersign/sealing';
import {
  databaseSettings,
  eventually,
  freePort,
  serviceFiles,
  TEST_PASSWORDS,
  testDatabase,
} from '@countersign/testing';
import t from 'tap';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));

function start(t: { teardown(fn: () => unknown): void }, env: Record<string, string>): ChildProcess {
  const child = spawn(process.execPath, [MAIN], {
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  t.teardown(() => child.kill('SIGKILL'));
  return child;
}

t.test('a service without a configuration lists all that is missing and exits with 78', async (t) => {
  const child = start(t, {});
  const [output, [code]] = await Promise.all([text(child.stderr as never), once(child, 'exit')]);
  t.equal(code, 78);
  for (const name of [
    'CONSOLE_ORIGIN',
    'DATABASE_URL',
    'TOTP_KEYRING_FILE',
    'SIGNING_PRIVATE_KEYRING_FILE',
  ]) {
    t.ok(output.includes(`${name} is missing`), name);
  }
  t.notMatch(output, /\bat .*\.ts:/, 'without a stack');
});

t.test('the service starts on a migrated database, serves, and stops cleanly when told to', async (t) => {
  const database = await testDatabase(t);
  const files = serviceFiles(t);
  const port = await freePort();
  const child = start(t, {
    COUNTERSIGN_ENVIRONMENT: 'test',
    KEYS_PORT: String(port),
    DRAIN_MS: '0',
    CONSOLE_ORIGIN: `http://localhost:${port}`,
    ...databaseSettings(
      database,
      'countersign_keys',
      files.write('password', TEST_PASSWORDS.countersign_keys),
    ),
    GATEWAY_SEALING_PUBLIC_KEYRING_FILE: files.write('g', generateKeyPairJwks('X25519', 'g').publicJwks),
    MAILER_SEALING_PUBLIC_KEYRING_FILE: files.write('m', generateKeyPairJwks('X25519', 'm').publicJwks),
    SIGNING_PRIVATE_KEYRING_FILE: files.write('s', generateKeyPairJwks('Ed25519', 's').privateJwks),
    TOTP_KEYRING_FILE: files.write('t', generateSymmetricJwks('t')),
  });
  const output = Promise.all([text(child.stdout as never), text(child.stderr as never)]);
  const origin = `http://127.0.0.1:${port}`;
  const ready = () =>
    fetch(`${origin}/health/ready`).then(
      ({ status }) => status === 200,
      () => false,
    );
  await eventually('ready', ready, { deadlineMs: 60_000 });
  t.equal((await fetch(`${origin}/v1/session`)).status, 401);
  const body = JSON.stringify({ email: 'ada@example.com', password: 'correct horse battery staple' });
  const headers = { 'content-type': 'application/json' };
  const registered = await fetch(`${origin}/v1/users`, { method: 'POST', headers, body });
  t.equal(registered.status, 202);
  t.match(registered.headers.getSetCookie(), [/^countersign_browser=[^;]+; .*HttpOnly; SameSite=Strict/]);
  child.kill('SIGTERM');
  const [code] = await once(child, 'exit');
  const [log, errors] = await output;
  t.equal(code, 0, errors);
  t.match(log, /"key service is up"/);
  t.match(log, /"stopped"/);
});
