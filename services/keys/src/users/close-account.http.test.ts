import { sql } from 'kysely';
import t from 'tap';
import { createTestApp, TEST_PASSWORD, type TestApp, type TestOwner } from '../http/test-app.ts';
import {
  approvedCreation,
  beginCreation,
  eventsOf,
  makeKey,
  readAsGateway,
  whileLocked,
} from '../key-creation/test-creation.ts';

const close = ({ browser, freshSecondFactor }: TestOwner) =>
  browser.post('/v1/users/closing', { password: TEST_PASSWORD, secondFactor: freshSecondFactor() });

const problemOf = async (service: TestApp, email: string) => {
  const { status, body, headers } = await service
    .browser()
    .post('/v1/session', { email, password: TEST_PASSWORD });
  return { status, code: body.code, title: body.title, headers: Object.keys(headers) };
};

t.test(
  'KS-41: a closed account has no live key, no open key creation, no session, no factor; its history stays',
  async (t) => {
    const service = await createTestApp(t);
    const owner = await service.signInWithTotp();
    const { id, email } = owner.user;
    const { keyId } = await makeKey(service, owner);
    const creation = await approvedCreation(service, owner);
    const elsewhere = await service.signIn({ user: owner.user });
    t.equal((await close(owner)).status, 204);
    t.notOk(owner.browser.cookies.has('__Host-countersign_session'));
    t.equal((await owner.browser.get('/v1/session')).status, 401);
    t.equal((await elsewhere.browser.get('/v1/session')).status, 401);
    t.match((await readAsGateway(service, keyId)).record, { status: 'revoked' });
    t.match(await service.database.query('select state from key_creations where id = $1', [creation.id]), [
      { state: 'cancelled' },
    ]);
    for (const table of ['totp_factors', 'recovery_codes', 'known_browsers']) {
      t.same(await service.database.query(`select user_id from ${table}`), [], table);
    }
    const events = await eventsOf(service, id);
    t.equal(events[0], 'user-registered');
    t.equal(events.at(-1), 'account-closed');
    t.ok(events.includes('key-revoked') && events.includes('key-creation-cancelled'));
    const pending = await service.database.query(
      "select template, recipient from outbox_messages where state = 'pending'",
    );
    t.same(
      pending,
      [{ template: 'security-notice', recipient: email }],
      'the last mail says that it is closed',
    );
    t.match(await service.database.query('select email, password_hash from users'), [
      { email: null, password_hash: null },
    ]);
  },
);

t.test('KS-65: a closed account looks like one that never was, and its address is free', async (t) => {
  const service = await createTestApp(t);
  const owner = await service.signInWithTotp();
  const { email, id } = owner.user;
  await close(owner);
  t.same(await problemOf(service, email), await problemOf(service, 'nobody@example.com'));
  const reset = await service.browser().post('/v1/users/password-reset', { email });
  t.equal(reset.status, 202);
  t.same(
    await service.database.query("select id from outbox_messages where template = 'password-reset'"),
    [],
  );
  const heir = await service.registerUser({ email });
  t.not(heir.id, id, 'who registers it next has an account of their own');
  const { browser } = await service.signIn({ user: heir });
  t.same((await browser.get('/v1/keys')).body.items, []);
});

t.test('closing takes the password and the second factor', async (t) => {
  const service = await createTestApp(t);
  const owner = await service.signInWithTotp();
  const post = (body: object) => owner.browser.post('/v1/users/closing', body);
  t.match(await post({ password: TEST_PASSWORD }), {
    status: 400,
    body: { errors: [{ field: 'secondFactor' }] },
  });
  t.match(await post({ password: 'wrong', secondFactor: owner.freshSecondFactor() }), {
    status: 403,
    body: { code: 'password-incorrect' },
  });
  t.match(await post({ secondFactor: owner.freshSecondFactor() }), { status: 400 });
  t.equal((await owner.browser.get('/v1/keys')).status, 200, 'it is still open');
  const { browser } = await service.signIn();
  t.equal(
    (await browser.post('/v1/users/closing', { password: TEST_PASSWORD })).status,
    204,
    'without a factor',
  );
});

t.test(
  'an account without a password closes with its second factor, and never with a session alone',
  async (t) => {
    const service = await createTestApp(t);
    const { browser } = await service.signIn();
    const owner = await service.signInWithTotp();
    t.match(await owner.browser.post('/v1/users/closing', { secondFactor: owner.freshSecondFactor() }), {
      status: 400,
      body: { errors: [{ field: 'password', code: 'required' }] },
    });
    await service.database.query('update users set password_hash = null');
    await service.database.query(
      `insert into outside_identities (id, user_id, issuer, subject) values (gen_random_uuid(), $1, 'https://id.example.com', 'ada')`,
      [owner.user.id],
    );
    t.match(await browser.post('/v1/users/closing', {}), {
      status: 403,
      body: { code: 'second-factor-not-enrolled' },
    });
    const closing = await owner.browser.post('/v1/users/closing', {
      secondFactor: owner.freshSecondFactor(),
    });
    t.equal(closing.status, 204);
    t.same(await service.database.query('select id from outside_identities'), []);
  },
);

t.test('what was under way when the account closed finds it closed', async (t) => {
  const service = await createTestApp(t);
  const owner = await service.signInWithTotp();
  const answers = await whileLocked(
    service,
    sql`select from users where id = ${owner.user.id} for update`,
    () => Promise.all([close(owner), beginCreation(service, owner).catch((error: Error) => error.message)]),
    { waiting: 2 },
  );
  const created = answers[1];
  if (typeof created === 'string') t.match(created, 'not-signed-in');
  else t.match(await service.database.query('select state from key_creations'), [{ state: 'cancelled' }]);
});

t.test('KS-84: an account whose closing cannot be recorded stays open', async (t) => {
  const service = await createTestApp(t);
  const owner = await service.signInWithTotp();
  const { keyId } = await makeKey(service, owner);
  await service.database.query(
    "alter table audit_events add constraint full_disk check (type <> 'account-closed') not valid",
  );
  t.equal((await close(owner)).status, 500);
  t.match((await owner.browser.get(`/v1/keys/${keyId}`)).body, { status: 'active' });
});
