import { eventually } from '@countersign/testing';
import ccxt from 'ccxt';
import t from 'tap';
import { connectCcxt } from './harness/ccxt.ts';
import { createKey, registerPerson } from './harness/person.ts';
import { startSystem } from './harness/system.ts';

const PERMISSIONS = ['account:read', 'orders:read', 'orders:write', 'wallets:read', 'withdraw:write'];

/** With a token, whatever ccxt signs besides is not looked at. */
function connectWithToken(url: string, token: string) {
  const exchange = connectCcxt(url, { keyId: 'nobody', secret: 'nothing' });
  exchange.headers = { 'bfx-token': token };
  return exchange;
}

t.test(
  'an unmodified ccxt issues a scoped token, trades with it as far as it goes, and ends it',
  async (t) => {
    const system = await startSystem(t, { upstream: 'sandbox', gateways: 2 });
    const [one = '', two = ''] = system.gatewayUrls;
    const person = await registerPerson(system);
    const key = await createKey(system, person, PERMISSIONS);
    const owner = connectCcxt(one, key);
    const ask = async (request: object): Promise<string> => {
      const [token] = await owner.privatePostAuthWToken({ scope: 'api', ttl: 600, ...request });
      return token;
    };
    const withToken = (token: string) => connectWithToken(two, token);

    const reading = withToken(await ask({ caps: ['w', 'o'] }));
    t.ok(Number(((await reading.fetchBalance()) as unknown as { total: { USD: number } }).total.USD) > 0);
    t.same(await reading.fetchOpenOrders(), []);
    await t.rejects(reading.createOrder('BTC/USD', 'limit', 'buy', 0.01, 1_000), ccxt.PermissionDenied);
    await t.rejects(reading.privatePostAuthWToken({ scope: 'api' }), ccxt.PermissionDenied);

    const token = await ask({ caps: ['o', 'a'], writePermission: true });
    const trading = withToken(token);
    const order = await trading.createOrder('BTC/USD', 'limit', 'buy', 0.01, 1_000);
    t.same(
      (await owner.fetchOpenOrders('BTC/USD')).map(({ id }) => id),
      [order.id],
      'the order is the account’s',
    );
    await t.rejects(trading.withdraw('BTC', 0.1, 'address'), ccxt.PermissionDenied);
    const shown = (await trading.privatePostAuthRPermissions()) as [
      string,
      string | number,
      string | number,
    ][];
    t.same(
      shown.filter(([, read, write]) => Number(read) || Number(write)).map(([scope]) => scope),
      ['account', 'orders'],
    );

    // ccxt has no name for this route; it signs and sends it all the same.
    t.same(await owner.request('auth/w/token/del', 'private', 'POST', { token }), [1]);
    await t.rejects(trading.fetchOpenOrders(), ccxt.AuthenticationError, 'dead on the other gateway, too');
    await person.browser.ok('POST', `/v1/keys/${key.keyId}/revocation`, {});
    await t.rejects(reading.fetchBalance(), ccxt.AuthenticationError, 'as every token of a revoked key');
    await eventually('the owner to be told', async () => {
      const { items } = await person.browser.ok('GET', `/v1/keys/${key.keyId}/refusals`);
      return items.some(
        ({ reason, nonce }: Record<string, string>) => reason === 'token-outdated' && nonce === '0',
      );
    });
  },
);
