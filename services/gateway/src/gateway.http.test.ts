import { revokeTestKey } from '@countersign/testing';
import t from 'tap';
import {
  AUTHENTICATION_FAILED,
  errorOf,
  exchange,
  NONCE_SMALL,
  PERMISSION_INVALID,
  signedRequest,
  testGateway,
  UPSTREAM_TOKEN,
} from './testing/test-gateway.ts';

t.test('a signed request reaches the upstream once, byte for byte, with its principal', async (t) => {
  const { port, upstream, insertKey, database, keyrings } = await testGateway(t);
  const key = await insertKey();
  const request = signedRequest(key, { body: '{"a": "\\u00e9"}' });
  const answer = await exchange(port, request);
  t.equal(answer.status, 200);
  t.equal(answer.body, '["ok"]');
  t.same(upstream.calls.length, 1);
  t.match(upstream.calls[0], {
    path: '/v2/auth/r/wallets',
    headers: {
      'countersign-user': key.ownerId,
      'countersign-key-id': key.keyId,
      'countersign-permissions': 'wallets:read',
      'countersign-upstream-token': UPSTREAM_TOKEN,
    },
  });
  t.equal(upstream.calls[0]?.body.toString(), '{"a": "\\u00e9"}');
  t.same(errorOf(await exchange(port, request)), NONCE_SMALL);
  t.same(
    errorOf(await exchange(port, signedRequest(key, { path: '/v2/auth/w/order/submit' }))),
    PERMISSION_INVALID,
  );
  await revokeTestKey(database, keyrings, key.keyId);
  t.same(errorOf(await exchange(port, signedRequest(key))), AUTHENTICATION_FAILED);
  t.equal(upstream.calls.length, 1);
});
