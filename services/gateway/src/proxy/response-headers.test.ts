import t from 'tap';
import * as rules from './response-headers.ts';

type Headers = Record<string, string | null>;
const json = { 'content-type': 'application/json; charset=utf-8' };
const isRelayable = (status: number, headers: Headers, max: number) =>
  rules.isRelayable(status, headers, max);
const passedOn = (headers: Headers) => rules.passedOn(headers);

t.test('GW-97 only JSON or nothing, no redirect, within the limit', async (t) => {
  t.ok(isRelayable(200, json, 10));
  t.ok(isRelayable(500, { ...json, 'content-length': '10' }, 10));
  t.ok(isRelayable(200, { 'content-length': '0' }, 10));
  t.ok(isRelayable(204, {}, 10));
  for (const status of [101, 199, 301, 302, 307, 308, 600]) t.notOk(isRelayable(status, json, 10));
  t.notOk(isRelayable(200, { ...json, 'content-length': '11' }, 10));
  t.notOk(isRelayable(200, { ...json, 'content-length': 'x' }, 10));
  for (const type of ['text/html', 'application/jsonp', 'application/json-seq', '', null]) {
    t.notOk(isRelayable(200, { 'content-type': type }, 10));
  }
});

t.test('GW-97 what is passed on is a list', async (t) => {
  const headers = {
    ...json,
    'set-cookie': 'a',
    location: '/',
    'x-account-id': '7',
    'cache-control': null,
  };
  t.equal(passedOn(headers), `x-content-type-options: nosniff\r\ncontent-type: ${json['content-type']}\r\n`);
});
