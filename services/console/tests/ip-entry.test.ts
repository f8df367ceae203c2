import fc from 'fast-check';
import t from 'tap';
import { parseIpEntry } from '../../keys/src/api-keys/ip-allowlist.ts';
import { readIpEntry } from '../src/key-settings/ip-entry.ts';
import { addTyped, allowlistOf, ipRuleOf, typedFault } from '../src/key-settings/ip-rule.ts';

const written = fc.oneof(
  fc.ipV4(),
  fc.ipV4Extended(),
  fc.ipV6(),
  fc.tuple(fc.oneof(fc.ipV4(), fc.ipV6()), fc.integer({ min: 0, max: 140 })).map(([ip, n]) => `${ip}/${n}`),
  fc.ipV4().map((ip) => `::ffff:${ip}`),
  fc.tuple(fc.ipV4(), fc.integer({ min: 90, max: 128 })).map(([ip, n]) => `::ffff:${ip}/${n}`),
  fc.string({ unit: fc.constantFrom(...'0123456789abcdfF:./% '), maxLength: 52 }),
);

t.test(
  'KS-77 while it is typed, an entry of an IP rule is judged just as the service judges it',
  async (t) => {
    const judge = (text: string) => {
      const known = parseIpEntry(text);
      t.same(readIpEntry(text), known, JSON.stringify(text));
      return known.ok ? 'ok' : known.fault;
    };
    const met = new Set<string>();
    fc.assert(
      fc.property(written, (text) => void met.add(judge(text))),
      { numRuns: 3_000 },
    );
    for (const text of [
      ...['', '0.0.0.0/0', '::/0', '::/64', '10.0.0.1/8', '192.168.001.1', '1.2.3', '1.2.3.4.', '0x7f.1.1.1'],
      ...['::', '::1', 'FE80::1', 'fe80::1%eth0', '1::2::3', '::ffff:0:0/96', '2001:DB8::/32', '1.2.3.4/032'],
      ...['[::1]', '::1]/a[', '1.2.3.4/8/8', '::1.2.3.04', ' 1.2.3.4', '٣.1.1.1'],
    ]) {
      met.add(judge(text));
    }
    t.equal(met.size, 4, 'every outcome was met');
  },
);

t.test('a pasted list is taken apart; what is no address stays to be mended', async (t) => {
  const rule = { ...ipRuleOf(null), typed: '192.0.2.1, 2001:DB8::1\n192.0.2.1;10.0.0.1/8' };
  t.same(addTyped(rule), { isAny: true, entries: ['192.0.2.1', '2001:db8::1'], typed: '10.0.0.1/8' });
});

t.test('an address that was typed and not added is not lost', async (t) => {
  t.same(allowlistOf({ isAny: false, entries: ['::1'], typed: ' 192.0.2.1 ' }), ['::1', '192.0.2.1']);
  t.equal(allowlistOf({ isAny: true, entries: ['::1'], typed: '192.0.2.1' }), null);
});

t.test('nobody is told off in the middle of an address', async (t) => {
  for (const whole of ['192.0.2.10', '2001:db8::1', '10.0.0.0/8', '2001:db8::/32', '::ffff:192.0.2.1']) {
    for (let length = 1; length <= whole.length; length++) {
      const typed = whole.slice(0, length);
      const fault = typedFault(typed)?.fault ?? null;
      // "10.0.0.0/" is on its way; "::/3" and "10.0.0.0/8" are whole and right or wrong as such.
      if (!/\/\d/.test(typed) && !/:.*\./.test(typed)) t.equal(fault, null, typed);
    }
  }
  for (const wrong of [
    'example.com',
    '256.1.1.1',
    '1.2.3.4.5',
    '12345::',
    ':::',
    '10.0.0.1/8',
    '0.0.0.0/0',
  ]) {
    t.not(typedFault(wrong), null, wrong);
  }
});
