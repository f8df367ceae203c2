import { sql } from 'kysely';
import t from 'tap';
import { BUILT_CONSOLE, createTestApp } from '../http/test-app.ts';
import {
  anyToken,
  eventsOf,
  failAtCommit,
  isLive,
  makeKey,
  readAsGateway,
  sameSessionElsewhere,
  whileLocked,
} from '../key-creation/test-creation.ts';
import { edit, startEdit, WITHDRAWING } from './test-edit.ts';

const app = await createTestApp(t, {
  settings: { limits: 'relaxed-on-loopback', consoleDir: BUILT_CONSOLE },
});

const permissionsOf = async (keyId: string) => (await readAsGateway(app, keyId)).record.permissions;
const UNCHANGED = ['orders:read', 'orders:write'];

t.test(
  'KS-63: giving a key withdraw changes nothing until the mail is confirmed, then all at once',
  async (t) => {
    const owner = await app.signInWithTotp();
    const { keyId, secret } = await makeKey(app, owner);
    const before = await readAsGateway(app, keyId);
    const change = { ...WITHDRAWING, label: 'Treasury', ipAllowlist: ['192.0.2.10'] };
    const started = await edit(owner, keyId, change);
    t.equal(started.status, 202);
    const view = { ...change, state: 'awaiting_confirmation', keyId, keyVersion: 1, keyExpiresAt: null };
    t.match(started.body.edit, { ...view, mail: { state: 'pending', resendsLeft: 2 } });
    t.same(await readAsGateway(app, keyId), before);

    const { id } = started.body.edit;
    const mail = await app.openOutboxMail(owner.user.id, 'key-edit-confirmation');
    t.match(mail, { editId: id, keyId, after: { ...WITHDRAWING, label: 'Treasury' } });
    t.match(mail.before, { label: 'Bot', permissions: UNCHANGED, ipAllowlist: null });
    t.notMatch(started.text, mail.token);
    t.same((await owner.browser.get(`/v1/key-edits/${id}`)).body, started.body.edit);

    const confirmed = await owner.browser.post(`/v1/key-edits/${id}/confirmation`, { token: mail.token });
    t.match(confirmed, {
      status: 200,
      body: { apiKey: { id: keyId, ...change, version: 2, status: 'active' } },
    });
    t.match(await readAsGateway(app, keyId), {
      record: { ...WITHDRAWING, version: 2 },
      state: { version: 2 },
    });
    t.ok(await isLive(app, keyId, secret), 'the secret stays');
    t.match((await owner.browser.get(`/v1/key-edits/${id}`)).body, { state: 'applied' });
    const events = (await eventsOf(app, owner.user.id)).slice(-3);
    t.same(events, ['second-factor-passed', 'key-edit-approved', 'key-edited']);
  },
);

t.test('a key that may withdraw already is edited at once', async (t) => {
  const owner = await app.signInWithTotp();
  const { keyId } = await makeKey(app, owner, WITHDRAWING);
  t.equal((await edit(owner, keyId, { permissions: ['withdraw:write', 'wallets:read'] })).status, 200);
  t.equal((await edit(owner, keyId, { permissions: ['wallets:read'] })).status, 200);
  t.equal((await edit(owner, keyId, { permissions: ['withdraw:write'] })).status, 202, 'given again');
});

t.test('KS-31 KS-32: 50 confirmations at once apply the edit exactly once', async (t) => {
  const owner = await app.signInWithTotp();
  const { keyId } = await makeKey(app, owner);
  const started = await startEdit(app, owner, keyId);
  const token = await started.token();
  const answers = await Promise.all(Array.from({ length: 50 }, () => started.confirm({ token })));
  const codes = Map.groupBy(answers, ({ status, body }) => (status === 200 ? 'applied' : body.code));
  t.equal(codes.get('applied')?.length, 1);
  t.equal(codes.get('edit-already-applied')?.length, 49);
  t.match((await readAsGateway(app, keyId)).state, { version: 2 });
  t.equal((await eventsOf(app, owner.user.id)).filter((type) => type === 'key-edited').length, 1);
});

t.test('KS-30: a wrong token confirms nothing and uses nothing up, however often', async (t) => {
  const owner = await app.signInWithTotp();
  const { keyId, creation } = await makeKey(app, owner);
  const started = await startEdit(app, owner, keyId);
  const tokens = [...Array.from({ length: 10 }, anyToken), await creation.token()];
  for (const token of tokens) {
    t.match(await started.confirm({ token }), { status: 403, body: { code: 'confirmation-token-invalid' } });
  }
  for (const token of ['', 'x', 'A'.repeat(44), `${'A'.repeat(42)}=`]) {
    t.equal((await started.confirm({ token })).status, 400);
  }
  t.same(await permissionsOf(keyId), UNCHANGED);
  t.equal((await started.confirm()).status, 200);
});

t.test('KS-33 KS-43: another browser changes nothing, and the owner sees that it tried', async (t) => {
  const owner = await app.signInWithTotp();
  const { keyId } = await makeKey(app, owner);
  const started = await startEdit(app, owner, keyId);
  const token = await started.token();
  for (const browser of [sameSessionElsewhere(app, owner), app.browser()]) {
    t.match(await started.confirm({ token, browser }), { status: 409, body: { code: 'wrong-browser' } });
    t.equal((await eventsOf(app, owner.user.id)).at(-1), 'wrong-browser-attempt');
  }
  const before = (await eventsOf(app, owner.user.id)).length;
  const stranger = app.browser();
  t.match(await started.confirm({ token: anyToken(), browser: stranger }), { status: 409 });
  t.equal((await eventsOf(app, owner.user.id)).length, before, 'who has no token is not written down');
  t.same(await permissionsOf(keyId), UNCHANGED);
  t.match((await started.read()).body, { state: 'awaiting_confirmation' });
  t.equal((await started.confirm({ token })).status, 200);
});

t.test(
  'KS-34 KS-35 KS-36: signed out it is 401, with another account 403, and afterwards it goes on',
  async (t) => {
    const owner = await app.signInWithTotp();
    const { keyId } = await makeKey(app, owner);
    const started = await startEdit(app, owner, keyId);
    const token = await started.token();
    const { browser } = owner;
    await browser.delete('/v1/session');
    t.match(await started.confirm({ token }), { status: 401, body: { code: 'not-signed-in' } });
    await app.signIn({ browser });
    t.match(await started.confirm({ token }), { status: 403, body: { code: 'wrong-account' } });
    await app.signIn({ user: owner.user, browser });
    t.match(await started.confirm({ token }), { status: 403, body: { code: 'second-factor-required' } });
    t.same(await permissionsOf(keyId), UNCHANGED);
    await browser.post('/v1/session/second-factor', { secondFactor: owner.freshSecondFactor() });
    t.equal((await started.confirm({ token })).status, 200);
  },
);

t.test('KS-37: the database clock ends an edit, also between its reading and its confirmation', async (t) => {
  const owner = await app.signInWithTotp();
  const { keyId } = await makeKey(app, owner);
  const started = await startEdit(app, owner, keyId);
  await app.database.query(`update key_edits set expires_at = now() where id = $1`, [started.id]);
  t.match((await started.read()).body, { state: 'expired' });
  for (const answer of [await started.confirm(), await started.resend(), await started.cancel()]) {
    t.match(answer, { status: 410, body: { code: 'edit-expired' } });
  }
  t.same(await permissionsOf(keyId), UNCHANGED);
});

t.test('an edit ends with the key, when that ends sooner', async (t) => {
  const owner = await app.signInWithTotp();
  const expiresAt = new Date(Date.now() + 60_000).toISOString();
  const { keyId } = await makeKey(app, owner, { label: 'Bot', permissions: UNCHANGED, expiresAt });
  const started = await startEdit(app, owner, keyId, { ...WITHDRAWING, expiresAt: null });
  t.equal((await started.read()).body.expiresAt, expiresAt);
});

t.test(
  'KS-38: of a cancellation and a confirmation at once exactly one wins, whichever is first',
  async (t) => {
    const owner = await app.signInWithTotp();
    for (let round = 0; round < 5; round++) {
      const { keyId } = await makeKey(app, owner);
      const started = await startEdit(app, owner, keyId);
      const token = await started.token();
      const [confirmed, cancelled] = await whileLocked(
        app,
        sql`select from users where id = ${owner.user.id} for update`,
        () =>
          round % 2 === 0
            ? Promise.all([started.confirm({ token }), started.cancel()])
            : Promise.all([started.cancel(), started.confirm({ token })]).then(([b, a]) => [a, b] as const),
        { waiting: 2 },
      );
      const isApplied = confirmed.status === 200;
      t.match(
        isApplied ? cancelled : confirmed,
        isApplied
          ? { status: 409, body: { code: 'edit-already-applied' } }
          : { status: 410, body: { code: 'edit-cancelled' } },
      );
      if (!isApplied) t.equal(cancelled.status, 204);
      t.same(await permissionsOf(keyId), isApplied ? WITHDRAWING.permissions : UNCHANGED);
      t.match((await started.read()).body, { state: isApplied ? 'applied' : 'cancelled' });
    }
  },
);

t.test('cancelling takes the mail back; repeating it changes nothing', async (t) => {
  const owner = await app.signInWithTotp();
  const { keyId } = await makeKey(app, owner);
  const started = await startEdit(app, owner, keyId);
  t.equal((await started.cancel(sameSessionElsewhere(app, owner))).status, 204, 'from any browser');
  t.equal((await started.cancel()).status, 204);
  t.match((await started.read()).body, { state: 'cancelled', mail: { state: 'withdrawn' } });
  t.match(await started.confirm(), { status: 410, body: { code: 'edit-cancelled' } });
  const events = (await eventsOf(app, owner.user.id)).filter((type) => type === 'key-edit-cancelled');
  t.equal(events.length, 1);
});

t.test('KS-39: what was approved cannot be changed; if anything did, it is not applied', async (t) => {
  const owner = await app.signInWithTotp();
  const { keyId } = await makeKey(app, owner);
  const started = await startEdit(app, owner, keyId);
  const token = await started.token();
  for (const [column, value] of [
    ['permissions', ['wallets:write', 'withdraw:write']],
    ['ip_allowlist', ['198.51.100.1']],
    ['label', 'Other'],
    ['key_expires_at', '2031-01-01T00:00:00Z'],
    ['key_version', 2],
  ] as const) {
    const [row] = await app.database.query<Record<string, unknown>>(
      `select ${column} as was from key_edits where id = $1`,
      [started.id],
    );
    await app.database.query(`update key_edits set ${column} = $2 where id = $1`, [started.id, value]);
    t.equal((await started.confirm({ token })).status, 500, column);
    await app.database.query(`update key_edits set ${column} = $2 where id = $1`, [started.id, row?.was]);
  }
  t.same(await permissionsOf(keyId), UNCHANGED);
  t.equal((await started.confirm({ token })).status, 200);
});

t.test(
  'KS-63: an edit dies with the version that it was made for: edited, revoked, or given a fresh secret',
  async (t) => {
    const owner = await app.signInWithTotp();
    const ways: Record<string, (key: Awaited<ReturnType<typeof makeKey>>) => Promise<{ status: number }>> = {
      'edited otherwise': ({ keyId }) => edit(owner, keyId, { label: 'Other' }),
      revoked: ({ keyId }) => owner.browser.post(`/v1/keys/${keyId}/revocation`, {}),
      'revoked with all': () => owner.browser.post('/v1/keys/revocation', {}),
      'given a fresh secret': ({ creation }) => creation.confirm(),
    };
    for (const [way, change] of Object.entries(ways)) {
      const key = await makeKey(app, owner);
      const started = await startEdit(app, owner, key.keyId);
      const token = await started.token();
      t.match(await change(key), { status: /^20[01]$/ }, way);
      t.match(await started.confirm({ token }), { status: 410, body: { code: 'edit-outdated' } }, way);
      t.match((await started.read()).body, { state: 'outdated', mail: { state: 'withdrawn' } }, way);
      t.notOk((await permissionsOf(key.keyId)).includes('withdraw:write'), way);
    }
  },
);

t.test('a second edit of the key takes the place of one that waits', async (t) => {
  const owner = await app.signInWithTotp();
  const { keyId } = await makeKey(app, owner);
  const first = await startEdit(app, owner, keyId);
  const token = await first.token();
  const second = await startEdit(app, owner, keyId, { permissions: ['withdraw:write'] });
  t.match((await first.read()).body, { state: 'cancelled', mail: { state: 'withdrawn' } });
  t.match(await first.confirm({ token }), { status: 410, body: { code: 'edit-cancelled' } });
  t.match(await second.confirm({ token }), { status: 403, body: { code: 'confirmation-token-invalid' } });
  t.equal((await second.confirm()).status, 200);
  t.same(await permissionsOf(keyId), ['withdraw:write']);
  const { body } = await owner.browser.get(`/v1/key-edits?keyId=${keyId}&limit=1`);
  t.match(body.items, [{ id: second.id, state: 'applied' }]);
  const next = await owner.browser.get(`/v1/key-edits?keyId=${keyId}&cursor=${body.nextCursor}`);
  t.match(next.body, { items: [{ id: first.id, state: 'cancelled' }], nextCursor: null });
});

t.test(
  'KS-44: at most three mails an edit, ten a day for creations and edits together; same token',
  async (t) => {
    const strict = await createTestApp(t);
    const owner = await strict.signInWithTotp();
    const { keyId } = await makeKey(strict, owner);
    const started = await startEdit(strict, owner, keyId);
    const token = await started.token();
    for (const left of [1, 0]) {
      t.match(await started.resend(), {
        status: 202,
        body: { mail: { state: 'pending', resendsLeft: left } },
      });
      t.equal(await started.token(), token);
    }
    const tooMany = { status: 429, body: { code: 'confirmation-mail-limit-reached' } };
    t.match(await started.resend(), tooMany);
    const rows = await strict.database.query('select id from outbox_messages where edit_id = $1', [
      started.id,
    ]);
    t.equal(rows.length, 3, 'a resend is a new message');
    // One for the creation, three for this edit, six for two more: ten.
    for (let edits = 0; edits < 2; edits++) {
      const next = await startEdit(strict, owner, keyId, { ...WITHDRAWING, label: `edit ${edits}` });
      await next.resend();
      t.equal((await next.resend()).status, 202);
    }
    t.match(await edit(owner, keyId, WITHDRAWING), tooMany);
    t.match(await owner.browser.post('/v1/key-creations', { permissions: ['orders:read'] }), tooMany);
    t.equal((await edit(owner, keyId, { label: 'No mail needed' })).status, 200);
  },
);

t.test('KS-84: a confirmation whose audit event cannot be written does not happen', async (t) => {
  const owner = await app.signInWithTotp();
  const { keyId } = await makeKey(app, owner);
  const started = await startEdit(app, owner, keyId);
  const repair = await failAtCommit(app, 'key-edited');
  t.equal((await started.confirm()).status, 500);
  t.same(await permissionsOf(keyId), UNCHANGED);
  t.match((await started.read()).body, { state: 'awaiting_confirmation' });
  await repair();
  t.equal((await started.confirm()).status, 200);
});

t.test('KS-60: the edit of another account does not exist', async (t) => {
  const owner = await app.signInWithTotp();
  const { keyId } = await makeKey(app, owner);
  const started = await startEdit(app, owner, keyId);
  const stranger = (await app.signInWithTotp()).browser;
  const missing = '/v1/key-edits/00000000-0000-4000-8000-000000000000';
  for (const [method, step, body] of [
    ['GET', '', undefined],
    ['DELETE', '', undefined],
    ['POST', '/confirmation-email', undefined],
    ['POST', '/confirmation', { token: anyToken() }],
  ] as const) {
    const theirs = await stranger.request(method, `${started.url()}${step}`, { body });
    const none = await stranger.request(method, `${missing}${step}`, { body });
    t.match(theirs, { status: 404, body: { code: 'not-found' } }, `${method} ${step}`);
    t.same({ ...theirs.body, requestId: '' }, { ...none.body, requestId: '' });
  }
  t.same((await stranger.get('/v1/key-edits')).body, { items: [], nextCursor: null });
  t.same((await stranger.get(`/v1/key-edits?keyId=${keyId}&cursor=${started.id}`)).body.items, []);
  t.match((await started.read()).body, { state: 'awaiting_confirmation' });
});

t.test(
  'KS-42 KS-50: a scanner that opens every link changes nothing; no token is in a log or a table',
  async (t) => {
    const owner = await app.signInWithTotp();
    const { keyId } = await makeKey(app, owner);
    const started = await startEdit(app, owner, keyId);
    const token = await started.token();
    const scanner = app.browser();
    t.equal((await scanner.get('/confirm')).status, 200);
    for (const method of ['HEAD', 'POST']) await scanner.request(method, '/confirm');
    await scanner.get(started.url());
    t.same(await permissionsOf(keyId), UNCHANGED);
    t.equal((await started.confirm({ token })).status, 200);
    t.notMatch(app.logLines.join(''), token);
    for (const table of ['key_edits', 'audit_events', 'outbox_messages']) {
      t.notMatch(JSON.stringify(await app.database.query(`select * from ${table}`)), token, table);
    }
  },
);
