import { TEST_ENVIRONMENT, testDatabase } from '@countersign/testing';
import t from 'tap';
import { recordingUpstream } from '../../services/gateway/src/testing/recording-upstream.ts';
import { fuzz } from './fuzz.ts';
import { answerOf, Oracle } from './oracle.ts';
import { startGatewayProcess } from './running-gateway.ts';
import { settle } from './signers.ts';

// Run by `npm test -- tests/fuzz/fuzz-gateway.ts` (CI does).
const REQUESTS = 20_000;
const WARM_UP = 5_000;
const WORKERS = 8;
const HEAP_GROWTH_BYTES = 12 * 2 ** 20;
const RSS_GROWTH_BYTES = 96 * 2 ** 20;
const SEED = Number(process.env.FUZZ_SEED ?? 7_101);
const UPSTREAM_TOKEN = 'upstream-token-for-fuzzing';

t.setTimeout(300_000);

t.test(
  '20,000 mutated requests: what reaches the upstream was signed so, may be so, and comes once; nothing else happens',
  async (t) => {
    t.comment(`seed ${SEED}; FUZZ_SEED=<number> tries others`);
    const database = await testDatabase(t);
    let oracle: Oracle | null = null;
    const upstream = await recordingUpstream(t, (call, response) => {
      oracle?.arrived(call);
      upstream.calls.length = 0;
      const body = answerOf(String(call.headers['x-request-id']));
      response.writeHead(200, { 'content-type': 'application/json' }).end(body);
    });
    const parts = { database, upstreamOrigin: upstream.origin, upstreamToken: UPSTREAM_TOKEN };
    const { port, keyrings, ...gateway } = await startGatewayProcess(t, parts);
    oracle = new Oracle({ ...parts, environment: TEST_ENVIRONMENT, assertion: keyrings.assertion });
    const populations = await Promise.all(
      Array.from({ length: WORKERS }, () => settle({ database, keyrings, port })),
    );
    for (const population of populations) oracle.know(population);
    const run = { port, oracle, populations };

    await fuzz({ ...run, seed: SEED, requests: WARM_UP });
    const before = await gateway.memory();
    await fuzz({ ...run, seed: SEED + 1, requests: REQUESTS - WARM_UP });
    const after = await gateway.memory();

    t.same(oracle.violations, []);
    t.same(gateway.complaints, [], 'nothing in the log above information');
    t.ok(gateway.isRunning());
    const grown = { heap: after.heapBytes - before.heapBytes, rss: after.rssBytes - before.rssBytes };
    t.comment(`${oracle.accepted} answered with 200, ${oracle.reached} reached the upstream`);
    t.comment(`heap grew by ${grown.heap} bytes, the process by ${grown.rss}`);
    t.ok(grown.heap < HEAP_GROWTH_BYTES, `heap grew by ${grown.heap} bytes`);
    t.ok(grown.rss < RSS_GROWTH_BYTES, `the process grew by ${grown.rss} bytes`);
    t.ok(oracle.reached > REQUESTS / 10, 'and many of them were good');
  },
);
