import { eventually } from '@countersign/testing';
import ccxt from 'ccxt';
import t, { type Test } from 'tap';
import { connectCcxt } from './harness/ccxt.ts';
import { startLossyProxy } from './harness/lossy-proxy.ts';
import { linkFields } from './harness/mailbox.ts';
import { confirmCreation, createKey, registerPerson, startCreation } from './harness/person.ts';
import { GatewayClient, signRequest } from './harness/signed-call.ts';
import { startSystem } from './harness/system.ts';

const REDIS_URL = process.env.TEST_REDIS_URL;
const PERMISSIONS = ['account:read', 'history:read', 'orders:read', 'orders:write', 'wallets:read'];

for (const [queue, redisUrl] of [
  ['PostgreSQL', null],
  ['Redis', REDIS_URL],
] as const) {
  const skip = redisUrl === undefined ? 'TEST_REDIS_URL is not set: no Redis to run against' : false;
  t.test(
    `with the queue on ${queue}, a person gets a key and an unmodified ccxt trades with it`,
    { skip },
    (t) => wholeWay(t, redisUrl ?? null),
  );
}

async function wholeWay(t: Test, redisUrl: string | null): Promise<void> {
  const system = await startSystem(t, { upstream: 'sandbox', redisUrl });
  const [gatewayUrl = ''] = system.gatewayUrls;
  const person = await registerPerson(system);
  const creation = await startCreation(system, person, { permissions: PERMISSIONS, label: 'Trading bot' });

  const elsewhere = person.browser.elsewhere();
  const refused = await elsewhere.call('POST', `/v1/key-creations/${creation.id}/confirmation`, {
    token: creation.token,
  });
  t.match(refused, { status: 409, body: { code: 'wrong-browser' } }, 'another browser gets nothing');

  const key = await confirmCreation(person, creation);
  const exchange = connectCcxt(gatewayUrl, key);

  const balance = await exchange.fetchBalance();
  t.ok(Number((balance as unknown as { total: Record<string, number> }).total.USD) > 0, 'fetchBalance');
  const order = await exchange.createOrder('BTC/USD', 'limit', 'buy', 0.01, 1_000);
  const open = await exchange.fetchOpenOrders('BTC/USD');
  t.ok(
    open.some(({ id }) => id === order.id),
    'createOrder and fetchOpenOrders',
  );
  await exchange.cancelOrder(String(order.id), 'BTC/USD');
  t.same(await exchange.fetchOpenOrders('BTC/USD'), [], 'cancelOrder');
  await t.rejects(
    exchange.withdraw('BTC', 0.1, 'address'),
    ccxt.PermissionDenied,
    'no permission, no withdrawal',
  );

  const client = new GatewayClient(gatewayUrl);
  t.teardown(() => client.close());
  // Milliseconds, as ccxt counts: microseconds would leave every later nonce of ccxt behind.
  const request = signRequest(key, '/v2/auth/r/wallets', { nonce: String(exchange.nonce()) });
  t.equal((await client.send(request)).status, 200);
  t.same((await client.send(request)).body, ['error', 10114, 'nonce: small'], 'a replay is refused');

  await eventually('the key to show its last use', async () => {
    const { lastUsed } = await person.browser.ok('GET', `/v1/keys/${key.keyId}`);
    return lastUsed !== null;
  });
  await person.browser.ok('POST', `/v1/keys/${key.keyId}/revocation`, { reason: 'test' });
  await t.rejects(
    exchange.fetchBalance(),
    ccxt.AuthenticationError,
    'the very next call after the revocation',
  );

  const history = await person.browser.ok('GET', '/v1/audit-events?limit=100');
  const types = history.items.map(({ type }: { type: string }) => type);
  for (const type of ['key-creation-started', 'wrong-browser-attempt', 'key-created', 'key-revoked']) {
    t.ok(types.includes(type), `the security history tells of ${type}`);
  }
  t.notMatch(system.output(), /"level":60|request failed/, 'no request failed on the way');
}

t.test(
  'a confirmation whose answer was lost is repeated: a fresh secret for the same key, the first one dead',
  async (t) => {
    const system = await startSystem(t);
    const [gatewayUrl = ''] = system.gatewayUrls;
    const person = await registerPerson(system);
    const creation = await startCreation(system, person, { permissions: PERMISSIONS });
    const proxy = await startLossyProxy(system.keysUrl);
    t.teardown(() => proxy.close());
    const path = `/v1/key-creations/${creation.id}/confirmation`;
    await t.rejects(person.browser.through(proxy.url).call('POST', path, { token: creation.token }));
    const { apiKey, secret } = await proxy.lostAnswer<{ apiKey: { id: string }; secret: string }>();
    const lost = { keyId: apiKey.id, secret };
    const kept = await confirmCreation(person, creation);
    t.equal(kept.keyId, lost.keyId);
    t.not(kept.secret, lost.secret);
    const client = new GatewayClient(gatewayUrl);
    t.teardown(() => client.close());
    const withLost = await client.send(signRequest(lost, '/v2/auth/r/wallets'));
    t.same(withLost.body, ['error', 10100, 'apikey: invalid']);
    t.equal((await client.send(signRequest(kept, '/v2/auth/r/wallets'))).status, 200);
    const again = await person.browser.call('POST', path, { token: creation.token });
    t.match(again, { status: 410, body: { code: 'reveal-closed' } }, 'once used, never again');
  },
);

t.test('a mail sent again carries the same link under a new Message-ID', async (t) => {
  const system = await startSystem(t);
  const person = await registerPerson(system);
  const creation = await startCreation(system, person, { permissions: PERMISSIONS });
  await person.browser.ok('POST', `/v1/key-creations/${creation.id}/confirmation-email`);
  const mails = await eventually('the second mail', () => {
    const found = system.mailbox.mails().filter((mail) => (mail.text ?? '').includes(creation.id));
    return found.length === 2 && found;
  });
  const [first, second] = mails.map((mail) => linkFields(mail).get('token'));
  t.equal(first, second);
  t.not(mails[0]?.messageId, mails[1]?.messageId);
});

t.test('KS-64: a session of the key service opens nothing at the gateway', async (t) => {
  const system = await startSystem(t);
  const [gatewayUrl = ''] = system.gatewayUrls;
  const person = await registerPerson(system);
  const key = await createKey(system, person, PERMISSIONS);
  const cookies = [...person.browser.cookies()];
  const [, session = ''] = cookies.find(([name]) => name.endsWith('countersign_session')) ?? [];
  t.ok(session.length > 20, 'a session that is open');
  const cookie = cookies.map(([name, value]) => `${name}=${value}`).join('; ');
  const client = new GatewayClient(gatewayUrl);
  t.teardown(() => client.close());
  for (const path of ['/v2/auth/r/wallets', '/v2/auth/w/order/submit', '/v2/auth/w/token']) {
    const signed = signRequest(key, path);
    const unsigned = { 'content-type': 'application/json', origin: system.keysUrl, cookie };
    const { 'bfx-signature': _, ...withoutSignature } = signed.headers as Record<string, string>;
    const tries: Record<string, Readonly<Record<string, string>>> = {
      'as a cookie': unsigned,
      'as a cookie, beside the key ID of the same person': { ...withoutSignature, cookie },
      'as a bearer token': { ...unsigned, authorization: `Bearer ${session}` },
      'as a token of the gateway': { ...unsigned, 'bfx-token': session },
      'as a signature': { ...signed.headers, cookie, 'bfx-signature': session },
      'as the secret': signRequest({ ...key, secret: session }, path).headers,
      'as the key ID': signRequest({ ...key, keyId: session }, path).headers,
    };
    for (const [how, headers] of Object.entries(tries)) {
      const { status, body } = await client.send({ ...signed, headers });
      t.match({ status, body }, { status: 500, body: ['error', Number] }, `${path} ${how}`);
    }
  }
  t.same(system.upstream?.requests, [], 'the upstream hears of none of it');

  const signed = signRequest(key, '/v2/auth/r/wallets');
  const both = await client.send({ ...signed, headers: { ...signed.headers, cookie } });
  t.equal(both.status, 200, 'what is signed needs no session');
  t.notMatch(JSON.stringify(system.upstream?.requests), session, 'and takes none along to the upstream');
});
