import { format, inspect } from 'node:util';
import { serialize } from 'node:v8';
import t from 'tap';
import { Redacted } from './redacted.ts';

const secret = new Redacted('cs_very-secret');
const HIDDEN = /very-secret/;

t.test('a redacted value shows itself only to expose()', async (t) => {
  t.equal(secret.expose(), 'cs_very-secret');
  for (const shown of [
    String(secret),
    `${secret}`,
    ['', secret].join(),
    JSON.stringify({ secret }),
    JSON.stringify([secret]),
    JSON.stringify({ ...secret }),
    inspect({ secret }),
    inspect(secret, { showHidden: true, customInspect: false, depth: null }),
    format('%s %o %O %j', secret, secret, secret, secret),
    new Error(`refused ${secret}`).stack ?? '',
  ]) {
    t.notMatch(shown, HIDDEN);
  }
});

t.test('a copy of a redacted value, however made, does not carry it', async (t) => {
  t.same(Object.keys(structuredClone(secret)), []);
  t.same(Object.assign({}, secret), {});
  t.same(Object.getOwnPropertyNames(secret), []);
  t.notMatch(serialize(secret).toString('latin1'), HIDDEN);
  t.throws(() => (structuredClone(secret) as Redacted<string>).expose(), TypeError);
});
