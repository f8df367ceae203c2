import { randomUUID } from 'node:crypto';
import { TEST_ORIGIN, TEST_PASSWORD, type TestOwner, timeStep, totpCode } from '../http/test-app.ts';
import type { TestBrowser } from '../http/test-browser.ts';
import { approvedCreation, beginCreation, makeKey, SETTINGS } from '../key-creation/test-creation.ts';
import { startEdit, WITHDRAWING } from '../key-edits/test-edit.ts';
import {
  arrive,
  bouncedTo,
  comeBack,
  leaveAndAnswer,
  type OutsideApp,
} from '../outside-identities/test-outside.ts';
import { TestAuthenticator } from '../second-factors/webauthn/test-authenticator.ts';
import { signInWithSecurityKey } from '../second-factors/webauthn/test-security-key.ts';
import type { Params, Sent } from './test-operations.ts';

/** A call that will succeed: everything that has to happen before it has happened, in an account made for it. */
export type ValidCall = Pick<Sent, 'path' | 'body' | 'headers'> & {
  readonly browser: TestBrowser;
  readonly params?: Params;
};

export type Preparation = (service: OutsideApp) => Promise<ValidCall>;

const NEW_PASSWORD = 'a quite different passphrase';
const newAddress = () => `new-${randomUUID()}@example.com`;

/** By operation, and after the comma by what is special about the call. An operation can have several. */
export const VALID_CALLS: Readonly<Record<string, Preparation>> = {
  async registerUser(service) {
    return { browser: service.browser(), body: { email: newAddress(), password: TEST_PASSWORD } };
  },
  async 'registerUser, waiting for its verification'(service) {
    const { email } = await register(service);
    return { browser: service.browser(), body: { email, password: NEW_PASSWORD } };
  },
  async 'registerUser, verified'(service) {
    const { email } = await service.registerUser();
    return { browser: service.browser(), body: { email, password: NEW_PASSWORD } };
  },
  async verifyEmail(service) {
    const { browser, token } = await register(service);
    return { browser, body: { token } };
  },
  async requestPasswordReset(service) {
    const { email } = await service.registerUser();
    return { browser: service.browser(), body: { email } };
  },
  async resetPassword(service) {
    const { user } = await busyAccount(service);
    await succeed(service.browser().post('/v1/users/password-reset', { email: user.email }));
    const { token } = await service.openOutboxMail(user.id, 'password-reset');
    return { browser: service.browser(), body: { token, newPassword: NEW_PASSWORD } };
  },
  async changePassword(service) {
    const { browser, freshSecondFactor } = await busyAccount(service);
    const passwords = { currentPassword: TEST_PASSWORD, newPassword: NEW_PASSWORD };
    return { browser, body: { ...passwords, secondFactor: freshSecondFactor() } };
  },
  async requestEmailChange(service) {
    const { browser, freshSecondFactor } = await service.signInWithTotp();
    return { browser, body: emailChange(freshSecondFactor()) };
  },
  async 'requestEmailChange, without a second factor'(service) {
    const { browser } = await service.signIn();
    return { browser, body: emailChange() };
  },
  async confirmEmailChange(service) {
    const { browser, user, freshSecondFactor } = await busyAccount(service);
    await succeed(browser.post('/v1/users/email-change', emailChange(freshSecondFactor())));
    const { token } = await service.openOutboxMail(user.id, 'email-change');
    return { browser, body: { token } };
  },
  async closeAccount(service) {
    const { browser, freshSecondFactor } = await busyAccount(service);
    return { browser, body: { password: TEST_PASSWORD, secondFactor: freshSecondFactor() } };
  },

  async signIn(service) {
    const { email, password } = await service.registerUser();
    return { browser: service.browser(), body: { email, password } };
  },
  async raiseSession(service) {
    const { user, freshSecondFactor } = await service.signInWithTotp();
    const { browser } = await service.signIn({ user });
    return { browser, body: { secondFactor: freshSecondFactor() } };
  },
  async 'raiseSession, with a recovery code'(service) {
    const { user, recoveryCodes } = await service.signInWithTotp();
    const { browser } = await service.signIn({ user });
    return { browser, body: { secondFactor: { method: 'recovery_code', code: recoveryCodes[0] } } };
  },
  async 'raiseSession, with a security key'(service) {
    const { user, securityKey } = await signInWithSecurityKey(service);
    const { browser } = await service.signIn({ user });
    return { browser, body: { secondFactor: await securityKey.approve(browser, { purpose: 'sign-in' }) } };
  },
  async signOut(service) {
    const { browser } = await service.signIn();
    return { browser };
  },
  async endSession(service) {
    const { user, browser } = await service.signIn();
    await service.signIn({ user });
    const { items } = await succeed(browser.get('/v1/sessions'));
    return { browser, params: { id: items.find((session: Listed) => session.current === false).id } };
  },
  async endOtherSessions(service) {
    const { user, browser } = await service.signIn();
    await service.signIn({ user });
    return { browser };
  },

  async startOutsideSignIn(service) {
    return { browser: service.browser(), body: {} };
  },
  async completeOutsideSignIn(service) {
    const browser = service.browser();
    const callback = await leaveAndAnswer(browser, service.newcomer());
    return arrived(browser, callback);
  },
  async 'completeOutsideSignIn, linking'(service) {
    const owner = await service.signInWithTotp();
    return arrived(owner.browser, await leaveToLink(service, owner));
  },
  async startOutsideIdentityLink(service) {
    const { browser, freshSecondFactor } = await service.signInWithTotp();
    return { browser, body: { secondFactor: freshSecondFactor() } };
  },
  async removeOutsideIdentity(service) {
    const owner = await service.signInWithTotp();
    const { browser } = owner;
    await comeBack(browser, await leaveToLink(service, owner));
    const { items } = await succeed(browser.get('/v1/outside-identities'));
    return { browser, params: { id: items[0].id }, body: { secondFactor: owner.freshSecondFactor() } };
  },

  async removeSecondFactor(service) {
    const { browser, factorId, freshSecondFactor } = await service.signInWithTotp();
    return { browser, params: { id: factorId }, body: { secondFactor: freshSecondFactor() } };
  },
  async renameSecondFactor(service) {
    const { browser, securityKey } = await signInWithSecurityKey(service);
    return { browser, params: { id: securityKey.factorId }, body: { label: 'Green key' } };
  },
  async enrolTotp(service) {
    const { browser } = await service.signIn();
    return { browser };
  },
  async activateTotp(service) {
    const { browser } = await service.signIn();
    const { id, secret } = await succeed(browser.post('/v1/second-factors/totp'));
    return { browser, params: { id }, body: { code: totpCode(secret, timeStep(service.clock.now())) } };
  },
  async 'activateTotp, as a further factor'(service) {
    const { browser, securityKey } = await signInWithSecurityKey(service);
    const { id, secret } = await succeed(browser.post('/v1/second-factors/totp'));
    const approvable = { purpose: 'second-factor-enrolment', subject: id };
    const secondFactor = await securityKey.approve(browser, approvable);
    const code = totpCode(secret, timeStep(service.clock.now()));
    return { browser, params: { id }, body: { code, secondFactor } };
  },
  async createSecondFactorChallenge(service) {
    const { browser } = await signInWithSecurityKey(service);
    return { browser, body: { purpose: 'recovery-codes' } };
  },
  async createRegistrationChallenge(service) {
    const { browser } = await service.signIn();
    return { browser };
  },
  async registerSecurityKey(service) {
    const { browser } = await service.signIn();
    return { browser, body: await registration(browser) };
  },
  async 'registerSecurityKey, as a further factor'(service) {
    const { browser, freshSecondFactor } = await service.signInWithTotp();
    return { browser, body: { ...(await registration(browser)), secondFactor: freshSecondFactor() } };
  },
  async changeSecondFactorPolicy(service) {
    const { browser, securityKey } = await signInWithSecurityKey(service);
    const change = { securityKeyOnly: true };
    const secondFactor = await securityKey.approve(browser, { purpose: 'second-factor-policy', change });
    return { browser, body: { ...change, secondFactor } };
  },
  async resetRecoveryCodes(service) {
    const { browser, freshSecondFactor } = await service.signInWithTotp();
    return { browser, body: { secondFactor: freshSecondFactor() } };
  },

  async startKeyCreation(service) {
    const { browser } = await service.signInWithTotp();
    return { browser, body: SETTINGS };
  },
  async passKeyCreationSecondFactor(service) {
    const owner = await service.signInWithTotp();
    const { id } = await beginCreation(service, owner);
    return { browser: owner.browser, params: { id }, body: { secondFactor: owner.freshSecondFactor() } };
  },
  async resendConfirmationMail(service) {
    const owner = await service.signInWithTotp();
    const { id } = await approvedCreation(service, owner);
    return { browser: owner.browser, params: { id } };
  },
  async confirmKeyCreation(service) {
    const owner = await service.signInWithTotp();
    const { id, token } = await approvedCreation(service, owner);
    return { browser: owner.browser, params: { id }, body: { token: await token() } };
  },
  async 'confirmKeyCreation, replacing a key'(service) {
    const owner = await service.signInWithTotp();
    const { keyId: replaces } = await makeKey(service, owner);
    const { id, token } = await approvedCreation(service, owner, { replaces, oldKeyExpiresInSeconds: 60 });
    return { browser: owner.browser, params: { id }, body: { token: await token() } };
  },
  async 'confirmKeyCreation, a second time'(service) {
    const owner = await service.signInWithTotp();
    const { id, token } = (await makeKey(service, owner)).creation;
    return { browser: owner.browser, params: { id }, body: { token: await token() } };
  },
  async acknowledgeReveal(service) {
    const owner = await service.signInWithTotp();
    const { creation } = await makeKey(service, owner);
    return { browser: owner.browser, params: { id: creation.id } };
  },
  async cancelKeyCreation(service) {
    const owner = await service.signInWithTotp();
    const { id } = await approvedCreation(service, owner);
    return { browser: owner.browser, params: { id } };
  },

  async revokeKey(service) {
    const owner = await service.signInWithTotp();
    const { keyId } = await makeKey(service, owner);
    return { browser: owner.browser, params: { keyId }, body: {} };
  },
  async revokeAllKeys(service) {
    const { browser } = await busyAccount(service);
    return { browser, body: {} };
  },
  async editKey(service) {
    const owner = await service.signInWithTotp();
    const { keyId } = await makeKey(service, owner);
    const body = { label: 'Another label', secondFactor: owner.freshSecondFactor() };
    return { browser: owner.browser, params: { keyId }, body };
  },
  async 'editKey, giving it withdraw'(service) {
    const owner = await service.signInWithTotp();
    const { keyId } = await makeKey(service, owner);
    const body = { ...WITHDRAWING, secondFactor: owner.freshSecondFactor() };
    return { browser: owner.browser, params: { keyId }, body };
  },
  async resendKeyEditMail(service) {
    const { browser, openEdit } = await busyAccount(service);
    return { browser, params: { id: openEdit.id } };
  },
  async confirmKeyEdit(service) {
    const { browser, openEdit } = await busyAccount(service);
    return { browser, params: { id: openEdit.id }, body: { token: await openEdit.token() } };
  },
  async cancelKeyEdit(service) {
    const { browser, openEdit } = await busyAccount(service);
    return { browser, params: { id: openEdit.id } };
  },

  async changeNotificationPreferences(service) {
    const { browser } = await service.signIn();
    return { browser, body: { 'key-revoked': false } };
  },
  async revokeByLink(service) {
    const { user } = await busyAccount(service);
    const notices = await service.openNotices(user.id);
    return { browser: service.browser(), body: { token: notices.at(-1)?.revocation?.token } };
  },
};

type Listed = { readonly id: string; readonly current: boolean };

/** The body of an answer that has to be a success. */
async function succeed(answering: ReturnType<TestBrowser['get']>) {
  const { status, body, text } = await answering;
  if (status >= 300) throw new Error(`the preparation failed: ${status} ${text}`);
  return body;
}

/** An account that waits for its verification. */
async function register(service: OutsideApp) {
  const [browser, email] = [service.browser(), newAddress()];
  await succeed(browser.post('/v1/users', { email, password: TEST_PASSWORD }));
  const [user] = await service.database.query<{ id: string }>('select id from users where email = $1', [
    email,
  ]);
  const { token } = await service.openOutboxMail(user?.id ?? '', 'email-verification');
  return { browser, email, token };
}

/** An account with a key and, of all that an end of it would take along, something open. */
async function busyAccount(service: OutsideApp) {
  const owner = await service.signInWithTotp();
  const { keyId } = await makeKey(service, owner);
  await approvedCreation(service, owner);
  const openEdit = await startEdit(service, owner, keyId);
  await service.signIn({ user: owner.user });
  return { ...owner, openEdit };
}

const emailChange = (secondFactor?: unknown) => ({
  newEmail: newAddress(),
  password: TEST_PASSWORD,
  ...(secondFactor === undefined ? {} : { secondFactor }),
});

/** What a fresh security key answers to a challenge of this session. */
async function registration(browser: TestBrowser) {
  const { publicKey } = await succeed(browser.post('/v1/second-factors/webauthn/challenge'));
  const attestation = new TestAuthenticator().register(publicKey, { origin: TEST_ORIGIN });
  return { label: 'Blue key', attestation };
}

const leaveToLink = (service: OutsideApp, { browser, freshSecondFactor }: TestOwner) =>
  leaveAndAnswer(browser, service.newcomer(), {
    url: '/v1/outside-identities',
    body: { secondFactor: freshSecondFactor() },
  });

/** The last step of the way back from outside, as the page before it takes it. */
async function arrived(browser: TestBrowser, callback: URL): Promise<ValidCall> {
  const path = bouncedTo(await arrive(browser, callback));
  return { browser, path, headers: { origin: undefined } };
}
