import t from 'tap';
import { clientAddress } from '../addresses/client-address.ts';
import { ConnectionCounts } from './connection-counts.ts';

t.test('GW-58 who is not counted takes nobody of the same network out of the count', async (t) => {
  const proxy = clientAddress('2001:db8::1');
  const neighbour = clientAddress('2001:db8::2');
  const counts = new ConnectionCounts({ maxPerAddress: 2, isExempt: ({ text }) => text === proxy.text });
  t.ok(counts.add(neighbour));
  t.ok(counts.add(neighbour));
  for (let turn = 0; turn < 5; turn++) {
    t.ok(counts.add(proxy));
    counts.remove(proxy);
  }
  t.notOk(counts.add(neighbour), 'the neighbour has as many as before');
  counts.remove(neighbour);
  t.ok(counts.add(neighbour), 'and one more where one was closed');
});
