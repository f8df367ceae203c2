import t from 'tap';
import { createTestApp, type TestApp } from '../../http/test-app.ts';
import type { TestBrowser } from '../../http/test-browser.ts';
import { beginCreation, eventsOf, type TestCreation } from '../../key-creation/test-creation.ts';
import { fromAnywhere, step } from '../test-steps.ts';
import { TestAuthenticator } from './test-authenticator.ts';
import { registerSecurityKey, signInWithSecurityKey, tryToRegister } from './test-security-key.ts';

const SIGN_IN = { purpose: 'sign-in' };
const INVALID = { status: 403, body: { code: 'second-factor-invalid' } };

const openChallenges = async ({ database }: TestApp) =>
  (await database.query<{ n: number }>('select count(*)::int as n from webauthn_challenges'))[0]?.n;

const creationOf = async (service: TestApp, owner: { browser: TestBrowser; user: { id: string } }) =>
  beginCreation(service, owner as never, { permissions: ['orders:read'] });

const approveWith = (browser: TestBrowser, { url }: TestCreation, secondFactor: unknown) =>
  browser.post(url('second-factor'), { secondFactor });

t.test(
  'a security key can be the only factor: it signs in and countersigns, and U2F devices do',
  async (t) => {
    const service = await createTestApp(t);
    const { user, browser } = await service.signIn();
    const before = new Map(browser.cookies);
    const u2f = new TestAuthenticator({ userVerification: false });
    const key = await registerSecurityKey(browser, { label: ' U2F  key ', authenticator: u2f });
    t.equal(key.recoveryCodes?.length, 10);
    t.notSame(browser.cookies, before, 'the session has a new token');
    t.match((await browser.get('/v1/session')).body, {
      assurance: 'second_factor',
      secondFactorMethods: ['webauthn', 'recovery_code'],
    });
    t.match((await browser.get('/v1/second-factors')).body.items, [
      { id: key.factorId, method: 'webauthn', label: 'U2F  key', lastUsedAt: null },
    ]);
    const other = await service.signIn({ user });
    t.match(await other.browser.get('/v1/sessions'), {
      status: 403,
      body: { code: 'second-factor-required' },
    });
    const token = other.browser.cookies.get('__Host-countersign_session');
    t.equal((await step(other.browser, await key.approve(other.browser, SIGN_IN))).status, 200);
    t.not(other.browser.cookies.get('__Host-countersign_session'), token, 'under a new token');
    const creation = await creationOf(service, { user, browser: other.browser });
    const what = { purpose: 'key-creation', subject: creation.id };
    const approved = await approveWith(other.browser, creation, await key.approve(other.browser, what));
    t.match(approved, { status: 200, body: { state: 'awaiting_confirmation' } });
    t.not((await browser.get('/v1/second-factors')).body.items[0].lastUsedAt, null);
  },
);

t.test('KS-14: a challenge counts once, whatever came of its answer', async (t) => {
  const service = await createTestApp(t);
  const { browser, securityKey } = await signInWithSecurityKey(service);
  const right = await securityKey.approve(browser, SIGN_IN);
  t.equal((await step(browser, right)).status, 200);
  t.match(await step(browser, right), INVALID, 'reused');
  const forged = await securityKey.approve(browser, SIGN_IN, {
    signature: (bytes) => Buffer.concat([bytes.subarray(0, -1), Buffer.from([0])]),
  });
  t.equal(await openChallenges(service), 1);
  t.match(await step(browser, forged), INVALID);
  t.equal(await openChallenges(service), 0, 'gone although the answer was wrong');
});

t.test(
  'KS-14: the challenge of another session, of another account, or an expired one is none',
  async (t) => {
    const service = await createTestApp(t);
    const { user, browser, securityKey } = await signInWithSecurityKey(service);
    const elsewhere = await service.signIn({ user });
    t.match(await step(elsewhere.browser, await securityKey.approve(browser, SIGN_IN)), INVALID);
    const stranger = await signInWithSecurityKey(service);
    t.match(await step(stranger.browser, await securityKey.approve(browser, SIGN_IN)), INVALID);
    t.match(await step(browser, await stranger.securityKey.approve(stranger.browser, SIGN_IN)), INVALID);
    const late = await securityKey.approve(browser, SIGN_IN);
    await service.database.query(`update webauthn_challenges set expires_at = now()`);
    t.match(await step(browser, late), INVALID);
  },
);

t.test(
  'KS-14: a registration’s challenge signs nobody in, and an assertion’s registers nothing',
  async (t) => {
    const service = await createTestApp(t);
    const { browser, securityKey } = await signInWithSecurityKey(service);
    const { body } = await browser.post('/v1/second-factors/webauthn/challenge');
    const page = { origin: 'https://keys.example.com' };
    const options = { ...body.publicKey, rpId: body.publicKey.rp.id };
    const assertion = securityKey.authenticator.assert(options, page);
    const { challengeId } = body;
    t.match(await step(browser, { method: 'webauthn', challengeId, assertion }), INVALID);
    const asked = await browser.post('/v1/second-factor-challenges', SIGN_IN);
    const creation = { ...body.publicKey, challenge: asked.body.publicKey.challenge };
    const attestation = new TestAuthenticator().register(creation, page);
    t.match(await browser.post('/v1/second-factors/webauthn', { label: 'x', attestation }), {
      status: 400,
      body: { errors: [{ field: 'attestation', code: 'challenge-mismatch' }] },
    });
  },
);

t.test('KS-14: of 50 parallel uses of one challenge exactly one succeeds', async (t) => {
  const service = await createTestApp(t, { settings: { limits: 'relaxed-on-loopback' } });
  const owner = await signInWithSecurityKey(service);
  const secondFactor = await owner.securityKey.approve(owner.browser, { purpose: 'recovery-codes' });
  const use = () => fromAnywhere(owner.browser, '/v1/recovery-codes', { secondFactor });
  const answers = await Promise.all(Array.from({ length: 50 }, use));
  t.equal(answers.filter(({ status }) => status === 201).length, 1);
  t.equal(answers.filter(({ body }) => body.code === 'second-factor-invalid').length, 49);
});

t.test('of 20 parallel registrations with one challenge exactly one succeeds', async (t) => {
  const service = await createTestApp(t, { settings: { limits: 'relaxed-on-loopback' } });
  const { browser } = await service.signIn();
  const { body } = await browser.post('/v1/second-factors/webauthn/challenge');
  const attestation = new TestAuthenticator().register(body.publicKey, {
    origin: 'https://keys.example.com',
  });
  const register = () => browser.post('/v1/second-factors/webauthn', { label: 'x', attestation });
  const answers = await Promise.all(Array.from({ length: 20 }, register));
  t.equal(answers.filter(({ status }) => status === 201).length, 1);
  t.same(
    answers.filter(({ status }) => status >= 500),
    [],
  );
});

t.test('KS-19: a signature counter that does not rise is refused, and its owner is told', async (t) => {
  const service = await createTestApp(t);
  const { user, browser, securityKey } = await signInWithSecurityKey(service);
  t.equal((await step(browser, await securityKey.approve(browser, SIGN_IN))).status, 200);
  for (const signatureCounter of [2, 1, 0]) {
    t.match(await step(browser, await securityKey.approve(browser, SIGN_IN, { signatureCounter })), INVALID);
  }
  const alarms = (await eventsOf(service, user.id)).filter((type) => type === 'security-key-copied');
  t.equal(alarms.length, 3);
  t.match(await service.openOutboxMail(user.id, 'security-notice'), { kind: 'security-key-copied' });
  t.equal(
    (await step(browser, await securityKey.approve(browser, SIGN_IN))).status,
    200,
    'the genuine one goes on',
  );
});

t.test('KS-19: an authenticator that does not count is accepted with its zeros', async (t) => {
  const service = await createTestApp(t);
  const { browser } = await service.signIn();
  const key = await registerSecurityKey(browser, { authenticator: new TestAuthenticator({ counts: false }) });
  for (let n = 0; n < 3; n++) t.equal((await step(browser, await key.approve(browser, SIGN_IN))).status, 200);
});

t.test('KS-20: an assertion by another account’s security key, or by an unknown one, is none', async (t) => {
  const service = await createTestApp(t);
  const owner = await signInWithSecurityKey(service);
  const attacker = await signInWithSecurityKey(service);
  const { browser } = await service.signIn({ user: owner.user });
  const answer = async (authenticator: TestAuthenticator, credentialId: Buffer) => {
    const { body } = await browser.post('/v1/second-factor-challenges', SIGN_IN);
    const page = { origin: 'https://keys.example.com' };
    const assertion = authenticator.assert(body.publicKey, page, { credentialId });
    return step(browser, { method: 'webauthn', challengeId: body.challengeId, assertion });
  };
  const { authenticator } = attacker.securityKey;
  const victims = owner.securityKey.authenticator.credentialId;
  t.match(await answer(authenticator, authenticator.credentialId), INVALID, 'its own credential');
  t.match(await answer(authenticator, victims), INVALID, 'the victim’s credential ID, the attacker’s key');
  t.match(await answer(new TestAuthenticator(), Buffer.alloc(32, 1)), INVALID, 'a random one');
});

t.test('KS-24: a credential that is registered already is refused, on any account', async (t) => {
  const service = await createTestApp(t);
  const owner = await signInWithSecurityKey(service);
  const { authenticator } = owner.securityKey;
  const other = await service.signIn();
  const refused = { status: 409, body: { code: 'security-key-already-registered' } };
  t.match(await tryToRegister(other.browser, { authenticator }), refused);
  t.match((await other.browser.get('/v1/second-factors')).body.items, []);
  const secondFactor = (subject: string) =>
    owner.securityKey.approve(owner.browser, { purpose: 'second-factor-enrolment', subject });
  t.match(await tryToRegister(owner.browser, { authenticator, secondFactor }), refused);
});

t.test('KS-27: an assertion approves exactly what its challenge was made for', async (t) => {
  const service = await createTestApp(t);
  const owner = await signInWithSecurityKey(service);
  const { browser, securityKey } = owner;
  const first = await creationOf(service, owner);
  const second = await creationOf(service, owner);
  const forFirst = () => securityKey.approve(browser, { purpose: 'key-creation', subject: first.id });
  t.match(await approveWith(browser, second, await forFirst()), INVALID, 'another key creation');
  t.match(await step(browser, await forFirst()), INVALID, 'another purpose');
  t.match(await approveWith(browser, second, await securityKey.approve(browser, SIGN_IN)), INVALID);
  t.match((await second.read()).body, { state: 'awaiting_second_factor' });
  t.equal((await approveWith(browser, first, await forFirst())).status, 200);
  const on = { purpose: 'second-factor-policy', change: { securityKeyOnly: true } };
  const secondFactor = await securityKey.approve(browser, on);
  const off = await browser.patch('/v1/second-factor-policy', { securityKeyOnly: false, secondFactor });
  t.match(off, INVALID, 'another change');
});

t.test('KS-15: what was made on a page of another site is refused', async (t) => {
  const service = await createTestApp(t);
  const { browser } = await service.signIn();
  for (const origin of [
    'https://evil.example.com',
    'http://keys.example.com',
    'https://keys.example.com:8443',
    'null',
  ]) {
    const answer = await tryToRegister(browser, { tampering: { clientData: { origin } } });
    t.match(
      answer,
      { status: 400, body: { errors: [{ field: 'attestation', code: 'origin-refused' }] } },
      origin,
    );
  }
});

t.test('a security key has a label by the rules of labels, and can be given another', async (t) => {
  const service = await createTestApp(t);
  const owner = await signInWithSecurityKey(service);
  const other = await service.signIn();
  for (const label of ['', '   ', 'a\u0000b', 'a\u202eb', 'x'.repeat(65)]) {
    t.match(await tryToRegister(other.browser, { label }), {
      status: 400,
      body: { errors: [{ field: 'label' }] },
    });
    t.match(await owner.browser.patch(`/v1/second-factors/${owner.securityKey.factorId}`, { label }), {
      status: 400,
    });
  }
  const url = `/v1/second-factors/${owner.securityKey.factorId}`;
  t.match(await owner.browser.patch(url, { label: ' Spare\u0301 ' }), {
    status: 200,
    body: { label: 'Spar\u00e9' },
  });
  t.equal((await other.browser.patch(url, { label: 'Mine' })).status, 404);
});

t.test('an account has ten security keys at most', async (t) => {
  const service = await createTestApp(t);
  const { user, browser } = await signInWithSecurityKey(service);
  await service.database.query(
    `insert into security_keys (id, user_id, label, credential_id, public_key, signature_counter, transports,
                                is_backup_eligible, is_backed_up, is_user_verified)
     select gen_random_uuid(), $1, 'Key', decode(lpad(n::text, 32, '0'), 'hex'), '\\x01', 0, '{}', false, false, false
     from generate_series(1, 9) n`,
    [user.id],
  );
  t.match(await browser.post('/v1/second-factors/webauthn/challenge'), {
    status: 409,
    body: { code: 'security-key-limit-reached' },
  });
});
