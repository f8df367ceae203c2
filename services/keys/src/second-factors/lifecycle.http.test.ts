import { sql } from 'kysely';
import t from 'tap';
import { createTestApp, type TestApp, timeStep, totpCode } from '../http/test-app.ts';
import type { TestBrowser } from '../http/test-browser.ts';
import {
  approvedCreation,
  beginCreation,
  eventsOf,
  makeKey,
  whileLocked,
} from '../key-creation/test-creation.ts';
import { fromAnywhere, step, wrongCode } from './test-steps.ts';
import { registerSecurityKey, signInWithSecurityKey, tryToRegister } from './webauthn/test-security-key.ts';

const WITHDRAW = { permissions: ['withdraw:write'] };
const ON_HOLD = { status: 403, body: { code: 'withdraw-on-hold' } };
const POLICY = '/v1/second-factor-policy';

/** Lets the hold run out, by the database's clock. */
const endHold = ({ database }: TestApp) =>
  database.query(`update users set withdraw_held_until = now() where withdraw_held_until is not null`);

const enrolTotp = async (service: TestApp, browser: TestBrowser, secondFactor?: (id: string) => unknown) => {
  const { body } = await browser.post('/v1/second-factors/totp');
  const code = totpCode(body.secret, timeStep(service.clock.now()));
  const approval = secondFactor === undefined ? {} : { secondFactor: await secondFactor(body.id) };
  return browser.post(`/v1/second-factors/totp/${body.id}/activation`, { code, ...approval });
};

t.test('KS-13: with a session alone nobody adds a factor to an account that has one', async (t) => {
  const service = await createTestApp(t);
  const owner = await service.signInWithTotp();
  const missing = { status: 400, body: { errors: [{ field: 'secondFactor', code: 'required' }] } };
  t.match(await tryToRegister(owner.browser), missing);
  const wrong = () => ({ method: 'totp', code: wrongCode(owner) });
  t.match(await tryToRegister(owner.browser, { secondFactor: wrong }), { status: 403 });
  const keyOwner = await signInWithSecurityKey(service);
  t.match(await enrolTotp(service, keyOwner.browser), missing);
  const { approve } = keyOwner.securityKey;
  const forSignIn = () => approve(keyOwner.browser, { purpose: 'sign-in' });
  t.match(await enrolTotp(service, keyOwner.browser, forSignIn), { status: 403 });
  t.equal((await keyOwner.browser.get('/v1/second-factors')).body.items.length, 1);
});

t.test(
  'KS-13: a further factor needs the old one, is told by mail, and cannot be used to withdraw for a day',
  async (t) => {
    const service = await createTestApp(t);
    const owner = await service.signInWithTotp();
    const { browser, user } = owner;
    const begun = await approvedCreation(service, owner, WITHDRAW);
    const token = await begun.token();
    const key = await registerSecurityKey(browser, { secondFactor: () => owner.freshSecondFactor() });
    t.equal(key.recoveryCodes, null, 'the recovery codes go on');
    t.match(await service.openOutboxMail(user.id, 'security-notice'), {
      kind: 'second-factor-added',
      facts: { method: 'webauthn', label: 'Blue key' },
    });
    const refused = await browser.post('/v1/key-creations', WITHDRAW);
    t.match(refused, ON_HOLD);
    t.ok(Number(refused.headers['retry-after']) > 86_000 && Number(refused.headers['retry-after']) <= 86_400);
    t.match(await begun.confirm({ token }), ON_HOLD, 'nor what was begun before');
    t.match((await browser.get(POLICY)).body, { withdrawHeldUntil: /^\d{4}-/ });
    await makeKey(service, owner, { permissions: ['orders:write'] });
    await endHold(service);
    t.match((await browser.get(POLICY)).body, { withdrawHeldUntil: null });
    t.equal((await begun.confirm({ token })).status, 201);
  },
);

t.test('KS-13: the very first factor is not held; one after a removal is, however much later', async (t) => {
  const service = await createTestApp(t);
  const owner = await service.signInWithTotp();
  t.equal((await owner.browser.post('/v1/key-creations', WITHDRAW)).status, 201);
  const url = `/v1/second-factors/${owner.factorId}`;
  t.equal((await owner.browser.delete(url, { secondFactor: owner.freshSecondFactor() })).status, 204);
  await endHold(service);
  t.equal((await enrolTotp(service, owner.browser)).status, 200);
  t.match(await owner.browser.post('/v1/key-creations', WITHDRAW), ON_HOLD);
});

t.test('a hold lasts as long as the operator says, and none if they say none', async (t) => {
  const service = await createTestApp(t, { settings: { withdrawHoldHours: 0 } });
  const owner = await service.signInWithTotp();
  await registerSecurityKey(owner.browser, { secondFactor: () => owner.freshSecondFactor() });
  t.equal((await owner.browser.post('/v1/key-creations', WITHDRAW)).status, 201);
});

t.test('a factor is removed with any other; the recovery codes stay until the last one goes', async (t) => {
  const service = await createTestApp(t);
  const owner = await service.signInWithTotp();
  const { browser, user } = owner;
  const blue = await registerSecurityKey(browser, { secondFactor: () => owner.freshSecondFactor() });
  const green = await registerSecurityKey(browser, {
    label: 'Green key',
    secondFactor: (subject) => blue.approve(browser, { purpose: 'second-factor-enrolment', subject }),
  });
  const waiting = await service.signIn({ user });
  const remove = (id: string, secondFactor: unknown) =>
    browser.delete(`/v1/second-factors/${id}`, { secondFactor });
  const removal = (subject: string) => ({ purpose: 'second-factor-removal', subject });
  const forBlue = await green.approve(browser, removal(blue.factorId));
  t.match(await remove(owner.factorId, forBlue), { status: 403 }, 'KS-27: approved for another factor');
  t.equal((await remove(owner.factorId, await green.approve(browser, removal(owner.factorId)))).status, 204);
  t.equal((await waiting.browser.get('/v1/session')).status, 401, 'every other session ends');
  t.equal(
    (await remove(blue.factorId, { method: 'recovery_code', code: owner.recoveryCodes[0] })).status,
    204,
  );
  t.match((await browser.get(POLICY)).body, { unusedRecoveryCodes: 9 });
  t.match((await browser.get('/v1/second-factors')).body.items, [{ id: green.factorId, label: 'Green key' }]);
  t.equal((await remove(green.factorId, await green.approve(browser, removal(green.factorId)))).status, 204);
  t.same(await service.database.query('select count(*)::int as n from recovery_codes'), [{ n: 0 }]);
  t.equal((await eventsOf(service, user.id)).filter((type) => type === 'second-factor-removed').length, 3);
  t.match(await service.openOutboxMail(user.id, 'security-notice'), { kind: 'second-factor-removed' });
});

t.test('KS-28: where only security keys count, nothing falls back to TOTP', async (t) => {
  const service = await createTestApp(t);
  const owner = await service.signInWithTotp();
  const { browser, user } = owner;
  const key = await registerSecurityKey(browser, { secondFactor: () => owner.freshSecondFactor() });
  const change = (securityKeyOnly: boolean, secondFactor: unknown) =>
    browser.patch(POLICY, { securityKeyOnly, secondFactor });
  const approve = (securityKeyOnly: boolean) =>
    key.approve(browser, { purpose: 'second-factor-policy', change: { securityKeyOnly } });
  const required = { status: 403, body: { code: 'security-key-required' } };
  t.match(await change(true, owner.freshSecondFactor()), required);
  t.match(await change(true, await approve(true)), { status: 200, body: { securityKeyOnly: true } });
  const other = await service.signIn({ user });
  t.match((await other.browser.get('/v1/session')).body, {
    secondFactorMethods: ['webauthn', 'recovery_code'],
  });
  t.match(await step(other.browser, owner.freshSecondFactor()), required);
  const creation = await beginCreation(service, owner, { permissions: ['orders:read'] });
  t.match((await creation.read()).body, { secondFactorMethods: ['webauthn'] });
  t.match(await creation.approve(), required);
  const codes = owner.recoveryCodes.map((code) => ({ method: 'recovery_code', code }));
  t.match(await browser.post(creation.url('second-factor'), { secondFactor: codes[0] }), required);
  t.match(await browser.post('/v1/recovery-codes', { secondFactor: codes[0] }), required);
  for (const secondFactor of [owner.freshSecondFactor(), codes[0]]) {
    t.match(await change(false, secondFactor), required);
  }
  t.match(await change(false, await approve(true)), { status: 403, body: { code: 'second-factor-invalid' } });
  t.equal((await step(other.browser, codes[0])).status, 200, 'a recovery code still lets its owner in');
  t.match(await change(false, await approve(false)), { status: 200, body: { securityKeyOnly: false } });
  t.match(await service.openOutboxMail(user.id, 'security-notice'), {
    kind: 'second-factor-policy-changed',
    facts: { securityKeyOnly: false },
  });
  t.equal((await creation.approve()).status, 200);
});

t.test(
  'KS-28: an account that accepts security keys only keeps one, and a lost one is replaced with recovery codes',
  async (t) => {
    const service = await createTestApp(t);
    const { user, browser, securityKey, recoveryCodes } = await signInWithSecurityKey(service);
    const on = { purpose: 'second-factor-policy', change: { securityKeyOnly: true } };
    const secondFactor = await securityKey.approve(browser, on);
    t.equal((await browser.patch(POLICY, { securityKeyOnly: true, secondFactor })).status, 200);
    const url = `/v1/second-factors/${securityKey.factorId}`;
    const code = (n: number) => ({ method: 'recovery_code', code: recoveryCodes[n] });
    t.match(await browser.delete(url, { secondFactor: code(0) }), {
      status: 409,
      body: { code: 'last-security-key' },
    });
    const elsewhere = (await service.signIn({ user })).browser;
    t.equal((await step(elsewhere, code(0))).status, 200);
    await registerSecurityKey(elsewhere, { label: 'New key', secondFactor: () => code(1) });
    t.equal((await elsewhere.delete(url, { secondFactor: code(2) })).status, 204);
    t.match((await elsewhere.get('/v1/second-factors')).body.items, [{ label: 'New key' }]);
  },
);

t.test('without a security key nobody can require one', async (t) => {
  const service = await createTestApp(t);
  const owner = await service.signInWithTotp();
  const body = { securityKeyOnly: true, secondFactor: owner.freshSecondFactor() };
  t.match(await owner.browser.patch(POLICY, body), {
    status: 403,
    body: { code: 'second-factor-not-enrolled' },
  });
});

t.test('KS-29: replaced recovery codes are dead, and the new ones work once', async (t) => {
  const service = await createTestApp(t);
  const owner = await service.signInWithTotp();
  const { browser, user } = owner;
  t.match(await browser.post('/v1/recovery-codes'), { status: 400 });
  const reset = await browser.post('/v1/recovery-codes', { secondFactor: owner.freshSecondFactor() });
  t.equal(reset.status, 201);
  t.equal(reset.headers['cache-control'], 'no-store');
  t.equal(new Set([...reset.body.recoveryCodes, ...owner.recoveryCodes]).size, 20);
  t.match(await service.openOutboxMail(user.id, 'security-notice'), { kind: 'recovery-codes-replaced' });
  t.match(await browser.post('/v1/key-creations', WITHDRAW), ON_HOLD);
  const use = (code: string) => step(browser, { method: 'recovery_code', code });
  t.equal((await use(owner.recoveryCodes[0] ?? '')).status, 403);
  t.equal((await use(reset.body.recoveryCodes[0])).status, 200);
  t.equal((await use(reset.body.recoveryCodes[0])).status, 403);
  t.match((await browser.get(POLICY)).body, { unusedRecoveryCodes: 9, securityKeyOnly: false });
});

t.test(
  'removals, registrations, key creations and step-ups at once: each is answered, none in a deadlock',
  async (t) => {
    const service = await createTestApp(t, { settings: { limits: 'relaxed-on-loopback' } });
    const owner = await service.signInWithTotp();
    const { browser, recoveryCodes } = owner;
    const blue = await registerSecurityKey(browser, { secondFactor: () => owner.freshSecondFactor() });
    const creation = await beginCreation(service, owner, { permissions: ['orders:read'] });
    const code = (n: number) => ({ method: 'recovery_code' as const, code: recoveryCodes[n] ?? '' });
    const removal = { purpose: 'second-factor-removal', subject: blue.factorId };
    const secondFactor = await blue.approve(browser, removal);
    const others: TestBrowser[] = [];
    for (let n = 0; n < 3; n++) {
      const other = (await service.signIn({ user: owner.user })).browser;
      t.equal((await step(other, owner.freshSecondFactor())).status, 200);
      others.push(other);
    }
    const [one = browser, two = browser, three = browser] = others;
    const answers = await Promise.all([
      browser.delete(`/v1/second-factors/${blue.factorId}`, { secondFactor }),
      one.delete(`/v1/second-factors/${owner.factorId}`, { secondFactor: code(0) }),
      tryToRegister(two, { secondFactor: () => code(1) }),
      tryToRegister(three, { secondFactor: () => code(2) }),
      browser.post(creation.url('second-factor'), { secondFactor: code(3) }),
      browser.post('/v1/recovery-codes', { secondFactor: owner.freshSecondFactor() }),
      ...Array.from({ length: 5 }, () =>
        browser.post('/v1/second-factor-challenges', { purpose: 'sign-in' }),
      ),
      step(browser, code(4)),
    ]);
    t.same(
      answers.filter(({ status }) => status >= 500),
      [],
    );
    const [{ deadlocks } = { deadlocks: -1 }] = await service.database.query<{ deadlocks: number }>(
      `select deadlocks::int from pg_stat_database where datname = current_database()`,
    );
    t.equal(deadlocks, 0);
  },
);

t.test('of 50 parallel uses of one recovery code that change a factor, exactly one succeeds', async (t) => {
  const service = await createTestApp(t, { settings: { limits: 'relaxed-on-loopback' } });
  const owner = await service.signInWithTotp();
  const secondFactor = { method: 'recovery_code', code: owner.recoveryCodes[0] };
  const use = () => fromAnywhere(owner.browser, '/v1/recovery-codes', { secondFactor });
  const answers = await Promise.all(Array.from({ length: 50 }, use));
  t.equal(answers.filter(({ status }) => status === 201).length, 1);
  t.same(await service.database.query('select count(*)::int as n from recovery_codes'), [{ n: 10 }]);
});

t.test(
  'a removal that waited while the other factor went leaves no account without its last security key',
  async (t) => {
    const service = await createTestApp(t);
    const { user, browser, securityKey, recoveryCodes } = await signInWithSecurityKey(service);
    const spare = await registerSecurityKey(browser, {
      label: 'Spare',
      secondFactor: (subject) =>
        securityKey.approve(browser, { purpose: 'second-factor-enrolment', subject }),
    });
    const on = { purpose: 'second-factor-policy', change: { securityKeyOnly: true } };
    const secondFactor = await spare.approve(browser, on);
    t.equal((await browser.patch(POLICY, { securityKeyOnly: true, secondFactor })).status, 200);
    const remove = (id: string, n: number) =>
      browser.delete(`/v1/second-factors/${id}`, {
        secondFactor: { method: 'recovery_code', code: recoveryCodes[n] },
      });
    const lock = sql`select from users where id = ${user.id} for no key update`;
    const both = () => Promise.all([remove(securityKey.factorId, 0), remove(spare.factorId, 1)]);
    const answers = await whileLocked(service, lock, both, { waiting: 2 });
    t.same(answers.map(({ status }) => status).toSorted(), [204, 409]);
    t.equal((await browser.get('/v1/second-factors')).body.items.length, 1);
  },
);
