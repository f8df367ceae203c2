import { BlockList } from 'node:net';
import fc from 'fast-check';
import t from 'tap';
import { parseIpEntry } from './ip-allowlist.ts';

const CANONICAL: [text: string, entry: string][] = [
  ['192.0.2.1', '192.0.2.1'],
  ['192.0.2.1/32', '192.0.2.1'],
  ['10.0.0.0/8', '10.0.0.0/8'],
  ['128.0.0.0/1', '128.0.0.0/1'],
  ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
  ['2001:db8::/32', '2001:db8::/32'],
  ['2001:db8::1/128', '2001:db8::1'],
  ['::1', '::1'],
  ['::', '::'],
  ['8000::/1', '8000::/1'],
  ['1:0:0:2:0:0:0:3', '1:0:0:2::3'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['::ffff:c000:201', '192.0.2.1'],
  ['::ffff:10.0.0.0/104', '10.0.0.0/8'],
  ['64:ff9b::192.0.2.1', '64:ff9b::c000:201'],
];

for (const [text, entry] of CANONICAL) {
  t.test(`KS-77: ${text} is kept as ${entry}`, async (t) => {
    t.same(parseIpEntry(text), { ok: true, entry });
  });
}

t.test('KS-77 GW-59: what allows everything is refused', async (t) => {
  for (const text of ['0.0.0.0/0', '::/0', '10.0.0.1/0', '2001:db8::/0', '::ffff:0.0.0.0/96']) {
    t.same(parseIpEntry(text), { ok: false, fault: 'ip-allows-everything' }, text);
  }
});

t.test('KS-77: an IPv6 network that lets every IPv4 client in is refused, too', async (t) => {
  for (const text of ['::/1', '::/64', '::/80', '::fffe:0:0/95']) {
    t.same(parseIpEntry(text), { ok: false, fault: 'ip-allows-everything' }, text);
    t.ok(allows(text, '192.0.2.1'), 'that is how the gateway would read it');
  }
  for (const text of ['::/96', '::/81', '8000::/1', '64:ff9b::/96']) {
    t.same(parseIpEntry(text), { ok: true, entry: text });
    t.notOk(allows(text, '192.0.2.1'));
  }
});

t.test('KS-77 GW-59: bits after the prefix are refused, and what was probably meant is named', async (t) => {
  for (const [text, suggestion] of [
    ['10.0.0.1/8', '10.0.0.0/8'],
    ['192.0.2.255/31', '192.0.2.254/31'],
    ['2001:db8::1/64', '2001:db8::/64'],
  ] as const) {
    t.same(parseIpEntry(text), { ok: false, fault: 'ip-host-bits-set', suggestion }, text);
  }
});

t.test(
  'KS-74 KS-76 KS-77: host names, shortened, ambiguous and hostile forms are no addresses',
  async (t) => {
    for (const text of [
      ...['', ' ', 'localhost', 'example.com', '192.0.2', '192.0.2.1.1', '192.0.2.256', '0x7f.0.0.1'],
      ...['010.0.0.1', '2130706433', ' 192.0.2.1', '192.0.2.1 ', '192.0.2.1\n', '192.0.2.1\0', '１.２.３.４'],
      ...['10.0.0.0/', '10.0.0.0/08', '10.0.0.0/+8', '10.0.0.0/8/8', '10.0.0.0/33', '10.0.0.0/-1', '/8'],
      ...['10.0.0.0/8.0', '10.0.0.0/255.0.0.0', '2001:db8::/129', '2001:db8::/1e1', ':::', '1::2::3'],
      ...[
        'fe80::1%eth0',
        '[::1]',
        '::1]',
        "::1'; drop table api_keys; --",
        '*',
        '192.0.2.*',
        'x'.repeat(64_000),
      ],
    ]) {
      t.same(parseIpEntry(text), { ok: false, fault: 'ip-not-an-address' }, text.slice(0, 40));
    }
  },
);

t.test(
  'a canonical entry is its own canonical form, and means the same to another implementation',
  async () => {
    const address = fc.oneof(fc.ipV4(), fc.ipV6());
    const probe = fc.oneof(fc.ipV4(), fc.ipV6());
    fc.assert(
      fc.property(address, fc.integer({ min: 1, max: 128 }), probe, (text, length, other) => {
        const first = parseIpEntry(`${text}/${length}`);
        const entry = first.ok ? first.entry : 'suggestion' in first ? first.suggestion : undefined;
        if (entry === undefined) return true;
        const again = parseIpEntry(entry);
        const asWritten = allows(`${text}/${length}`, other);
        return again.ok && again.entry === entry && allows(entry, other) === asWritten && allows(entry, text);
      }),
      { numRuns: 2_000 },
    );
  },
);

/** What node:net makes of an entry. */
function allows(entry: string, address: string): boolean {
  const [network = '', prefix] = entry.split('/');
  const family = (text: string) => (text.includes(':') ? 'ipv6' : 'ipv4');
  const list = new BlockList();
  if (prefix === undefined) list.addAddress(network, family(network));
  else list.addSubnet(network, Number(prefix), family(network));
  return list.check(address, family(address));
}
