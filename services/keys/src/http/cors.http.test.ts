import t from 'tap';
import type { Deps } from '../deps.ts';
import { routes } from '../routes.ts';
import { createTestApp, TEST_ORIGIN } from './test-app.ts';
import { someAddress } from './test-browser.ts';

const FRONT_END = 'https://app.example.com';
const service = await createTestApp(t, { settings: { allowedOrigins: [TEST_ORIGIN, FRONT_END] } });
const browser = service.browser();
const URLS = Map.groupBy(routes({} as Deps), ({ url }) => url.replaceAll(/:\w+/g, 'x'));

const ask = (origin: string, method: string, url: string, more = {}) =>
  browser.request(method, url, {
    headers: { origin, 'sec-fetch-site': 'same-site', ...more },
    ip: someAddress(),
  });

const preflight = (origin: string, url: string) =>
  ask(origin, 'OPTIONS', url, {
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'content-type, idempotency-key',
  });

t.test('every path answers the preflight of a configured front-end, to be kept for a while', async (t) => {
  for (const [url, group] of URLS) {
    const { status, headers } = await preflight(FRONT_END, url);
    t.match(
      { status, headers },
      {
        status: 204,
        headers: {
          'access-control-allow-origin': FRONT_END,
          'access-control-allow-credentials': 'true',
          'access-control-allow-headers': 'content-type, idempotency-key',
          'access-control-max-age': /^[1-9]\d+$/,
          vary: 'origin',
        },
      },
      url,
    );
    const allowed = String(headers['access-control-allow-methods']).split(', ');
    t.same(allowed.toSorted(), [...new Set(group.map(({ method }) => method))].toSorted(), url);
  }
});

/** Names that only look like the configured one, and those that are no site's. */
const STRANGERS = [
  'https://evil.example',
  'http://app.example.com',
  'https://app.example.com:8443',
  'https://app.example.com.evil.example',
  'https://evilapp.example.com',
  'https://APP.example.com',
  'https://app.example.com/',
  'null',
  '*',
];

t.test('to any other origin no path says anything, and never "*" to anybody', async (t) => {
  for (const [url] of URLS) {
    const { status, headers } = await preflight('https://evil.example', url);
    t.equal(status, 405, url);
    t.equal(headers['access-control-allow-origin'], undefined, url);
    t.equal(headers['access-control-allow-credentials'], undefined, url);
  }
  for (const origin of STRANGERS) {
    for (const answer of [await preflight(origin, '/v1/session'), await ask(origin, 'GET', '/v1/session')]) {
      t.equal(answer.headers['access-control-allow-origin'], undefined, origin);
      t.equal(answer.headers.vary, 'origin', 'a cache must not give this to the front-end');
    }
  }
});

t.test(
  'a front-end reads every answer, refusals of any kind included, with the headers it needs',
  async (t) => {
    const readable =
      /request-id.*retry-after.*ratelimit-limit.*ratelimit-remaining.*ratelimit-reset.*idempotency-replayed/;
    const answers: [string, string][] = [
      ['GET', '/v1/permissions'],
      ['GET', '/v1/session'],
      ['GET', '/nowhere'],
      ['PUT', '/v1/session'],
      ['POST', '/v1/session'],
      ['GET', '/v1/sessions?limit=0'],
      ['GET', '/v1/sessions/%ZZ'],
      ['GET', '/health/ready'],
    ];
    for (const [method, url] of answers) {
      const { headers } = await ask(FRONT_END, method, url);
      t.match(
        headers,
        {
          'access-control-allow-origin': FRONT_END,
          'access-control-allow-credentials': 'true',
          'access-control-expose-headers': readable,
          'request-id': /^[0-9a-f-]{36}$/,
          vary: 'origin',
        },
        `${method} ${url}`,
      );
    }
  },
);

t.test('every answer but to what no router can read tells where the limit stands', async (t) => {
  for (const [method, url] of [
    ['GET', '/v1/permissions'],
    ['GET', '/v1/session'],
    ['GET', '/nowhere'],
    ['PUT', '/v1/session'],
    ['POST', '/v1/session'],
    ['OPTIONS', '/v1/session'],
    ['GET', '/docs'],
  ] as const) {
    const { headers } = await ask(FRONT_END, method, url);
    t.match(
      headers,
      { 'ratelimit-limit': /^\d+$/, 'ratelimit-remaining': /^\d+$/, 'ratelimit-reset': /^\d+$/ },
      `${method} ${url}`,
    );
  }
  const ip = someAddress();
  const again = () => browser.request('GET', '/nowhere', { ip });
  for (let n = 0; n < 300; n++) await again();
  t.match(await again(), {
    status: 429,
    headers: {
      'ratelimit-limit': '300',
      'ratelimit-remaining': '0',
      'ratelimit-reset': /^[1-9]\d?$/,
      'retry-after': /^[1-9]\d?$/,
      'request-id': /^[0-9a-f-]{36}$/,
    },
  });
});
