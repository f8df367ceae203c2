import { randomUUID } from 'node:crypto';
import { type TestDatabase, testDatabase } from '@countersign/testing';
import t from 'tap';
import type { Deps } from '../../services/keys/src/deps.ts';
import {
  faultOf,
  type InvalidInput,
  invalidInputs,
  seededRandom,
} from '../../services/keys/src/every-operation/test-invalid-inputs.ts';
import { isOutside, nameOf } from '../../services/keys/src/every-operation/test-operations.ts';
import type { Route } from '../../services/keys/src/http/routes.ts';
import { routes } from '../../services/keys/src/routes.ts';
import { type RunningService, startKeyService } from './running-service.ts';

// Run by `npm test -- tests/inputs/invalid-inputs.ts` (CI does).
const INPUTS = 200;
const WARM_UP = 40;
/** Far more than caches fill up to; a kilobyte kept of every request would be more. */
const HEAP_GROWTH_BYTES = 12 * 2 ** 20;
const RSS_GROWTH_BYTES = 96 * 2 ** 20;
const SEED = Number(process.env.INPUTS_SEED ?? 7_003);

t.setTimeout(900_000);

t.test(
  '200 invalid inputs an operation: every answer is a documented problem, none 5xx, and memory stays flat',
  async (t) => {
    t.comment(`seed ${SEED}; INPUTS_SEED=<number> tries others`);
    const database = await testDatabase(t);
    const service = await startKeyService(t, database);
    const cookie = await signIn(service, database);
    const operations = routes({} as Deps).filter((route) => !isOutside(route));
    const inputs = new Map(operations.map((route) => [route, invalidInputs(route, seededRandom(SEED))]));
    const faults: string[] = [];
    const round = async (count: number) => {
      for (const [route, generated] of inputs) {
        for (let n = 0; n < count; n++) {
          const input = generated.next().value;
          const fault = faultOf(route, await send(service, route, input, cookie));
          if (fault !== null)
            faults.push(
              `${nameOf(route)}, ${input.what}: ${fault} (${input.path} ${input.raw?.slice(0, 200)})`,
            );
        }
      }
    };
    await round(WARM_UP);
    const before = await service.memory();
    await round(INPUTS);
    const after = await service.memory();
    t.same(faults, []);
    t.ok(service.isRunning());
    const grown = { heap: after.heapBytes - before.heapBytes, rss: after.rssBytes - before.rssBytes };
    t.comment(
      `${operations.length} operations; heap grew by ${grown.heap} bytes, the process by ${grown.rss}`,
    );
    t.ok(grown.heap < HEAP_GROWTH_BYTES, `heap grew by ${grown.heap} bytes`);
    t.ok(grown.rss < RSS_GROWTH_BYTES, `the process grew by ${grown.rss} bytes`);
    const still = await fetch(`${service.origin}/v1/session`, { headers: { cookie } });
    t.equal(still.status, 200, 'still signed in: nothing of it did anything');
  },
);

/** A signed-in person's cookies. What the mail would do is done by SQL: no mailer runs here. */
async function signIn({ origin }: RunningService, database: TestDatabase): Promise<string> {
  const credentials = { email: `user-${randomUUID()}@example.com`, password: 'correct horse battery staple' };
  const post = (path: string) =>
    fetch(`${origin}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(credentials),
    });
  await post('/v1/users');
  await database.query('update users set email_verified_at = now() where email = $1', [credentials.email]);
  const answer = await post('/v1/session');
  if (answer.status !== 201) throw new Error(`not signed in: ${await answer.text()}`);
  return answer.headers
    .getSetCookie()
    .map((header) => header.split(';')[0])
    .join('; ');
}

let sent = 0;

async function send(
  { origin }: RunningService,
  route: Route,
  { path, raw, contentType }: InvalidInput,
  cookie: string,
) {
  sent++;
  const answer = await fetch(`${origin}${path}`, {
    method: route.method,
    headers: {
      cookie,
      // Thousands of people: limits by address have tests of their own.
      'x-forwarded-for': `198.18.${sent % 8}.${sent % 251}`,
      ...(contentType === undefined ? {} : { 'content-type': contentType }),
    },
    ...(raw === undefined ? {} : { body: raw }),
  });
  return {
    status: answer.status,
    contentType: answer.headers.get('content-type') ?? '',
    text: await answer.text(),
  };
}
