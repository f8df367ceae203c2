import t from 'tap';
import { Limiter } from './limiter.ts';
import type { SharedRates } from './shared-rates.ts';

const rate = { perSecond: 10, burst: 5 };

t.test('a burst, then so many a second', async (t) => {
  const clock = { ms: 0 };
  const limiter = new Limiter({ name: 'x', rate, maxClients: 10, now: () => clock.ms, shared: null });
  const allowed = (times: number) =>
    Array.from({ length: times }, () => limiter.take('a')).filter(Boolean).length;
  t.equal(allowed(20), 5);
  clock.ms += 100;
  t.equal(allowed(20), 1);
  clock.ms += 10_000;
  t.equal(allowed(20), 5, 'rest gives back a burst and no more');
});

t.test('GW-42 a million clients take no more memory than the limit of clients', async (t) => {
  const limiter = new Limiter({ name: 'x', rate, maxClients: 1_000, now: () => 0, shared: null });
  for (let client = 0; client < 1_000_000; client++) limiter.take(String(client));
  t.equal(limiter.size, 1_000);
});

t.test('what other gateways counted narrows the allowance here', async (t) => {
  let adopt: (client: string, inMs: number) => void = () => {};
  const counted: string[] = [];
  const shared: SharedRates = {
    register: (_name, _rate, next) => {
      adopt = next;
    },
    add: (_name, client) => counted.push(client),
    close: async () => {},
  };
  const limiter = new Limiter({ name: 'x', rate, maxClients: 10, now: () => 0, shared });
  t.ok(limiter.take('a'));
  adopt('a', 500);
  t.notOk(limiter.take('a'));
  t.same(counted, ['a'], 'a refused request is not counted');
});
