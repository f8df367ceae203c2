import { eventually } from '@countersign/testing';
import t from 'tap';
import { createTestApp, TEST_ORIGIN, TEST_PASSWORD } from './test-app.ts';
import { someAddress } from './test-browser.ts';

const CREDENTIALS = JSON.stringify({ email: 'ada@example.com', password: TEST_PASSWORD });
const JSON_TYPE = { 'content-type': 'application/json' };

t.test('KS-54: what another site makes the browser send changes nothing', async (t) => {
  const service = await createTestApp(t);
  const { browser } = await service.signIn();
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const foreign: Record<string, string | undefined>[] = [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: `${TEST_ORIGIN}.evil.example` },
    { origin: 'http://keys.example.com' },
    { origin: 'https://keys.example.com:8443' },
    { origin: undefined, 'sec-fetch-site': 'cross-site' },
    { origin: undefined, 'sec-fetch-site': 'same-site' },
    { origin: undefined, 'sec-fetch-site': 'none' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'none' },
    { 'sec-fetch-site': 'same-origin, same-origin' },
    { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' },
    { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site', ...form },
    { origin: 'https://evil.example', 'content-type': 'text/plain' },
  ];
  const mutations: [string, string][] = [
    ['DELETE', '/v1/session'],
    ['POST', '/v1/second-factors/totp'],
    ['POST', '/v1/session'],
    ['POST', '/v1/users'],
    ['POST', '/v1/users/email-verification'],
    ['POST', '/v1/session/second-factor'],
    ['DELETE', '/v1/sessions/00000000-0000-4000-8000-000000000000'],
    ['DELETE', '/v1/second-factors/00000000-0000-4000-8000-000000000000'],
    ['POST', '/v1/second-factors/totp/00000000-0000-4000-8000-000000000000/activation'],
  ];
  for (const headers of foreign) {
    for (const [method, url] of mutations) {
      const raw = headers['content-type'] === undefined ? {} : { raw: 'x=1' };
      const answer = await browser.request(method, url, { headers, ip: someAddress(), ...raw });
      t.match(answer, { status: 403, body: { code: 'origin-refused' } }, `${method} ${url}`);
    }
  }
  t.equal((await browser.get('/v1/session')).status, 200, 'still signed in');
  t.same(await service.database.query('select id from totp_factors'), []);
});

t.test('a client that sends neither Origin nor Sec-Fetch-Site is no browser and may write', async (t) => {
  const service = await createTestApp(t);
  const { browser } = await service.signIn();
  const headers = { origin: undefined, 'sec-fetch-site': undefined };
  t.equal((await browser.request('DELETE', '/v1/session', { headers })).status, 204);
});

t.test('a configured front-end of the same site may call and read; others are told nothing', async (t) => {
  const front = 'https://app.example.com';
  const service = await createTestApp(t, { settings: { allowedOrigins: [TEST_ORIGIN, front] } });
  const { browser } = await service.signIn();
  const ask = (origin: string, method: string, url: string, more = {}) =>
    browser.request(method, url, { headers: { origin, 'sec-fetch-site': 'same-site', ...more } });
  const preflight = await ask(front, 'OPTIONS', '/v1/session', { 'access-control-request-method': 'DELETE' });
  t.match(preflight, {
    status: 204,
    headers: {
      'access-control-allow-origin': front,
      'access-control-allow-credentials': 'true',
      'access-control-allow-methods': 'POST, GET, DELETE',
      'access-control-allow-headers': 'content-type, idempotency-key',
    },
  });
  const read = await ask(front, 'GET', '/v1/session');
  t.match(read, { status: 200, headers: { 'access-control-allow-origin': front, vary: /origin/i } });
  const evil = await ask('https://evil.example', 'GET', '/v1/session');
  t.equal(evil.headers['access-control-allow-origin'], undefined);
  const refused = await ask('https://evil.example', 'OPTIONS', '/v1/session', {
    'access-control-request-method': 'DELETE',
  });
  t.match(refused, { status: 405, headers: { allow: 'POST, GET, DELETE' } });
  t.equal(refused.headers['access-control-allow-origin'], undefined);
  t.equal((await ask(front, 'DELETE', '/v1/session')).status, 204);
});

t.test('KS-78: a body is JSON in UTF-8 and says so, or is not read', async (t) => {
  const service = await createTestApp(t);
  const send = (type: string | undefined, raw: string | Buffer = CREDENTIALS) =>
    service.browser().request('POST', '/v1/session', { raw, headers: { 'content-type': type } });
  for (const type of [
    'application/json',
    'Application/JSON',
    'application/json; charset=utf-8',
    'application/json;charset=UTF-8',
  ]) {
    t.equal((await send(type)).status, 401, type);
  }
  const refused = [
    undefined,
    '',
    'text/plain',
    'text/json',
    'application/vnd.api+json',
    'application/json\t;x',
    'application/json ;x',
    'application/json;x',
    'application/json; charset=utf-16',
    'application/jsonx',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/json, text/plain',
  ];
  for (const type of refused) {
    t.match(await send(type), { status: 415, body: { code: 'unsupported-media-type' } }, String(type));
  }
});

t.test('a body that cannot be read is a malformed request that is not repeated', async (t) => {
  const service = await createTestApp(t);
  const send = (raw: string | Buffer) =>
    service.browser().request('POST', '/v1/session', { raw, headers: JSON_TYPE });
  const bodies = [
    '{',
    '{"email": "canary',
    "{'email': 'canary'}",
    '{"__proto__": {"isAdmin": true}}',
    '{"email": "a@example.com", "password": "x", "__proto__": 1}',
    '{"constructor": {"prototype": {"isAdmin": true}}}',
    Buffer.from([0x22, 0xff, 0xfe, 0x22]),
    `${'['.repeat(8_000)}`,
  ];
  for (const body of bodies) {
    const answer = await send(body);
    t.match(answer, { status: 400, body: { code: 'malformed-request' } }, String(body).slice(0, 40));
    t.notMatch(answer.text, /canary|isAdmin/);
  }
  t.equal(service.logLines.join('').includes('canary'), false, 'nor logged');
  t.match(await send(`"${'x'.repeat(16_400)}"`), { status: 413, body: { code: 'payload-too-large' } });
  t.match(await send(''), { status: 400, body: { code: 'validation-failed' } });
  t.match(await send('null'), { status: 400, body: { code: 'validation-failed' } });
  t.match(await send('[]'), { status: 400, body: { code: 'validation-failed' } });
});

t.test('an operation without a body takes none; what it does not know is refused', async (t) => {
  const service = await createTestApp(t);
  const { browser } = await service.signIn();
  const enrol = (raw?: string) =>
    browser.request('POST', '/v1/second-factors/totp', {
      headers: JSON_TYPE,
      ...(raw === undefined ? {} : { raw }),
    });
  t.equal((await enrol()).status, 201, 'declared as JSON, but absent');
  t.equal((await enrol('{}')).status, 201);
  t.match(await enrol('{"secret":"mine"}'), { status: 400, body: { code: 'validation-failed' } });
  t.match(await enrol('[]'), { status: 400, body: { code: 'validation-failed' } });
  t.match(await browser.get('/v1/session?verbose=1'), { status: 400, body: { code: 'validation-failed' } });
});

t.test('a known path with another method is 405 and says which there are', async (t) => {
  const service = await createTestApp(t);
  const browser = service.browser();
  for (const method of ['PUT', 'PATCH', 'HEAD']) {
    const answer = await browser.request(method, '/v1/session');
    t.match(answer, { status: 405, headers: { allow: 'POST, GET, DELETE' } }, method);
  }
  t.match(await browser.get('/v1/users'), { status: 405, body: { code: 'method-not-allowed' } });
  const raw = await browser.request('PUT', '/v1/session', {
    raw: 'x',
    headers: { 'content-type': 'text/plain' },
  });
  t.equal(raw.status, 405);
});

t.test('paths are exact; what is none is 404 and not repeated', async (t) => {
  const service = await createTestApp(t);
  const browser = service.browser();
  const paths = [
    '/',
    '/v1',
    '/v1/Session',
    '/v1/session/',
    '//v1/session',
    '/v1//session',
    '/v1/session;x=1',
    '/v1/session%2f',
    '/v1/%73essions%2Fcanary',
    '/v1/sessions/canary%ZZ',
    `/v1/sessions/${'a'.repeat(200)}`,
    '/canary',
    '/..%2f..%2fetc/passwd',
  ];
  for (const path of paths) {
    const answer = await browser.get(path);
    t.ok(answer.status === 404 || answer.status === 405, `${path} is ${answer.status}`);
    t.equal(answer.headers['content-type'], 'application/problem+json');
    t.equal(answer.headers['x-content-type-options'], 'nosniff', path);
    t.notMatch(answer.text, /canary/);
  }
});

t.test('KS-79: unknown paths, wrong methods and spellings share the limit by address', async (t) => {
  const service = await createTestApp(t);
  const browser = service.browser();
  const paths = ['/nowhere', '/v1/Session', '/v1/session/', '/v1/session?x=1'];
  let limited = 0;
  for (let n = 0; n < 310; n++) {
    const method = n % 2 === 0 ? 'GET' : 'HEAD';
    if ((await browser.request(method, paths[n % 4] ?? '')).status === 429) limited++;
  }
  t.equal(limited, 10);
  const answer = await browser.get('/v1/session');
  t.match(answer, { status: 429, body: { code: 'rate-limited' } });
  t.match(answer.headers['retry-after'], /^[1-9]\d?$/);
  t.equal(answer.headers['ratelimit-limit'], '300');
  t.equal(answer.headers['ratelimit-remaining'], '0');
  t.equal((await service.browser().get('/v1/session')).status, 401, 'another address is not affected');
});

t.test(
  'KS-79: neither a forged X-Forwarded-For nor the addresses of one /64 get past the limit',
  async (t) => {
    const service = await createTestApp(t);
    const browser = service.browser();
    const statuses: number[] = [];
    for (let n = 0; n < 32; n++) {
      const headers = {
        'x-forwarded-for': `198.51.100.${n}`,
        forwarded: `for=198.51.100.${n}`,
        ...JSON_TYPE,
      };
      const ip = `2001:db8:1:2:${n.toString(16)}::${n}`;
      statuses.push((await browser.request('POST', '/v1/session', { raw: CREDENTIALS, headers, ip })).status);
    }
    t.same(statuses.filter((status) => status === 429).length, 2);
  },
);

t.test('behind a trusted proxy the client’s own address counts, and only what that proxy says', async (t) => {
  const service = await createTestApp(t, { settings: { trustedProxies: ['10.0.0.0/8'] } });
  const { browser, user } = await service.signIn();
  const headers = { 'x-forwarded-for': '203.0.113.66, 198.51.100.7', ...JSON_TYPE };
  const { email, password } = user;
  const body = { email, password };
  await browser.request('POST', '/v1/session', { body, headers, ip: '10.1.2.3' });
  const { body: list } = await browser.get('/v1/sessions');
  t.equal(list.items[0].ip, '198.51.100.7', 'not what the client had put there');
  await browser.request('POST', '/v1/session', { body, headers, ip: '192.0.2.1' });
  t.equal((await browser.get('/v1/sessions')).body.items[0].ip, '192.0.2.1', 'not from an untrusted peer');
  const junk = { 'x-forwarded-for': '"; drop table', ...JSON_TYPE };
  const answer = await browser.request('POST', '/v1/session', { body, headers: junk, ip: '10.1.2.3' });
  t.equal(answer.status, 201);
});

t.test('KS-72, KS-74: no text in any field is ever more than refused', async (t) => {
  const service = await createTestApp(t);
  const { browser } = await service.signIn();
  const texts = [
    "'; drop table users; --",
    "' or '1'='1",
    '\\\u0000',
    '\u0000',
    '\ud800',
    '\u202egnp.exe',
    'a\u0300'.repeat(2_000),
    '🐎'.repeat(1_000),
    '$'.concat('{7*7}', '{{7*7}}'),
    '<img src=x onerror=alert(1)>',
    'x'.repeat(15_000),
    '../../../etc/passwd',
    '%00%0d%0a',
  ];
  for (const text of texts) {
    const tries: [string, string, unknown?][] = [
      ['POST', '/v1/users', { email: text, password: text }],
      ['POST', '/v1/users', { email: 'u@example.com', password: text }],
      ['POST', '/v1/session', { email: text, password: text }],
      ['POST', '/v1/session', { email: 'u@example.com', password: text }],
      ['POST', '/v1/users/email-verification', { token: text }],
      ['POST', '/v1/session/second-factor', { secondFactor: { method: 'totp', code: text } }],
      ['POST', '/v1/session/second-factor', { secondFactor: { method: 'recovery_code', code: text } }],
      ['POST', '/v1/session/second-factor', { secondFactor: { method: text, code: '123456' } }],
      ['DELETE', `/v1/sessions/${encodeURIComponent(text.toWellFormed()).slice(0, 300)}`],
      ['GET', `/v1/sessions?cursor=${encodeURIComponent(text.toWellFormed()).slice(0, 300)}`],
      [
        'POST',
        `/v1/second-factors/totp/${encodeURIComponent(text.toWellFormed()).slice(0, 300)}/activation`,
        { code: '123456' },
      ],
    ];
    for (const [method, url, body] of tries) {
      const headers = { 'user-agent': text.replace(/[^\x20-\xff]/g, '?').slice(0, 1_000) };
      const { status } = await browser.request(method, url, { body, headers, ip: someAddress() });
      t.ok(status < 500, `${method} ${url.slice(0, 60)} answered ${status}`);
    }
  }
});

t.test('every answer forbids caching, framing, sniffing and referring', async (t) => {
  const service = await createTestApp(t);
  const browser = service.browser();
  for (const url of ['/v1/session', '/nowhere', '/health/live', '/v1/sessions/%ZZ']) {
    const { headers } = await browser.get(url);
    t.match(headers, {
      'cache-control': 'no-store',
      'content-security-policy': /default-src 'none'.*frame-ancestors 'none'/,
      'cross-origin-opener-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'strict-transport-security': /max-age=63072000/,
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'request-id': /^[0-9a-f-]{36}$/,
    });
  }
});

t.test('ready means that the database answers; health says nothing else', async (t) => {
  const service = await createTestApp(t);
  const browser = service.browser();
  t.match(await browser.get('/health/ready'), { status: 200, text: '{"status":"ready"}' });
  await service.db.destroy();
  t.match(await browser.get('/health/ready'), { status: 503, text: '{"status":"not ready"}' });
  t.match(await browser.get('/health/live'), { status: 200, text: '{"status":"up"}' });
});

t.test(
  'without the database every operation is refused as unavailable, and nothing is said of why',
  async (t) => {
    const service = await createTestApp(t);
    const { browser } = await service.signIn();
    await service.database.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
    );
    const answer = await browser.get('/v1/session');
    t.ok(answer.status === 200 || answer.status === 503, `answered ${answer.status}`);
    t.notMatch(answer.text, /terminat|postgres|ECONN/i);
    await eventually('recovers by itself', async () => (await browser.get('/v1/session')).status === 200);
  },
);
