import t from 'tap';
import { clientAddress } from '../../addresses/client-address.ts';
import { Limiter } from '../../limits/limiter.ts';
import { limitAddress } from './limit-address.ts';

t.test('an address is refused once its allowance is used up; no limiter is no limit', async (t) => {
  const rate = { perSecond: 1, burst: 1 };
  const limiter = new Limiter({ name: 'address', rate, maxClients: 10, now: () => 5, shared: null });
  const [one, sameNet, other] = ['2001:db8::1', '2001:db8::2', '2001:db8:0:1::1'].map(clientAddress) as [
    ReturnType<typeof clientAddress>,
    ReturnType<typeof clientAddress>,
    ReturnType<typeof clientAddress>,
  ];
  t.equal(limitAddress(limiter, one), null);
  t.equal(limitAddress(limiter, sameNet), 'address-limit-reached', 'GW-58');
  t.equal(limitAddress(limiter, other), null);
  t.equal(limitAddress(null, one), null);
});
