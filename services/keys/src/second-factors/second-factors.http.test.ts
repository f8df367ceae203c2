import { sql } from 'kysely';
import t from 'tap';
import { createTestApp } from '../http/test-app.ts';
import type { TestBrowser } from '../http/test-browser.ts';
import { whileLocked } from '../key-creation/test-creation.ts';
import { step, wrongCode } from './test-steps.ts';

t.test('KS-06: a code that was used once is refused everywhere', async (t) => {
  const service = await createTestApp(t);
  const owner = await service.signInWithTotp();
  const secondFactor = owner.freshSecondFactor();
  const first = await service.signIn({ user: owner.user });
  const second = await service.signIn({ user: owner.user });
  t.equal((await step(first.browser, secondFactor)).status, 200);
  t.match(await step(first.browser, secondFactor), { status: 403, body: { code: 'second-factor-invalid' } });
  t.match(await step(second.browser, secondFactor), { status: 403 }, 'in another session');
  const removal = await owner.browser.delete(`/v1/second-factors/${owner.factorId}`, { secondFactor });
  t.match(removal, { status: 403 }, 'for another purpose');
});

t.test('KS-06: the code that activated the factor is used up, too', async (t) => {
  const service = await createTestApp(t);
  const owner = await service.signInWithTotp();
  const { browser } = await service.signIn({ user: owner.user });
  t.match(await step(browser, { method: 'totp', code: owner.totpCode() }), { status: 403 });
});

t.test('KS-07: of 50 parallel uses of one TOTP code, exactly one succeeds', async (t) => {
  const service = await createTestApp(t, { settings: { limits: 'relaxed-on-loopback' } });
  const owner = await service.signInWithTotp();
  const browsers: TestBrowser[] = [];
  for (let n = 0; n < 49; n++) browsers.push((await service.signIn({ user: owner.user })).browser);
  const secondFactor = owner.freshSecondFactor();
  const answers = await Promise.all(
    [...browsers, owner.browser].map((browser) => step(browser, secondFactor)),
  );
  t.equal(answers.filter(({ status }) => status === 200).length, 1);
  t.equal(answers.filter(({ body }) => body.code === 'second-factor-invalid').length, 49);
});

t.test(
  'KS-29: of 50 parallel uses of one recovery code, exactly one succeeds, and never again',
  async (t) => {
    const service = await createTestApp(t, { settings: { limits: 'relaxed-on-loopback' } });
    const owner = await service.signInWithTotp();
    const browsers: TestBrowser[] = [];
    for (let n = 0; n < 49; n++) browsers.push((await service.signIn({ user: owner.user })).browser);
    const secondFactor = { method: 'recovery_code', code: owner.recoveryCodes[3]?.toLowerCase() };
    const answers = await Promise.all(
      [...browsers, owner.browser].map((browser) => step(browser, secondFactor)),
    );
    t.equal(answers.filter(({ status }) => status === 200).length, 1);
    t.match(await step(owner.browser, secondFactor), { status: 403 });
    const { body } = await owner.browser.get('/v1/second-factor-policy');
    t.match(body, { unusedRecoveryCodes: 9 }, 'unless that very session was the one');
  },
);

t.test('KS-08: codes of t-1, t and t+1 succeed once each and in rising order only', async (t) => {
  const service = await createTestApp(t);
  const owner = await service.signInWithTotp();
  service.clock.advance(300);
  const use = (offset: number) => step(owner.browser, { method: 'totp', code: owner.totpCode(offset) });
  t.equal((await use(-2)).status, 403, 't-2 is too old');
  t.equal((await use(2)).status, 403, 't+2 is too early');
  t.equal((await use(-1)).status, 200);
  t.equal((await use(0)).status, 200);
  t.equal((await use(-1)).status, 403, 'not back');
  t.equal((await use(1)).status, 200);
  t.equal((await use(0)).status, 403);
});

t.test(
  'KS-09: when the server’s clock jumps back after a success, codes are refused without an error',
  async (t) => {
    const service = await createTestApp(t);
    const owner = await service.signInWithTotp();
    service.clock.advance(120);
    t.equal((await step(owner.browser, { method: 'totp', code: owner.totpCode() })).status, 200);
    service.clock.advance(-60);
    t.match(await step(owner.browser, { method: 'totp', code: owner.totpCode() }), {
      status: 403,
      body: { code: 'second-factor-invalid' },
    });
  },
);

t.test('KS-11: a wrong code is refused', async (t) => {
  const service = await createTestApp(t);
  const owner = await service.signInWithTotp();
  const { browser } = await service.signIn({ user: owner.user });
  t.match(await step(browser, { method: 'totp', code: wrongCode(owner) }), { status: 403 });
  t.match(await step(browser, { method: 'recovery_code', code: 'AAAA-AAAA-AAAA-AAAA-AAAA' }), {
    status: 403,
  });
  t.match((await browser.get('/v1/session')).body, { assurance: 'password' });
});

t.test(
  'KS-01, KS-04: an unknown browser has 20 wrong codes a day, then even the right one is refused',
  async (t) => {
    const service = await createTestApp(t);
    const owner = await service.signInWithTotp();
    const { browser } = await service.signIn({ user: owner.user });
    for (let n = 0; n < 20; n++)
      t.equal((await step(browser, { method: 'totp', code: wrongCode(owner) })).status, 403);
    const exhausted = await step(browser, owner.freshSecondFactor());
    t.match(exhausted, { status: 429, body: { code: 'second-factor-attempts-exhausted' } });
    t.match(exhausted.headers['retry-after'], /^\d+$/);
    const another = await service.signIn({ user: owner.user });
    t.equal(
      (await step(another.browser, owner.freshSecondFactor())).status,
      429,
      'a new session is no new budget',
    );
    const recovery = { method: 'recovery_code', code: owner.recoveryCodes[0] };
    t.equal((await step(another.browser, recovery)).status, 200, 'a recovery code still works');
  },
);

t.test(
  'removing the factor takes a code of it, ends every other session, and lets a new one be enrolled',
  async (t) => {
    const service = await createTestApp(t);
    const owner = await service.signInWithTotp();
    const waiting = await service.signIn({ user: owner.user });
    const url = `/v1/second-factors/${owner.factorId}`;
    t.match(await owner.browser.delete(url), { status: 400 });
    t.match(await owner.browser.delete(url, { secondFactor: { method: 'totp', code: wrongCode(owner) } }), {
      status: 403,
    });
    t.equal((await owner.browser.delete(url, { secondFactor: owner.freshSecondFactor() })).status, 204);
    t.equal(
      (await waiting.browser.get('/v1/session')).status,
      401,
      'a session that waited for its step does not rise',
    );
    t.same((await owner.browser.get('/v1/second-factors')).body, { items: [], nextCursor: null });
    t.same(await service.database.query('select count(*)::int as n from recovery_codes'), [{ n: 0 }]);
    t.equal((await owner.browser.post('/v1/second-factors/totp')).status, 201);
  },
);

t.test('what a second factor does is in the security history, failures included', async (t) => {
  const service = await createTestApp(t);
  const owner = await service.signInWithTotp();
  await step(owner.browser, { method: 'totp', code: wrongCode(owner) });
  await step(owner.browser, owner.freshSecondFactor());
  await step(owner.browser, { method: 'recovery_code', code: owner.recoveryCodes[0] });
  const events = await service.database.query<{ type: string }>('select type from audit_events order by id');
  t.same(
    events.map(({ type }) => type),
    [
      'user-registered',
      'email-verified',
      'signed-in',
      'second-factor-enrolled',
      'second-factor-failed',
      'second-factor-passed',
      'recovery-code-used',
    ],
  );
});

t.test('a step-up locks the user’s row before the factor, as a key creation does: no deadlock', async (t) => {
  const service = await createTestApp(t);
  const owner = await service.signInWithTotp();
  const remove = () =>
    owner.browser.delete(`/v1/second-factors/${owner.factorId}`, { secondFactor: owner.freshSecondFactor() });
  const free = () => service.database.query('select id from totp_factors for update nowait');
  const lock = sql`select from users where id = ${owner.user.id} for no key update`;
  t.match(await whileLocked(service, lock, remove, { waiting: 1, meanwhile: free }), { status: 204 });
});

t.test('of two second-factor steps of one session at once, one raises it and its cookie holds', async (t) => {
  const service = await createTestApp(t);
  const owner = await service.signInWithTotp();
  const { browser } = await service.signIn({ user: owner.user });
  const [code = ''] = owner.recoveryCodes;
  const steps = () =>
    Promise.all([step(browser, owner.freshSecondFactor()), step(browser, { method: 'recovery_code', code })]);
  const lock = sql`select from users where id = ${owner.user.id} for no key update`;
  const answers = await whileLocked(service, lock, steps, { waiting: 2 });
  t.same(answers.map(({ status }) => status).toSorted(), [200, 401]);
  t.match(await browser.get('/v1/session'), { status: 200, body: { assurance: 'second_factor' } });
});
