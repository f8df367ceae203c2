import t from 'tap';
import { addressList } from './address-list.ts';
import { clientAddress, forwardedAddress } from './client-address.ts';

t.test('a client is limited by its IPv4 address or its IPv6 /64', async (t) => {
  for (const [address, limitKey] of [
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['::FFFF:C000:0201', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0db8:0001:0002::1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ] as const) {
    t.equal(clientAddress(address).limitKey, limitKey, address);
  }
});

t.test('only loopback is loopback', async (t) => {
  for (const address of ['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1'])
    t.ok(clientAddress(address).isLoopback);
  for (const address of ['192.0.2.1', '::', 'fe80::1', '']) t.notOk(clientAddress(address).isLoopback);
});

t.test('GW-51 the right-most untrusted address counts, and only behind a trusted peer', async (t) => {
  const proxies = addressList(['10.0.0.0/8']);
  const from = (peer: string, header: string | null) => forwardedAddress(peer, header, proxies);
  t.equal(from('192.0.2.1', '203.0.113.9'), '192.0.2.1');
  t.equal(from('10.0.0.1', null), '10.0.0.1');
  t.equal(from('10.0.0.1', '203.0.113.9'), '203.0.113.9');
  t.equal(from('10.0.0.1', '198.51.100.1, 203.0.113.9,10.0.0.2'), '203.0.113.9');
  t.equal(from('10.0.0.1', '10.0.0.3, 10.0.0.2'), '10.0.0.3');
  t.equal(from('10.0.0.1', '203.0.113.9, nonsense'), '10.0.0.1');
  t.equal(from('10.0.0.1', ''), '10.0.0.1');
  t.equal(from('10.0.0.1', '203.0.113.9:1234'), '10.0.0.1');
});

t.test(
  'GW-51 however much a client writes in front, it does not pass for the proxy it came through',
  async (t) => {
    const proxies = addressList(['10.0.0.0/8']);
    for (const spoofed of ['198.51.100.1,', '10.0.0.9,', 'nonsense,', ',']) {
      t.equal(
        forwardedAddress('10.0.0.1', `${spoofed.repeat(500)}203.0.113.9`, proxies),
        '203.0.113.9',
        spoofed,
      );
    }
  },
);
