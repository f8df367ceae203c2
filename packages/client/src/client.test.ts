import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import t, { type Test } from 'tap';
import {
  CountersignClient,
  isProblem,
  memoryCookieJar,
  newIdempotencyKey,
  ProblemError,
  repeatSafely,
  UnexpectedAnswerError,
} from './index.ts';

type Handler = (request: IncomingMessage & { body: string }, response: ServerResponse) => void;

/** A server that answers as `handle` does; and what it was asked. */
async function serve(t: Test, handle: Handler) {
  const requests: { method: string; url: string; headers: IncomingMessage['headers']; body: string }[] = [];
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString();
    requests.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
    handle(Object.assign(request, { body }), response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => {
    server.closeAllConnections();
    server.close();
  });
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { requests, baseUrl, client: new CountersignClient({ baseUrl, cookies: memoryCookieJar() }) };
}

const answer = (response: ServerResponse, status: number, body?: unknown, headers = {}) =>
  response.writeHead(status, headers).end(body === undefined ? undefined : JSON.stringify(body));

const problem = (code: string, status: number, more = {}) => ({
  type: `urn:countersign:problem:${code}`,
  title: 'A title',
  detail: 'A detail.',
  requestId: 'r-1',
  status,
  code,
  ...more,
});

t.test('path, query and body stand where they belong, escaped', async (t) => {
  const { client, requests } = await serve(t, (_, response) => answer(response, 200, { items: [] }));
  await client.get('/v1/keys', { query: { limit: 5, status: 'active' } });
  await client.get('/v1/keys/{keyId}', { path: { keyId: '../a b' } });
  await client.post('/v1/key-creations', { body: { permissions: ['orders:read'] }, idempotencyKey: 'k' });
  t.match(requests, [
    { method: 'GET', url: '/v1/keys?limit=5&status=active', body: '' },
    { method: 'GET', url: '/v1/keys/..%2Fa%20b' },
    {
      method: 'POST',
      url: '/v1/key-creations',
      body: '{"permissions":["orders:read"]}',
      headers: { 'content-type': 'application/json', 'idempotency-key': 'k' },
    },
  ]);
  t.equal(requests[0]?.headers['content-type'], undefined);
  await t.rejects(client.get('/v1/keys/{keyId}', { path: { keyId: '' } }), { message: /needs "keyId"/ });
  for (const keyId of ['.', '..']) {
    await t.rejects(client.get('/v1/keys/{keyId}', { path: { keyId } }), { message: /takes no "\.+"/ });
  }
  t.equal(requests.length, 3, 'no value climbs to another path');
});

t.test('what does not exist, and what is not of its type, does not compile', async (t) => {
  const { client } = await serve(t, (_, response) => answer(response, 200, {}));
  // @ts-expect-error no such path
  await client.get('/v1/kittens');
  // @ts-expect-error not with this method
  await client.post('/v1/permissions');
  // @ts-expect-error a body is required
  await client.post('/v1/session');
  // @ts-expect-error a field of another type
  await client.post('/v1/session', { body: { email: 'ada@example.com', password: 1 } });
  const session = await client.get('/v1/session');
  // @ts-expect-error the answer has no such member
  session.colour;
  // @ts-expect-error no list
  client.items('/v1/session');
});

t.test('a refusal is an error with its code, fields and waiting time', async (t) => {
  const errors = [{ field: 'label', code: 'label-too-long', detail: 'x', params: { max: 64 } }];
  const { client } = await serve(t, (_, response) =>
    answer(response, 400, problem('validation-failed', 400, { errors }), { 'retry-after': '7' }),
  );
  const error = await client.get('/v1/session').catch((thrown: unknown) => thrown);
  t.ok(error instanceof ProblemError);
  t.match(error, { code: 'validation-failed', status: 400, requestId: 'r-1', errors, retryAfterSeconds: 7 });
  t.ok(isProblem(error) && isProblem(error, 'wrong-browser', 'validation-failed'));
  t.notOk(isProblem(error, 'wrong-browser') || isProblem(new Error('validation-failed')));
});

t.test('what is no answer of the service is told apart, and a redirect is not followed', async (t) => {
  const { client } = await serve(t, ({ url }, response) => {
    if (url === '/v1/session') response.writeHead(502).end('<html>');
    else if (url === '/v1/sessions') answer(response, 418, { hello: 1 });
    else response.writeHead(302, { location: '/v1/session' }).end();
  });
  await t.rejects(client.get('/v1/session'), UnexpectedAnswerError);
  await t.rejects(client.get('/v1/sessions'), { name: 'UnexpectedAnswerError', status: 418 });
  await t.rejects(client.get('/v1/keys'), TypeError);
});

t.test('the jar gives back what it was given, until it is taken back', async (t) => {
  const set = ['a=1; HttpOnly; Path=/', 'b=x=y; Max-Age=60'];
  const clear = ['a=; Max-Age=0', 'b=; Expires=Thu, 01 Jan 1970 00:00:00 GMT'];
  const { client, requests } = await serve(t, ({ method }, response) =>
    answer(response, 204, undefined, { 'set-cookie': method === 'DELETE' ? clear : set }),
  );
  await client.get('/v1/session');
  await client.delete('/v1/session');
  await client.get('/v1/session');
  t.same(
    requests.map(({ headers }) => headers.cookie),
    [undefined, 'a=1; b=x=y', undefined],
  );
});

t.test('a list is asked for page by page, and only as far as somebody reads', async (t) => {
  const pages: Record<string, object> = {
    '/v1/keys?limit=2': { items: [{ id: 1 }, { id: 2 }], nextCursor: 'c' },
    '/v1/keys?limit=2&cursor=c': { items: [{ id: 3 }], nextCursor: null },
  };
  const { client, requests } = await serve(t, ({ url = '' }, response) => answer(response, 200, pages[url]));
  const ids: unknown[] = [];
  for await (const { id } of client.items('/v1/keys', { query: { limit: 2 } })) ids.push(id);
  t.same(ids, [1, 2, 3]);
  for await (const _ of client.items('/v1/keys', { query: { limit: 2 } })) break;
  t.equal(requests.length, 3);
});

t.test('a call ends when the caller or the clock says so', async (t) => {
  const { client } = await serve(t, () => {});
  await t.rejects(client.get('/v1/session', { timeoutMs: 20 }), { name: 'TimeoutError' });
  const stop = new AbortController();
  const call = client.get('/v1/session', { signal: stop.signal });
  stop.abort();
  await t.rejects(call, { name: 'AbortError' });
});

t.test('the whole answer tells request ID, time, replay and limits', async (t) => {
  const headers = {
    'request-id': 'r-9',
    date: 'Thu, 26 Nov 2026 20:00:05 GMT',
    'idempotency-replayed': 'true',
    'ratelimit-limit': '300',
    'ratelimit-remaining': '299',
    'ratelimit-reset': '60',
  };
  const { client } = await serve(t, ({ url }, response) =>
    answer(response, 200, {}, url === '/v1/session' ? headers : {}),
  );
  t.match(await client.request('get', '/v1/session'), {
    status: 200,
    requestId: 'r-9',
    answeredAt: new Date('2026-11-26T20:00:05Z'),
    isReplayed: true,
    rateLimit: { limit: 300, remaining: 299, resetSeconds: 60 },
  });
  t.match(await client.request('get', '/v1/keys'), { isReplayed: false, rateLimit: null, requestId: null });
});

t.test('what is no JSON is given as it stands, and refused like all else', async (t) => {
  const { client } = await serve(t, (_, response) => response.end('{"a":1}\n{"b":2}\n'));
  t.equal(await client.text('/v1/audit-events/export'), '{"a":1}\n{"b":2}\n');
  const refusing = await serve(t, (_, response) => answer(response, 401, problem('not-signed-in', 401)));
  await t.rejects(refusing.client.text('/v1/audit-events/export'), { code: 'not-signed-in' });
});

t.test('what may have got lost is repeated under one key; what was refused is not', async (t) => {
  let calls = 0;
  const { client, requests } = await serve(t, (_, response) => {
    calls++;
    if (calls === 1) response.destroy();
    else if (calls === 2) answer(response, 503, problem('service-unavailable', 503));
    else if (calls === 3) answer(response, 409, problem('idempotency-key-in-use', 409));
    else if (calls === 4) response.writeHead(502).end('<html>');
    else if (calls === 5) answer(response, 201, { id: 'made' });
    else answer(response, 409, problem('key-limit-reached', 409));
  });
  const start = () =>
    repeatSafely(
      (idempotencyKey) =>
        client.post('/v1/key-creations', { body: { permissions: [] }, idempotencyKey, timeoutMs: 5_000 }),
      { attempts: 5, delayMs: 1 },
    );
  t.match(await start(), { id: 'made' });
  t.equal(new Set(requests.map(({ headers }) => headers['idempotency-key'])).size, 1);
  await t.rejects(start(), { code: 'key-limit-reached' });
  t.equal(calls, 6);
  t.not(newIdempotencyKey(), newIdempotencyKey());
});

t.test('repeating ends after so many attempts, or when the caller gives up', async (t) => {
  const { client, requests } = await serve(t, (_, response) => response.destroy());
  const call = () => client.get('/v1/session');
  await t.rejects(repeatSafely(call, { attempts: 3, delayMs: 1 }), TypeError);
  t.equal(requests.length, 3);
  const stop = new AbortController();
  const waiting = repeatSafely(call, { delayMs: 60_000, signal: stop.signal });
  setImmediate(() => stop.abort());
  await t.rejects(waiting, { name: 'AbortError' });
});
