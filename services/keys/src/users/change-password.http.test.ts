import { sql } from 'kysely';
import t from 'tap';
import { createTestApp, TEST_PASSWORD, type TestApp } from '../http/test-app.ts';
import { someAddress, type TestBrowser } from '../http/test-browser.ts';
import {
  approvedCreation,
  beginCreation,
  eventsOf,
  makeKey,
  whileLocked,
} from '../key-creation/test-creation.ts';
import { wrongCode } from '../second-factors/test-steps.ts';

const NEW_PASSWORD = 'a quite different passphrase';
const SESSION_COOKIE = '__Host-countersign_session';
const passwords = { currentPassword: TEST_PASSWORD, newPassword: NEW_PASSWORD };

const change = (browser: TestBrowser, body: object = passwords) =>
  browser.request('POST', '/v1/users/password', { body, ip: someAddress() });

const signInStatus = async (service: TestApp, email: string, password: string) =>
  (await service.browser().post('/v1/session', { email, password })).status;

t.test('a changed password is the only one that signs in, in whatever form it is typed', async (t) => {
  const service = await createTestApp(t);
  const { browser, user } = await service.signIn();
  const newPassword = 'cafe\u0301 au lait, twice a day';
  t.equal((await change(browser, { ...passwords, newPassword })).status, 204);
  t.equal(await signInStatus(service, user.email, TEST_PASSWORD), 401);
  t.equal(await signInStatus(service, user.email, newPassword.normalize('NFC')), 201);
  t.match(await eventsOf(service, user.id), [
    'user-registered',
    'email-verified',
    'signed-in',
    'password-changed',
  ]);
});

t.test(
  'KS-55: changing the password ends every other session and moves this one to a new token',
  async (t) => {
    const service = await createTestApp(t);
    const { browser, user } = await service.signIn();
    const other = await service.signIn({ user });
    const before = `${SESSION_COOKIE}=${browser.cookies.get(SESSION_COOKIE)}`;
    t.equal((await change(browser)).status, 204);
    t.equal((await browser.get('/v1/sessions')).body.items.length, 1, 'this one goes on');
    t.equal((await other.browser.get('/v1/session')).status, 401);
    t.equal((await browser.request('GET', '/v1/session', { headers: { cookie: before } })).status, 401);
    const endings = await service.database.query(
      "select details from audit_events where type = 'session-ended'",
    );
    t.same(endings, [{ details: { reason: 'password-changed' } }]);
  },
);

t.test('KS-41: changing the password cancels every open key creation, and touches no key', async (t) => {
  const service = await createTestApp(t);
  const owner = await service.signInWithTotp();
  const { keyId } = await makeKey(service, owner);
  const begun = await beginCreation(service, owner);
  const approved = await approvedCreation(service, owner);
  const token = await approved.token();
  t.equal(
    (await change(owner.browser, { ...passwords, secondFactor: owner.freshSecondFactor() })).status,
    204,
  );
  t.match(await begun.approve(), { status: 410, body: { code: 'creation-cancelled' } });
  t.match(await approved.confirm({ token }), { status: 410, body: { code: 'creation-cancelled' } });
  t.match((await approved.read()).body, { mail: { state: 'withdrawn' } });
  t.match((await owner.browser.get(`/v1/keys/${keyId}`)).body, { status: 'active' });
  const cancelled = await service.database.query(
    "select details from audit_events where type = 'key-creation-cancelled'",
  );
  t.same(cancelled, Array(2).fill({ details: { reason: 'password-changed' } }));
});

t.test('a wrong password changes nothing, uses up no code, and counts as when signing in', async (t) => {
  const service = await createTestApp(t);
  const owner = await service.signInWithTotp();
  const { user, browser } = await service.signIn();
  const secondFactor = owner.freshSecondFactor();
  const wrong = { ...passwords, currentPassword: 'not the password' };
  t.match(await change(owner.browser, { ...wrong, secondFactor }), {
    status: 403,
    body: { code: 'password-incorrect' },
  });
  t.equal((await change(owner.browser, { ...passwords, secondFactor })).status, 204, 'the code still works');
  for (let n = 0; n < 100; n++) t.equal((await change(browser, wrong)).status, 403);
  t.match(await change(browser), { status: 403, body: { code: 'password-incorrect' } });
  t.equal(await signInStatus(service, user.email, TEST_PASSWORD), 401, 'the budget is one and the same');
  t.equal((await eventsOf(service, user.id)).filter((type) => type === 'password-failed').length, 101);
});

t.test('with a second factor enrolled, a session and the password are not enough', async (t) => {
  const service = await createTestApp(t);
  const owner = await service.signInWithTotp();
  t.match(await change(owner.browser), {
    status: 400,
    body: { errors: [{ field: 'secondFactor', code: 'required' }] },
  });
  const secondFactor = { method: 'totp', code: wrongCode(owner) };
  t.match(await change(owner.browser, { ...passwords, secondFactor }), {
    status: 403,
    body: { code: 'second-factor-invalid' },
  });
  const { browser } = await service.signIn();
  t.match(await change(browser, { ...passwords, secondFactor: owner.freshSecondFactor() }), {
    status: 403,
    body: { code: 'second-factor-not-enrolled' },
  });
  t.equal(await signInStatus(service, owner.user.email, TEST_PASSWORD), 201, 'nothing was changed');
});

t.test('a factor that was enrolled while the change was under way is asked for', async (t) => {
  const service = await createTestApp(t);
  const { browser, user } = await service.signIn();
  const answer = await whileLocked(
    service,
    sql`insert into totp_factors (id, user_id, kek_id, sealed_secret, activated_at)
        select ${crypto.randomUUID()}, id, 'k', '', now() from users where id = ${user.id} for update`,
    () => change(browser),
    { waiting: 1 },
  );
  t.match(answer, { status: 400, body: { errors: [{ field: 'secondFactor', code: 'required' }] } });
});

t.test('a new password that is not acceptable, or not new, is refused at its field', async (t) => {
  const service = await createTestApp(t);
  const { browser, user } = await service.signIn();
  const cases = [
    ['short', 'minLength'],
    ['12345678900987654321', 'too-common'],
    ['fourteen chars', 'too-short'],
    ['Countersign2026!', 'is-platform-name'],
    [user.email, 'is-email'],
    [TEST_PASSWORD, 'unchanged'],
  ] as const;
  for (const [newPassword, code] of cases) {
    t.match(await change(browser, { ...passwords, newPassword }), {
      status: 400,
      body: { code: 'validation-failed', errors: [{ field: 'newPassword', code }] },
    });
  }
});

t.test('of 20 changes at once from one password to 20 others, one succeeds', async (t) => {
  const service = await createTestApp(t);
  const { browser, user } = await service.signIn();
  const cookie = `${SESSION_COOKIE}=${browser.cookies.get(SESSION_COOKIE)}`;
  const tries = Array.from({ length: 20 }, (_, n) => `${NEW_PASSWORD} ${n}`);
  const answers = await Promise.all(
    tries.map((newPassword) =>
      service.browser().request('POST', '/v1/users/password', {
        body: { ...passwords, newPassword },
        headers: { cookie },
      }),
    ),
  );
  const winners = tries.filter((_, n) => answers[n]?.status === 204);
  t.equal(winners.length, 1);
  t.equal(await signInStatus(service, user.email, winners[0] ?? ''), 201);
});
