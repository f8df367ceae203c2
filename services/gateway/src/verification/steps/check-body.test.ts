import t from 'tap';
import { checkBody } from './check-body.ts';

t.test('GW-25 a body is nothing, or begins with a brace or a bracket', async (t) => {
  for (const body of ['', '{}', '[', '{\u0000']) t.equal(checkBody(Buffer.from(body)), null, body);
  for (const body of [' {}', '\ufeff{}', '1', '"', '\n'])
    t.equal(checkBody(Buffer.from(body)), 'body-malformed');
});
