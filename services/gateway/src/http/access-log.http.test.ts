import { eventually } from '@countersign/testing';
import t from 'tap';
import { recordedLog } from '../testing/recorded-log.ts';
import { exchange, signedRequest, testGateway, UPSTREAM_TOKEN } from '../testing/test-gateway.ts';

t.test('every request is written down, and nothing that signs or authenticates', async (t) => {
  const { logger, lines } = recordedLog();
  const { port, insertKey } = await testGateway(t, {}, { logger });
  const key = await insertKey();
  const good = signedRequest(key, { body: '{"private":"body-text"}' });
  const signature = /bfx-signature: (\w+)/.exec(good.toString('latin1'))?.[1] ?? '';
  const answer = await exchange(port, good);
  await exchange(port, good);
  // The secret pasted where the key ID belongs, into a query, and into a path of no grammar.
  await exchange(port, signedRequest({ ...key, keyId: key.secret }));
  await exchange(port, `GET /v2/platform/status?secret=${key.secret} HTTP/1.1\r\nhost: g\r\n\r\n`);
  await exchange(
    port,
    signedRequest(key, { extra: [`cookie: ${key.secret}`, `authorization: ${key.secret}`] }),
  );
  // And into a path that is fine otherwise.
  await exchange(port, signedRequest(key, { path: `/v2/auth/r/${key.secret}x` }));
  const requests = () => lines.filter(({ message }) => message === 'request');
  await eventually('all to be written', () => requests().length === 6);
  t.match(requests()[0], {
    requestId: answer.headers['x-request-id'],
    method: 'POST',
    path: '/v2/auth/r/wallets',
    status: 200,
    rejection: null,
    keyId: key.keyId,
    ip: '127.0.0.1',
  });
  t.match(requests()[1], { status: 500, rejection: 'nonce-too-small' });
  t.match(requests()[2], { rejection: 'key-unknown', keyId: null });
  t.match(requests()[3], { path: '/v2/platform/status' });
  const text = JSON.stringify(lines);
  for (const secret of [key.secret, signature, 'body-text', UPSTREAM_TOKEN]) t.notOk(text.includes(secret));
  t.equal(new Set(requests().map(({ requestId }) => requestId)).size, 6);
  t.equal(requests()[5]?.path, '/v2/auth/r/[redacted]');
});
