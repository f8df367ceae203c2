import { signKeyRecord, verifyKeyRecord } from '@countersign/sealing';
import {
  changeTestKey,
  insertTestKey,
  revokeTestKey,
  type TestKey,
  testKeyrings,
} from '@countersign/testing';
import t from 'tap';
import { recordedLog } from '../testing/recorded-log.ts';
import {
  AUTHENTICATION_FAILED,
  errorOf,
  exchange,
  signedRequest,
  testGateway,
} from '../testing/test-gateway.ts';

const { logger, lines } = recordedLog();
const { port, upstream, insertKey, database, keyrings } = await testGateway(t, {}, { logger });

const alarmsOf = (key: TestKey) => lines.filter((line) => 'alarm' in line && line.keyId === key.keyId);

type Row = { record: Buffer; signingKeyId: string; signature: Buffer; verifier: Buffer };
const rowOf = async (key: TestKey) => {
  const [row] = await database.query<Row>(
    `select record, signing_key_id as "signingKeyId", signature, sealed_verifier as verifier
     from key_records where key_id = $1`,
    [key.keyId],
  );
  if (row === undefined) throw new Error('no row');
  return row;
};
const set = (key: TestKey, columns: string, ...values: unknown[]) =>
  database.query(`update key_records set ${columns} where key_id = $1`, [key.keyId, ...values]);

/** Rows that only somebody with write access to the tables could have made: each must be refused, and seen. */
const TAMPERINGS: Record<string, { alarm: string; tamper: (key: TestKey) => Promise<unknown> }> = {
  'permissions added in the record': {
    alarm: 'record-not-genuine',
    tamper: async (key) => {
      const { record } = await rowOf(key);
      const text = record.toString().replace('["wallets:read"]', '["wallets:read","withdraw:write"]');
      await set(key, 'record = $2', Buffer.from(text));
    },
  },
  'a signature of another signer': {
    alarm: 'record-not-genuine',
    tamper: async (key) => {
      const row = await rowOf(key);
      const record = verifyKeyRecord(keyrings.verify, row);
      if (record === null) throw new Error('not genuine');
      const forged = signKeyRecord(testKeyrings().sign, record);
      await set(key, 'signature = $2', forged.signature);
    },
  },
  'a signing key nobody knows': {
    alarm: 'record-not-genuine',
    tamper: (key) => set(key, `signing_key_id = 'signing-9'`),
  },
  'the genuine row of another key': {
    alarm: 'record-of-another-key',
    tamper: async (key) => {
      const other = await insertKey({ permissions: ['withdraw:write'] });
      const row = await rowOf(other);
      await set(key, 'record = $2, signature = $3', row.record, row.signature);
    },
  },
  'the verifier of another key': {
    alarm: 'not-openable',
    tamper: async (key) => {
      const other = await insertKey();
      await set(
        key,
        'sealed_verifier = (select sealed_verifier from key_records where key_id = $2)',
        other.keyId,
      );
    },
  },
  'a sealing key nobody knows': {
    alarm: 'unknown-sealing-key',
    tamper: (key) => set(key, `kek_id = 'gateway-9'`),
  },
  'a version unlike the state row': {
    alarm: 'record-not-of-the-state-rows-version',
    tamper: (key) => database.query('update key_states set version = 7 where key_id = $1', [key.keyId]),
  },
  'a status unlike the state row': {
    alarm: 'record-not-of-the-state-rows-status',
    tamper: (key) =>
      database.query(`update key_states set status = 'revoked' where key_id = $1`, [key.keyId]),
  },
  'a revocation taken back in the state row': {
    alarm: 'record-not-of-the-state-rows-status',
    tamper: async (key) => {
      await revokeTestKey(database, keyrings, key.keyId);
      await database.query(`update key_states set status = 'active' where key_id = $1`, [key.keyId]);
    },
  },
};

/** Genuine rows of an earlier version, put back: to undo a revocation, a narrowing, a fresh secret. */
const REPLAYS: typeof TAMPERINGS = {
  'the record from before its revocation': {
    alarm: 'record-not-of-the-state-rows-version',
    tamper: async (key) => {
      const row = await rowOf(key);
      await revokeTestKey(database, keyrings, key.keyId);
      await set(key, 'record = $2, signature = $3', row.record, row.signature);
    },
  },
  'the record from before its revocation, and an active state row': {
    alarm: 'record-not-of-the-state-rows-version',
    tamper: async (key) => {
      const row = await rowOf(key);
      await revokeTestKey(database, keyrings, key.keyId);
      await set(key, 'record = $2, signature = $3', row.record, row.signature);
      await database.query(`update key_states set status = 'active' where key_id = $1`, [key.keyId]);
    },
  },
  'the record from before it was narrowed': {
    alarm: 'record-not-of-the-state-rows-version',
    tamper: async (key) => {
      const row = await rowOf(key);
      await changeTestKey(database, keyrings, key.keyId, { permissions: ['orders:read'] });
      await set(key, 'record = $2, signature = $3', row.record, row.signature);
    },
  },
  'the verifier from before a fresh secret': {
    alarm: 'not-openable',
    tamper: async (key) => {
      const { verifier } = await rowOf(key);
      await changeTestKey(database, keyrings, key.keyId, { renewsSecret: true });
      await set(key, 'sealed_verifier = $2', verifier);
    },
  },
  'record and verifier from before a fresh secret': {
    alarm: 'record-not-of-the-state-rows-version',
    tamper: async (key) => {
      const { record, signature, verifier } = await rowOf(key);
      await changeTestKey(database, keyrings, key.keyId, { renewsSecret: true });
      await set(key, 'record = $2, signature = $3, sealed_verifier = $4', record, signature, verifier);
    },
  },
};

const ALL = [
  ...Object.entries(TAMPERINGS).map(([name, how]) => [`KS-85: a row with ${name}`, how] as const),
  ...Object.entries(REPLAYS).map(([name, how]) => [`KS-86: a key with ${name}`, how] as const),
];
for (const [name, { alarm, tamper }] of ALL) {
  t.test(`${name} is refused, not obeyed, and raises an alarm`, async (t) => {
    const key = await insertKey();
    await tamper(key);
    const before = upstream.calls.length;
    t.same(errorOf(await exchange(port, signedRequest(key))), AUTHENTICATION_FAILED);
    t.same(
      alarmsOf(key).map((line) => line.alarm),
      [alarm],
    );
    t.equal(upstream.calls.length, before);
    for (let turn = 0; turn < 5; turn++) await exchange(port, signedRequest(key));
    t.ok(alarmsOf(key).length <= 2, 'not an alarm a request');
  });
}

t.test('a record that was made for another environment is refused and raises an alarm', async (t) => {
  const key = await insertTestKey(database, keyrings, { environment: 'production' });
  t.same(errorOf(await exchange(port, signedRequest(key))), AUTHENTICATION_FAILED);
  t.match(alarmsOf(key).at(-1), { alarm: 'record-of-another-environment', keyId: key.keyId });
});
