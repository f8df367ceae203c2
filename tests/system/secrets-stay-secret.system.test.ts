import { Redis } from 'ioredis';
import t, { type Test } from 'tap';
import {
  confirmCreation,
  type Person,
  type RevealedKey,
  registerPerson,
  startCreation,
} from './harness/person.ts';
import { GatewayClient, signRequest } from './harness/signed-call.ts';
import { type System, startSystem } from './harness/system.ts';

const REDIS_URL = process.env.TEST_REDIS_URL;

for (const [queue, redisUrl] of [
  ['PostgreSQL', null],
  ['Redis', REDIS_URL],
] as const) {
  const skip = redisUrl === undefined ? 'TEST_REDIS_URL is not set: no Redis to run against' : false;
  t.test(
    `KS-50 with the queue on ${queue}, no store and no log line holds anything secret`,
    { skip },
    async (t) => {
      const system = await startSystem(t, { redisUrl: redisUrl ?? null });
      const { secrets } = await useEverything(t, system);
      const places: Record<string, string> = {
        'the database': await dumpTables(system),
        'the log lines': system.output(),
        ...(redisUrl ? { Redis: await dumpRedis(redisUrl) } : {}),
      };
      for (const [place, text] of Object.entries(places)) {
        t.ok(text.length > 1_000, `${place} can be searched`);
        for (const [what, secret] of Object.entries(secrets)) {
          for (const form of formsOf(secret)) t.notOk(text.includes(form), `${place} holds no ${what}`);
        }
      }
    },
  );
}

/** Takes one person through everything that handles a secret; gives back each secret by what it is. */
async function useEverything(t: Test, system: System): Promise<{ secrets: Record<string, string> }> {
  const person: Person = await registerPerson(system);
  const signedInBefore = person.browser.cookies().get('countersign_session') ?? '';
  const creation = await startCreation(system, person, { permissions: ['wallets:read'], label: 'canary' });
  const first: RevealedKey = await confirmCreation(person, creation);
  const key = await confirmCreation(person, creation);
  const client = new GatewayClient(system.gatewayUrls[0] ?? '');
  t.teardown(() => client.close());
  const request = signRequest(key, '/v2/auth/r/wallets');
  await client.send(request);
  await client.send(request);
  await client.send(signRequest(first, '/v2/auth/r/wallets'));
  const issued = await client.send(signRequest(key, '/v2/auth/w/token', { body: '{"scope":"api"}' }));
  const [scopedToken = ''] = issued.body as string[];
  await client.send({ path: '/v2/auth/r/wallets', body: '{}', headers: { 'bfx-token': scopedToken } });
  await client.send({ path: '/v2/auth/w/withdraw', body: '{}', headers: { 'bfx-token': scopedToken } });
  await person.browser.call('POST', `/v1/key-creations/${creation.id}/second-factor`, {
    secondFactor: { method: 'recovery_code', code: person.recoveryCodes[0] },
  });
  await person.browser.call('POST', '/v1/session', { email: person.email, password: `${person.password}x` });
  await person.browser.ok('POST', `/v1/keys/${key.keyId}/revocation`, {});
  return {
    secrets: {
      password: person.password,
      'session cookie': signedInBefore,
      'browser binding cookie': person.browser.cookies().get('countersign_browser') ?? '',
      'TOTP secret': person.authenticator.secret,
      'recovery code': person.recoveryCodes[0] ?? '',
      'confirmation token': creation.token,
      'first secret': first.secret,
      secret: key.secret,
      'scoped token': scopedToken,
      signature: request.headers['bfx-signature'] ?? '',
      ...Object.fromEntries(
        person.authenticator.codes.map((code, index) => [`TOTP code ${index}`, `"${code}"`]),
      ),
    },
  };
}

/** As it is, and as a store might have encoded it. */
function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret, 'utf8');
  return [secret, bytes.toString('hex'), bytes.toString('base64').replace(/=+$/, '')];
}

async function dumpTables({ database }: System): Promise<string> {
  const tables = await database.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname in ('countersign', 'bullmq', 'public')`,
  );
  const rows = await Promise.all(
    tables.map(({ name }) => database.query<{ row: string }>(`select x::text as row from ${name} x`)),
  );
  // Binary columns come out as hex, which the hex form of each secret would be found in.
  return rows
    .flat()
    .map(({ row }) => row)
    .join('\n');
}

async function dumpRedis(url: string): Promise<string> {
  const redis = new Redis(url);
  try {
    const keys = await redis.keys('*');
    const dumps = await Promise.all(keys.map((key) => redis.dumpBuffer(key)));
    // A dump may compress; what can be read type by type is searched as well.
    return [
      ...keys,
      ...dumps.map((dump) => dump?.toString('latin1') ?? ''),
      ...(await readRedis(redis, keys)),
    ].join('\n');
  } finally {
    redis.disconnect();
  }
}

async function readRedis(redis: Redis, keys: readonly string[]): Promise<string[]> {
  const readers: Record<string, (key: string) => Promise<unknown>> = {
    string: (key) => redis.get(key),
    hash: (key) => redis.hgetall(key),
    list: (key) => redis.lrange(key, 0, -1),
    set: (key) => redis.smembers(key),
    zset: (key) => redis.zrange(key, '0', '-1'),
    stream: (key) => redis.xrange(key, '-', '+'),
  };
  return Promise.all(
    keys.map(async (key) => JSON.stringify((await readers[await redis.type(key)]?.(key)) ?? null)),
  );
}
