import fc from 'fast-check';
import t from 'tap';
import { parseIpEntry } from './ip-allowlist.ts';
import { coversAddresses } from './ip-coverage.ts';

t.test('no rule covers everything, and is covered by nothing but itself', async (t) => {
  t.ok(coversAddresses(null, null));
  t.ok(coversAddresses(null, ['192.0.2.1']));
  t.notOk(coversAddresses(['0.0.0.0/1', '128.0.0.0/1', '::/1', '8000::/1'], null));
});

t.test('an address is covered by itself, by a network around it, and by networks together', async (t) => {
  for (const [outer, inner] of [
    [['192.0.2.1'], ['192.0.2.1']],
    [['192.0.2.0/24'], ['192.0.2.255', '192.0.2.0/25']],
    [['192.0.2.0/25', '192.0.2.128/25'], ['192.0.2.0/24']],
    [['192.0.2.128/25', '198.51.100.1', '192.0.2.0/25'], ['192.0.2.0/24']],
    [['2001:db8::/32'], ['2001:db8:ffff::/48', '2001:db8::1']],
  ] as const) {
    t.ok(coversAddresses(outer, inner), `${outer} covers ${inner}`);
  }
  for (const [outer, inner] of [
    [['192.0.2.1'], ['192.0.2.2']],
    [['192.0.2.0/24'], ['192.0.2.0/23']],
    [['192.0.2.0/25', '192.0.2.128/26'], ['192.0.2.0/24']],
    [['192.0.2.0/24'], ['2001:db8::1']],
    [['2001:db8::/32'], ['192.0.2.1']],
    // ::192.0.2.1 is no IPv4 address; ::ffff:192.0.2.1 is, and is written as one.
    [['::c000:201'], ['192.0.2.1']],
    [['not an address'], ['192.0.2.1']],
    [['192.0.2.0/24'], ['not an address']],
  ] as const) {
    t.notOk(coversAddresses(outer, inner), `${outer} does not cover ${inner}`);
  }
});

/** An address as the string of its bits, read off its text group by group: another way than the code's. */
function bitsOf(address: string): string {
  if (!address.includes(':')) {
    const bytes = address.split('.').map((part) => Number(part).toString(2).padStart(8, '0'));
    return `4${bytes.join('')}`;
  }
  const [head = '', tail] = address.split('::');
  const groups = (part = '') => part.split(':').filter((group) => group !== '');
  const missing = 8 - groups(head).length - groups(tail).length;
  const all = [
    ...groups(head),
    ...Array<string>(tail === undefined ? 0 : missing).fill('0'),
    ...groups(tail),
  ];
  return `6${all.map((group) => Number.parseInt(group, 16).toString(2).padStart(16, '0')).join('')}`;
}

/** The bits that every address of an entry begins with. */
function prefixOf(entry: string): string {
  const [address = '', length] = entry.split('/');
  return length === undefined ? bitsOf(address) : bitsOf(address).slice(0, 1 + Number(length));
}

/** Covered, on bit strings: by one prefix, or by coverage of both halves. */
function modelCovers(outer: readonly string[], prefix: string): boolean {
  if (outer.some((other) => prefix.startsWith(other))) return true;
  if (!outer.some((other) => other.startsWith(prefix))) return false;
  return modelCovers(outer, `${prefix}0`) && modelCovers(outer, `${prefix}1`);
}

t.test('KS-77: coverage is as on strings of bits, for random networks near each other', async (t) => {
  const last = fc.integer({ min: 0, max: 15 });
  const ipv4 = fc.tuple(last, fc.integer({ min: 27, max: 32 })).map(([at, length]) => {
    const hostBits = 2 ** (32 - length);
    return `203.0.113.${Math.floor(at / hostBits) * hostBits}/${length}`;
  });
  const ipv6 = fc.tuple(last, fc.integer({ min: 123, max: 128 })).map(([at, length]) => {
    const hostBits = 2 ** (128 - length);
    return `2001:db8::${(Math.floor(at / hostBits) * hostBits).toString(16)}/${length}`;
  });
  const entry = fc.oneof(ipv4, ipv6).map((text) => {
    const parsed = parseIpEntry(text);
    if (!parsed.ok) throw new Error(`${text} is ${parsed.fault}`);
    return parsed.entry;
  });
  const list = fc.array(entry, { minLength: 1, maxLength: 8 });
  let covered = 0;
  fc.assert(
    fc.property(list, list, (outer, inner) => {
      const expected = inner.every((one) => modelCovers(outer.map(prefixOf), prefixOf(one)));
      if (expected) covered++;
      return coversAddresses(outer, inner) === expected;
    }),
    { numRuns: 3_000 },
  );
  t.ok(covered > 50, `${covered} of 3,000 were covered`);
});

t.test('KS-77: an entry means what its bits say: parsed, written and read again', async () => {
  const address = fc.oneof(fc.ipV4(), fc.ipV6());
  fc.assert(
    fc.property(address, fc.integer({ min: 0, max: 128 }), (text, length) => {
      const result = parseIpEntry(`${text}/${length}`);
      if (text.includes('.') && text.includes(':')) return true;
      const bits = bitsOf(text);
      const isIpv4 = bits.startsWith('4');
      if (length > (isIpv4 ? 32 : 128)) return !result.ok && result.fault === 'ip-not-an-address';
      const prefix = bits.slice(1, 1 + length);
      const mapped = `${'0'.repeat(80)}${'1'.repeat(16)}`;
      if (length === 0 || (!isIpv4 && length <= 96 && mapped.startsWith(prefix))) {
        return !result.ok && result.fault === 'ip-allows-everything';
      }
      if (bits.slice(1 + length).includes('1')) return !result.ok && result.fault === 'ip-host-bits-set';
      const isMapped = !isIpv4 && prefix.startsWith(mapped);
      const expected = isMapped ? `4${prefix.slice(96)}` : `${bits[0]}${prefix}`;
      return result.ok && prefixOf(result.entry) === expected;
    }),
    {
      numRuns: 3_000,
      examples: [
        ['::', 64],
        ['::', 96],
        ['::ffff:c000:201', 128],
        ['::fffe:0:0', 95],
      ],
    },
  );
});
