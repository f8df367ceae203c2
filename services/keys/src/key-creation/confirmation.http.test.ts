import { sql } from 'kysely';
import t from 'tap';
import { createTestApp } from '../http/test-app.ts';
import { someAddress, type TestAnswer } from '../http/test-browser.ts';
import {
  anyToken,
  approvedCreation,
  beginCreation,
  eventsOf,
  keysOf,
  makeKey,
  readAsGateway,
  sameSessionElsewhere,
  untilWaiting,
  whileLocked,
} from './test-creation.ts';

const app = await createTestApp(t);

t.test('KS-30: wrong tokens are refused and never end the creation', async (t) => {
  const owner = await app.signInWithTotp();
  const creation = await approvedCreation(app, owner);
  const right = await creation.token();
  for (const token of [
    ...Array.from({ length: 12 }, anyToken),
    right.toLowerCase(),
    right.slice(1) + right[0],
  ]) {
    const answer = await creation.confirm({ token });
    t.match(answer, { status: 403, body: { code: 'confirmation-token-invalid' } });
  }
  for (const token of ['', right.slice(1), `${right}A`, `${right}=`, null, 1, [right], { $ne: '' }]) {
    const answer = await owner.browser.post(creation.url('confirmation'), { token });
    t.equal(answer.status, 400);
  }
  t.match((await creation.confirm()).status, 201);
});

t.test('KS-30: the token of another creation is a wrong token', async (t) => {
  const owner = await app.signInWithTotp();
  const first = await approvedCreation(app, owner);
  const token = await first.token();
  const second = await approvedCreation(app, owner);
  t.match((await second.confirm({ token })).body, { code: 'confirmation-token-invalid' });
});

t.test('KS-33: another browser with the same session is told so and changes nothing', async (t) => {
  const owner = await app.signInWithTotp();
  const creation = await approvedCreation(app, owner);
  const before = (await creation.read()).body;
  for (const binding of [null, anyToken(), 'not-a-token']) {
    const browser = sameSessionElsewhere(app, owner);
    if (binding !== null) browser.cookies.set('__Host-countersign_browser', binding);
    const answer = await creation.confirm({ browser });
    t.match(answer, { status: 409, body: { code: 'wrong-browser' } });
    t.match(answer.body.detail, 'Copy the link');
  }
  t.same((await creation.read()).body, before);
  t.same((await keysOf(app, creation.id)).length, 0);
  t.same((await eventsOf(app, owner.user.id)).slice(-3), Array(3).fill('wrong-browser-attempt'));
  t.equal((await creation.confirm()).status, 201, 'and then it works in the right one');
});

t.test(
  'KS-33: a browser where nobody is signed in is told about the browser, and nothing changes',
  async (t) => {
    const owner = await app.signInWithTotp();
    const creation = await approvedCreation(app, owner);
    const before = (await creation.read()).body;
    const elsewhere = app.browser();
    const answer = await creation.confirm({ browser: elsewhere });
    t.match(answer, { status: 409, body: { code: 'wrong-browser' } });
    t.same((await creation.read()).body, before);
    t.same((await eventsOf(app, owner.user.id)).at(-1), 'wrong-browser-attempt', 'the owner sees it');
    const guess = await creation.confirm({ browser: elsewhere, token: anyToken() });
    t.match(guess, { status: 409, body: { code: 'wrong-browser' } });
    const events = (await eventsOf(app, owner.user.id)).filter((type) => type === 'wrong-browser-attempt');
    t.equal(events.length, 1, 'without the token nobody writes into the history');
    t.equal((await creation.confirm()).status, 201);
  },
);

t.test('a binding cookie sent twice counts for none: one of the two was planted', async (t) => {
  const owner = await app.signInWithTotp();
  const creation = await approvedCreation(app, owner);
  const cookie = Array.from(owner.browser.cookies, ([name, value]) => `${name}=${value}`).join('; ');
  const planted = `${cookie}; __Host-countersign_browser=${anyToken()}`;
  const answer = await owner.browser.request('POST', creation.url('confirmation'), {
    headers: { cookie: planted },
    body: { token: await creation.token() },
  });
  t.match(answer, { status: 409, body: { code: 'wrong-browser' } });
});

t.test('KS-34: the right browser signed in as somebody else is refused, and nothing changes', async (t) => {
  const owner = await app.signInWithTotp();
  const creation = await approvedCreation(app, owner);
  const token = await creation.token();
  const stranger = await app.signInWithTotp();
  const browser = app.browser();
  for (const [name, value] of stranger.browser.cookies) browser.cookies.set(name, value);
  const binding = owner.browser.cookies.get('__Host-countersign_browser');
  browser.cookies.set('__Host-countersign_browser', binding ?? '');
  t.match(await creation.confirm({ browser, token }), { status: 403, body: { code: 'wrong-account' } });
  t.match(await creation.confirm({ browser: stranger.browser, token }), { body: { code: 'wrong-account' } });
  const guess = await creation.confirm({ browser: stranger.browser, token: anyToken() });
  t.match(guess, { status: 404, body: { code: 'not-found' } }, 'KS-60: a guesser learns nothing');
  t.equal((await creation.confirm()).status, 201);
});

t.test(
  'KS-35: signed out in between: 401, and after signing in again in this browser it goes on',
  async (t) => {
    const owner = await app.signInWithTotp();
    const creation = await approvedCreation(app, owner);
    t.equal((await owner.browser.delete('/v1/session')).status, 204);
    t.match(await creation.confirm(), { status: 401, body: { code: 'not-signed-in' } });
    await app.signIn({ user: owner.user, browser: owner.browser });
    t.match(await creation.confirm(), { status: 403, body: { code: 'second-factor-required' } });
    const secondFactor = owner.freshSecondFactor();
    t.equal((await owner.browser.post('/v1/session/second-factor', { secondFactor })).status, 200);
    const confirmed = await creation.confirm();
    t.equal(confirmed.status, 201);
    const again = await creation.confirm();
    t.match(again.body, { apiKey: { id: confirmed.body.apiKey.id } }, 'and this session may ask again');
  },
);

t.test('KS-36 KS-59: token and binding cookie without a session are worth nothing', async (t) => {
  const owner = await app.signInWithTotp();
  const creation = await approvedCreation(app, owner);
  const thief = app.browser();
  thief.cookies.set(
    '__Host-countersign_browser',
    owner.browser.cookies.get('__Host-countersign_browser') ?? '',
  );
  t.match(await creation.confirm({ browser: thief }), { status: 401, body: { code: 'not-signed-in' } });
  const former = app.browser();
  for (const [name, value] of owner.browser.cookies) former.cookies.set(name, value);
  await owner.browser.delete('/v1/session');
  t.match(await creation.confirm({ browser: former }), { status: 401, body: { code: 'not-signed-in' } });
});

t.test('KS-37: expired by one second is expired, whatever the clock of the service says', async (t) => {
  const owner = await app.signInWithTotp();
  const creation = await approvedCreation(app, owner);
  await expireCreation(creation.id);
  t.match(await creation.confirm(), { status: 410, body: { code: 'creation-expired' } });
  t.match((await creation.read()).body, { state: 'expired', nextStep: null });
  t.match(await owner.browser.post(creation.url('confirmation-email')), { status: 410 });
  t.match(await owner.browser.delete(creation.url()), { status: 410 });
  t.match(await creation.approve(), { status: 410 });
  t.equal((await keysOf(app, creation.id)).length, 0);

  const future = await approvedCreation(app, owner);
  app.clock.advance(3_600);
  t.equal((await future.confirm()).status, 201, 'a service an hour ahead does not expire it');
});

const expireCreation = (id: string) =>
  app.database.query(`update key_creations set expires_at = now() - interval '1 second' where id = $1`, [id]);

t.test('a creation does not outlive the key that it asks for', async (t) => {
  const owner = await app.signInWithTotp();
  const expiresAt = new Date(Date.now() + 60_000).toISOString();
  const creation = await beginCreation(app, owner, { permissions: ['orders:read'], expiresAt });
  t.match((await creation.read()).body, { expiresAt, keyExpiresAt: expiresAt });
});

t.test('KS-38: of a cancellation and a confirmation at once one is first, and no key lives', async (t) => {
  for (const first of ['confirmation', 'cancellation'] as const) {
    const owner = await app.signInWithTotp();
    const creation = await approvedCreation(app, owner);
    const token = await creation.token();
    const confirm = () => creation.confirm({ token });
    const cancel = () => owner.browser.delete(creation.url());
    const [one, other] = first === 'confirmation' ? [confirm, cancel] : [cancel, confirm];
    // Both wait for the user's row, in this order, until the lock is let go.
    const lock = sql`select from users where id = ${owner.user.id} for update`;
    let late = Promise.resolve<TestAnswer | null>(null);
    const early = await whileLocked(app, lock, one, {
      waiting: 1,
      meanwhile: () => {
        late = other();
        return untilWaiting(app, 2);
      },
    });
    const answers = [early, await late];
    const keys = await keysOf(app, creation.id);
    t.match((await creation.read()).body, { state: 'cancelled', nextStep: null }, first);
    if (first === 'cancellation') {
      t.match(answers, [{ status: 204 }, { status: 410, body: { code: 'creation-cancelled' } }]);
      t.equal(keys.length, 0);
      continue;
    }
    t.match(answers, [{ status: 201 }, { status: 204 }]);
    t.equal(keys.length, 1);
    const keyId = early.body.apiKey.id;
    t.match(await readAsGateway(app, keyId), {
      record: { status: 'revoked', permissions: [] },
      state: { status: 'revoked' },
    });
    t.same((await eventsOf(app, owner.user.id)).slice(-3), [
      'key-created',
      'key-creation-cancelled',
      'key-revoked',
    ]);
    t.match(await app.openOutboxMail(owner.user.id, 'security-notice'), { kind: 'key-revoked' });
    t.match(await confirm(), { status: 410, body: { code: 'creation-cancelled' } });
    t.equal((await cancel()).status, 204, 'repeating it changes nothing');
  }
});

t.test(
  'KS-38: once the reveal is over a stray cancellation ends nothing: the key is revoked by name',
  async (t) => {
    const { keyId, creation } = await makeKey(app, await app.signInWithTotp());
    await creation.acknowledge();
    t.match(await creation.owner.browser.delete(creation.url()), {
      status: 409,
      body: { code: 'creation-state-conflict' },
    });
    t.match((await readAsGateway(app, keyId)).record, { status: 'active' });
  },
);

t.test('a cancelled creation takes its unsent mail back, and cancelling again changes nothing', async (t) => {
  const owner = await app.signInWithTotp();
  const creation = await approvedCreation(app, owner);
  t.equal((await owner.browser.delete(creation.url())).status, 204);
  t.match((await creation.read()).body, { state: 'cancelled', mail: { state: 'withdrawn' } });
  t.equal((await owner.browser.delete(creation.url())).status, 204);
  t.match(await creation.confirm(), { status: 410, body: { code: 'creation-cancelled' } });
  const cancellations = (await eventsOf(app, owner.user.id)).filter(
    (type) => type === 'key-creation-cancelled',
  );
  t.equal(cancellations.length, 1);
});

t.test(
  'KS-39: settings that changed after the approval, by whatever hand, are never confirmed',
  async (t) => {
    const owner = await app.signInWithTotp();
    for (const change of [
      `permissions = '{orders:read,withdraw:write}'`,
      `label = 'Other'`,
      `ip_allowlist = '{192.0.2.1}'`,
      `key_expires_at = now() + interval '1 year'`,
    ]) {
      const creation = await approvedCreation(app, owner);
      await app.database.query(`update key_creations set ${change} where id = $1`, [creation.id]);
      t.equal((await creation.confirm()).status, 500, change);
      t.equal((await keysOf(app, creation.id)).length, 0);
    }
  },
);

t.test('KS-42: no GET and no HEAD of anything changes the creation, from 50 addresses', async (t) => {
  const owner = await app.signInWithTotp();
  const creation = await approvedCreation(app, owner);
  const before = (await creation.read()).body;
  const token = await creation.token();
  const scanner = app.browser();
  for (let visit = 0; visit < 100; visit++) {
    const method = ['GET', 'HEAD', 'POST', 'OPTIONS'][visit % 4] ?? 'GET';
    const path =
      visit % 2 === 0 ? creation.url('confirmation') : `/confirm?creation=${creation.id}&token=${token}`;
    const headers = { 'sec-fetch-site': 'none', origin: undefined, 'user-agent': 'mail scanner' };
    const answer = await scanner.request(method, path, { headers, ip: someAddress() });
    t.ok(answer.status < 500, `${method} ${answer.status}`);
  }
  const click = await scanner.request('POST', creation.url('confirmation'), { body: { token } });
  t.match(click, { status: 409 }, 'a scanner that presses the button is another browser');
  t.same((await creation.read()).body, before);
  t.equal((await creation.confirm()).status, 201);
});

t.test('a confirmation before the second factor is no step yet', async (t) => {
  const owner = await app.signInWithTotp();
  const creation = await beginCreation(app, owner);
  const conflict = { status: 409, body: { code: 'creation-state-conflict' } };
  t.match(await creation.confirm({ token: anyToken() }), conflict);
  t.match(await creation.acknowledge(), conflict);
  t.match(await owner.browser.post(creation.url('confirmation-email')), conflict);
});
