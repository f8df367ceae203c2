import t from 'tap';
import { BUILT_CONSOLE, createTestApp, type TestApp, type TestOwner } from '../http/test-app.ts';
import { anyToken, approvedCreation, eventsOf, isLive, makeKey } from '../key-creation/test-creation.ts';
import { startEdit } from '../key-edits/test-edit.ts';

const app = await createTestApp(t, { settings: { consoleDir: BUILT_CONSOLE } });
const URL = '/v1/keys/revocation-by-link';

/** The link of the newest notice. */
async function linkOf({ openNotices }: TestApp, { user }: TestOwner): Promise<string> {
  return (await openNotices(user.id)).at(-1)?.revocation?.token ?? '';
}

/** From a browser with neither cookies nor an address that was seen before. */
const press = (token: unknown) => app.browser().post(URL, { token });

t.test(
  'KS-90: who is locked out revokes with the link alone: keys, sessions, open key creations and edits',
  async (t) => {
    const owner = await app.signInWithTotp();
    const first = await makeKey(app, owner);
    const second = await makeKey(app, owner);
    const open = await approvedCreation(app, owner);
    const openEdit = await startEdit(app, owner, first.keyId);
    const { browser: intruder } = await app.signIn({ user: owner.user });
    const answer = await press(await linkOf(app, owner));
    t.match(answer, {
      status: 200,
      body: { revokedKeys: 2, endedSessions: 2, cancelledKeyCreations: 1, wasDoneBefore: false },
    });
    for (const { keyId, secret } of [first, second]) t.notOk(await isLive(app, keyId, secret));
    for (const browser of [owner.browser, intruder]) t.equal((await browser.get('/v1/session')).status, 401);
    await app.signIn({ user: owner.user, browser: owner.browser });
    await owner.browser.post('/v1/session/second-factor', { secondFactor: owner.freshSecondFactor() });
    t.match((await openEdit.read()).body, { state: 'cancelled' });
    t.match((await open.read()).body, { state: 'cancelled' });
    t.match((await open.confirm()).body, { code: 'creation-cancelled' });
    const withdrawn = await app.database.query(
      `select template from outbox_messages where state = 'withdrawn' and user_id = $1 order by 1`,
      [owner.user.id],
    );
    t.same(withdrawn, [{ template: 'key-confirmation' }, { template: 'key-edit-confirmation' }]);
  },
);

t.test(
  'the owner is told that the link was used; that mail has no link, or it would never end',
  async (t) => {
    const owner = await app.signInWithTotp();
    await makeKey(app, owner);
    await press(await linkOf(app, owner));
    const told = (await app.openNotices(owner.user.id)).at(-1);
    t.match(told, { kind: 'everything-revoked', facts: { keys: 1 } });
    t.equal(told?.revocation, null);
    const events = (await eventsOf(app, owner.user.id)).slice(-3);
    t.same(events, ['revocation-link-used', 'key-revoked', 'session-ended']);
  },
);

t.test('50 presses at once have one effect; each further one says that it was done', async (t) => {
  const owner = await app.signInWithTotp();
  const { keyId } = await makeKey(app, owner);
  const token = await linkOf(app, owner);
  const answers = await Promise.all(Array.from({ length: 50 }, () => press(token)));
  t.ok(answers.every(({ status }) => status === 200));
  const effective = answers.filter(({ body }) => !body.wasDoneBefore);
  t.equal(effective.length, 1);
  t.match(effective[0]?.body, { revokedKeys: 1, endedSessions: 1 });
  const types = await eventsOf(app, owner.user.id);
  for (const type of ['revocation-link-used', 'key-revoked']) {
    t.equal(types.filter((other) => other === type).length, 1, type);
  }
  await app.signIn({ user: owner.user, browser: owner.browser });
  await owner.browser.post('/v1/session/second-factor', { secondFactor: owner.freshSecondFactor() });
  const { keyId: later } = await makeKey(app, owner);
  t.match((await press(token)).body, { revokedKeys: 0, endedSessions: 0, wasDoneBefore: true });
  t.match((await owner.browser.get(`/v1/keys/${later}`)).body, { status: 'active' }, 'made since then');
  t.match((await owner.browser.get(`/v1/keys/${keyId}`)).body, { status: 'revoked' });
});

t.test('a link ends nothing of another account, and is good for nothing else', async (t) => {
  const [owner, other] = [await app.signInWithTotp(), await app.signInWithTotp()];
  const { keyId } = await makeKey(app, other);
  const creation = await approvedCreation(app, other);
  const token = await linkOf(app, owner);
  t.match((await creation.confirm({ token })).body, { code: 'confirmation-token-invalid' });
  const verified = await app.browser().post('/v1/users/email-verification', { token });
  t.match(verified.body, { code: 'verification-token-invalid' });
  t.match(await press(await creation.token()), { status: 400, body: { code: 'revocation-link-invalid' } });
  t.equal((await press(token)).status, 200);
  t.match((await other.browser.get(`/v1/keys/${keyId}`)).body, { status: 'active' });
});

t.test('an unknown link and one of more than seven days change nothing and look alike', async (t) => {
  const owner = await app.signInWithTotp();
  const { keyId } = await makeKey(app, owner);
  const token = await linkOf(app, owner);
  const age = (interval: string) =>
    app.database.query(
      'update revocation_links set expires_at = expires_at - $1::interval where user_id = $2',
      [interval, owner.user.id],
    );
  await age('7 days');
  const [late, unknown] = [await press(token), await press(anyToken())];
  t.match(late, { status: 400, body: { code: 'revocation-link-invalid' } });
  t.same({ ...late.body, requestId: '' }, { ...unknown.body, requestId: '' });
  t.match((await owner.browser.get(`/v1/keys/${keyId}`)).body, { status: 'active' });
  await age('-1 minute');
  t.equal((await press(token)).status, 200);
  for (const wrong of ['', token.slice(1), `${token}A`, null, [token], 1]) {
    t.equal((await press(wrong)).status, 400);
  }
});

t.test('KS-42: a scanner that opens the link a hundred times, from 50 places, revokes nothing', async (t) => {
  const owner = await app.signInWithTotp();
  const { keyId, secret } = await makeKey(app, owner);
  const token = await linkOf(app, owner);
  const scanners = Array.from({ length: 50 }, () => app.browser());
  for (const scanner of scanners) {
    t.equal((await scanner.get('/revoke-all')).status, 200);
    for (const method of ['HEAD', 'POST', 'PUT', 'OPTIONS']) {
      t.ok((await scanner.request(method, '/revoke-all')).status >= 400, method);
    }
    // As a scanner would that puts what it finds behind the fragment into everything it can reach.
    for (const [method, url] of [
      ['GET', `/revoke-all?token=${token}`],
      ['GET', `${URL}?token=${token}`],
      ['HEAD', `${URL}?token=${token}`],
      ['POST', `${URL}?token=${token}`],
    ] as const) {
      await scanner.request(method, url);
    }
  }
  t.ok(await isLive(app, keyId, secret));
  t.equal((await owner.browser.get('/v1/session')).status, 200);
  t.match((await press(token)).body, { revokedKeys: 1, wasDoneBefore: false }, 'and the person can still');
});

t.test('KS-54: no other site can press the button', async (t) => {
  const owner = await app.signInWithTotp();
  const { keyId, secret } = await makeKey(app, owner);
  const token = await linkOf(app, owner);
  const evil = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
  const answer = await app.browser().request('POST', URL, { body: { token }, headers: evil });
  t.match(answer, { status: 403, body: { code: 'origin-refused' } });
  t.ok(await isLive(app, keyId, secret));
});
