import t from 'tap';
import { checkHost } from './check-host.ts';

t.test('a host is a name or an address with an optional port', async (t) => {
  for (const host of ['gateway.example', 'gateway.example:3100', '127.0.0.1:1', '[::1]:3100', 'a']) {
    t.equal(checkHost(host), null, host);
  }
  for (const host of [
    null,
    '',
    'a b',
    'a/b',
    'a:b',
    'user@a',
    'a:123456',
    'a,b',
    '[::1',
    `${'a'.repeat(254)}`,
  ]) {
    t.equal(checkHost(host), 'host-malformed', String(host));
  }
});
