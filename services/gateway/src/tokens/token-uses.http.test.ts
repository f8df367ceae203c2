import { eventually, revokeTestKey, type TestKey } from '@countersign/testing';
import pg from 'pg';
import t from 'tap';
import { SocketClient } from '../testing/socket-client.ts';
import { socketUpstream } from '../testing/socket-upstream.ts';
import { exchange, type SignedParts, testGateway } from '../testing/test-gateway.ts';
import { issueToken, tokenRequest } from '../testing/token-calls.ts';

const { port, insertKey, database, keyrings, lastNonce, another } = await testGateway(
  t,
  { trustedProxies: ['127.0.0.1'] },
  { upstream: await socketUpstream(t) },
);

type LastUse = { ip: string; ms: string };
const lastUse = async ({ keyId }: TestKey): Promise<LastUse | undefined> => {
  const [row] = await database.query<LastUse>(
    `select last_used_ip as ip, extract(epoch from last_used_at) * 1000 as ms from key_states where key_id = $1`,
    [keyId],
  );
  return row;
};
const from = (ip: string): SignedParts => ({ extra: [`x-forwarded-for: ${ip}`] });
const use = (token: string, ip: string, at = port) => exchange(at, tokenRequest(token, from(ip)));
const usedFrom = (key: TestKey, ip: string) =>
  eventually(`the use from ${ip} to be seen`, async () => {
    const seen = await lastUse(key);
    return seen?.ip === ip && seen;
  });

t.test(
  'the owner sees when and from where a key was used through a token, and no nonce is touched',
  async (t) => {
    const key = await insertKey();
    const token = await issueToken(port, key);
    const [signed, nonce] = [await lastUse(key), await lastNonce(key.keyId)];
    t.equal((await use(token, '192.0.2.1')).status, 200);
    const first = await usedFrom(key, '192.0.2.1');
    t.ok(Number(first.ms) > Number(signed?.ms));
    const other = await another();
    t.equal((await use(token, '192.0.2.2', other.port)).status, 200);
    t.ok(Number((await usedFrom(key, '192.0.2.2')).ms) > Number(first.ms));
    t.equal(await lastNonce(key.keyId), nonce);
  },
);

t.test('so it is with a socket', async (t) => {
  const key = await insertKey();
  const token = await issueToken(port, key);
  const client = await SocketClient.open(t, port, { 'x-forwarded-for': '192.0.2.3' });
  client.send({ event: 'auth', token });
  t.match(await client.event('auth'), { status: 'OK' });
  t.ok(await usedFrom(key, '192.0.2.3'));
});

t.test('a token that is refused is no use of the key', async (t) => {
  const key = await insertKey();
  const token = await issueToken(port, key);
  const before = await lastUse(key);
  await revokeTestKey(database, keyrings, key.keyId);
  t.equal((await use(token, '192.0.2.4')).status, 500);
  const good = await insertKey();
  await use(await issueToken(port, good), '192.0.2.5');
  await usedFrom(good, '192.0.2.5');
  t.same(await lastUse(key), before, 'though what came later has been written down');
});

t.test('a key whose row is locked holds up no other, and is noted when it is free again', async (t) => {
  const [held, free] = [await insertKey(), await insertKey()];
  const tokens = [await issueToken(port, held), await issueToken(port, free)] as const;
  const client = new pg.Client({ connectionString: database.url('admin') });
  await client.connect();
  await client.query('begin');
  await client.query('select from countersign.key_states where key_id = $1 for update', [held.keyId]);
  await use(tokens[0], '192.0.2.6');
  await use(tokens[1], '192.0.2.7');
  t.ok(await usedFrom(free, '192.0.2.7'));
  await client.query('commit');
  await client.end();
  t.ok(await usedFrom(held, '192.0.2.6'));
});

t.test('an earlier use never takes the place of a later one', async (t) => {
  const key = await insertKey();
  const token = await issueToken(port, key);
  await database.query(
    `update key_states set last_used_at = now() + interval '1 hour', last_used_ip = 'later' where key_id = $1`,
    [key.keyId],
  );
  await use(token, '192.0.2.8');
  const good = await insertKey();
  await use(await issueToken(port, good), '192.0.2.9');
  await usedFrom(good, '192.0.2.9');
  t.match(await lastUse(key), { ip: 'later' });
});

t.test('a gateway that stops writes down what it knows', async (t) => {
  const key = await insertKey();
  const token = await issueToken(port, key);
  const going = await another();
  await use(token, '192.0.2.10', going.port);
  await going.stop();
  t.match(await lastUse(key), { ip: '192.0.2.10' });
});
