import { randomUUID } from 'node:crypto';
import t from 'tap';
import { TEST_PASSWORD } from '../http/test-app.ts';
import type { TestBrowser } from '../http/test-browser.ts';
import { wrongCode } from '../second-factors/test-steps.ts';
import {
  comeBack,
  createOutsideApp,
  leaveAndAnswer,
  type OutsideApp,
  signInFromOutside,
} from './test-outside.ts';

type Person = { readonly login: string };

const URL_OF_LINKS = '/v1/outside-identities';
const identitiesOf = async (browser: TestBrowser) => (await browser.get(URL_OF_LINKS)).body.items;

async function link(browser: TestBrowser, person: Person, body: object = {}): Promise<string> {
  return comeBack(browser, await leaveAndAnswer(browser, person, { url: URL_OF_LINKS, body }));
}

const count = async ({ database }: OutsideApp, table: string) =>
  (await database.query<{ n: number }>(`select count(*)::int as n from ${table}`))[0]?.n;

t.test('an address that has an account is never taken over from outside: sign in, then link', async (t) => {
  const service = await createOutsideApp(t);
  const { user, browser } = await service.signIn();
  const person = service.newcomer({ email: user.email.toUpperCase() });
  const outside = service.browser();
  t.equal(await signInFromOutside(outside, person), '/#refused=outside-identity-not-linked');
  t.equal((await outside.get('/v1/session')).status, 401);
  t.equal(await count(service, 'outside_identities'), 0);

  t.equal(await link(browser, person), '/');
  const told = await service.openOutboxMail(user.id, 'security-notice');
  t.match(told, { kind: 'identity-linked', facts: { provider: 'Example Exchange' } });
  t.match(await identitiesOf(browser), [{ issuer: service.provider.settings.issuer, lastUsedAt: null }]);
  t.equal(await signInFromOutside(outside, person), '/');
  t.equal((await outside.get('/v1/session')).body.user.id, user.id);
  t.match((await identitiesOf(browser))[0].lastUsedAt, /Z$/);
  const { email, password } = user;
  t.equal(
    (await service.browser().post('/v1/session', { email, password })).status,
    201,
    'the password works on',
  );
});

t.test('an address without the provider’s word for it makes no user', async (t) => {
  const service = await createOutsideApp(t);
  for (const account of [
    { email_verified: false },
    { email_verified: 'true' },
    { email: 'a@example.com <b@example.com>' },
    { email: 'u@localhost' },
  ]) {
    const landed = await signInFromOutside(service.browser(), service.newcomer(account));
    t.equal(landed, '/#refused=outside-email-unverified', JSON.stringify(account));
  }
  t.equal(await count(service, 'users'), 0);
});

t.test(
  'who registered somebody’s address and never verified it loses it to the owner from outside',
  async (t) => {
    const service = await createOutsideApp(t);
    const person = service.newcomer();
    const attacker = service.browser();
    const credentials = { email: person.email, password: TEST_PASSWORD };
    await attacker.post('/v1/users', credentials);
    const early = await attacker.post('/v1/session', credentials);
    t.match(early, { status: 403, body: { code: 'email-not-verified' } }, 'and opens no session before');

    const owner = service.browser();
    t.equal(await signInFromOutside(owner, person), '/');
    t.match((await owner.get('/v1/session')).body, { user: { emailVerified: true } });
    t.equal((await attacker.get('/v1/session')).status, 401);
    t.equal((await attacker.post('/v1/session', credentials)).status, 401, 'the planted password is gone');
    t.equal(await count(service, 'email_verifications'), 0, 'and so is the link that was mailed');
  },
);

t.test('a user without a password is refused by password as everybody is', async (t) => {
  const service = await createOutsideApp(t);
  const person = service.newcomer();
  await signInFromOutside(service.browser(), person);
  const known = await service.browser().post('/v1/session', { email: person.email, password: TEST_PASSWORD });
  const unknown = await service
    .browser()
    .post('/v1/session', { email: `${randomUUID()}@example.com`, password: TEST_PASSWORD });
  t.match(known, { status: 401, body: { code: 'credentials-invalid' } });
  t.same({ ...known.body, requestId: '' }, { ...unknown.body, requestId: '' });
});

t.test('second factors stay ours: what the provider asked for does not count', async (t) => {
  const service = await createOutsideApp(t);
  const owner = await service.signInWithTotp();
  const person = service.newcomer();
  const noFactor = await owner.browser.post(URL_OF_LINKS);
  t.match(noFactor, { status: 400, body: { errors: [{ field: 'secondFactor', code: 'required' }] } });
  const wrong = await owner.browser.post(URL_OF_LINKS, { secondFactor: { method: 'totp', code: '000000' } });
  t.match(wrong, { status: 403, body: { code: 'second-factor-invalid' } });
  t.equal(await link(owner.browser, person, { secondFactor: owner.freshSecondFactor() }), '/');

  service.provider.forgery = (claims, { signed }) =>
    signed({ ...claims, amr: ['mfa', 'otp', 'hwk'], acr: 'urn:mace:incommon:iap:gold' });
  const browser = service.browser();
  t.equal(await signInFromOutside(browser, person), '/');
  t.match((await browser.get('/v1/session')).body, {
    assurance: 'password',
    secondFactorMethods: ['totp', 'recovery_code'],
  });
  t.match(await browser.get('/v1/keys'), { status: 403, body: { code: 'second-factor-required' } });
  const step = await browser.post('/v1/session/second-factor', { secondFactor: owner.freshSecondFactor() });
  t.equal(step.status, 200);
  t.equal((await browser.get('/v1/keys')).status, 200);
});

t.test('a link is brought to its end only by the session that began it', async (t) => {
  const service = await createOutsideApp(t);
  const { browser } = await service.signIn();
  const person = service.newcomer();
  const away = await leaveAndAnswer(browser, person, { url: URL_OF_LINKS });
  await browser.delete('/v1/session');
  t.equal(await comeBack(browser, away), '/#refused=not-signed-in', 'signed out meanwhile');

  await service.signIn({ browser });
  const begun = await leaveAndAnswer(browser, person, { url: URL_OF_LINKS });
  await service.signIn({ browser });
  t.equal(await comeBack(browser, begun), '/#refused=not-signed-in', 'somebody else signed in meanwhile');
  t.equal(await count(service, 'outside_identities'), 0);
});

t.test('an identity belongs to one account; linking it again to its own changes nothing', async (t) => {
  const service = await createOutsideApp(t);
  const { browser } = await service.signIn();
  const person = service.newcomer();
  t.equal(await link(browser, person), '/');
  t.equal(await link(browser, person), '/');
  const { browser: another } = await service.signIn();
  t.equal(await link(another, person), '/#refused=outside-identity-taken');
  t.equal(await count(service, 'outside_identities'), 1);
});

t.test('KS-81: an account has five outside identities at most', async (t) => {
  const service = await createOutsideApp(t);
  const { browser } = await service.signIn();
  const late = service.browser();
  for (const [name, value] of browser.cookies) late.cookies.set(name, value);
  const begun = await leaveAndAnswer(late, service.newcomer(), { url: URL_OF_LINKS });
  for (let n = 0; n < 5; n++) t.equal(await link(browser, service.newcomer()), '/');
  t.match(await browser.post(URL_OF_LINKS), {
    status: 409,
    body: { code: 'outside-identity-limit-reached' },
  });
  // The binding was renewed with the same value; only the exchange's cookie is the older one.
  t.equal(await comeBack(late, begun), '/#refused=outside-identity-limit-reached');
  const page = (await browser.get(`${URL_OF_LINKS}?limit=3`)).body;
  const rest = (await browser.get(`${URL_OF_LINKS}?limit=3&cursor=${page.nextCursor}`)).body;
  t.equal(new Set([...page.items, ...rest.items].map(({ id }) => id)).size, 5);
  t.equal(rest.nextCursor, null);
});

t.test(
  'removing an identity takes a second factor, ends the other sessions, and nobody signs in with it',
  async (t) => {
    const service = await createOutsideApp(t);
    const owner = await service.signInWithTotp();
    const person = service.newcomer();
    await link(owner.browser, person, { secondFactor: owner.freshSecondFactor() });
    const outside = service.browser();
    await signInFromOutside(outside, person);
    const [{ id }] = await identitiesOf(owner.browser);
    t.match(await owner.browser.delete(`${URL_OF_LINKS}/${id}`), {
      status: 400,
      body: { errors: [{ field: 'secondFactor' }] },
    });
    const secondFactor = owner.freshSecondFactor();
    t.equal((await owner.browser.delete(`${URL_OF_LINKS}/${randomUUID()}`, { secondFactor })).status, 404);
    t.equal(
      (await owner.browser.delete(`${URL_OF_LINKS}/${id}`, { secondFactor })).status,
      204,
      'the code was not used up',
    );
    t.equal((await outside.get('/v1/session')).status, 401);
    t.equal((await owner.browser.get('/v1/session')).status, 200);
    t.equal(await signInFromOutside(outside, person), '/', 'a newcomer again');
    t.not((await outside.get('/v1/session')).body.user.id, owner.user.id);
    const [event] = await service.database.query(
      "select * from audit_events where type = 'outside-identity-removed'",
    );
    t.match(event, { user_id: owner.user.id, subject: id });
  },
);

t.test('KS-60: another account’s identity is as good as none', async (t) => {
  const service = await createOutsideApp(t);
  const { browser } = await service.signIn();
  await link(browser, service.newcomer());
  const [{ id }] = await identitiesOf(browser);
  const { browser: stranger } = await service.signIn();
  const others = await stranger.delete(`${URL_OF_LINKS}/${id}`);
  const missing = await stranger.delete(`${URL_OF_LINKS}/${randomUUID()}`);
  t.same({ ...others.body, requestId: '' }, { ...missing.body, requestId: '' });
  t.equal(others.status, 404);
  t.same(await identitiesOf(stranger), []);
  t.equal((await identitiesOf(browser)).length, 1);
});

t.test('the last way to sign in cannot be removed, not even by two requests at once', async (t) => {
  const service = await createOutsideApp(t);
  const browser = service.browser();
  await signInFromOutside(browser, service.newcomer());
  const [{ id }] = await identitiesOf(browser);
  t.match(await browser.delete(`${URL_OF_LINKS}/${id}`), {
    status: 409,
    body: { code: 'last-sign-in-method' },
  });
  await link(browser, service.newcomer());
  const ids = (await identitiesOf(browser)).map((identity: { id: string }) => identity.id);
  const answers = await Promise.all(ids.map((one: string) => browser.delete(`${URL_OF_LINKS}/${one}`)));
  t.same(answers.map(({ status }) => status).toSorted(), [204, 409]);
});

t.test('two first sign-ins of one person at once make one user', async (t) => {
  const service = await createOutsideApp(t);
  const person = service.newcomer();
  const browsers = Array.from({ length: 6 }, () => service.browser());
  const callbacks = await Promise.all(browsers.map((browser) => leaveAndAnswer(browser, person)));
  const landings = await Promise.all(
    browsers.map((browser, index) => comeBack(browser, callbacks[index] as URL)),
  );
  t.same(new Set(landings), new Set(['/']));
  t.equal(await count(service, 'users'), 1);
  t.equal(await count(service, 'outside_identities'), 1);
});

t.test('KS-84: what the security history cannot record does not happen', async (t) => {
  const service = await createOutsideApp(t);
  const browser = service.browser();
  const callback = await leaveAndAnswer(browser, service.newcomer());
  await service.database.query('alter table audit_events add constraint full_disk check (false) not valid');
  await t.rejects(comeBack(browser, callback), /500/);
  t.equal(await count(service, 'users'), 0);
  t.equal(await count(service, 'sessions'), 0);
});

t.test('KS-84: a link whose step-up is refused, or cannot be recorded, has not begun', async (t) => {
  const service = await createOutsideApp(t);
  const owner = await service.signInWithTotp();
  const begin = (secondFactor: unknown) => owner.browser.post(URL_OF_LINKS, { secondFactor });
  t.equal((await begin({ method: 'totp', code: wrongCode(owner) })).status, 403);
  await service.database.query('alter table audit_events add constraint full_disk check (false) not valid');
  const secondFactor = owner.freshSecondFactor();
  t.equal((await begin(secondFactor)).status, 500);
  t.equal(await count(service, 'outside_exchanges'), 0);
  await service.database.query('alter table audit_events drop constraint full_disk');
  t.equal((await begin(secondFactor)).status, 201, 'and the code was not used up');
  t.equal(await count(service, 'outside_exchanges'), 1);
});
