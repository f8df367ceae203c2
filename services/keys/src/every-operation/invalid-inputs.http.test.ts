import t from 'tap';
import { createTestApp } from '../http/test-app.ts';
import { faultOf, invalidInputs, seededRandom } from './test-invalid-inputs.ts';
import { call, contents, nameOf, operationsOf } from './test-operations.ts';

/** Against a running service it is 200: tests/inputs/invalid-inputs.ts. */
const INPUTS = 30;
const SEED = 20_261_126;

t.test(
  'whatever is wrong with the input of any operation, the answer is a problem that its description lists, and nothing changes',
  async (t) => {
    const service = await createTestApp(t);
    const { browser } = await service.signInWithTotp();
    const before = await contents(service);
    t.comment(`seed ${SEED}`);
    const found: string[] = [];
    for (const route of operationsOf(service)) {
      const inputs = invalidInputs(route, seededRandom(SEED));
      for (let n = 0; n < INPUTS; n++) {
        const { what, contentType, ...sent } = inputs.next().value;
        const headers = contentType === undefined ? {} : { 'content-type': contentType };
        const answer = await call(browser, route, { ...sent, headers });
        const type = String(answer.headers['content-type']);
        const fault = faultOf(route, { status: answer.status, contentType: type, text: answer.text });
        if (fault !== null)
          found.push(`${nameOf(route)}, ${what}: ${fault} (${sent.path} ${sent.raw?.slice(0, 200)})`);
      }
    }
    t.same(found, []);
    t.same(await contents(service), before);
  },
);
