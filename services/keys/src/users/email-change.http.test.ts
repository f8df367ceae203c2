import { randomUUID } from 'node:crypto';
import t from 'tap';
import { createTestApp, TEST_PASSWORD, type TestApp, type TestOwner } from '../http/test-app.ts';
import { someAddress, type TestBrowser } from '../http/test-browser.ts';
import { anyToken, approvedCreation, eventsOf, sameSessionElsewhere } from '../key-creation/test-creation.ts';

const newAddress = () => `new-${randomUUID()}@example.com`;

const ask = (browser: TestBrowser, newEmail: string, extra: object = {}) =>
  browser.request('POST', '/v1/users/email-change', {
    body: { newEmail, password: TEST_PASSWORD, ...extra },
    ip: someAddress(),
  });

const confirm = (browser: TestBrowser, token: string) =>
  browser.post('/v1/users/email-change/confirmation', { token });

const linkOf = async (service: TestApp, userId: string) =>
  (await service.openOutboxMail(userId, 'email-change')).token;

async function requested(service: TestApp, owner: TestOwner, newEmail = newAddress()): Promise<string> {
  const answer = await ask(owner.browser, newEmail, { secondFactor: owner.freshSecondFactor() });
  if (answer.status !== 202) throw new Error(answer.text);
  return linkOf(service, owner.user.id);
}

t.test('the address changes once the link in the new mailbox is used, and not before', async (t) => {
  const service = await createTestApp(t);
  const owner = await service.signInWithTotp();
  const { id, email } = owner.user;
  const newEmail = newAddress();
  const token = await requested(service, owner, newEmail);
  t.match((await owner.browser.get('/v1/session')).body, { user: { email } });
  const other = await service.signIn({ user: owner.user });
  t.equal((await confirm(owner.browser, token)).status, 204);
  t.match((await owner.browser.get('/v1/session')).body, {
    user: { id, email: newEmail, emailVerified: true },
  });
  t.equal((await other.browser.get('/v1/session')).status, 401, 'other sessions end');
  const signIn = (address: string) =>
    service.browser().post('/v1/session', { email: address, password: TEST_PASSWORD });
  t.equal((await signIn(email)).status, 401);
  t.equal((await signIn(newEmail)).status, 201);
  t.match(await confirm(owner.browser, token), { status: 400, body: { code: 'email-change-token-invalid' } });
  const told = await service.database.query(
    "select recipient from outbox_messages where template = 'security-notice' order by created_at desc, recipient limit 3",
  );
  t.ok(
    told.some(({ recipient }) => recipient === email),
    'the old address is told',
  );
  t.ok(
    told.some(({ recipient }) => recipient === newEmail),
    'so is the new one',
  );
  t.ok((await eventsOf(service, id)).includes('email-changed'));
});

t.test(
  'KS-41: a change of address cancels open key creations and moves the session to a new token',
  async (t) => {
    const service = await createTestApp(t);
    const owner = await service.signInWithTotp();
    const creation = await approvedCreation(service, owner);
    const confirmation = await creation.token();
    const before = owner.browser.cookies.get('__Host-countersign_session');
    t.equal((await confirm(owner.browser, await requested(service, owner))).status, 204);
    t.not(owner.browser.cookies.get('__Host-countersign_session'), before, 'KS-55');
    t.match(await creation.confirm({ token: confirmation }), {
      status: 410,
      body: { code: 'creation-cancelled' },
    });
  },
);

t.test('a change of address needs session, browser and link, all of one account', async (t) => {
  const service = await createTestApp(t);
  const owner = await service.signInWithTotp();
  const token = await requested(service, owner);
  t.equal((await confirm(service.browser(), token)).status, 401);
  t.match(await confirm(sameSessionElsewhere(service, owner), token), {
    status: 409,
    body: { code: 'wrong-browser' },
  });
  const stranger = await service.signIn();
  t.match(await confirm(stranger.browser, token), { status: 403, body: { code: 'wrong-account' } });
  t.equal((await confirm(owner.browser, anyToken())).status, 400);
  t.equal((await confirm(owner.browser, token)).status, 204, 'none of it used anything up');
});

t.test('KS-65: whether the new address is taken is told to its mailbox and to nobody else', async (t) => {
  const service = await createTestApp(t);
  const { browser, user } = await service.signIn();
  const taken = await service.registerUser();
  const answers = [];
  for (const newEmail of [taken.email, newAddress()]) {
    const { status, text, headers } = await ask(browser, newEmail);
    answers.push({ status, text, headers: Object.keys(headers) });
  }
  t.match(answers[0], { status: 202, text: '' });
  t.same(answers[0], answers[1]);
  const mails = await service.database.query(
    "select template, recipient = $1 as is_taken from outbox_messages where template like 'email-change%' order by created_at",
    [taken.email],
  );
  t.same(mails, [
    { template: 'email-change-impossible', is_taken: true },
    { template: 'email-change', is_taken: false },
  ]);
  t.match(await ask(browser, user.email), {
    status: 400,
    body: { errors: [{ field: 'newEmail', code: 'unchanged' }] },
  });
});

t.test('an address that was taken meanwhile is refused; one that was only registered is not', async (t) => {
  const service = await createTestApp(t);
  const owner = await service.signInWithTotp();
  const contested = newAddress();
  const late = await requested(service, owner, contested);
  await service.registerUser({ email: contested });
  t.match(await confirm(owner.browser, late), { status: 400, body: { code: 'email-change-token-invalid' } });

  const squatted = newAddress();
  const squatter = service.browser();
  await squatter.post('/v1/users', { email: squatted, password: 'squatting on an address' });
  t.equal((await confirm(owner.browser, await requested(service, owner, squatted))).status, 204);
  const answer = await squatter.post('/v1/session', { email: squatted, password: 'squatting on an address' });
  t.equal(answer.status, 401);
});

t.test('a session alone changes no address', async (t) => {
  const service = await createTestApp(t);
  const owner = await service.signInWithTotp();
  const newEmail = newAddress();
  t.match(await ask(owner.browser, newEmail), { status: 400, body: { errors: [{ field: 'secondFactor' }] } });
  const wrong = { password: 'not the password', secondFactor: owner.freshSecondFactor() };
  t.match(await ask(owner.browser, newEmail, wrong), { status: 403, body: { code: 'password-incorrect' } });
  t.same(await service.database.query('select * from email_changes'), []);
});

t.test('one account asks for five changes an hour at most, and one address gets five mails', async (t) => {
  const service = await createTestApp(t);
  const { browser } = await service.signIn();
  for (let n = 0; n < 5; n++) t.equal((await ask(browser, newAddress())).status, 202);
  const refused = await ask(browser, newAddress());
  t.match(refused, { status: 429, body: { code: 'rate-limited' } });
  // Until the hour is over; round the clock, or the test would fail when it is just over.
  const atHour = Math.floor(Date.now() / 1_000) + Number(refused.headers['retry-after']);
  t.ok((atHour + 60) % 3_600 <= 120, String(refused.headers['retry-after']));
  const popular = newAddress();
  for (let n = 0; n < 7; n++) {
    const other = await service.signIn();
    t.equal((await ask(other.browser, popular)).status, 202);
  }
  const mails = await service.database.query(
    'select count(*)::int as n from outbox_messages where recipient = $1',
    [popular],
  );
  t.same(mails, [{ n: 5 }]);
});

t.test('of 20 uses of one link at once, one succeeds', async (t) => {
  const service = await createTestApp(t);
  const owner = await service.signInWithTotp();
  const token = await requested(service, owner);
  const cookies = [...owner.browser.cookies].map((pair) => pair.join('=')).join('; ');
  const answers = await Promise.all(
    Array.from({ length: 20 }, () =>
      service.browser().request('POST', '/v1/users/email-change/confirmation', {
        body: { token },
        headers: { cookie: cookies },
      }),
    ),
  );
  t.equal(answers.filter(({ status }) => status === 204).length, 1);
});
