import { randomUUID } from 'node:crypto';
import t from 'tap';
import { createTestApp, TEST_PASSWORD, type TestApp } from '../http/test-app.ts';
import { someAddress } from '../http/test-browser.ts';
import { anyToken, approvedCreation, eventsOf, makeKey } from '../key-creation/test-creation.ts';

const NEW_PASSWORD = 'a quite different passphrase';

const ask = (service: TestApp, email: string, ip = someAddress()) =>
  service.browser().request('POST', '/v1/users/password-reset', { body: { email }, ip });

const redeem = (service: TestApp, token: string, newPassword = NEW_PASSWORD) =>
  service.browser().post('/v1/users/password-reset/confirmation', { token, newPassword });

const signIn = (service: TestApp, email: string, password: string) =>
  service.browser().post('/v1/session', { email, password });

async function linkFor(service: TestApp, user: { id: string; email: string }): Promise<string> {
  await ask(service, user.email);
  return (await service.openOutboxMail(user.id, 'password-reset')).token;
}

t.test('the link of the mail sets a new password, once', async (t) => {
  const service = await createTestApp(t);
  const user = await service.registerUser();
  t.equal((await ask(service, user.email.toUpperCase())).status, 202);
  const mail = await service.openOutboxMail(user.id, 'password-reset');
  t.match(mail.requestedFrom, { userAgent: 'Mozilla/5.0 (test)' });
  const refused = await redeem(service, mail.token, 'short one');
  t.match(refused, { status: 400, body: { errors: [{ field: 'newPassword', code: 'too-short' }] } });
  t.equal((await redeem(service, mail.token)).status, 204, 'a refused password uses nothing up');
  t.match(await redeem(service, mail.token, 'yet another passphrase'), {
    status: 400,
    body: { code: 'password-reset-token-invalid' },
  });
  t.equal((await signIn(service, user.email, TEST_PASSWORD)).status, 401);
  t.equal((await signIn(service, user.email, NEW_PASSWORD)).status, 201);
  t.same((await eventsOf(service, user.id)).slice(2), [
    'password-reset-requested',
    'password-reset',
    'signed-in',
  ]);
});

t.test('KS-65: asking for a reset looks the same for every address', async (t) => {
  const service = await createTestApp(t);
  const user = await service.registerUser();
  const unverified = `user-${randomUUID()}@example.com`;
  await service.browser().post('/v1/users', { email: unverified, password: TEST_PASSWORD });
  const answers = [];
  for (const email of [user.email, unverified, `nobody-${randomUUID()}@example.com`]) {
    const { status, text, headers } = await ask(service, email);
    answers.push({ status, text, headers: Object.keys(headers) });
  }
  t.match(answers[0], { status: 202, text: '' });
  t.same(answers, Array(3).fill(answers[0]));
  const mails = await service.database.query(
    "select recipient from outbox_messages where template = 'password-reset'",
  );
  t.same(mails, [{ recipient: user.email }]);
  t.match(await ask(service, 'no address'), { status: 400, body: { errors: [{ field: 'email' }] } });
});

t.test('an address gets five such mails an hour at most, and counts without an account, too', async (t) => {
  const service = await createTestApp(t);
  const user = await service.registerUser();
  const unknown = `nobody-${randomUUID()}@example.com`;
  for (let n = 0; n < 7; n++) {
    for (const email of [user.email, unknown]) t.equal((await ask(service, email)).status, 202);
  }
  const count = "select count(*)::int as n from outbox_messages where template = 'password-reset'";
  t.same(await service.database.query(count), [{ n: 5 }]);
  t.same(await service.database.query('select used from address_budgets'), [{ used: 5 }, { used: 5 }]);
  await service.database.query("update address_budgets set window_start = window_start - interval '1 hour'");
  await ask(service, user.email);
  t.same(await service.database.query(count), [{ n: 6 }], 'the next hour is a new budget');
});

t.test('a newer link puts an end to the one before, and time to both', async (t) => {
  const service = await createTestApp(t);
  const user = await service.registerUser();
  const first = await linkFor(service, user);
  const second = await linkFor(service, user);
  t.equal((await redeem(service, first)).status, 400);
  await service.database.query("update password_resets set expires_at = now() - interval '1 second'");
  t.equal((await redeem(service, second)).status, 400);
  t.equal((await redeem(service, anyToken())).status, 400);
  t.equal((await signIn(service, user.email, TEST_PASSWORD)).status, 201);
});

t.test('of 50 uses of one reset link at once, one succeeds', async (t) => {
  const service = await createTestApp(t);
  const user = await service.registerUser();
  const token = await linkFor(service, user);
  const tries = Array.from({ length: 50 }, (_, n) => `${NEW_PASSWORD} ${n}`);
  const answers = await Promise.all(tries.map((password) => redeem(service, token, password)));
  const winners = tries.filter((_, n) => answers[n]?.status === 204);
  t.equal(winners.length, 1);
  t.equal((await signIn(service, user.email, winners[0] ?? '')).status, 201);
});

t.test(
  'KS-41: a reset ends every session and cancels open key creations, and weakens nothing else',
  async (t) => {
    const service = await createTestApp(t);
    const owner = await service.signInWithTotp();
    const { keyId } = await makeKey(service, owner);
    const creation = await approvedCreation(service, owner);
    const confirmation = await creation.token();
    t.equal((await redeem(service, await linkFor(service, owner.user))).status, 204);
    t.equal((await owner.browser.get('/v1/session')).status, 401);
    const again = await owner.browser.post('/v1/session', {
      email: owner.user.email,
      password: NEW_PASSWORD,
    });
    t.match(again, { status: 201, body: { assurance: 'password' } });
    t.match(await owner.browser.get('/v1/keys'), { status: 403, body: { code: 'second-factor-required' } });
    const step = await owner.browser.post('/v1/session/second-factor', {
      secondFactor: owner.freshSecondFactor(),
    });
    t.equal(step.status, 200, 'the second factor is the one it was');
    t.match(await creation.confirm({ token: confirmation }), {
      status: 410,
      body: { code: 'creation-cancelled' },
    });
    t.match((await owner.browser.get(`/v1/keys/${keyId}`)).body, { status: 'active' });
    t.match(await service.openOutboxMail(owner.user.id, 'security-notice'), { kind: 'password-reset' });
  },
);

t.test(
  'KS-90: who used up the password attempts has not locked the owner out of a new password',
  async (t) => {
    const service = await createTestApp(t);
    const user = await service.registerUser();
    const body = { email: user.email, password: 'not the password' };
    const thief = service.browser();
    for (let n = 0; n < 100; n++) await thief.request('POST', '/v1/session', { body, ip: someAddress() });
    t.equal((await signIn(service, user.email, TEST_PASSWORD)).status, 401);
    await redeem(service, await linkFor(service, user));
    t.equal((await signIn(service, user.email, NEW_PASSWORD)).status, 201);
  },
);

t.test('a password change puts an end to the link of a reset that waits in the mailbox', async (t) => {
  const service = await createTestApp(t);
  const { user, browser } = await service.signIn();
  const token = await linkFor(service, user);
  const change = { currentPassword: TEST_PASSWORD, newPassword: NEW_PASSWORD };
  t.equal((await browser.post('/v1/users/password', change)).status, 204);
  t.equal((await redeem(service, token, 'yet another passphrase')).status, 400);
});

t.test('the token of a reset is stored and logged nowhere in clear', async (t) => {
  const service = await createTestApp(t);
  const user = await service.registerUser();
  const token = await linkFor(service, user);
  await redeem(service, token);
  const bytes = Buffer.from(token, 'base64url').toString('hex');
  for (const table of ['password_resets', 'outbox_messages', 'audit_events']) {
    const rows = JSON.stringify(await service.database.query(`select r::text as text from ${table} r`));
    t.notOk(rows.includes(token) || rows.includes(bytes), table);
  }
  t.notOk(service.logLines.join('').includes(token));
});
