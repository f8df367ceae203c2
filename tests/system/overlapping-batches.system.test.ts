import { eventually } from '@countersign/testing';
import pg from 'pg';
import t from 'tap';
import { LIMITS } from '../../services/gateway/src/limits.ts';
import { Random } from '../fuzz/random.ts';
import { type Gateways, startGateways } from './harness/gateways.ts';
import { GatewayClient, nextNonce, signRequest } from './harness/signed-call.ts';

/** CI asks for a minute of it. */
const SECONDS = Number(process.env.TEST_OVERLAP_SECONDS ?? 5);
const KEYS = 24;
const LANES_A_GATEWAY = 24;
const LANES_OF_THE_HELD_KEY = 2;
/** What a request may take besides waiting for the database, on a machine that has other things to do. */
const LEEWAY_MS = 2_000;
/** Whoever waits so long waits for a lock, which takes a second to give up. */
const SLOW_MS = 800;
const SEED = 512;

type Key = { readonly keyId: string; readonly secret: string };
type Call = {
  readonly isOfHeldKey: boolean;
  readonly startedAt: number;
  readonly endedAt: number;
  /** `null` for an answer of the upstream, else the code of the refusal. */
  readonly refusal: number | null;
};

t.setTimeout(60_000 + SECONDS * 2_000);

t.test(
  `two gateways whose batches overlap on the same keys for ${SECONDS} s: no deadlock, nobody waits over the deadline, one locked key slows no other`,
  async (t) => {
    const gateways = await startGateways(t, {
      count: 2,
      // By itself PostgreSQL looks for deadlocks after a second, when every wait of a gateway has been given up.
      prepare: (database) => database.query(`alter database ${database.name} set deadlock_timeout = '20ms'`),
    });
    const clients = gateways.urls.map(
      (url) => new GatewayClient(url, LANES_A_GATEWAY + LANES_OF_THE_HELD_KEY),
    );
    t.teardown(() => Promise.all(clients.map((client) => client.close())));
    const keys = await Promise.all(Array.from({ length: KEYS }, () => gateways.insertKey()));
    const held = await gateways.insertKey();
    const random = new Random(SEED);
    const calls: Call[] = [];
    const arrivals = countArrivals(gateways);
    let isOver = false;

    async function work(client: GatewayClient, pick: () => Key): Promise<void> {
      while (!isOver) {
        const key = pick();
        const nonce = nextNonce();
        const request = signRequest(key, '/v2/auth/r/wallets', { nonce, body: `{"n":${nonce}}` });
        const startedAt = performance.now();
        const { status, body } = await client.send(request);
        const refusal = status === 200 ? null : (body as [string, number, string])[1];
        calls.push({ isOfHeldKey: key === held, startedAt, endedAt: performance.now(), refusal });
        arrivals.take();
      }
    }

    const lanes = clients.flatMap((client) => [
      ...Array.from({ length: LANES_A_GATEWAY }, () => work(client, () => random.pick(keys))),
      ...Array.from({ length: LANES_OF_THE_HELD_KEY }, () => work(client, () => held)),
    ]);
    await eventually('every key to have been called', () => calls.length > KEYS * 20);
    const begunAt = performance.now();
    await passing(begunAt, SECONDS / 4);
    const lock = await lockRow(gateways, held);
    const lockedAt = performance.now();
    const waiting = await rowLockWaiters(gateways, lockedAt, SECONDS / 2);
    const unlockedAt = performance.now();
    await lock.release();
    await passing(unlockedAt, SECONDS / 4);
    isOver = true;
    await Promise.all(lanes);

    const ofOthers = calls.filter(({ isOfHeldKey }) => !isOfHeldKey);
    const ofHeld = calls.filter(({ isOfHeldKey }) => isOfHeldKey);
    const refusals = (of: readonly Call[]) => [...new Set(of.map(({ refusal }) => refusal))];
    t.same(
      refusals(ofOthers).filter((code) => code !== null && code !== 10114),
      [],
      'the others are accepted, or overtaken by a greater nonce',
    );
    const waits = calls.map(({ startedAt, endedAt: at }) => at - startedAt);
    const longest = waits.reduce((most, ms) => Math.max(most, ms), 0);
    t.ok(longest < LIMITS.storeMs + LEEWAY_MS, `the longest wait was ${Math.round(longest)} ms`);

    const slow = ofOthers.filter((each) => each.endedAt - each.startedAt > SLOW_MS);
    const slowWhileLocked = slow.filter((each) => each.endedAt > lockedAt && each.startedAt < unlockedAt);
    t.comment(
      `${calls.length} calls; ${slow.length} of other keys slow, ${slowWhileLocked.length} while locked`,
    );
    // Not by the clock, for a busy machine may make everybody wait.
    // Two gateways may write down refusals of one key at the same moment; that is another table, and short.
    t.same(
      [...waiting].filter((name) => name !== 'countersign-gateway-refusals'),
      ['countersign-gateway-locked-nonces'],
      'no batch waits for the locked key, only it itself',
    );
    const whileLocked = ofHeld.filter((each) => each.startedAt > lockedAt && each.endedAt < unlockedAt);
    t.same(
      refusals(whileLocked).filter((code) => code !== 20060),
      [],
      'nothing of the locked key is accepted',
    );
    t.ok(refusals(ofHeld).includes(20060), 'it was called while it was locked');
    t.ok(
      ofHeld.some(({ startedAt, refusal }) => startedAt > unlockedAt && refusal === null),
      'and then again',
    );

    for (const gateway of [0, 1]) {
      const rows = await gateways.metric(gateway, 'countersign_nonce_batch_size_sum{process="1"}');
      const statements = await gateways.metric(gateway, 'countersign_nonce_batch_size_count{process="1"}');
      t.comment(`gateway ${gateway + 1}: ${rows} rows in ${statements} statements`);
      t.ok(rows > statements * 1.5, 'there were batches');
    }
    const accepted = calls.filter(({ refusal }) => refusal === null).length;
    arrivals.take();
    t.equal(arrivals.count(), accepted, 'each that was accepted reached the upstream');
    t.equal(arrivals.twice(), 0, 'and none twice');
    await Promise.all(gateways.processes.map((process) => process.kill('SIGTERM')));
    t.equal(await deadlocks(gateways), 0, 'no deadlock');
    t.notMatch(gateways.processes.map((process) => process.output()).join(''), /deadlock/);
  },
);

/** Resolves once `seconds` have passed since `from`. */
const passing = (from: number, seconds: number) =>
  eventually('time to pass', () => performance.now() - from >= seconds * 1_000, {
    deadlineMs: seconds * 1_000 + 5_000,
  });

/** The pools of the gateways with a statement that waits for a row, as seen within `seconds` of `from`. */
async function rowLockWaiters({ database }: Gateways, from: number, seconds: number): Promise<Set<string>> {
  const names = new Set<string>();
  const isOver = async () => {
    const rows = await database.query<{ name: string }>(
      `select application_name as name from pg_stat_activity
       where datname = current_database() and usename = 'countersign_gateway'
         and wait_event_type = 'Lock' and wait_event in ('transactionid', 'tuple')`,
    );
    for (const { name } of rows) names.add(name);
    return performance.now() - from >= seconds * 1_000;
  };
  await eventually('the lock to have been held', isOver, { deadlineMs: seconds * 1_000 + 5_000 });
  return names;
}

/** Takes what the upstream noted, so that a minute of it fits in memory. */
function countArrivals({ upstream }: Gateways) {
  const seen = new Set<string>();
  let count = 0;
  return {
    take() {
      for (const { body } of upstream.requests.splice(0)) {
        count++;
        seen.add(body);
      }
    },
    count: () => count,
    twice: () => count - seen.size,
  };
}

async function lockRow({ database }: Gateways, { keyId }: Key) {
  const client = new pg.Client({ connectionString: database.url('admin') });
  await client.connect();
  await client.query('begin');
  await client.query('select from countersign.key_states where key_id = $1 for update', [keyId]);
  return {
    async release() {
      await client.query('commit');
      await client.end();
    },
  };
}

/** How often PostgreSQL had to break one. A connection hands in its numbers when it ends at the latest. */
async function deadlocks({ database }: Gateways): Promise<number> {
  await eventually('the gateways to be gone from the database', async () => {
    const rows = await database.query(
      `select from pg_stat_activity where datname = current_database() and usename = 'countersign_gateway'`,
    );
    return rows.length === 0;
  });
  const rows = await database.query<{ n: string }>(
    'select deadlocks as n from pg_stat_database where datname = current_database()',
  );
  return Number(rows[0]?.n);
}
