import t from 'tap';
import { networkOf } from '../src/components/network.ts';

t.test('addresses that mean nothing outside are told apart', async (t) => {
  for (const ip of ['127.0.0.1', '::1']) t.equal(networkOf(ip), 'device', ip);
  for (const ip of ['10.1.2.3', '192.168.0.9', '172.16.0.1', '172.31.255.1', 'fd00::1', 'fe80::1']) {
    t.equal(networkOf(ip), 'local', ip);
  }
  for (const ip of ['203.0.113.7', '172.32.0.1', '11.0.0.1', '2001:db8::1']) {
    t.equal(networkOf(ip), 'internet', ip);
  }
});
