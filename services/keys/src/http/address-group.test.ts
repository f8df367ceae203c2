import t from 'tap';
import { addressGroup, isLoopback, plainAddress } from './address-group.ts';

t.test('an IPv4 caller counts by itself, however the socket spells it', async (t) => {
  t.equal(addressGroup('192.0.2.7'), '192.0.2.7');
  t.equal(addressGroup('::ffff:192.0.2.7'), '192.0.2.7');
  t.equal(plainAddress('::FFFF:192.0.2.7'), '192.0.2.7');
});

t.test('an IPv6 caller counts with its /64, however it is spelled', async (t) => {
  const group = '2001:db8:1:2::/64';
  for (const ip of [
    '2001:db8:1:2::',
    '2001:db8:1:2::1',
    '2001:0DB8:0001:0002:ffff:ffff:ffff:ffff',
    '2001:db8:1:2:3::%eth0',
  ]) {
    t.equal(addressGroup(ip), group, ip);
  }
  t.equal(addressGroup('::1'), '0:0:0:0::/64');
  t.equal(addressGroup('2001:db8::2:0:0:1'), '2001:db8:0:0::/64');
  t.equal(addressGroup('64:ff9b::192.0.2.7'), '64:ff9b:0:0::/64');
  t.equal(addressGroup('1:2:3:4:5:6:7::'), '1:2:3:4::/64');
});

t.test('what is no address is its own group', async (t) => {
  t.equal(addressGroup(''), '');
  t.equal(addressGroup('unix'), 'unix');
});

t.test('loopback is loopback, and nothing that looks like it is', async (t) => {
  for (const ip of ['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1']) t.equal(isLoopback(ip), true, ip);
  for (const ip of ['128.0.0.1', '::10', '10.127.0.1', '']) t.equal(isLoopback(ip), false, ip);
});
