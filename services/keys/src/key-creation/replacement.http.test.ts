import t from 'tap';
import { createTestApp } from '../http/test-app.ts';
import { edit } from '../key-edits/test-edit.ts';
import {
  approvedCreation,
  beginCreation,
  eventsOf,
  failAtCommit,
  isLive,
  makeKey,
  readAsGateway,
} from './test-creation.ts';

const app = await createTestApp(t, { settings: { limits: 'relaxed-on-loopback' } });

const SETTINGS = {
  label: 'Bot',
  permissions: ['orders:read', 'withdraw:write'],
  ipAllowlist: ['192.0.2.1'],
  expiresAt: '2030-01-31T12:00:00.000Z',
};

const secondsUntil = (time: unknown) => (new Date(String(time)).getTime() - Date.now()) / 1_000;

t.test(
  'a replacement has the settings of the old key, and the old key ends at the chosen time',
  async (t) => {
    const owner = await app.signInWithTotp();
    const old = await makeKey(app, owner, SETTINGS);
    const replacing = { replaces: old.keyId, oldKeyExpiresInSeconds: 3_600 };
    const creation = await approvedCreation(app, owner, replacing);
    const { expiresAt: keyExpiresAt, ...settings } = SETTINGS;
    t.match((await creation.read()).body, { ...settings, ...replacing, keyExpiresAt });
    const mail = await app.openOutboxMail(owner.user.id, 'key-confirmation');
    t.same(mail.replaces, { keyId: old.keyId, label: 'Bot', endsInSeconds: 3_600 });
    t.match((await readAsGateway(app, old.keyId)).record, { version: 1, expiresAt: SETTINGS.expiresAt });

    const confirmed = await creation.confirm();
    const newId: string = confirmed.body.apiKey.id;
    t.match(confirmed.body.apiKey, { ...SETTINGS, version: 1, replaces: old.keyId, replacedBy: null });
    t.match((await readAsGateway(app, newId)).state, { last_nonce: '0', version: 1 });
    const { record, state } = await readAsGateway(app, old.keyId);
    t.match([record.version, state.version], [2, 2], 'P2: in force on every gateway');
    t.ok(Math.abs(secondsUntil(record.expiresAt) - 3_600) < 60, String(record.expiresAt));
    const { body } = await owner.browser.get(`/v1/keys/${old.keyId}`);
    t.match(body, { status: 'active', replaces: null, replacedBy: newId, expiresAt: record.expiresAt });
    t.ok(await isLive(app, old.keyId, old.secret));
    t.ok(await isLive(app, newId, confirmed.body.secret));
    t.same((await eventsOf(app, owner.user.id)).slice(-2), ['key-created', 'key-replaced']);
  },
);

t.test('the label and any other setting may be given anew', async (t) => {
  const owner = await app.signInWithTotp();
  const old = await makeKey(app, owner, SETTINGS);
  const given = { label: 'Bot 2', permissions: ['orders:read'], ipAllowlist: null, expiresAt: null };
  const made = await makeKey(app, owner, { ...given, replaces: old.keyId, oldKeyExpiresInSeconds: 0 });
  t.match((await owner.browser.get(`/v1/keys/${made.keyId}`)).body, given);
});

t.test('with no time left the old key ends at once; and a replacement never puts an end off', async (t) => {
  const owner = await app.signInWithTotp();
  const old = await makeKey(app, owner, SETTINGS);
  const ending = await makeKey(app, owner, {
    ...SETTINGS,
    expiresAt: new Date(Date.now() + 120_000).toISOString(),
  });
  await makeKey(app, owner, { replaces: old.keyId, oldKeyExpiresInSeconds: 0 });
  t.match((await owner.browser.get(`/v1/keys/${old.keyId}`)).body, { status: 'expired' });
  const before = await readAsGateway(app, ending.keyId);
  await makeKey(app, owner, { replaces: ending.keyId, oldKeyExpiresInSeconds: 86_400, expiresAt: null });
  t.same(await readAsGateway(app, ending.keyId), before, 'it ends sooner anyway');
});

t.test('an expired key can be replaced by one that is given a time, and stays expired', async (t) => {
  const owner = await app.signInWithTotp();
  const old = await makeKey(app, owner, SETTINGS);
  await app.database.query('update api_keys set expires_at = now() where key_id = $1', [old.keyId]);
  const replacing = { replaces: old.keyId, oldKeyExpiresInSeconds: 3_600 };
  t.match(await owner.browser.post('/v1/key-creations', replacing), {
    status: 400,
    body: { errors: [{ field: 'expiresAt', code: 'in-the-past' }] },
  });
  await makeKey(app, owner, { ...replacing, expiresAt: null });
  t.match((await owner.browser.get(`/v1/keys/${old.keyId}`)).body, { status: 'expired', version: 1 });
});

t.test('KS-60: a key of another account, a revoked one and nonsense are no keys to replace', async (t) => {
  const owner = await app.signInWithTotp();
  const stranger = (await app.signInWithTotp()).browser;
  const { keyId } = await makeKey(app, owner, SETTINGS);
  const replacing = { replaces: keyId, oldKeyExpiresInSeconds: 0 };
  t.match(await stranger.post('/v1/key-creations', replacing), { status: 404, body: { code: 'not-found' } });
  t.match((await readAsGateway(app, keyId)).record, { version: 1 });
  for (const [body, field] of [
    [{ replaces: keyId }, 'oldKeyExpiresInSeconds'],
    [{ oldKeyExpiresInSeconds: 0, permissions: ['orders:read'] }, 'replaces'],
    [{ replaces: "ck_' or true --", oldKeyExpiresInSeconds: 0 }, 'replaces'],
    [{ ...replacing, oldKeyExpiresInSeconds: -1 }, 'oldKeyExpiresInSeconds'],
    [{ ...replacing, oldKeyExpiresInSeconds: 30 * 86_400 + 1 }, 'oldKeyExpiresInSeconds'],
    [{ ...replacing, oldKeyExpiresInSeconds: 0.5 }, 'oldKeyExpiresInSeconds'],
    [{}, 'permissions'],
  ] as const) {
    const refused = await owner.browser.post('/v1/key-creations', body);
    t.match(refused, { status: 400, body: { errors: [{ field }] } }, JSON.stringify(body));
  }
  await owner.browser.post(`/v1/keys/${keyId}/revocation`, {});
  const refused = await owner.browser.post('/v1/key-creations', replacing);
  t.match(refused, { status: 409, body: { code: 'key-already-revoked' } });
});

t.test('revoking a key cancels the key creations that would take its place, and no others', async (t) => {
  const owner = await app.signInWithTotp();
  const [old, other] = [await makeKey(app, owner, SETTINGS), await makeKey(app, owner, SETTINGS)];
  const replacing = { oldKeyExpiresInSeconds: 3_600 };
  const doomed = await approvedCreation(app, owner, { ...replacing, replaces: old.keyId });
  const token = await doomed.token();
  const spared = await approvedCreation(app, owner, { ...replacing, replaces: other.keyId });
  await owner.browser.post(`/v1/keys/${old.keyId}/revocation`, {});
  t.match(await doomed.confirm({ token }), { status: 410, body: { code: 'creation-cancelled' } });
  t.match((await doomed.read()).body, { state: 'cancelled', mail: { state: 'withdrawn' } });
  t.equal((await spared.confirm()).status, 201);
});

t.test(
  'a confirmation and the revocation of the old key at once: a new key, or none, never both ways',
  async (t) => {
    const owner = await app.signInWithTotp();
    for (let round = 0; round < 4; round++) {
      const old = await makeKey(app, owner, SETTINGS);
      const creation = await approvedCreation(app, owner, {
        replaces: old.keyId,
        oldKeyExpiresInSeconds: 60,
      });
      const token = await creation.token();
      const [confirmed] = await Promise.all([
        creation.confirm({ token }),
        owner.browser.post(`/v1/keys/${old.keyId}/revocation`, {}),
      ]);
      const { record, state } = await readAsGateway(app, old.keyId);
      t.match([record.status, state.status], ['revoked', 'revoked']);
      t.equal(record.version, confirmed.status === 201 ? 3 : 2);
      t.match(confirmed, { status: confirmed.status === 201 ? 201 : 410 });
    }
  },
);

t.test('KS-39: what is replaced and for how long cannot be changed once the creation began', async (t) => {
  const owner = await app.signInWithTotp();
  const [old, other] = [await makeKey(app, owner, SETTINGS), await makeKey(app, owner, SETTINGS)];
  const creation = await approvedCreation(app, owner, { replaces: old.keyId, oldKeyExpiresInSeconds: 60 });
  const token = await creation.token();
  for (const [column, forged, was] of [
    ['replaces', other.keyId, old.keyId],
    ['old_key_expires_in_seconds', 0, 60],
  ] as const) {
    await app.database.query(`update key_creations set ${column} = $2 where id = $1`, [creation.id, forged]);
    t.equal((await creation.confirm({ token })).status, 500, column);
    await app.database.query(`update key_creations set ${column} = $2 where id = $1`, [creation.id, was]);
  }
  t.match((await readAsGateway(app, other.keyId)).record, { version: 1 });
  t.equal((await creation.confirm({ token })).status, 201);
});

t.test('KS-84: if the end of the old key cannot be written down, no new key is made', async (t) => {
  const owner = await app.signInWithTotp();
  const old = await makeKey(app, owner, SETTINGS);
  const creation = await approvedCreation(app, owner, { replaces: old.keyId, oldKeyExpiresInSeconds: 60 });
  const repair = await failAtCommit(app, 'key-replaced');
  t.equal((await creation.confirm()).status, 500);
  await repair();
  t.match((await readAsGateway(app, old.keyId)).record, { version: 1 });
  t.match((await creation.read()).body, { state: 'awaiting_confirmation', keyId: null });
  t.equal((await creation.confirm()).status, 201);
});

t.test('a repeated confirmation gives a fresh secret and does not touch the old key again', async (t) => {
  const owner = await app.signInWithTotp();
  const old = await makeKey(app, owner, SETTINGS);
  const creation = await approvedCreation(app, owner, { replaces: old.keyId, oldKeyExpiresInSeconds: 60 });
  await creation.confirm();
  const { record } = await readAsGateway(app, old.keyId);
  t.equal((await creation.confirm()).status, 201);
  t.same((await readAsGateway(app, old.keyId)).record, record);
});

t.test(
  'KS-81: expired keys leave room, and a full account can still replace a key, though only one at a time',
  async (t) => {
    const owner = await app.signInWithTotp();
    const { keyId } = await makeKey(app, owner, SETTINGS);
    const copies = (count: number) =>
      app.database.query(
        `with creations as (
         insert into key_creations (id, user_id, session_id, browser_digest, state, permissions, request_digest, expires_at,
                                    created_at)
         select gen_random_uuid(), user_id, session_id, browser_digest, 'completed', permissions, request_digest, now(),
                now() - interval '2 days'
         from key_creations, generate_series(1, $2) where key_id = $1 returning id)
       insert into api_keys (key_id, user_id, creation_id, permissions, version, verifier_generation, verifier_digest)
       select 'ck_' || left(md5(creations.id::text), 30), k.user_id, creations.id, k.permissions, 1, 1, k.verifier_digest
       from creations, api_keys k where k.key_id = $1`,
        [keyId, count],
      );
    await copies(199);
    const full = { status: 409, body: { code: 'key-limit-reached' } };
    const fresh = { permissions: ['orders:read'] };
    t.match(await owner.browser.post('/v1/key-creations', fresh), full);
    const replacing = { replaces: keyId, oldKeyExpiresInSeconds: 3_600 };
    const made = await makeKey(app, owner, replacing);
    t.match(
      await owner.browser.post('/v1/key-creations', { ...replacing, replaces: made.keyId }),
      full,
      'both still work',
    );
    await app.database.query(`update api_keys set expires_at = now() where user_id = $1 and key_id <> $2`, [
      owner.user.id,
      made.keyId,
    ]);
    t.ok(await beginCreation(app, owner, fresh), 'expired keys do not count');
  },
);

t.test('an edit of the old key that waits for its confirmation dies with its replacement', async (t) => {
  const owner = await app.signInWithTotp();
  const old = await makeKey(app, owner, { ...SETTINGS, permissions: ['orders:read'] });
  const { body } = await edit(owner, old.keyId, { permissions: ['withdraw:write'] });
  await makeKey(app, owner, { replaces: old.keyId, oldKeyExpiresInSeconds: 60 });
  const { state } = (await owner.browser.get(`/v1/key-edits/${body.edit.id}`)).body;
  t.equal(state, 'outdated');
});
