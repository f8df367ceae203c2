import t from 'tap';
import { addressList } from '../../addresses/address-list.ts';
import { clientAddress } from '../../addresses/client-address.ts';
import { apiKey } from '../../testing/unit-fixtures.ts';
import { checkAddress } from './check-address.ts';

const check = (list: string[] | null, address: string) =>
  checkAddress(
    apiKey({ allowedAddresses: list === null ? null : addressList(list) }),
    clientAddress(address),
  );

t.test('a key without a list is good from anywhere, one with a list only from there', async (t) => {
  t.equal(check(null, '203.0.113.9'), null);
  t.equal(check(['203.0.113.0/24'], '203.0.113.9'), null);
  t.equal(check(['203.0.113.0/24'], '203.0.114.9'), 'address-not-allowed');
  t.equal(check([], '203.0.113.9'), 'address-not-allowed');
});

t.test('GW-59 entries that overlap allow what any of them allows, and nothing beside', async (t) => {
  for (const list of [
    ['203.0.113.0/24', '203.0.113.64/26', '203.0.113.65'],
    ['203.0.113.65', '203.0.113.64/26', '203.0.113.0/24', '203.0.113.0/24'],
  ]) {
    for (const address of ['203.0.113.0', '203.0.113.65', '203.0.113.70', '203.0.113.255']) {
      t.equal(check(list, address), null, address);
    }
    for (const address of ['203.0.112.255', '203.0.114.0']) {
      t.equal(check(list, address), 'address-not-allowed', address);
    }
  }
});

t.test('GW-57 an entry that is no address and no CIDR allows nobody and breaks nothing', async (t) => {
  for (const entry of [
    '203.0.113.0/33',
    '203.0.113.0/',
    '203.0.113.0/x',
    '203.0.113.0/-1',
    '::/129',
    'all',
    '',
  ]) {
    t.equal(check([entry], '203.0.113.9'), 'address-not-allowed', entry);
    t.equal(check([entry, '203.0.113.9'], '203.0.113.9'), null, entry);
  }
});

t.test('GW-55 an IPv4-mapped address is the IPv4 address', async (t) => {
  for (const address of ['::ffff:10.1.2.3', '::ffff:0a01:0203', '10.1.2.3']) {
    t.equal(check(['10.1.0.0/16'], address), null, address);
  }
});

t.test('GW-56 GW-57 other ways to write or embed an address do not match', async (t) => {
  const others = [
    '::10.1.2.3',
    '64:ff9b::10.1.2.3',
    '2002:0a01:0203::1',
    '010.1.2.3',
    '0x0a.1.2.3',
    '10.1',
    '',
  ];
  for (const address of others) t.equal(check(['10.1.0.0/16'], address), 'address-not-allowed', address);
  t.equal(check(['fe80::/10'], 'fe80::1%eth0'), 'address-not-allowed');
});
