import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import t from 'tap';
import { errorOf, exchange, MAINTENANCE, signedRequest, testGateway } from '../testing/test-gateway.ts';
import { TEST_CERTIFICATE, TEST_CERTIFICATE_KEY } from '../testing/tls-certificate.ts';

const large = `["${'b'.repeat(1_000_000)}"]`;
const calls: string[] = [];
const server = createServer({ cert: TEST_CERTIFICATE, key: TEST_CERTIFICATE_KEY }, (message, response) => {
  calls.push(message.url ?? '');
  message.resume().on('end', () => {
    const body = message.url?.endsWith('/orders') ? large : '["ok"]';
    response.writeHead(200, { 'content-type': 'application/json' }).end(body);
  });
});
server.listen(0, 'localhost');
await new Promise((resolve) => server.once('listening', resolve));
t.teardown(() => server.close());
server.on('connection', (socket) => t.teardown(() => socket.destroy()));

const upstreamOrigin = `https://localhost:${(server.address() as AddressInfo).port}`;
const { port, insertKey } = await testGateway(t, { upstreamOrigin });
const key = await insertKey({ permissions: ['wallets:read', 'orders:read'] });

t.test('an upstream whose certificate nobody vouches for is not called', async (t) => {
  t.same(errorOf(await exchange(port, signedRequest(key))), MAINTENANCE);
  t.same(calls, []);
});

t.test('an upstream over TLS is called, and answers of any size arrive whole', async (t) => {
  const trusted = getCACertificates();
  setDefaultCACertificates([...trusted, TEST_CERTIFICATE]);
  t.teardown(() => setDefaultCACertificates(trusted));
  for (let turn = 0; turn < 2; turn++) {
    const small = await exchange(port, signedRequest(key));
    t.same([small.status, small.body], [200, '["ok"]']);
    const answer = await exchange(port, signedRequest(key, { path: '/v2/auth/r/orders' }));
    t.ok(answer.body === large);
  }
});
