import { randomUUID } from 'node:crypto';
import t from 'tap';
import { createTestApp, TEST_PASSWORD, type TestApp } from '../http/test-app.ts';

const OTHER_PASSWORD = 'a quite different passphrase';
const newEmail = () => `user-${randomUUID()}@example.com`;

async function register({ browser }: TestApp, email: string, password = TEST_PASSWORD, from = browser()) {
  return { from, answer: await from.post('/v1/users', { email, password }) };
}

async function idOf({ database }: TestApp, email: string): Promise<string> {
  const [row] = await database.query<{ id: string }>('select id from users where email = $1', [email]);
  return row?.id ?? '';
}

async function linkToken(service: TestApp, email: string): Promise<string> {
  return (await service.openOutboxMail(await idOf(service, email), 'email-verification')).token;
}

const verify = (from: ReturnType<TestApp['browser']>, token: string) =>
  from.post('/v1/users/email-verification', { token });

t.test('a verification link verifies once', async (t) => {
  const service = await createTestApp(t);
  const email = newEmail();
  await register(service, email);
  const token = await linkToken(service, email);
  const elsewhere = service.browser();
  t.equal((await verify(elsewhere, token)).status, 204, 'a first link works on any device');
  t.match(await verify(elsewhere, token), { status: 400, body: { code: 'verification-token-invalid' } });
  t.match(
    await verify(
      elsewhere,
      token.replace(/^./, (c) => (c === 'A' ? 'B' : 'A')),
    ),
    { status: 400 },
  );
  const types = await service.database.query('select type from audit_events order by id');
  t.same(types, [{ type: 'user-registered' }, { type: 'email-verified' }]);
});

t.test('a verification link expires by the database’s clock', async (t) => {
  const service = await createTestApp(t);
  const email = newEmail();
  const { from } = await register(service, email);
  await service.database.query("update email_verifications set expires_at = now() - interval '1 second'");
  t.match(await verify(from, await linkToken(service, email)), { status: 400 });
});

t.test('of 20 uses of one verification link at once, one succeeds', async (t) => {
  const service = await createTestApp(t);
  const email = newEmail();
  const { from } = await register(service, email);
  const token = await linkToken(service, email);
  const answers = await Promise.all(Array.from({ length: 20 }, () => verify(from, token)));
  t.equal(answers.filter(({ status }) => status === 204).length, 1);
});

t.test('KS-65: registering a known address looks exactly like registering a new one', async (t) => {
  const service = await createTestApp(t);
  const user = await service.registerUser();
  const { answer: known } = await register(service, user.email, OTHER_PASSWORD);
  const { answer: unknown } = await register(service, newEmail());
  t.equal(known.status, 202);
  const shape = ({ status, text, headers }: typeof known) => ({
    status,
    text,
    headers: Object.keys(headers),
  });
  t.same(shape(known), shape(unknown));
  const mail = await service.openOutboxMail(user.id, 'already-registered');
  t.ok(Date.parse(mail.requestedAt), 'the mailbox is told');
  t.equal((await service.browser().post('/v1/session', user)).status, 400, 'unknown fields are refused');
  const { email, password } = user;
  t.equal(
    (await service.browser().post('/v1/session', { email, password })).status,
    201,
    'password unchanged',
  );
  const intruder = { email, password: OTHER_PASSWORD };
  t.match(await service.browser().post('/v1/session', intruder), {
    status: 403,
    body: { code: 'email-not-verified' },
  });
});

t.test('nobody verifies an account under somebody else’s password', async (t) => {
  t.test('who registered the address first gains nothing when its owner registers', async (t) => {
    const service = await createTestApp(t);
    const email = newEmail();
    const { from: attacker } = await register(service, email, OTHER_PASSWORD);
    const stolen = await linkToken(service, email);
    t.equal((await attacker.post('/v1/session', { email, password: OTHER_PASSWORD })).status, 403);
    const { from: owner } = await register(service, email);
    t.equal((await verify(owner, stolen)).status, 400, 'the earlier link is dead');
    t.equal((await verify(owner, await linkToken(service, email))).status, 204);
    t.equal((await attacker.post('/v1/session', { email, password: OTHER_PASSWORD })).status, 401);
    t.equal((await owner.post('/v1/session', { email, password: TEST_PASSWORD })).status, 201);
  });

  t.test(
    'who registers the address after its owner did gains nothing when the owner opens that link',
    async (t) => {
      const service = await createTestApp(t);
      const email = newEmail();
      const { from: owner } = await register(service, email);
      await register(service, email, OTHER_PASSWORD);
      const trap = await linkToken(service, email);
      t.match(await verify(owner, trap), { status: 409, body: { code: 'wrong-browser' } });
      t.match(await verify(service.browser(), trap), { status: 409, body: { code: 'wrong-browser' } });
      await register(service, email, TEST_PASSWORD, owner);
      t.equal((await verify(owner, await linkToken(service, email))).status, 204);
      t.equal((await owner.post('/v1/session', { email, password: TEST_PASSWORD })).status, 201);
    },
  );
});

t.test('twenty registrations of one new address at once make one user with one live link', async (t) => {
  const service = await createTestApp(t, { settings: { limits: 'relaxed-on-loopback' } });
  const email = newEmail();
  const answers = await Promise.all(Array.from({ length: 20 }, () => register(service, email)));
  for (const { answer } of answers) t.equal(answer.status, 202);
  t.same(await service.database.query('select count(*)::int as n from users'), [{ n: 1 }]);
  t.same(await service.database.query('select count(*)::int as n from email_verifications'), [{ n: 1 }]);
});

t.test(
  'an address gets five registration mails an hour at most, and without a mail nothing changes',
  async (t) => {
    const service = await createTestApp(t);
    const email = newEmail();
    for (let n = 0; n < 6; n++) t.equal((await register(service, email)).answer.status, 202);
    const before = await service.database.query('select * from users natural join email_verifications');
    t.equal((await register(service, email, OTHER_PASSWORD)).answer.status, 202);
    t.same(await service.database.query('select * from users natural join email_verifications'), before);
    t.same(await service.database.query('select count(*)::int as n from outbox_messages'), [{ n: 5 }]);
  },
);

t.test('a registration that is not valid says which field, and leaves nothing', async (t) => {
  const service = await createTestApp(t);
  const browser = service.browser();
  const cases = [
    [{ email: 'u@localhost', password: TEST_PASSWORD }, 'email', 'pattern'],
    [{ email: newEmail(), password: 'short' }, 'password', 'minLength'],
    [{ email: newEmail(), password: 'PasswordPassword' }, 'password', 'too-common'],
    [{ email: newEmail(), password: 'fourteen chars' }, 'password', 'too-short'],
    [{ email: newEmail(), password: 'x\ud83d'.repeat(8) }, 'password', 'not-well-formed'],
    [{ email: newEmail() }, 'password', 'required'],
    [{ email: newEmail(), password: TEST_PASSWORD, isAdmin: true }, 'body', 'unknown-field'],
    [{ email: [newEmail()], password: TEST_PASSWORD }, 'email', 'type'],
  ] as const;
  for (const [body, field, code] of cases) {
    const answer = await browser.post('/v1/users', body);
    t.match(answer, { status: 400, body: { code: 'validation-failed', errors: [{ field, code }] } });
  }
  t.same(await service.database.query('select count(*)::int as n from users'), [{ n: 0 }]);
});
