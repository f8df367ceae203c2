import { randomUUID } from 'node:crypto';
import t from 'tap';
import { createTestApp, TEST_ORIGIN, type TestApp } from '../../http/test-app.ts';
import { beginCreation } from '../../key-creation/test-creation.ts';
import { LIMITS } from '../../limits.ts';
import { step } from '../test-steps.ts';
import { TestAuthenticator } from './test-authenticator.ts';
import { registerSecurityKey, tryToRegister } from './test-security-key.ts';

const URL = '/v1/second-factor-challenges';

/** A credential as a row: enough to be asked for, not to answer. */
async function insertCredential({ database }: TestApp, userId: string): Promise<void> {
  await database.query(
    `insert into security_keys (id, user_id, label, credential_id, public_key, signature_counter, transports,
                                is_backup_eligible, is_backed_up, is_user_verified)
     values ($1, $2, 'Key', $3, '\\x01', 0, '{usb}', false, false, false)`,
    [randomUUID(), userId, Buffer.from(`credential of ${userId}`)],
  );
}

t.test('an assertion is asked of the account’s own security keys, with 256 random bits', async (t) => {
  const service = await createTestApp(t);
  const owner = await service.signInWithTotp();
  await insertCredential(service, owner.user.id);
  await insertCredential(service, (await service.signInWithTotp()).user.id);
  const first = await owner.browser.post(URL, { purpose: 'recovery-codes' });
  t.match(first, {
    status: 201,
    body: {
      publicKey: {
        rpId: 'keys.example.com',
        challenge: /^[A-Za-z0-9_-]{43}$/,
        allowCredentials: [{ type: 'public-key', transports: ['usb'] }],
        userVerification: 'preferred',
      },
    },
  });
  t.equal(first.body.publicKey.allowCredentials.length, 1);
  const second = await owner.browser.post(URL, { purpose: 'recovery-codes' });
  t.not(second.body.publicKey.challenge, first.body.publicKey.challenge);
});

t.test('before the second-factor step a session can ask for nothing but that step', async (t) => {
  const service = await createTestApp(t);
  const owner = await service.signInWithTotp();
  await insertCredential(service, owner.user.id);
  const { browser } = await service.signIn({ user: owner.user });
  t.equal((await browser.post(URL, { purpose: 'sign-in' })).status, 201);
  for (const request of [
    { purpose: 'recovery-codes' },
    { purpose: 'second-factor-removal', subject: owner.factorId },
    { purpose: 'second-factor-policy', change: { securityKeyOnly: false } },
  ]) {
    t.match(await browser.post(URL, request), { status: 403, body: { code: 'second-factor-required' } });
  }
});

t.test('who has no security key cannot ask for an assertion', async (t) => {
  const service = await createTestApp(t);
  const { browser } = await service.signInWithTotp();
  t.match(await browser.post(URL, { purpose: 'sign-in' }), {
    status: 403,
    body: { code: 'second-factor-not-enrolled' },
  });
});

t.test('another account’s subject looks like one that does not exist', async (t) => {
  const service = await createTestApp(t);
  const owner = await service.signInWithTotp();
  await insertCredential(service, owner.user.id);
  const other = await service.signInWithTotp();
  const creation = await beginCreation(service, other);
  const own = await beginCreation(service, owner);
  t.equal((await owner.browser.post(URL, { purpose: 'key-creation', subject: own.id })).status, 201);
  t.equal(
    (await owner.browser.post(URL, { purpose: 'second-factor-removal', subject: owner.factorId })).status,
    201,
  );
  for (const [purpose, subject] of [
    ['key-creation', creation.id],
    ['second-factor-removal', other.factorId],
    ['second-factor-enrolment', owner.factorId],
    ['key-edit', 'ck_lzpufZiEWRbLLhfCTpA0Gqmc0J4vcU'],
    ['key-creation', 'no-id-at-all'],
  ] as const) {
    const known = await owner.browser.post(URL, { purpose, subject });
    t.match(known, { status: 404, body: { code: 'not-found' } }, purpose);
  }
});

t.test('a purpose says which of subject and change it takes', async (t) => {
  const service = await createTestApp(t);
  const owner = await service.signInWithTotp();
  await insertCredential(service, owner.user.id);
  const { id } = await beginCreation(service, owner);
  for (const [request, field] of [
    [{ purpose: 'recovery-codes', subject: id }, 'subject'],
    [{ purpose: 'sign-in', change: { securityKeyOnly: true } }, 'change'],
    [{ purpose: 'key-creation' }, 'subject'],
    [{ purpose: 'key-creation', subject: id, change: { securityKeyOnly: true } }, 'change'],
    [{ purpose: 'second-factor-policy' }, 'change'],
    [{ purpose: 'second-factor-policy', change: {} }, 'change.securityKeyOnly'],
  ] as const) {
    t.match(await owner.browser.post(URL, request), { status: 400, body: { errors: [{ field }] } }, field);
  }
});

t.test('a session keeps its newest challenges only, and expired ones go', async (t) => {
  const service = await createTestApp(t);
  const owner = await service.signInWithTotp();
  await insertCredential(service, owner.user.id);
  const open = async () =>
    (await service.database.query<{ id: string }>('select id from webauthn_challenges')).map(({ id }) => id);
  const ids: string[] = [];
  for (let n = 0; n < LIMITS.challengesPerSession + 3; n++) {
    ids.push((await owner.browser.post(URL, { purpose: 'recovery-codes' })).body.challengeId);
  }
  t.same((await open()).toSorted(), ids.slice(3).toSorted());
  await service.database.query(`update webauthn_challenges set expires_at = now() - interval '1 second'`);
  const { body } = await owner.browser.post(URL, { purpose: 'recovery-codes' });
  t.same(await open(), [body.challengeId]);
});

t.test(
  'KS-18: where the operator requires PIN or fingerprint, a security key counts only with it, and U2F not at all',
  async (t) => {
    const webauthn = { rpId: 'keys.example.com', origins: [TEST_ORIGIN] };
    const lax = { webauthn: { ...webauthn, requireUserVerification: false } };
    const service = await createTestApp(t, { settings: lax });
    const u2f = new TestAuthenticator({ userVerification: false });
    const { browser } = await service.signIn();
    const registered = await registerSecurityKey(browser, { authenticator: u2f });
    // The operator changes the setting while a challenge waits.
    const late = await registered.approve(browser, { purpose: 'sign-in' });
    Object.assign(service.deps.settings, { webauthn: { ...webauthn, requireUserVerification: true } });
    t.match(await step(browser, late), { status: 403, body: { code: 'second-factor-invalid' } });
    const asked = await browser.post(URL, { purpose: 'sign-in' });
    t.match(asked.body.publicKey, { userVerification: 'required' });

    const other = (await service.signIn()).browser;
    const options = await other.post('/v1/second-factors/webauthn/challenge');
    t.match(options.body.publicKey.authenticatorSelection, { userVerification: 'required' });
    const field = { field: 'attestation', code: 'user-not-verified' };
    const refused = { status: 400, body: { errors: [field] } };
    t.match(
      await tryToRegister(other, { authenticator: new TestAuthenticator({ userVerification: false }) }),
      refused,
    );
    const unverified = { flags: (bits: number) => bits & ~0x04 };
    t.match(await tryToRegister(other, { tampering: unverified }), refused);
    const key = await registerSecurityKey(other);
    const withoutPin = await key.approve(other, { purpose: 'sign-in' }, unverified);
    t.match(await step(other, withoutPin), { status: 403, body: { code: 'second-factor-invalid' } });
    t.equal((await step(other, await key.approve(other, { purpose: 'sign-in' }))).status, 200);
  },
);
