import t from 'tap';
import { createTestApp } from '../http/test-app.ts';
import { alternativesOf, propertiesOf, type Schema } from '../openapi/schema.ts';
import {
  bodyOf,
  call,
  contents,
  exampleBody,
  isWrite,
  nameOf,
  operationsOf,
  paramNamesOf,
  pathFor,
  queryOf,
} from './test-operations.ts';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

t.test('KS-54: no state change of any operation can be had from another site', async (t) => {
  const service = await createTestApp(t);
  const { browser } = await service.signInWithTotp();
  const before = await contents(service);
  const foreign: Record<string, string | undefined>[] = [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: undefined, 'sec-fetch-site': 'cross-site' },
    { origin: undefined, 'sec-fetch-site': 'same-site' },
    { origin: undefined, 'sec-fetch-site': 'none' },
    { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site', ...FORM },
    { origin: 'https://evil.example', 'content-type': 'text/plain' },
  ];
  for (const route of operationsOf(service).filter(isWrite)) {
    for (const headers of foreign) {
      const isForm = headers['content-type'] !== undefined;
      const answer = await call(
        browser,
        route,
        isForm ? { headers, raw: '{}' } : { headers, body: exampleBody(route) },
      );
      t.match(answer, { status: 403, body: { code: 'origin-refused' } }, nameOf(route));
    }
  }
  t.same(await contents(service), before);
});

t.test('KS-78: no operation reads a body that does not say that it is JSON in UTF-8', async (t) => {
  const service = await createTestApp(t);
  const { browser } = await service.signInWithTotp();
  const before = await contents(service);
  const types = [
    undefined,
    '',
    'text/plain',
    'application/vnd.api+json',
    'application/json\t;x',
    'application/json;x',
    'application/json, text/plain',
    'application/json; charset=utf-16',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
  ];
  const withBody = operationsOf(service).filter((route) => bodyOf(route) !== undefined);
  t.ok(withBody.length > 10);
  for (const route of withBody) {
    for (const type of types) {
      const answer = await call(browser, route, {
        raw: JSON.stringify(exampleBody(route)),
        headers: { 'content-type': type },
      });
      t.match(answer, { status: 415, body: { code: 'unsupported-media-type' } }, `${nameOf(route)}: ${type}`);
    }
  }
  t.same(await contents(service), before);
});

const INJECTIONS = [
  "'; drop table countersign.users; --",
  "' or '1'='1",
  '" or 1=1 --',
  "\\'; select pg_sleep(10); --",
  "$$; update users set password_hash = ''; --",
  '%27%20union%20select%20null--',
  '{"$gt":""}',
];

/** The texts of a value, as paths. */
function textsIn(schema: Schema | undefined, path: readonly string[] = []): (readonly string[])[] {
  if (schema === undefined) return [];
  if (schema.type === 'string') return [path];
  const items = schema.type === 'array' ? textsIn(schema.items as Schema, [...path, '0']) : [];
  const members = propertiesOf(schema).flatMap(([name, member]) => textsIn(member, [...path, name]));
  const all = [...items, ...members, ...alternativesOf(schema).flatMap((part) => textsIn(part, path))];
  return [...new Map(all.map((found) => [found.join('.'), found])).values()];
}

function plant(value: unknown, [name, ...rest]: readonly string[], text: string): unknown {
  if (name === undefined) return text;
  if (name === '0') return [plant(undefined, rest, text)];
  const members = (value ?? {}) as Record<string, unknown>;
  return { ...members, [name]: plant(members[name], rest, text) };
}

t.test('KS-74: SQL in any text of any operation is text', async (t) => {
  // Hundreds of requests of one account, which are to be answered by the operations.
  const service = await createTestApp(t, { settings: { limits: 'relaxed-on-loopback' } });
  const { browser } = await service.signInWithTotp();
  const bystander = await service.signInWithTotp();
  const rowsOf = () =>
    service.database.query('select email, password_hash from users where id = $1', [bystander.user.id]);
  const before = await rowsOf();
  let planted = 0;
  const send = async (route: Parameters<typeof call>[1], sent: Parameters<typeof call>[2]) => {
    const answer = await call(browser, route, sent);
    t.ok(
      answer.status < 500,
      `${nameOf(route)}: ${answer.status} for ${JSON.stringify(sent?.body ?? sent?.path)}`,
    );
    planted++;
  };
  for (const route of operationsOf(service)) {
    for (const [index, text] of INJECTIONS.entries()) {
      for (const name of paramNamesOf(route)) {
        await send(route, { path: pathFor(route, { [name]: text }), body: exampleBody(route) });
      }
      for (const [name] of propertiesOf(queryOf(route) ?? {})) {
        await send(route, { path: `${pathFor(route)}?${name}=${encodeURIComponent(text)}` });
      }
      for (const [place, path] of textsIn(bodyOf(route)).entries()) {
        // Not every text into every place: some operations take time on purpose.
        if ((place + index) % 2 === 0) await send(route, { body: plant(exampleBody(route), path, text) });
      }
    }
  }
  t.ok(planted > 100, `${planted} texts`);
  t.same(await rowsOf(), before);
});

t.test('KS-64: what signs requests at the gateway opens no operation of the key service', async (t) => {
  const service = await createTestApp(t);
  const headers = {
    'bfx-apikey': 'ck_lzpufZiEWRbLLhfCTpA0Gqmc0J4vcU',
    'bfx-nonce': '1795000000000000',
    'bfx-signature': 'a'.repeat(96),
    authorization: 'Bearer ck_lzpufZiEWRbLLhfCTpA0Gqmc0J4vcU',
    'countersign-user': '00000000-0000-4000-8000-000000000000',
    'countersign-permissions': 'account:read',
  };
  const closed = operationsOf(service).filter(({ access }) => access !== 'public');
  t.ok(closed.length > 15);
  for (const route of closed) {
    const answer = await call(service.browser(), route, { headers, body: exampleBody(route) });
    t.match(answer, { status: 401, body: { code: 'not-signed-in' } }, nameOf(route));
  }
});

t.test('KS-87: nothing but the API, its description, health and the pages is served', async (t) => {
  const service = await createTestApp(t);
  const { browser } = await service.signIn();
  for (const path of [
    '/metrics',
    '/health',
    '/status',
    '/debug/pprof',
    '/actuator',
    '/.env',
    '/.git/config',
    '/swagger.json',
    '/v1',
    '/admin',
    '/server-status',
  ]) {
    t.match(await browser.get(path), { status: 404, body: { code: 'not-found' } }, path);
  }
  t.same((await browser.get('/health/live')).body, { status: 'up' });
  t.same((await browser.get('/health/ready')).body, { status: 'ready' });
  const { headers } = await browser.get('/health/live');
  t.equal(headers.server, undefined);
  t.equal(headers['x-powered-by'], undefined);
});
