import { randomBytes } from 'node:crypto';
import { createPool } from '@countersign/database';
import { createLogger } from '@countersign/runtime';
import { bitfinexV2Text, macOf } from '@countersign/signing';
import {
  changeTestKey,
  insertTestKey,
  TEST_ENVIRONMENT,
  type TestKey,
  type TestKeyChange,
  testDatabase,
  testKeyrings,
} from '@countersign/testing';
import t from 'tap';
import { clientAddress } from '../../addresses/client-address.ts';
import { KeyLookup } from '../../api-key-lookup/key-lookup.ts';
import { LiveVerifier } from '../../api-key-lookup/live-verifier.ts';
import { NonceConsumer } from '../../nonces/nonce-consumer.ts';
import { authenticate } from './authenticate.ts';

const database = await testDatabase(t);
const keyrings = testKeyrings();
const logger = createLogger('test', 'silent');
const url = database.url('countersign_gateway');
const pool = createPool({ url, poolSize: 4, applicationName: 'test', logger });
t.teardown(() => pool.end());

/** The step as one process has it, with a clock that the test moves. */
function gateway(maxKeys = 10) {
  const clock = { ms: 1_000 };
  const now = () => clock.ms;
  const keys = new KeyLookup({
    environment: TEST_ENVIRONMENT,
    verify: keyrings.verify,
    open: keyrings.openAsGateway,
    pool,
    logger,
    now,
    maxKeys,
    deadlineMs: 5_000,
  });
  const nonces = new NonceConsumer({
    pool,
    waitingPool: pool,
    maxStatements: 2,
    maxWaitingStatements: 2,
    logger,
    now,
    deadlineMs: 5_000,
  });
  const deps = { keys, nonces, dummyVerifier: new LiveVerifier(randomBytes(48)) };
  const call = async (key: TestKey, nonce: number, secret = key.secret) => {
    const target = '/v2/auth/r/wallets';
    const body = Buffer.from('{}');
    const signedText = bitfinexV2Text(target, String(nonce));
    const signature = macOf(secret, { text: signedText, body }).toString('hex');
    const address = clientAddress('127.0.0.1');
    const credentials = { keyId: key.keyId, signature, nonce, signedText };
    const verdict = await authenticate(deps, { address }, credentials, body);
    return typeof verdict === 'string' ? verdict : 'accepted';
  };
  return { clock, call, keys };
}

const insert = () => insertTestKey(database, keyrings, { permissions: ['wallets:read'] });
const change = (key: TestKey, changes: TestKeyChange) =>
  changeTestKey(database, keyrings, key.keyId, changes);

t.test(
  'a cached refusal holds for a second, then the version is read again and all is judged anew',
  async (t) => {
    const { clock, call } = gateway();
    const key = await insert();
    await change(key, { ipAllowlist: ['192.0.2.1'] });
    t.equal(await call(key, 1), 'address-not-allowed');
    await change(key, { ipAllowlist: null });
    t.equal(await call(key, 2), 'address-not-allowed', 'the version was read less than a second ago');
    clock.ms += 1_000;
    t.equal(await call(key, 3), 'accepted');
  },
);

t.test(
  'an acceptance by a cached record never holds: each change is in force with the next nonce',
  async (t) => {
    const { call } = gateway();
    for (const [changes, expected] of [
      [{ ipAllowlist: ['192.0.2.1'] }, 'address-not-allowed'],
      [{ expiresAt: '2020-01-01T00:00:00.000Z' }, 'key-expired'],
      [{ renewsSecret: true }, 'signature-invalid'],
      [{ status: 'revoked', permissions: [] }, 'key-revoked'],
    ] as const) {
      const key = await insert();
      t.equal(await call(key, 1), 'accepted');
      await change(key, changes);
      t.equal(await call(key, 2), expected);
    }
  },
);

t.test('a key that the cache had to drop is read again, and a wrong secret still fails', async (t) => {
  const { call } = gateway(1);
  const keys = [await insert(), await insert(), await insert()];
  for (let nonce = 1; nonce <= 3; nonce++) {
    t.same(await Promise.all(keys.map((key) => call(key, nonce))), ['accepted', 'accepted', 'accepted']);
  }
  const [first, second] = keys as [TestKey, TestKey, TestKey];
  t.equal(await call(first, 9, second.secret), 'signature-invalid');
});

t.test('concurrent misses of one key share one reading of it', async (t) => {
  const { keys } = gateway();
  const key = await insert();
  const found = await Promise.all(Array.from({ length: 50 }, () => keys.find(key.keyId)));
  t.equal(new Set(found).size, 1);
});

t.test('when the gateway closes every verifier is overwritten', async (t) => {
  const { keys, call } = gateway();
  const key = await insert();
  await call(key, 1);
  const opened = await keys.find(key.keyId);
  keys.close();
  t.equal(opened?.verifier.isZeroed, true);
});
