import { createRemoteJWKSet, jwtVerify } from 'jose';
import t from 'tap';
import { exchange, signedRequest, testGateway } from '../testing/test-gateway.ts';

const { port, upstream, insertKey } = await testGateway(t);

t.test('an upstream verifies who is calling with the keys that the gateway publishes', async (t) => {
  const key = await insertKey({ permissions: ['wallets:read'] });
  const forged = ['Countersign-Assertion: e30.e30.', 'countersign-assertion: x'];
  t.equal((await exchange(port, signedRequest(key, { extra: forged }))).status, 200);
  const { headers = {}, rawHeaders = [] } = upstream.calls.at(-1) ?? {};
  t.equal(
    rawHeaders.filter((name) => /^countersign-assertion$/i.test(name)).length,
    1,
    'GW-43 what a client sends is dropped',
  );
  const keys = createRemoteJWKSet(new URL(`http://127.0.0.1:${port}/.well-known/jwks.json`));
  const { payload } = await jwtVerify(String(headers['countersign-assertion']), keys, {
    audience: upstream.origin,
    issuer: 'countersign:test',
  });
  t.match(payload, { sub: key.ownerId, key_id: key.keyId, scope: 'wallets:read' });
});

t.test('a call without a key carries no assertion', async (t) => {
  await exchange(
    port,
    'GET /v2/platform/status HTTP/1.1\r\nhost: gateway.example\r\ncountersign-assertion: x\r\n\r\n',
  );
  t.notOk(upstream.calls.at(-1)?.headers['countersign-assertion']);
});
