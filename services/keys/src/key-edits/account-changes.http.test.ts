import { randomUUID } from 'node:crypto';
import t from 'tap';
import { createTestApp, TEST_PASSWORD, type TestOwner } from '../http/test-app.ts';
import type { TestAnswer } from '../http/test-browser.ts';
import { eventsOf, makeKey, readAsGateway } from '../key-creation/test-creation.ts';
import { startEdit } from './test-edit.ts';

const app = await createTestApp(t);

const NEW_PASSWORD = 'a quite different passphrase';
const UNCHANGED = ['orders:read', 'orders:write'];

async function changePassword({ browser, freshSecondFactor }: TestOwner): Promise<TestAnswer> {
  const passwords = { currentPassword: TEST_PASSWORD, newPassword: NEW_PASSWORD };
  return browser.post('/v1/users/password', { ...passwords, secondFactor: freshSecondFactor() });
}

/** Ends with the owner signed in again, in the browser in which the edit began. */
async function resetPassword({ browser, user, freshSecondFactor }: TestOwner): Promise<TestAnswer> {
  await app.browser().post('/v1/users/password-reset', { email: user.email });
  const { token } = await app.openOutboxMail(user.id, 'password-reset');
  const reset = await app
    .browser()
    .post('/v1/users/password-reset/confirmation', { token, newPassword: NEW_PASSWORD });
  await app.signIn({ user: { ...user, password: NEW_PASSWORD }, browser });
  await browser.post('/v1/session/second-factor', { secondFactor: freshSecondFactor() });
  return reset;
}

async function changeEmail({ browser, user, freshSecondFactor }: TestOwner): Promise<TestAnswer> {
  const body = { newEmail: `new-${randomUUID()}@example.com`, password: TEST_PASSWORD };
  await browser.post('/v1/users/email-change', { ...body, secondFactor: freshSecondFactor() });
  const { token } = await app.openOutboxMail(user.id, 'email-change');
  return browser.post('/v1/users/email-change/confirmation', { token });
}

async function removeIdentity({ browser, user, freshSecondFactor }: TestOwner): Promise<TestAnswer> {
  const [identity] = await app.database.query<{ id: string }>(
    `insert into outside_identities (id, user_id, issuer, subject)
     values (gen_random_uuid(), $1::uuid, 'https://id.example.com', $1::text) returning id`,
    [user.id],
  );
  const secondFactor = freshSecondFactor();
  return browser.delete(`/v1/outside-identities/${identity?.id}`, { secondFactor });
}

for (const [what, change, reason] of [
  ['a new password', changePassword, 'password-changed'],
  ['a password reset', resetPassword, 'password-reset'],
  ['a new e-mail address', changeEmail, 'email-changed'],
  ['the removal of an outside identity', removeIdentity, 'outside-identity-removed'],
] as const) {
  t.test(`KS-41: ${what} cancels an open edit and takes back its mail`, async (t) => {
    const owner = await app.signInWithTotp();
    const { keyId } = await makeKey(app, owner);
    const started = await startEdit(app, owner, keyId);
    const token = await started.token();
    t.equal((await change(owner)).status, 204);
    t.match((await started.read()).body, { state: 'cancelled', mail: { state: 'withdrawn' } });
    t.match(await started.confirm({ token }), { status: 410, body: { code: 'edit-cancelled' } });
    t.same((await readAsGateway(app, keyId)).record.permissions, UNCHANGED);
    const told = await app.database.query(
      `select details from audit_events where type = 'key-edit-cancelled' and subject = $1`,
      [started.id],
    );
    t.same(told, [{ details: { reason } }]);
  });
}

t.test('KS-41: an open edit ends with the account, and its mail does not leave', async (t) => {
  const owner = await app.signInWithTotp();
  const { user, browser } = owner;
  const { keyId } = await makeKey(app, owner);
  const started = await startEdit(app, owner, keyId);
  const token = await started.token();
  const closing = { password: TEST_PASSWORD, secondFactor: owner.freshSecondFactor() };
  t.equal((await browser.post('/v1/users/closing', closing)).status, 204);
  t.match(await started.confirm({ token }), { status: 401, body: { code: 'not-signed-in' } });
  const states = await app.database.query('select state from key_edits where id = $1', [started.id]);
  t.same(states, [{ state: 'outdated' }], 'by the revocation of its key');
  const mails = await app.database.query('select state from outbox_messages where edit_id = $1', [
    started.id,
  ]);
  t.same(mails, [{ state: 'withdrawn' }]);
  t.match((await readAsGateway(app, keyId)).record, { status: 'revoked', permissions: [] });
  t.equal((await eventsOf(app, user.id)).at(-1), 'account-closed');
});
