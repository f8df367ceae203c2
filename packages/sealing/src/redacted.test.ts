import { inspect } from 'node:util';
import t from 'tap';
import { Redacted } from './redacted.ts';

t.test('a redacted value shows itself only to expose()', async (t) => {
  const secret = new Redacted('cs_very-secret');
  t.equal(secret.expose(), 'cs_very-secret');
  for (const shown of [String(secret), `${secret}`, JSON.stringify({ secret }), inspect({ secret })]) {
    t.notMatch(shown, /very-secret/);
  }
});
