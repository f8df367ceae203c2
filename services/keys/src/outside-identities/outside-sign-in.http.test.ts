import t from 'tap';
import { TEST_ORIGIN } from '../http/test-app.ts';
import {
  arrive,
  bouncedTo,
  comeBack,
  createOutsideApp,
  leaveAndAnswer,
  OUTSIDE_COOKIE,
  signInFromOutside,
} from './test-outside.ts';

const SESSION_COOKIE = '__Host-countersign_session';

t.test(
  'a first sign-in from outside makes a verified user without a password; the next finds it',
  async (t) => {
    const service = await createOutsideApp(t);
    const person = service.newcomer();
    const browser = service.browser();
    t.equal(await signInFromOutside(browser, person), '/');
    const { body } = await browser.get('/v1/session');
    t.match(body, {
      user: { email: person.email, emailVerified: true },
      assurance: 'password',
      secondFactorMethods: [],
    });
    t.same(await service.database.query('select password_hash from users'), [{ password_hash: null }]);
    t.equal(browser.cookies.has(OUTSIDE_COOKIE), false, 'the cookie of the exchange is gone');

    const another = service.browser();
    service.provider.accounts.set(person.login, { email: 'renamed@example.com', email_verified: true });
    t.equal(
      await signInFromOutside(another, person),
      '/',
      'known by issuer and subject, whatever the address',
    );
    t.equal((await another.get('/v1/session')).body.user.id, body.user.id);
    t.equal((await browser.get('/v1/session')).status, 200);
    const types = await service.database.query('select type, details from audit_events order by id');
    t.match(types, [
      { type: 'user-registered' },
      { type: 'outside-identity-linked', details: { issuer: service.provider.settings.issuer } },
      { type: 'signed-in', details: { by: 'outside-identity' } },
      { type: 'signed-in' },
    ]);
  },
);

t.test('the cookie of an exchange is the only lax one, short-lived, and on its path only', async (t) => {
  const service = await createOutsideApp(t);
  const { headers, body } = await service.browser().post('/v1/session/outside');
  const cookies = [headers['set-cookie'] ?? []].flat().map(String);
  t.match(
    cookies.find((cookie) => cookie.includes('_outside')),
    /^__Secure-countersign_outside=[\w-]{43}; Max-Age=600; Path=\/v1\/session\/outside; HttpOnly; Secure; SameSite=Lax$/,
  );
  t.same(cookies.filter((cookie) => /SameSite=Lax/.test(cookie)).length, 1);
  const asked = new URL(body.authorizationUrl).searchParams;
  t.match(Object.fromEntries(asked), {
    response_type: 'code',
    response_mode: 'query',
    code_challenge_method: 'S256',
    scope: 'openid email',
    redirect_uri: `${TEST_ORIGIN}/v1/session/outside/callback`,
  });
  const stored = JSON.stringify(await service.database.query('select * from outside_exchanges'));
  for (const name of ['state', 'nonce', 'code_challenge']) {
    t.match(asked.get(name), /^[\w-]{43}$/, name);
    t.notOk(stored.includes(asked.get(name) ?? ''), `${name} is not stored`);
  }
});

t.test(
  'the answer that a browser brings from another site changes nothing until this site asks',
  async (t) => {
    const service = await createOutsideApp(t);
    const browser = service.browser();
    const callback = await leaveAndAnswer(browser, service.newcomer());
    for (let n = 0; n < 3; n++)
      t.match(bouncedTo(await arrive(browser, callback)), /^\/v1\/session\/outside\/completion\?/);
    t.same(await service.database.query('select count(*)::int as n from users'), [{ n: 0 }]);
    t.equal(await comeBack(browser, callback), '/');
    t.equal((await browser.get('/v1/session')).status, 200);
  },
);

t.test('KS-54: beginning is a POST that another site cannot make the browser send', async (t) => {
  const service = await createOutsideApp(t);
  const browser = service.browser();
  for (const headers of [
    { origin: 'https://evil.example' },
    { 'sec-fetch-site': 'cross-site' },
    { origin: 'null' },
  ]) {
    const answer = await browser.request('POST', '/v1/session/outside', { headers, body: {} });
    t.match(answer, { status: 403, body: { code: 'origin-refused' } });
  }
  t.equal((await browser.get('/v1/session/outside')).status, 200, 'a GET begins nothing');
  t.same(await service.database.query('select * from outside_exchanges'), []);
});

t.test('KS-55: nobody is signed in to an account that somebody else brought to the browser', async (t) => {
  const service = await createOutsideApp(t);
  const attacker = service.browser();
  const callback = await leaveAndAnswer(attacker, service.newcomer());

  const victim = service.browser();
  t.equal(
    await comeBack(victim, callback),
    '/#refused=outside-sign-in-expired',
    'a browser that never began',
  );
  const { href } = new URL(bouncedTo(await arrive(attacker, callback)), TEST_ORIGIN);
  const completion = href.slice(TEST_ORIGIN.length);
  await victim.post('/v1/session/outside');
  t.equal(await comeBack(victim, callback), '/#refused=outside-sign-in-invalid', 'one that began by itself');
  // A sibling host can plant a `__Secure-` cookie; the binding with `__Host-` it cannot.
  victim.cookies.set(OUTSIDE_COOKIE, attacker.cookies.get(OUTSIDE_COOKIE) ?? '');
  const planted = await victim.request('GET', completion, { headers: { origin: undefined } });
  t.equal(bouncedTo(planted), `${TEST_ORIGIN}/#refused=outside-sign-in-expired`);
  t.equal(victim.cookies.has(SESSION_COOKIE), false);
  t.equal(await comeBack(attacker, callback), '/', 'and what the attacker began is still the attacker’s');
});

t.test('KS-55: signing in from outside ends the session that the browser came with', async (t) => {
  const service = await createOutsideApp(t);
  const { browser } = await service.signIn();
  const planted = browser.cookies.get(SESSION_COOKIE) ?? '';
  t.equal(await signInFromOutside(browser, service.newcomer()), '/');
  t.not(browser.cookies.get(SESSION_COOKIE), planted);
  const cookie = `${SESSION_COOKIE}=${planted}`;
  t.equal((await browser.request('GET', '/v1/session', { headers: { cookie } })).status, 401);
});

t.test('KS-53: the way ends at a configured path of the console and nowhere else', async (t) => {
  const service = await createOutsideApp(t);
  const browser = service.browser();
  for (const next of [
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    '/account/',
    '/account?a',
    '/%2f/evil',
    '/account/../..//evil',
    'javascript:alert(1)',
    '',
    ' /account',
  ]) {
    const answer = await browser.post('/v1/session/outside', { next });
    t.match(answer, { status: 400, body: { code: 'validation-failed', errors: [{ field: 'next' }] } }, next);
  }
  const callback = await leaveAndAnswer(browser, service.newcomer(), { body: { next: '/account' } });
  callback.searchParams.set('next', '//evil.example');
  t.equal(await comeBack(browser, callback), '/account', 'what the answer adds is ignored');
});

t.test(
  'an answer of the provider that was not asked for, not in time or not for here signs nobody in',
  async (t) => {
    const service = await createOutsideApp(t);
    const person = service.newcomer();
    const changed = (change: (callback: URL) => void) => async () => {
      const browser = service.browser();
      const callback = await leaveAndAnswer(browser, person);
      change(callback);
      return comeBack(browser, callback);
    };
    const set = (name: string, value: string) => changed(({ searchParams }) => searchParams.set(name, value));
    const cases: Record<string, [() => Promise<string>, string]> = {
      'called off at the provider': [() => signInFromOutside(service.browser(), 'cancel'), 'declined'],
      'a wrong state': [set('state', 'A'.repeat(43)), 'invalid'],
      'no state': [changed(({ searchParams }) => searchParams.delete('state')), 'invalid'],
      'a made-up code': [set('code', 'made-up'), 'invalid'],
      'no code': [changed(({ searchParams }) => searchParams.delete('code')), 'invalid'],
      'RFC 9207: the answer of another provider': [set('iss', 'https://evil.example'), 'invalid'],
      'RFC 9207: no issuer, though this provider always names it': [
        changed(({ searchParams }) => searchParams.delete('iss')),
        'invalid',
      ],
      'an expired exchange': [
        async () => {
          const browser = service.browser();
          const callback = await leaveAndAnswer(browser, person);
          await service.database.query(
            "update outside_exchanges set expires_at = now() - interval '1 second'",
          );
          return comeBack(browser, callback);
        },
        'expired',
      ],
      'the code of another exchange (PKCE)': [
        async () => {
          const stolen = (await leaveAndAnswer(service.browser(), person)).searchParams.get('code') ?? '';
          return set('code', stolen)();
        },
        'invalid',
      ],
    };
    for (const [name, [attempt, code]] of Object.entries(cases)) {
      t.equal(await attempt(), `/#refused=outside-sign-in-${code}`, name);
    }
    t.same(await service.database.query('select count(*)::int as n from users'), [{ n: 0 }]);
    t.same(await service.database.query('select count(*)::int as n from sessions'), [{ n: 0 }]);
  },
);

t.test('an answer counts once: of 20 at once one signs in', async (t) => {
  const service = await createOutsideApp(t);
  const browser = service.browser();
  const callback = await leaveAndAnswer(browser, service.newcomer());
  const completion = bouncedTo(await arrive(browser, callback));
  const cookie = Array.from(browser.cookies, ([name, value]) => `${name}=${value}`).join('; ');
  const headers = { cookie, origin: undefined };
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => service.browser().request('GET', completion, { headers })),
  );
  const landings = answers.map(bouncedTo);
  t.equal(landings.filter((location) => location === `${TEST_ORIGIN}/`).length, 1);
  t.equal(landings.filter((location) => location.endsWith('#refused=outside-sign-in-expired')).length, 19);
  t.same(await service.database.query('select count(*)::int as n from sessions'), [{ n: 1 }]);
  const replayed = service.browser();
  for (const [name, value] of browser.cookies) replayed.cookies.set(name, value);
  t.equal(await comeBack(replayed, callback), '/#refused=outside-sign-in-expired', 'nor ever again');
});

t.test('nothing that the provider or a stranger writes into the answer is shown', async (t) => {
  const service = await createOutsideApp(t);
  const browser = service.browser();
  const callback = await leaveAndAnswer(browser, 'cancel');
  t.match(callback.searchParams.get('error_description'), '<script>', 'the provider did write it');
  callback.searchParams.set('error', '"><script>alert(1)</script>');
  const page = await arrive(browser, callback);
  t.notMatch(page.text, /<script|alert\(1\)/);
  t.match(page.headers['content-security-policy'], /default-src 'none'/);
  t.equal(await comeBack(browser, callback), '/#refused=outside-sign-in-invalid');
  t.notMatch(service.logLines.join(), /alert/);
});

t.test(
  'an installation without a provider offers nothing and answers as if nothing were there',
  async (t) => {
    const service = await createOutsideApp(t);
    t.match((await service.browser().get('/v1/session/outside')).body, {
      name: 'Example Exchange',
      returnPaths: ['/', '/account'],
    });
    const { createTestApp } = await import('../http/test-app.ts');
    const without = await createTestApp(t);
    const browser = without.browser();
    t.same((await browser.get('/v1/session/outside')).body, { name: null, returnPaths: [] });
    t.equal((await browser.post('/v1/session/outside')).status, 404);
    t.equal((await browser.get('/v1/session/outside/callback?code=a&state=b')).status, 404);
    t.equal((await browser.get('/v1/session/outside/completion?code=a&state=b')).status, 404);
  },
);

t.test('while the provider is down people are told so, and sign in with their password', async (t) => {
  const service = await createOutsideApp(t);
  const user = await service.registerUser();
  const browser = service.browser();
  const callback = await leaveAndAnswer(browser, service.newcomer());
  await service.provider.close();
  t.equal(await comeBack(browser, callback), '/#refused=identity-provider-unavailable');
  t.equal((await service.signIn({ user })).browser.cookies.has(SESSION_COOKIE), true);
});
