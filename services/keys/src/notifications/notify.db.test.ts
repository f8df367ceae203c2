import { inTransaction } from '@countersign/database';
import t from 'tap';
import { createTestApp } from '../http/test-app.ts';
import type { Notice } from './notice.ts';
import { notify, revocationLinkDigest } from './notify.ts';

const service = await createTestApp(t);
const { db, deps, database } = service;
const client = { ip: '192.0.2.7', userAgent: 'Firefox' };
const tell = (notice: Notice) => inTransaction(db, (trx) => notify(trx, deps, notice));
const password = (userId: string): Notice => ({ kind: 'password-changed', userId, client });
const stranger = (userId: string): Notice => ({
  kind: 'wrong-browser-attempt',
  userId,
  client,
  about: 'key-creation',
  label: null,
});

t.test(
  'a notice says what, when and from where, to the account’s address, with a link of its own',
  async (t) => {
    const { id, email } = await service.registerUser();
    await tell({ kind: 'key-revoked', userId: id, client, keyId: 'ck_1', label: 'Bot' });
    await tell(password(id));
    const [revoked, changed] = await service.openNotices(id);
    t.match(revoked, { kind: 'key-revoked', facts: { keyId: 'ck_1', label: 'Bot' }, from: client });
    t.match(changed, { kind: 'password-changed', facts: {}, recipient: email });
    t.ok(Math.abs(Date.now() - Date.parse(changed?.at ?? '')) < 60_000);
    t.not(revoked?.revocation?.token, changed?.revocation?.token);
  },
);

t.test('of the link only the digest is stored; it is good for seven days', async (t) => {
  const { id } = await service.registerUser();
  await tell(password(id));
  const [notice] = await service.openNotices(id);
  const { token = '', expiresAt = '' } = notice?.revocation ?? {};
  const rows = await database.query('select * from revocation_links where user_id = $1', [id]);
  t.equal(rows.length, 1);
  t.same(rows[0]?.token_digest, revocationLinkDigest(token));
  t.notMatch(JSON.stringify(rows), token);
  t.ok(Math.abs(Date.parse(expiresAt) - Date.now() - 7 * 24 * 3_600_000) < 60_000);
});

t.test('a notice is queued if, and only if, the change that it tells of is committed', async (t) => {
  const { id } = await service.registerUser();
  const failed = inTransaction(db, async (trx) => {
    await notify(trx, deps, password(id));
    throw new Error('rolled back');
  });
  await t.rejects(failed, /rolled back/);
  t.same(await service.openNotices(id), []);
  t.same(await database.query('select from revocation_links where user_id = $1', [id]), []);
});

t.test('a given recipient is told at that address, the one that was changed for example', async (t) => {
  const { id } = await service.registerUser();
  const change = {
    kind: 'email-changed',
    userId: id,
    client,
    oldEmail: 'a@example.com',
    newEmail: 'b@example.com',
  } as const;
  for (const recipient of [change.oldEmail, change.newEmail]) await tell({ ...change, recipient });
  const recipients = (await service.openNotices(id)).map(({ recipient }) => recipient);
  t.same(recipients, ['a@example.com', 'b@example.com']);
});

t.test('an address that nobody verified gets no notice: it may be a stranger’s', async (t) => {
  const email = 'unverified@example.com';
  await service.browser().post('/v1/users', { email, password: 'correct horse battery staple' });
  const [row] = await database.query<{ id: string }>('select id from users where email = $1', [email]);
  await tell(password(row?.id ?? ''));
  t.same(await service.openNotices(row?.id ?? ''), []);
});

t.test(
  'KS-44: what an attacker can cause is mailed three times an hour; everything else always',
  async (t) => {
    const { id } = await service.registerUser();
    const { id: otherId } = await service.registerUser();
    await Promise.all(Array.from({ length: 20 }, () => tell(stranger(id))));
    t.equal((await service.openNotices(id)).length, 3, 'also when they all come at once');
    for (let n = 0; n < 5; n++) await tell(password(id));
    t.equal((await service.openNotices(id)).length, 8);
    await tell({ kind: 'new-sign-in', userId: id, client, isSecondFactorToCome: true });
    t.equal((await service.openNotices(id)).length, 9, 'each kind is counted apart');
    await tell(stranger(otherId));
    t.equal((await service.openNotices(otherId)).length, 1, 'and each account');
    await database.query(`update notice_counts set hour = hour - interval '1 hour'`);
    await tell(stranger(id));
    t.equal((await service.openNotices(id)).length, 10, 'the next hour counts anew');
  },
);

t.test('links that have expired are forgotten when the next one is made', async (t) => {
  const { id } = await service.registerUser();
  await tell(password(id));
  await database.query('update revocation_links set expires_at = now()');
  await tell(password(id));
  t.equal((await database.query('select from revocation_links where user_id = $1', [id])).length, 1);
});

t.test('what the person switched off is not sent; what nobody asked for is not either', async (t) => {
  const { id } = await service.registerUser();
  const revoked = { kind: 'key-revoked', userId: id, client, keyId: 'ck_1', label: null } as const;
  await tell({ kind: 'sign-in', userId: id, client });
  t.same(await service.openNotices(id), []);
  await database.query(
    `insert into notification_preferences values ($1, 'key-revoked', false), ($1, 'sign-in', true), ($1, 'key-created', false)`,
    [id],
  );
  await tell(revoked);
  await tell({ kind: 'sign-in', userId: id, client });
  await tell({ ...revoked, kind: 'key-created', permissions: [] });
  const kinds = (await service.openNotices(id)).map(({ kind }) => kind);
  t.same(kinds, ['sign-in', 'key-created'], 'a row for a kind that cannot be switched off changes nothing');
});
