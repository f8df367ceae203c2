import { Agent, request as httpRequest } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { eventually } from '@countersign/testing';
import t from 'tap';
import { createTestApp, type TestApp } from './test-app.ts';

async function listen({ app }: TestApp): Promise<number> {
  await app.listen({ host: '127.0.0.1', port: 0 });
  return (app.server.address() as AddressInfo).port;
}

async function sendRaw(port: number, bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  socket.end(bytes);
  return text(socket);
}

t.test('what is no HTTP is answered with a problem that repeats nothing', async (t) => {
  const service = await createTestApp(t);
  const port = await listen(service);
  const cases = [
    ['canary\r\n\r\n', 400, 'malformed-request'],
    ['GET /canary HTTP/1.1\r\nbad header\r\n\r\n', 400, 'malformed-request'],
    [
      'GET / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n',
      400,
      'malformed-request',
    ],
    [`GET / HTTP/1.1\r\nhost: x\r\nx: ${'canary'.repeat(4_000)}\r\n\r\n`, 431, 'headers-too-large'],
  ] as const;
  for (const [bytes, status, code] of cases) {
    const answer = await sendRaw(port, bytes);
    t.match(answer, new RegExp(`^HTTP/1.1 ${status} `));
    t.match(answer, /content-type: application\/problem\+json/);
    t.match(answer, /connection: close/);
    t.equal(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n'))).code, code);
    t.notMatch(answer, /canary/);
  }
  t.equal(service.logLines.join('').includes('canary'), false);
});

t.test(
  'while it stops, a service serves on open connections, is not ready, and sends them away',
  async (t) => {
    const service = await createTestApp(t, { settings: { drainMs: 500 } });
    const port = await listen(service);
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    t.teardown(() => agent.destroy());
    const get = (path: string) =>
      new Promise<{ status: number; connection: string | undefined }>((resolve, reject) => {
        const request = httpRequest({ host: '127.0.0.1', port, path, agent }, (response) => {
          response.resume();
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, connection: response.headers.connection }),
          );
        });
        request.on('error', reject);
        request.end();
      });
    t.same(await get('/health/ready'), { status: 200, connection: 'keep-alive' });
    const closed = service.app.close();
    await eventually('not ready', async () => (await get('/health/ready')).status === 503);
    t.same(await get('/v1/session'), { status: 401, connection: 'close' });
    await closed;
    await t.rejects(get('/v1/session'), { code: 'ECONNREFUSED' });
  },
);
