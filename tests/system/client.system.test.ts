import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { CountersignClient, memoryCookieJar, repeatSafely } from '@countersign/client';
import { eventually } from '@countersign/testing';
import t from 'tap';
import { createKey } from '../../packages/client/examples/create-key.ts';
import { enrolTotp } from '../../packages/client/examples/enrol-totp.ts';
import { listKeys } from '../../packages/client/examples/list-keys.ts';
import { signIn } from '../../packages/client/examples/sign-in.ts';
import { Authenticator } from './harness/authenticator.ts';
import { startLossyProxy } from './harness/lossy-proxy.ts';
import { linkFields } from './harness/mailbox.ts';
import { startSystem } from './harness/system.ts';

const system = await startSystem(t, { gateways: 0 });
const PASSWORD = randomBytes(12).toString('base64url');

t.test('the examples of the README are files that are run here', async (t) => {
  const readme = readFileSync(new URL('../../packages/client/README.md', import.meta.url), 'utf8');
  for (const name of ['sign-in', 'enrol-totp', 'create-key', 'list-keys']) {
    const url = new URL(`../../packages/client/examples/${name}.ts`, import.meta.url);
    t.ok(readme.includes(`\`\`\`ts\n${readFileSync(url, 'utf8')}\`\`\``), name);
  }
});

/** Somebody new in front of a page: reads mail, types codes, sees what is shown. */
async function newPerson() {
  const cookies = memoryCookieJar();
  const client = new CountersignClient({ baseUrl: system.keysUrl, cookies });
  const email = `${randomBytes(6).toString('hex')}@people.example`;
  await client.post('/v1/users', { body: { email, password: PASSWORD } });
  const token = async (part: string) =>
    linkFields(await system.mailbox.waitForMail(email, part)).get('token') ?? '';
  await client.post('/v1/users/email-verification', { body: { token: await token('#token=') } });
  const shown: Record<string, string> = {};
  let authenticator: Authenticator | null = null;
  const typed: Record<string, () => string | Promise<string>> = {
    'E-mail address': () => email,
    Password: () => PASSWORD,
    'Code of your authenticator app': () => {
      authenticator ??= new Authenticator(shown['Or type it'] ?? '');
      return authenticator.nextCode();
    },
    'Token of the link in the mail': () => token('#creation='),
  };
  const ask = async (question: string) => (await typed[question]?.()) ?? '';
  const show = async (what: string, text: string) => void Object.assign(shown, { [what]: text });
  return { client, cookies, email, shown, page: { ask, show } };
}

t.test('the client takes a person from signing in to a key, against the real service', async (t) => {
  const { client, shown, page } = await newPerson();
  await signIn(client, page.ask);
  await enrolTotp(client, page);
  t.match(shown['Scan this with your authenticator app'], /^<svg/);
  await client.delete('/v1/session');
  await signIn(client, page.ask);
  t.equal((await client.get('/v1/session')).assurance, 'second_factor');

  const keyId = await createKey(client, page);
  const [, secret = ''] = shown['Your API key. The secret is shown this once']?.split('\n') ?? [];
  t.match(secret, /^cs_[\w-]{132}$/);
  t.match(await listKeys(client), [`${keyId} Trading bot active, last used never`]);
});

/** Signed in with a second factor: ready to create keys. */
async function newOwner() {
  const person = await newPerson();
  await signIn(person.client, person.page.ask);
  await enrolTotp(person.client, person.page);
  return person;
}

const CALL = {
  body: { label: 'Once', permissions: ['orders:read'] },
  idempotencyKey: 'one-thing-that-is-wanted',
};

const creationsOf = (email: string) =>
  system.database.query('select c.id from key_creations c join users u on u.id = user_id where email = $1', [
    email,
  ]);

t.test('F2: kill -9 behind the commit: the retry gets the answer that got lost', async (t) => {
  const { client, cookies, email } = await newOwner();
  const lossy = await startLossyProxy(system.keysUrl);
  t.teardown(() => lossy.close());
  const unlucky = new CountersignClient({ baseUrl: lossy.url, cookies: { ...cookies, store: () => {} } });
  await t.rejects(unlucky.post('/v1/key-creations', CALL));
  const lost = await lossy.lostAnswer<{ id: string }>();
  await system.processes.keys.kill('SIGKILL');
  await system.processes.keys.start();
  const { body, isReplayed } = await client.request('post', '/v1/key-creations', CALL);
  t.ok(isReplayed);
  t.equal(body.id, lost.id);
  t.equal((await creationsOf(email)).length, 1);
});

t.test('F2: kill -9 before the commit: nothing was done, and the retry does it once', async (t) => {
  const { client, email } = await newOwner();
  const blocker = system.database.connect('countersign_migrate');
  let lost: Promise<unknown> | undefined;
  await blocker.transaction().execute(async (trx) => {
    await trx.selectFrom('users').select('id').where('email', '=', email).forUpdate().execute();
    lost = client.post('/v1/key-creations', CALL).catch((error: unknown) => error);
    await eventually('the request waits within its transaction', async () => {
      const waiting = await system.database.query(
        "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
      );
      return waiting.length > 0;
    });
    await system.processes.keys.kill('SIGKILL');
  });
  t.ok((await lost) instanceof Error);
  t.equal((await creationsOf(email)).length, 0);
  await system.processes.keys.start();
  const { isReplayed } = await repeatSafely(() => client.request('post', '/v1/key-creations', CALL));
  t.notOk(isReplayed);
  t.equal((await creationsOf(email)).length, 1);
});
