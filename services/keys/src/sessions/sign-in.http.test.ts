import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import t from 'tap';
import { createTestApp, TEST_PASSWORD } from '../http/test-app.ts';
import { someAddress } from '../http/test-browser.ts';
import { whileLocked } from '../key-creation/test-creation.ts';

const SESSION_COOKIE = '__Host-countersign_session';

t.test('signing in says who is signed in and what is still to come', async (t) => {
  const service = await createTestApp(t);
  const owner = await service.signInWithTotp();
  const { email, id } = owner.user;
  t.match((await owner.browser.get('/v1/session')).body, { user: { id, email }, assurance: 'second_factor' });
  const elsewhere = service.browser({ ip: '198.51.100.7' });
  const again = await elsewhere.post('/v1/session', { email: email.toUpperCase(), password: TEST_PASSWORD });
  t.equal(again.status, 201);
  t.same(again.body, {
    user: { id, email, emailVerified: true },
    assurance: 'password',
    secondFactorMethods: ['totp', 'recovery_code'],
    ip: '198.51.100.7',
  });
  const moved = await elsewhere.request('GET', '/v1/session', { ip: '2001:db8::7' });
  t.equal(moved.body.ip, '2001:db8::7', 'the address of each call, not of the sign-in');
});

t.test('the session cookie is out of reach of scripts, other sites and sibling hosts', async (t) => {
  const service = await createTestApp(t);
  const { email, password } = await service.registerUser();
  const { headers } = await service.browser().post('/v1/session', { email, password });
  const cookies = [headers['set-cookie']].flat().map(String);
  t.match(
    cookies.find((cookie) => cookie.includes('session')),
    /^__Host-countersign_session=[A-Za-z0-9_-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
  );
});

t.test('KS-65: an unknown address and a wrong password are told apart by nobody', async (t) => {
  const service = await createTestApp(t);
  const { email } = await service.registerUser();
  const wrong = await service.browser().post('/v1/session', { email, password: 'wrong password' });
  const unknown = await service
    .browser()
    .post('/v1/session', { email: `nobody-${randomUUID()}@example.com`, password: 'wrong password' });
  t.equal(wrong.status, 401);
  t.equal(unknown.status, 401);
  const { requestId: _, ...problem } = wrong.body;
  t.match(unknown.body, problem);
  t.same(Object.keys(wrong.headers), Object.keys(unknown.headers));
});

t.test(
  'KS-55: signing in always makes a new token, and kills the one that the browser came with',
  async (t) => {
    const service = await createTestApp(t);
    const { user, browser } = await service.signIn();
    const planted = browser.cookies.get(SESSION_COOKIE) ?? '';
    const victim = service.browser();
    victim.cookies.set(SESSION_COOKIE, planted);
    await service.signIn({ user, browser: victim });
    t.not(victim.cookies.get(SESSION_COOKIE), planted);
    t.equal((await browser.get('/v1/session')).status, 401, 'the planted token is dead');
    t.equal((await victim.get('/v1/session')).status, 200);
  },
);

t.test('KS-57: a token of one kind is worth nothing under another cookie’s name', async (t) => {
  const service = await createTestApp(t);
  const { browser } = await service.signInWithTotp();
  const thief = service.browser();
  thief.cookies.set(SESSION_COOKIE, browser.cookies.get('__Host-countersign_browser') ?? '');
  t.equal((await thief.get('/v1/session')).status, 401);
  thief.cookies.clear();
  thief.cookies.set('countersign_session', browser.cookies.get(SESSION_COOKIE) ?? '');
  t.equal((await thief.get('/v1/session')).status, 401, 'nor without the prefix');
});

t.test('a browser keeps its binding for a year from each use', async (t) => {
  const service = await createTestApp(t);
  const owner = await service.signInWithTotp();
  const binding = owner.browser.cookies.get('__Host-countersign_browser');
  const { headers } = await owner.browser.post('/v1/session/second-factor', {
    secondFactor: owner.freshSecondFactor(),
  });
  const cookies = String(headers['set-cookie']);
  t.match(cookies, `__Host-countersign_browser=${binding}; Max-Age=31536000;`);
});

t.test('a cookie that came twice counts as none', async (t) => {
  const service = await createTestApp(t);
  const { browser } = await service.signIn();
  const token = browser.cookies.get(SESSION_COOKIE);
  const cookie = `${SESSION_COOKIE}=${'A'.repeat(43)}; ${SESSION_COOKIE}=${token}`;
  t.equal((await browser.request('GET', '/v1/session', { headers: { cookie } })).status, 401);
});

t.test('KS-59: a session that was signed out is dead at once, on every instance', async (t) => {
  const service = await createTestApp(t);
  const { browser } = await service.signIn();
  const cookie = `${SESSION_COOKIE}=${browser.cookies.get(SESSION_COOKIE)}`;
  t.equal((await browser.delete('/v1/session')).status, 204);
  t.equal(browser.cookies.has(SESSION_COOKIE), false);
  t.equal((await browser.request('GET', '/v1/session', { headers: { cookie } })).status, 401);
  t.equal((await browser.request('DELETE', '/v1/session', { headers: { cookie } })).status, 401);
});

t.test('signing out twice at once ends the session once, and the other is not signed in', async (t) => {
  const service = await createTestApp(t);
  const { browser } = await service.signIn();
  const signOut = () => browser.delete('/v1/session');
  const both = await whileLocked(
    service,
    sql`select from sessions for update`,
    () => Promise.all([signOut(), signOut()]),
    { waiting: 2 },
  );
  const [first, second] = both.toSorted((a, b) => a.status - b.status);
  t.match(first, { status: 204 });
  t.match(second, { status: 401, body: { code: 'not-signed-in' } });
});

t.test('KS-81: an account has 50 sessions at most; one more ends the oldest', async (t) => {
  const service = await createTestApp(t);
  const { user, browser: oldest } = await service.signIn();
  const { browser: second } = await service.signIn({ user });
  for (let n = 0; n < 48; n++) await service.signIn({ user });
  t.equal((await oldest.get('/v1/session')).status, 200);
  await service.signIn({ user });
  t.equal((await oldest.get('/v1/session')).status, 401);
  t.equal((await second.get('/v1/session')).status, 200);
});

t.test('a password that is replaced while a sign-in checks it opens no session', async (t) => {
  const service = await createTestApp(t);
  const { id, email, password } = await service.registerUser();
  const answer = await whileLocked(
    service,
    sql`update users set password_hash = 'another' where id = ${id}`,
    () => service.browser().post('/v1/session', { email, password }),
    { waiting: 1 },
  );
  t.match(answer, { status: 401, body: { code: 'credentials-invalid' } });
  t.same(await service.database.query('select id from sessions'), []);
});

t.test(
  'KS-90: who only knows the password cannot push out a session that passed its second factor',
  async (t) => {
    const service = await createTestApp(t);
    const owner = await service.signInWithTotp();
    const { browser: waiting } = await service.signIn({ user: owner.user });
    for (let n = 0; n < 49; n++) await service.signIn({ user: owner.user });
    t.equal((await owner.browser.get('/v1/keys')).status, 200);
    t.equal((await waiting.get('/v1/session')).status, 401, 'the oldest of the waiting ones made room');
  },
);

t.test('sign-ins at once cannot get past the limit of sessions', async (t) => {
  const service = await createTestApp(t);
  const user = await service.registerUser();
  const { email, password } = user;
  // A machine that is busy with other things may say 503 to some: they come again, as a client would.
  const signIn = async (): Promise<number> => {
    const { status } = await service.browser().post('/v1/session', { email, password });
    return status === 503 ? signIn() : status;
  };
  const statuses = await Promise.all(Array.from({ length: 56 }, signIn));
  t.same([...new Set(statuses)], [201]);
  const live = await service.database.query('select count(*)::int as n from sessions where ended_at is null');
  t.same(live, [{ n: 50 }]);
});

t.test(
  'KS-90: who guesses passwords from everywhere cannot keep the owner out of a known browser',
  async (t) => {
    const service = await createTestApp(t);
    const owner = await service.signInWithTotp();
    const { email, password } = owner.user;
    const attacker = service.browser();
    const guess = (body: object) => attacker.request('POST', '/v1/session', { body, ip: someAddress() });
    for (let n = 0; n < 100; n++) t.equal((await guess({ email, password: `guess ${n}` })).status, 401);
    t.match(await guess({ email, password }), { status: 401, body: { code: 'credentials-invalid' } });
    await owner.browser.delete('/v1/session');
    t.equal((await owner.browser.post('/v1/session', { email, password })).status, 201);
  },
);

t.test('nobody signs in before the address is verified', async (t) => {
  const service = await createTestApp(t);
  const browser = service.browser();
  const email = `user-${randomUUID()}@example.com`;
  await browser.post('/v1/users', { email, password: TEST_PASSWORD });
  const refused = await browser.post('/v1/session', { email, password: TEST_PASSWORD });
  t.match(refused, { status: 403, body: { code: 'email-not-verified' } });
  t.notOk(browser.cookies.has(SESSION_COOKIE));
  t.same(await service.database.query('select id from sessions'), []);
  const wrong = await browser.post('/v1/session', { email, password: 'not the password' });
  t.match(
    wrong,
    { status: 401, body: { code: 'credentials-invalid' } },
    'and only who knows the password is told',
  );
});

t.test('KS-65: who registers an address and signs in cannot tell whether there was an account', async (t) => {
  const service = await createTestApp(t);
  const { email: known } = await service.registerUser();
  const unknown = `nobody-${randomUUID()}@example.com`;
  const seen = { [known]: [] as unknown[], [unknown]: [] as unknown[] };
  const ask = async (email: string, url: string, password: string) => {
    const body = { email, password };
    const answer = await service.browser().request('POST', url, { body, ip: someAddress() });
    seen[email]?.push([answer.status, Object.keys(answer.headers), answer.body?.code, answer.body?.title]);
  };
  const passwords = Array.from({ length: 7 }, (_, n) => `a passphrase of the intruder ${n}`);
  for (const email of [known, unknown]) {
    await ask(email, '/v1/session', 'nothing was registered yet');
    for (const [n, password] of passwords.entries()) {
      await ask(email, '/v1/users', password);
      await ask(email, '/v1/session', password);
      await ask(email, '/v1/session', passwords[n - 1] ?? 'none');
    }
    for (let n = 0; n < 100; n++) await ask(email, '/v1/session', `guess ${n}`);
    await ask(email, '/v1/session', passwords[4] ?? '');
  }
  t.equal(seen[known]?.length, 123);
  t.same(seen[known], seen[unknown]);
  const codes = seen[known]?.map((entry) => (entry as unknown[])[2]);
  t.same(codes?.slice(2, 4), ['email-not-verified', 'credentials-invalid'], 'the newest password counts');
});

t.test('KS-65: the decoy opens nothing, and takes nothing from the owner', async (t) => {
  const service = await createTestApp(t);
  const { id, email, password } = await service.registerUser();
  const decoy = 'a passphrase of the intruder';
  await service.browser().post('/v1/users', { email, password: decoy });
  const intruder = service.browser();
  t.equal((await intruder.post('/v1/session', { email, password: decoy })).status, 403);
  t.notOk(intruder.cookies.has(SESSION_COOKIE));
  t.equal((await service.browser().post('/v1/session', { email, password })).status, 201);
  const attempts = await service.database.query('select sum(used)::int as n from address_budgets');
  t.same(attempts, [{ n: 0 }], 'like the right password it counts as no guess');
  await service.browser().post('/v1/users', { email, password });
  t.equal(
    (await service.browser().post('/v1/session', { email, password })).status,
    201,
    'not even the same',
  );
  t.match(await service.database.query('select id from users'), [{ id }]);
});

t.test('KS-65: an address without an account has as many wrong passwords a day as one with it', async (t) => {
  const service = await createTestApp(t);
  const email = `nobody-${randomUUID()}@example.com`;
  const stranger = service.browser();
  const body = { email, password: 'not the password' };
  for (let n = 0; n < 101; n++) await stranger.request('POST', '/v1/session', { body, ip: someAddress() });
  t.same(await service.database.query('select used from address_budgets'), [{ used: 100 }]);
});

t.test('KS-84: what the security history cannot record does not happen', async (t) => {
  const service = await createTestApp(t);
  const owner = await service.signInWithTotp();
  const { email, password } = owner.user;
  await service.database.query('alter table audit_events add constraint full_disk check (false) not valid');
  const browser = service.browser();
  t.equal((await browser.post('/v1/session', { email, password })).status, 500);
  t.equal(browser.cookies.has(SESSION_COOKIE), false);
  const url = `/v1/second-factors/${owner.factorId}`;
  const removal = await owner.browser.delete(url, { secondFactor: owner.freshSecondFactor() });
  t.equal(removal.status, 500);
  t.equal((await owner.browser.delete('/v1/session')).status, 500);
  await service.database.query('alter table audit_events drop constraint full_disk');
  t.equal((await owner.browser.get('/v1/second-factors')).body.items.length, 1);
  t.same(await service.database.query('select count(*)::int as n from sessions where ended_at is null'), [
    { n: 1 },
  ]);
});

t.test(
  'a session that ends along with something else is in the security history with the reason',
  async (t) => {
    const service = await createTestApp(t);
    const { user, browser } = await service.signIn();
    await service.signIn({ user, browser });
    const events = await service.database.query(
      "select details from audit_events where type = 'session-ended'",
    );
    t.same(events, [{ details: { reason: 'new-sign-in' } }]);
  },
);
