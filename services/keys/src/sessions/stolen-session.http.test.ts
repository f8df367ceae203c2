import t from 'tap';
import { createTestApp, type TestApp, type TestOwner } from '../http/test-app.ts';
import { approvedCreation, makeKey, sameSessionElsewhere } from '../key-creation/test-creation.ts';
import { routes } from '../routes.ts';

/**
 * KS-58. Every write that takes no fresh second factor, reviewed: why it needs none. A write that is not here takes
 * one. Before adding a line ask: what does it give to whoever copied the session's cookie?
 */
const WITHOUT_STEP_UP: Readonly<Record<string, string>> = {
  'POST /v1/users': 'needs no session, and the answer is the same for everybody',
  'POST /v1/users/email-verification': 'takes the mail’s link',
  'POST /v1/users/password-reset': 'needs no session; the mailbox gets the link',
  'POST /v1/users/password-reset/confirmation':
    'takes the mail’s link; the second factor is asked for at sign-in',
  'POST /v1/session': 'takes the password; the second factor comes next',
  'POST /v1/session/outside':
    'only sends the browser to the identity provider; the second factor comes after it',
  'POST /v1/second-factor-challenges': 'grants nothing: what answers it is a fresh second factor',
  'DELETE /v1/session': 'ends the session itself',
  'DELETE /v1/sessions': 'only ends',
  'DELETE /v1/sessions/:id': 'only ends',
  'POST /v1/keys/:keyId/revocation': 'revoking must be easy',
  'POST /v1/keys/revocation': 'revoking must be easy',
  'POST /v1/keys/revocation-by-link': 'takes the mail’s link, and only takes away',
  'PATCH /v1/notification-preferences':
    'only notices of what the owner did; those of an attack are always sent',
  'POST /v1/key-creations': 'grants nothing: the second factor comes next, for exactly what was asked',
  'POST /v1/key-creations/:id/confirmation':
    'the second factor was passed; takes the browser and the mail besides',
  'POST /v1/key-creations/:id/confirmation-email': 'the same mail to the same mailbox, counted',
  'POST /v1/key-creations/:id/acknowledgement': 'only closes the reveal, in the browser of the creation',
  'DELETE /v1/key-creations/:id': 'only ends',
  'POST /v1/key-edits/:id/confirmation':
    'the second factor was passed; takes the browser and the mail besides',
  'POST /v1/key-edits/:id/confirmation-email': 'the same mail to the same mailbox, counted',
  'DELETE /v1/key-edits/:id': 'only ends',
  'POST /v1/second-factors/totp': 'a factor that counts for nothing until it is activated',
  'POST /v1/second-factors/webauthn/challenge': 'grants nothing: registering takes a second factor',
  'PATCH /v1/second-factors/:id': 'only the label',
  'POST /v1/users/email-change/confirmation':
    'password and second factor were given; takes browser and mail besides',
};

t.test('KS-58: every write either takes a fresh second factor or is on the reviewed list', async (t) => {
  const service = await createTestApp(t);
  const writes = routes(service.deps).filter(({ method }) => method !== 'GET');
  const takesFactor = ({ schemas }: (typeof writes)[number]) =>
    Object.hasOwn((schemas.body as { properties?: object } | undefined)?.properties ?? {}, 'secondFactor');
  const bare = writes.filter((route) => !takesFactor(route)).map(({ method, url }) => `${method} ${url}`);
  t.same(bare.toSorted(), Object.keys(WITHOUT_STEP_UP).toSorted());
  t.ok(writes.some(takesFactor));
});

/** The cookie in a browser of another make, elsewhere, without the binding. */
function thiefOf(service: TestApp, owner: TestOwner) {
  const browser = sameSessionElsewhere(service, owner);
  const headers = { 'user-agent': 'curl/8.5.0' };
  return (method: string, url: string, body?: unknown) => browser.request(method, url, { headers, body });
}

t.test('KS-58: a stolen session reads and revokes, wherever it is used from', async (t) => {
  const service = await createTestApp(t);
  const owner = await service.signInWithTotp();
  const { keyId } = await makeKey(service, owner);
  const thief = thiefOf(service, owner);
  for (const url of ['/v1/session', '/v1/sessions', '/v1/keys', `/v1/keys/${keyId}`, '/v1/audit-events']) {
    t.equal((await thief('GET', url)).status, 200, url);
  }
  t.match((await owner.browser.get('/v1/sessions')).body.items, [
    { ip: /^2001:db8:/, userAgent: 'Mozilla/5.0 (test)' },
  ]);
  t.equal((await thief('POST', `/v1/keys/${keyId}/revocation`)).status, 200);
});

t.test('KS-58: a stolen session grants, weakens and changes nothing', async (t) => {
  const service = await createTestApp(t);
  const owner = await service.signInWithTotp();
  const { keyId } = await makeKey(service, owner);
  const creation = await approvedCreation(service, owner);
  const thief = thiefOf(service, owner);
  const before = await service.database.query('select email, password_hash from users');
  const secondFactor = { method: 'totp', code: '000000' };
  const password = owner.user.password;
  const tries: [string, string, unknown, number][] = [
    ['PATCH', `/v1/keys/${keyId}`, { permissions: ['wallets:write'], secondFactor }, 403],
    ['DELETE', `/v1/second-factors/${owner.factorId}`, { secondFactor }, 403],
    ['POST', '/v1/second-factors/totp', undefined, 409],
    [
      'POST',
      '/v1/users/password',
      { currentPassword: password, newPassword: 'the passphrase of a thief' },
      400,
    ],
    ['POST', '/v1/users/email-change', { newEmail: 'thief@example.com', password }, 400],
    ['POST', '/v1/users/closing', { password }, 400],
    ['POST', creation.url('confirmation'), { token: await creation.token() }, 409],
  ];
  for (const [method, url, body, status] of tries) {
    t.equal((await thief(method, url, body)).status, status, `${method} ${url}`);
  }
  t.same(await service.database.query('select email, password_hash from users'), before);
  t.match((await owner.browser.get(`/v1/keys/${keyId}`)).body, { status: 'active', version: 1 });
});
