import t from 'tap';
import { isRelayable, passedOn } from './response-headers.ts';

const json = { 'content-type': 'application/json; charset=utf-8' };

t.test('GW-97 only JSON or nothing, no redirect, within the limit', async (t) => {
  t.ok(isRelayable(200, json, 10));
  t.ok(isRelayable(500, { ...json, 'content-length': '10' }, 10));
  t.ok(isRelayable(200, { 'content-length': '0' }, 10));
  t.ok(isRelayable(204, {}, 10));
  for (const status of [101, 199, 301, 302, 307, 308, 600]) t.notOk(isRelayable(status, json, 10));
  t.notOk(isRelayable(200, { ...json, 'content-length': '11' }, 10));
  t.notOk(isRelayable(200, { ...json, 'content-length': 'x' }, 10));
  for (const type of [
    'text/html',
    'application/jsonp',
    'application/json-seq',
    '',
    ['application/json', 'text/html'],
  ]) {
    t.notOk(isRelayable(200, { 'content-type': type }, 10));
  }
});

t.test('GW-97 what is passed on is a list', async (t) => {
  const headers = {
    ...json,
    'set-cookie': ['a'],
    location: '/',
    'x-account-id': '7',
    'cache-control': ['a', 'b'],
  };
  t.same(passedOn(headers), ['x-content-type-options', 'nosniff', 'content-type', json['content-type']]);
});
