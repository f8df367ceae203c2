import { changeTestKey, eventually, revokeTestKey, type TestKey } from '@countersign/testing';
import t from 'tap';
import {
  exchange,
  nextNonce,
  type SignedParts,
  signedRequest,
  testGateway,
} from '../testing/test-gateway.ts';

const { port, insertKey, database, keyrings, another } = await testGateway(t);

const send = (key: TestKey, parts: SignedParts = {}) => exchange(port, signedRequest(key, parts));

type Row = { reason: string; count: string; ip: string; path: string; nonce: string };
const noted = (key: TestKey) =>
  database.query<Row>(
    'select reason, count, ip, path, nonce from key_refusals where key_id = $1 order by reason',
    [key.keyId],
  );

/** Waits until so many refusals of the key are written down. */
async function refusalsOf(key: TestKey, total: number): Promise<Row[]> {
  let rows: Row[] = [];
  await eventually('the refusals to be written down', async () => {
    rows = await noted(key);
    return rows.reduce((sum, { count }) => sum + Number(count), 0) === total;
  });
  return rows;
}

t.test('the owner is told the true reason of each refusal, the stranger is not', async (t) => {
  const key = await insertKey();
  const nonce = String(nextNonce());
  t.equal((await send(key, { nonce })).status, 200);
  await send(key, { nonce });
  await send(key, { path: '/v2/auth/w/withdraw' });
  await send(key, { path: '/v2/auth/r/nothing' });
  await send({ ...key, secret: 'wrong' });
  await changeTestKey(database, keyrings, key.keyId, { ipAllowlist: ['192.0.2.1'] });
  await send(key);
  const rows = await refusalsOf(key, 5);
  t.same(
    rows.map(({ reason }) => reason),
    ['address-not-allowed', 'nonce-too-small', 'permission-missing', 'route-unlisted', 'signature-invalid'],
  );
  const [small] = rows.filter(({ reason }) => reason === 'nonce-too-small');
  const ended = await insertKey();
  await revokeTestKey(database, keyrings, ended.keyId);
  await send(ended);
  t.match(await refusalsOf(ended, 1), [{ reason: 'key-revoked' }]);
  const expired = await insertKey({ expiresAt: '2020-01-01T00:00:00.000Z' });
  await send(expired);
  t.match(await refusalsOf(expired, 1), [{ reason: 'key-expired' }]);
  t.match(small, { ip: '127.0.0.1', path: '/v2/auth/r/wallets', nonce });
});

t.test('a flood of refusals is one row that counts them, over several gateways', async (t) => {
  const key = await insertKey();
  const other = await another();
  const ports = [port, other.port];
  await Promise.all(
    Array.from({ length: 40 }, (_, n) =>
      exchange(ports[n % 2] as number, signedRequest({ ...key, secret: 'wrong' })),
    ),
  );
  const rows = await refusalsOf(key, 40);
  t.equal(rows.length, 1);
});

t.test('nothing is written down about a key that does not exist', async (t) => {
  const known = await insertKey();
  const last = known.keyId.endsWith('x') ? 'y' : 'x';
  const stranger = { ...known, keyId: known.keyId.slice(0, -1) + last };
  await send(stranger);
  await send({ ...known, secret: 'wrong' });
  await refusalsOf(known, 1);
  t.same(await noted(stranger), []);
});

t.test('what was gathered is written down when a gateway stops', async (t) => {
  const key = await insertKey();
  const stopping = await another();
  await exchange(stopping.port, signedRequest({ ...key, secret: 'wrong' }));
  await stopping.stop();
  t.equal((await noted(key)).length, 1);
});
