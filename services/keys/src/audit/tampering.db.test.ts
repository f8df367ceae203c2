import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inTransaction } from '@countersign/database';
import { testDatabase, testKeyrings } from '@countersign/testing';
import t, { type Test } from 'tap';
import { anchorLine } from './anchor.ts';
import { eventDigest } from './audit-chain.ts';
import type { AuditFault } from './audit-fault.ts';
import { signingAuditEvents } from './audit-signer.ts';
import { insertAuditEvent } from './audit-store.ts';
import { readAccounts, readEvents } from './verification-store.ts';
import { verifyAnchor } from './verify-anchor.ts';
import { verifyChains } from './verify-chains.ts';

const ADA = '11111111-1111-4111-8111-111111111111';
const BOB = '22222222-2222-4222-8222-222222222222';

/** Two users with five events each, and every head as the anchor saw it. Tampering is done as the superuser. */
async function createHistory(t: Test) {
  const database = await testDatabase(t);
  const keyrings = testKeyrings();
  const plain = database.connect('countersign_keys');
  const db = signingAuditEvents(plain, keyrings.sign);
  const folder = mkdtempSync(join(tmpdir(), 'countersign-anchor-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'anchor.jsonl');
  const add = (userId: string, subject: string) =>
    inTransaction(db, (trx) => insertAuditEvent(trx, { userId, type: 'signed-in', client: null, subject }));
  const anchor = async () => {
    for await (const { head } of readAccounts(plain, null)) {
      if (head?.signature)
        appendFileSync(path, `${anchorLine({ ...head, at: '', signature: head.signature })}\n`);
    }
  };
  for (const [userId, email] of [
    [ADA, 'ada@example.com'],
    [BOB, 'bob@example.com'],
  ] as const) {
    await database.query("insert into users (id, email, password_hash) values ($1, $2, 'x')", [
      userId,
      email,
    ]);
    for (const subject of ['a', 'b', 'c', 'd', 'e']) await add(userId, subject);
  }
  await anchor();
  const { keyring } = { keyring: keyrings.verify };
  const faults = async () => {
    const found: AuditFault[] = [];
    const report = (fault: AuditFault) => void found.push(fault);
    await verifyChains(plain, { keyring, unsignedBefore: null, userId: null, report, progress: () => {} });
    return found.map(({ kind, userId, sequence }) => [kind, userId, sequence]);
  };
  const anchorFaults = async () => {
    const found: AuditFault[] = [];
    const report = (fault: AuditFault) => void found.push(fault);
    await verifyAnchor(plain, { path, keyring, userId: null, report });
    return found.map(({ kind, userId, sequence }) => [kind, userId, sequence]);
  };
  t.same(await faults(), [], 'untouched, nothing is wrong');
  t.same(await anchorFaults(), []);
  return { ...database, plain, path, add, faults, anchorFaults };
}

t.test('KS-83: an event changed by SQL is found', async (t) => {
  for (const [column, value] of [
    ['type', "'key-revoked'"],
    ['at', "at + interval '1 microsecond'"],
    ['ip', "'192.0.2.66'"],
    ['user_agent', "''"],
    ['subject', 'null'],
    ['details', `'{"label":"x"}'`],
  ]) {
    const { query, faults } = await createHistory(t);
    await query(`update audit_events set ${column} = ${value} where user_id = $1 and sequence = 3`, [ADA]);
    t.same(await faults(), [['event-changed', ADA, 3]], String(column));
  }
});

t.test('KS-83: an event given to another user is found at both', async (t) => {
  const { query, faults } = await createHistory(t);
  await query('update audit_events set user_id = $2, sequence = 6 where user_id = $1 and sequence = 3', [
    ADA,
    BOB,
  ]);
  t.same(await faults(), [
    ['events-missing', ADA, 4],
    ['does-not-follow', BOB, 6],
    ['event-changed', BOB, 6],
    ['head-differs', BOB, 5],
  ]);
});

t.test('KS-83: a deleted event is found', async (t) => {
  const { query, faults } = await createHistory(t);
  await query('delete from audit_events where user_id = $1 and sequence = 2', [BOB]);
  t.same(await faults(), [['events-missing', BOB, 3]]);
});

t.test('KS-83: a deletion with the rest renumbered, digests and head made to fit, is found', async (t) => {
  const { query, faults, plain } = await createHistory(t);
  await query('delete from audit_events where user_id = $1 and sequence = 2', [ADA]);
  await query('update audit_events set sequence = sequence - 1 where user_id = $1 and sequence > 2', [ADA]);
  await rechain({ query, plain }, ADA);
  t.same(await faults(), [
    ['event-not-genuine', ADA, 2],
    ['event-not-genuine', ADA, 3],
    ['event-not-genuine', ADA, 4],
    ['head-not-genuine', ADA, 4],
  ]);
});

t.test('KS-83: an event put in, with everything after it made to fit, is found', async (t) => {
  const { query, faults, plain } = await createHistory(t);
  await query('update audit_events set sequence = sequence + 10 where user_id = $1 and sequence > 3', [ADA]);
  await query('update audit_events set sequence = sequence - 9 where user_id = $1 and sequence > 3', [ADA]);
  await query(
    `insert into audit_events (user_id, type, at, sequence, previous_digest, digest, signing_key_id, signature)
     select user_id, 'signed-out', at, 4, digest, digest, signing_key_id, signature
     from audit_events where user_id = $1 and sequence = 3`,
    [ADA],
  );
  await rechain({ query, plain }, ADA);
  t.same(await faults(), [
    ['event-not-genuine', ADA, 4],
    ['event-not-genuine', ADA, 5],
    ['event-not-genuine', ADA, 6],
    ['head-not-genuine', ADA, 6],
  ]);
});

t.test('KS-83: an event added at the end, with the head moved on, is found', async (t) => {
  const { query, faults, plain } = await createHistory(t);
  await query(
    `insert into audit_events (user_id, type, at, sequence, previous_digest, digest, signing_key_id, signature)
     select user_id, 'signed-out', at, 6, digest, digest, signing_key_id, signature
     from audit_events where user_id = $1 and sequence = 5`,
    [ADA],
  );
  t.same((await faults()).at(-1), ['head-differs', ADA, 5]);
  await rechain({ query, plain }, ADA);
  t.same(await faults(), [
    ['event-not-genuine', ADA, 6],
    ['head-not-genuine', ADA, 6],
  ]);
});

t.test('KS-83: two events that changed places are found', async (t) => {
  const { query, faults } = await createHistory(t);
  for (const [from, to] of [
    [2, 20],
    [3, 2],
    [20, 3],
  ])
    await query('update audit_events set sequence = $3 where user_id = $1 and sequence = $2', [
      ADA,
      from,
      to,
    ]);
  t.same(
    (await faults()).map(([kind, , sequence]) => [kind, sequence]),
    [
      ['does-not-follow', 2],
      ['event-changed', 2],
      ['does-not-follow', 3],
      ['event-changed', 3],
      ['does-not-follow', 4],
    ],
  );
});

t.test('KS-83: the newest events cut off are found by the head', async (t) => {
  const { query, faults } = await createHistory(t);
  await query('delete from audit_events where user_id = $1 and sequence > 3', [ADA]);
  t.same(await faults(), [['head-differs', ADA, 5]]);
});

t.test(
  'KS-83: the newest events cut off and the head set back are found by its signature and by the anchor',
  async (t) => {
    const { query, faults, anchorFaults } = await createHistory(t);
    await query('delete from audit_events where user_id = $1 and sequence > 3', [ADA]);
    await query(
      `update audit_heads h set sequence = e.sequence, digest = e.digest, at = e.at, signature = e.signature
     from audit_events e where e.user_id = h.user_id and e.sequence = 3 and h.user_id = $1`,
      [ADA],
    );
    t.same(await faults(), [['head-not-genuine', ADA, 3]]);
    t.same(await anchorFaults(), [['anchored-event-missing', ADA, 5]]);
  },
);

t.test('KS-83: a chain cut off and carried on by the service itself is found by the anchor', async (t) => {
  const { query, faults, anchorFaults, add } = await createHistory(t);
  await query('delete from audit_events where user_id = $1 and sequence > 3', [ADA]);
  await query(
    `update audit_heads h set sequence = e.sequence, digest = e.digest from audit_events e
     where e.user_id = h.user_id and e.sequence = 3 and h.user_id = $1`,
    [ADA],
  );
  for (const subject of ['f', 'g', 'h']) await add(ADA, subject);
  t.same(await faults(), []);
  t.same(await anchorFaults(), [['anchored-event-differs', ADA, 5]]);
});

t.test('KS-83: a missing head, missing events and a missing user are found', async (t) => {
  const { query, faults, anchorFaults } = await createHistory(t);
  await query('delete from audit_heads where user_id = $1', [ADA]);
  t.same(await faults(), [['head-missing', ADA, 5]]);
  await query('delete from audit_events where user_id = $1', [ADA]);
  t.same(await faults(), [['history-missing', ADA, null]]);
  t.same(await anchorFaults(), [['anchored-event-missing', ADA, 5]]);
  await query('delete from users where id = $1', [ADA]);
  t.same(await faults(), [], 'without a trace in the database');
  t.same(await anchorFaults(), [['anchored-event-missing', ADA, 5]]);
});

t.test('KS-83: events of nobody, left by who switched the foreign keys off, are found', async (t) => {
  const { query, faults } = await createHistory(t);
  await query(
    'begin; set local session_replication_role = replica; delete from audit_heads; delete from users; commit',
  );
  t.same(await faults(), [
    ['head-missing', ADA, 5],
    ['head-missing', BOB, 5],
  ]);
});

t.test('KS-83: a clock set back is found, one that is kept right is not', async (t) => {
  const { query, faults, plain } = await createHistory(t);
  await query("update audit_events set at = at - interval '4 s' where user_id = $1 and sequence = 4", [ADA]);
  t.same(await faults(), [['event-changed', ADA, 4]]);
  await query("update audit_events set at = at - interval '1 h' where user_id = $1 and sequence = 4", [ADA]);
  await rechain({ query, plain }, ADA);
  t.same((await faults())[0], ['time-went-back', ADA, 4]);
});

t.test('KS-83: a signature taken away, one by another key and one of another event are found', async (t) => {
  const { query, faults } = await createHistory(t);
  const set = (columns: string, sequence: number) =>
    query(`update audit_events set ${columns} where user_id = $1 and sequence = $2`, [ADA, sequence]);
  await set('signature = null, signing_key_id = null', 1);
  await set("signing_key_id = 'another'", 2);
  await set('signature = (select signature from audit_events where user_id = $1 and sequence = 4)', 3);
  t.same(await faults(), [
    ['event-unsigned', ADA, 1],
    ['signing-key-unknown', ADA, 2],
    ['event-not-genuine', ADA, 3],
  ]);
});

t.test('KS-83: a line of the anchor that the key service did not sign is found', async (t) => {
  const { path, anchorFaults } = await createHistory(t);
  const forged = { signingKeyId: 'signing-1', signature: Buffer.alloc(64) };
  appendFileSync(
    path,
    `${anchorLine({ userId: ADA, sequence: 1, digest: Buffer.alloc(32), at: '', signature: forged })}\n`,
  );
  appendFileSync(path, 'null\n{"userId":\n');
  const line = ['anchor-not-genuine', null, null];
  t.same(await anchorFaults(), [line, line, line]);
});

t.test('KS-83: the role of the key service can neither change nor remove an event, nor a head', async (t) => {
  const { plain } = await createHistory(t);
  await t.rejects(plain.updateTable('audit_events').set({ type: 'x' }).execute(), { code: '42501' });
  await t.rejects(plain.deleteFrom('audit_events').execute(), { code: '42501' });
  await t.rejects(plain.deleteFrom('audit_heads').execute(), { code: '42501' });
});

type Hands = {
  query(text: string, values?: unknown[]): Promise<unknown[]>;
  readonly plain: Parameters<typeof readEvents>[0];
};

/** What somebody does who knows the encoding and writes every table, but holds no signing key. */
async function rechain({ query, plain }: Hands, userId: string): Promise<void> {
  let previousDigest: Buffer = Buffer.alloc(32);
  for await (const event of readEvents(plain, userId)) {
    const digest = eventDigest({ ...event, previousDigest });
    await query(
      'update audit_events set previous_digest = $3, digest = $4 where user_id = $1 and sequence = $2',
      [userId, event.sequence, previousDigest, digest],
    );
    previousDigest = digest;
    await query('update audit_heads set sequence = $2, digest = $3 where user_id = $1', [
      userId,
      event.sequence,
      digest,
    ]);
  }
}
