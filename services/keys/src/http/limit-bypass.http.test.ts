import t from 'tap';
import { PER_MINUTE, PER_MINUTE_OF_ACCOUNT } from './rate-limits.ts';
import { createTestApp, type TestApp } from './test-app.ts';
import { someAddress, type TestBrowser } from './test-browser.ts';

const BODY = { email: 'nobody@example.com', password: 'whatever it is' };

/** Statuses of one sign-in more than a minute allows, each sent as `vary` says. */
async function signIns(
  service: TestApp,
  vary: (n: number) => { ip?: string; headers?: Record<string, string> },
): Promise<number[]> {
  const browser = service.browser({ ip: '192.0.2.9' });
  const statuses = [];
  for (let n = 0; n <= PER_MINUTE.strict; n++) {
    statuses.push((await browser.request('POST', '/v1/session', { body: BODY, ...vary(n) })).status);
  }
  return statuses;
}

const isLimited = (statuses: number[]) =>
  statuses.slice(0, -1).every((status) => status === 401) && statuses.at(-1) === 429;

t.test('KS-79: without trusted proxies no header makes another caller of one', async (t) => {
  const service = await createTestApp(t);
  const statuses = await signIns(service, (n) => ({
    headers: {
      'x-forwarded-for': `198.51.100.${n}`,
      'x-real-ip': `198.51.100.${n}`,
      forwarded: `for=198.51.100.${n}`,
      'cf-connecting-ip': `198.51.100.${n}`,
    },
  }));
  t.ok(isLimited(statuses), String(statuses));
});

t.test('KS-79: behind a trusted proxy what the client wrote before it counts for nothing', async (t) => {
  const service = await createTestApp(t, { settings: { trustedProxies: ['192.0.2.9/32'] } });
  const spoofed = await signIns(service, (n) => ({
    headers: { 'x-forwarded-for': `203.0.113.${n}, 198.51.100.7` },
  }));
  t.ok(isLimited(spoofed), String(spoofed));
  const others = await signIns(service, (n) => ({ headers: { 'x-forwarded-for': `198.51.100.${100 + n}` } }));
  t.ok(
    others.every((status) => status === 401),
    'and its clients are counted apart',
  );
  const nonsense = await signIns(service, (n) => ({ headers: { 'x-forwarded-for': `no address ${n}` } }));
  t.ok(isLimited(nonsense), 'what is no address is the proxy itself');
});

t.test('KS-79: an IPv6 caller is its /64, an IPv4 caller the same in both notations', async (t) => {
  const service = await createTestApp(t);
  t.ok(isLimited(await signIns(service, (n) => ({ ip: `2001:db8:0:1:${n.toString(16)}::${n}` }))));
  t.ok(
    isLimited(await signIns(service, (n) => ({ ip: n % 2 === 0 ? '203.0.113.5' : '::ffff:203.0.113.5' }))),
  );
});

t.test('KS-79: operations that invite guessing share one count', async (t) => {
  const service = await createTestApp(t);
  const browser = service.browser();
  const urls = ['/v1/session', '/v1/users', '/v1/users/password-reset', '/v1/users/email-verification'];
  for (let n = 0; n < PER_MINUTE.strict; n++) await browser.post(urls[n % urls.length] ?? '', {});
  for (const url of urls) t.equal((await browser.post(url, {})).status, 429, url);
  t.equal((await browser.get('/v1/session')).status, 401, 'the rest of the API is counted apart');
});

t.test('KS-79: another method, spelling or path is no way around the limit', async (t) => {
  const service = await createTestApp(t);
  const browser = service.browser();
  const variants: [string, string][] = [
    ['HEAD', '/v1/keys'],
    ['OPTIONS', '/v1/keys'],
    ['PUT', '/v1/keys'],
    ['GET', '/V1/Keys'],
    ['GET', '/v1/keys/'],
    ['GET', '//v1/keys'],
    ['GET', '/v1/%6beys'],
    ['GET', '/v1/keys?x=1'],
    ['GET', '/nowhere'],
    ['POST', '/v1//session'],
    ['POST', '/V1/SESSION'],
    ['GET', '/%'],
    ['GET', '/v1/keys%ff'],
    ['GET', `/v1/keys/${'x'.repeat(200)}`],
  ];
  const statuses = new Set<number>();
  for (let n = 0; n < PER_MINUTE.normal; n++) {
    const [method, url] = variants[n % variants.length] ?? ['GET', '/'];
    statuses.add((await browser.request(method, url)).status);
  }
  t.notOk(statuses.has(200) || statuses.has(429), [...statuses].join());
  for (const [method, url] of variants)
    t.equal((await browser.request(method, url)).status, 429, `${method} ${url}`);
});

t.test('KS-79: whoever changes the address with every request gets no more of one account', async (t) => {
  const service = await createTestApp(t);
  const { user, browser } = await service.signIn();
  const other = await service.signIn({ user });
  const ask = (from: TestBrowser, method: string, url: string) =>
    from.request(method, url, {
      ip: someAddress(),
      ...(method === 'POST' && { body: { token: 'A'.repeat(43) } }),
    });
  const guess = (from: TestBrowser) => ask(from, 'POST', '/v1/users/email-change/confirmation');
  for (let n = 0; n < PER_MINUTE_OF_ACCOUNT.strict; n++) t.equal((await guess(browser)).status, 400);
  for (const from of [browser, other.browser]) {
    const refused = await guess(from);
    t.match(refused, { status: 429, body: { code: 'rate-limited' } }, 'another session is no other account');
    t.match(refused.headers, {
      'ratelimit-limit': String(PER_MINUTE_OF_ACCOUNT.strict),
      'ratelimit-remaining': '0',
    });
    t.match(refused.headers['retry-after'], /^[1-9]\d?$/);
  }
  const rest = await ask(browser, 'GET', '/v1/session');
  t.match(rest, { status: 200, headers: { 'ratelimit-limit': '300' } }, 'the rest is counted apart');
  t.equal((await guess((await service.signIn()).browser)).status, 400, 'and so is everybody else');
});
