import t from 'tap';
import { checkMethod } from './check-method.ts';

t.test('only a POST may carry a signed call', async (t) => {
  t.equal(checkMethod('POST'), null);
  for (const method of ['GET', 'PUT', 'DELETE', 'post', ''])
    t.equal(checkMethod(method), 'method-not-allowed');
});
