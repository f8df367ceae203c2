import t from 'tap';
import { createApp } from '../app.ts';
import { createTestApp, TEST_ORIGIN } from '../http/test-app.ts';
import { createTestBrowser } from '../http/test-browser.ts';

const SESSION = '__Host-countersign_session';
const BROWSER = '__Host-countersign_browser';

t.test(
  'KS-57: neither cookie is worth anything under the other’s name, and back under its own all is well',
  async (t) => {
    const service = await createTestApp(t);
    const owner = await service.signInWithTotp();
    const session = owner.browser.cookies.get(SESSION) ?? '';
    const binding = owner.browser.cookies.get(BROWSER) ?? '';
    const swapped = service.browser();
    swapped.cookies.set(SESSION, binding).set(BROWSER, session);
    t.equal((await swapped.get('/v1/session')).status, 401);
    swapped.cookies.set(SESSION, session);
    t.equal((await swapped.get('/v1/session')).status, 200);
    const started = await owner.browser.post('/v1/key-creations', { permissions: ['orders:read'] });
    const step = await swapped.post(`/v1/key-creations/${started.body.id}/second-factor`, {
      secondFactor: owner.freshSecondFactor(),
    });
    t.match(step, { status: 409, body: { code: 'wrong-browser' } }, 'the session’s value is no binding');
  },
);

t.test('KS-57: a token of another purpose is no session: those of links, and their digests', async (t) => {
  const service = await createTestApp(t);
  const user = await service.registerUser();
  await service.browser().post('/v1/users/password-reset', { email: user.email });
  const { token } = await service.openOutboxMail(user.id, 'password-reset');
  const [row] = await service.database.query<{ digest: Buffer }>(
    'select token_digest as digest from password_resets',
  );
  const thief = service.browser();
  for (const value of [token, row?.digest.toString('base64url') ?? '', 'A'.repeat(43)]) {
    thief.cookies.set(SESSION, value);
    t.equal((await thief.get('/v1/session')).status, 401);
  }
});

t.test('KS-59: whatever ends a session ends it at once on every instance', async (t) => {
  const service = await createTestApp(t);
  const app = await createApp(service.deps);
  t.teardown(() => app.close());
  const there = createTestBrowser(app, { origin: TEST_ORIGIN });
  const { user, browser } = await service.signIn();
  const asThere = async () => {
    there.cookies.clear();
    for (const [name, value] of browser.cookies) there.cookies.set(name, value);
    return (await there.get('/v1/session')).status;
  };
  const endings = [
    () => browser.delete('/v1/session'),
    async () => (await service.signIn({ user })).browser.delete('/v1/sessions'),
    async () =>
      (await service.signIn({ user })).browser.post('/v1/users/password', {
        currentPassword: user.password,
        newPassword: 'a quite different passphrase',
      }),
  ];
  for (const end of endings) {
    t.equal(await asThere(), 200);
    const before = new Map(browser.cookies);
    t.equal((await end()).status, 204);
    for (const [name, value] of before) browser.cookies.set(name, value);
    t.equal(await asThere(), 401);
    if (end !== endings.at(-1)) await service.signIn({ user, browser });
  }
});
