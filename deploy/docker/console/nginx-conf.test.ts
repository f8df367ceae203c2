import t from 'tap';
import { nginxConf } from './nginx-conf.ts';

const conf = nginxConf({
  pages: ['/', '/keys', '/keys/:keyId'],
  root: '/usr/share/console',
  listen: '3000',
  keysUrl: 'http://keys:3000',
  scratch: '/tmp',
});

t.test('nginx has a location for every page, and says "not found" to anything else', async (t) => {
  t.match(conf, 'location = / {');
  t.match(conf, 'location = /keys {');
  t.match(conf, 'location ~ "^/keys/[^/]+$" {');
  t.match(conf, 'location / { return 404; }');
});

t.test('no request line is logged: the query of one holds what came from outside', async (t) => {
  t.notMatch(conf, /\$request[ '"]|\$args|\$query_string|\$request_uri/);
  t.match(conf, 'error_log stderr crit;');
});
