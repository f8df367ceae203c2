import { type DatabaseTransaction, inTransaction } from '@countersign/database';
import t from 'tap';
import { createTestApp } from '../http/test-app.ts';
import { makeKey, readAsGateway } from '../key-creation/test-creation.ts';
import { writeKeyVersion } from './write-key-version.ts';

const app = await createTestApp(t);
const owner = await app.signInWithTotp();

const inOne = <T>(work: (trx: DatabaseTransaction) => Promise<T>) => inTransaction(app.deps.db, work);

t.test('a narrowing edit signs the next record and moves the state row with it', async (t) => {
  const { keyId } = await makeKey(app, owner);
  const change = { permissions: ['orders:read'], ipAllowlist: ['192.0.2.1'], label: 'Narrow' };
  await inOne((trx) => writeKeyVersion(trx, app.deps, { keyId, change }));
  const { record, state, verifier } = await readAsGateway(app, keyId);
  t.match(record, { version: 2, permissions: ['orders:read'], ipAllowlist: ['192.0.2.1'], status: 'active' });
  t.match(state, { version: 2, status: 'active' });
  t.ok(verifier, 'the secret stays the same and opens as before');
  t.match((await owner.browser.get(`/v1/keys/${keyId}`)).body, { label: 'Narrow', version: 2 });
});

t.test('edits of one key take turns: every version is written once', async (t) => {
  const { keyId } = await makeKey(app, owner);
  const versions = await Promise.all(
    Array.from({ length: 12 }, (_, index) =>
      inOne((trx) => writeKeyVersion(trx, app.deps, { keyId, change: { label: `edit ${index}` } })),
    ),
  );
  t.same(
    versions.map(({ version }) => version).toSorted((a, b) => a - b),
    Array.from({ length: 12 }, (_, index) => index + 2),
  );
  const { record, state } = await readAsGateway(app, keyId);
  t.same([record.version, state.version], [13, 13]);
});

t.test('until the commit the gateway sees the old terms, and its compare-and-set waits', async (t) => {
  const { keyId } = await makeKey(app, owner);
  const written = Promise.withResolvers<void>();
  const mayCommit = Promise.withResolvers<void>();
  const edit = inOne(async (trx) => {
    await writeKeyVersion(trx, app.deps, { keyId, change: { permissions: ['orders:read'] } });
    written.resolve();
    await mayCommit.promise;
  });
  await written.promise;
  const consume = app.database.query(
    `update key_states set last_nonce = 5 where key_id = $1 and version = 1 and status = 'active' returning 1`,
    [keyId],
  );
  t.match((await readAsGateway(app, keyId)).state, { version: 1 });
  mayCommit.resolve();
  await edit;
  t.equal((await consume).length, 0, 'what waited is refused on the old version');
  t.match((await readAsGateway(app, keyId)).state, { version: 2, last_nonce: '0' });
});

t.test('a revoked key takes no further version, a missing one none at all', async (t) => {
  const { keyId } = await makeKey(app, owner);
  await owner.browser.post(`/v1/keys/${keyId}/revocation`, {});
  const edit = inOne((trx) =>
    writeKeyVersion(trx, app.deps, { keyId, change: { permissions: ['orders:read'] } }),
  );
  await t.rejects(edit, { code: 'key-already-revoked' });
  const missing = inOne((trx) => writeKeyVersion(trx, app.deps, { keyId: 'ck_none', change: {} }));
  await t.rejects(missing, { code: 'not-found' });
});

t.test('KS-85 KS-86: a state row that somebody moved by hand stops every change', async (t) => {
  const { keyId } = await makeKey(app, owner);
  await app.database.query('update key_states set version = 7 where key_id = $1', [keyId]);
  const edit = inOne((trx) => writeKeyVersion(trx, app.deps, { keyId, change: { label: 'x' } }));
  await t.rejects(edit, /is not of the key's version/);
  t.match((await readAsGateway(app, keyId)).record, { version: 1 });
});

t.test('KS-85: every field that grants anything is under the signature', async (t) => {
  const { keyId } = await makeKey(app, owner);
  const [row] = await app.database.query<{ record: Buffer }>(
    'select record from key_records where key_id = $1',
    [keyId],
  );
  const text = row?.record.toString() ?? '';
  for (const [from, to] of [
    ['orders:write', 'withdraw:write'],
    ['"active"', '"revoked"'],
    [owner.user.id, '00000000-0000-4000-8000-000000000000'],
    ['null,null', '["192.0.2.1"],null'],
    ['"test"', '"live"'],
  ] as const) {
    t.ok(text.includes(from), from);
    await app.database.query('update key_records set record = $2 where key_id = $1', [
      keyId,
      Buffer.from(text.replace(from, to)),
    ]);
    await t.rejects(readAsGateway(app, keyId), /not genuine/, `${from} → ${to}`);
  }
  await app.database.query('update key_records set record = $2 where key_id = $1', [keyId, row?.record]);
  t.ok(await readAsGateway(app, keyId));
});
