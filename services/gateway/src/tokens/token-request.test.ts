import t from 'tap';
import { DEFAULT_CAPS } from './token-permissions.ts';
import { MAX_TTL_SECONDS, parseTokenDeletion, parseTokenRequest } from './token-request.ts';

const parse = (body: unknown) => parseTokenRequest(Buffer.from(JSON.stringify(body)));

t.test('a request says scope, and perhaps how long, what for, and whether to write', async (t) => {
  t.same(parse({ scope: 'api' }), { caps: DEFAULT_CAPS, mayWrite: false, ttlSeconds: 120 });
  t.same(parse({ scope: 'api', ttl: 5, caps: ['a', 'wd'], writePermission: true, _cust_ip: '192.0.2.1' }), {
    caps: ['a', 'wd'],
    mayWrite: true,
    ttlSeconds: 5,
  });
  t.match(parse({ scope: 'api', ttl: MAX_TTL_SECONDS, caps: [] }), { caps: [], ttlSeconds: 86_400 });
});

t.test('whatever is not of the right shape is refused, not bent into it', async (t) => {
  for (const wrong of [
    ...[{}, [], null, 'api', 1, { scope: 'ui' }, { scope: ['api'] }, { scope: null }],
    ...[0, -1, 1.5, '120', 86_401, 1e300, null, [120], {}].map((ttl) => ({ scope: 'api', ttl })),
    ...['a', {}, null, ['x'], ['a', 1], [['a']], ['__proto__'], Array(17).fill('a')].map((caps) => ({
      scope: 'api',
      caps,
    })),
    ...[1, 'true', null, {}].map((writePermission) => ({ scope: 'api', writePermission })),
    { scope: 'api', write_permission: false },
    { scope: 'api', permissions: ['withdraw:write'] },
    { scope: 'api', _cust_ip: 'x'.repeat(5_000) },
  ]) {
    t.equal(parse(wrong), null, JSON.stringify(wrong)?.slice(0, 80));
  }
  for (const text of ['', '{', '{"scope":"api","__proto__":{"ttl":1}}', '{"scope":"api"}x', '\ufeff{']) {
    t.equal(parseTokenRequest(Buffer.from(text)), null, text);
  }
  t.equal(parseTokenRequest(Buffer.from([0x7b, 0xff, 0x7d])), null, 'no UTF-8');
});

t.test('a deletion names a token', async (t) => {
  t.equal(parseTokenDeletion(Buffer.from('{"token":"ct_x"}')), 'ct_x');
  for (const text of ['', '[]', '{}', '{"token":1}', '{"token":null}', '{"token":["ct_x"]}']) {
    t.equal(parseTokenDeletion(Buffer.from(text)), null, text);
  }
});
