import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { createLogger } from '@countersign/runtime';
import { eventually, freePort, startTcpProxy, testDatabase } from '@countersign/testing';
import { Redis } from 'ioredis';
import t, { type Test } from 'tap';
import {
  createMailQueue,
  createMailWorker,
  type MailJob,
  type MailQueue,
  type QueueConnection,
} from './queue-adapter.ts';

const logger = createLogger('test', 'silent');
const database = await testDatabase(t);
const job = (): MailJob => ({ outboxId: randomUUID(), dispatch: 1 });

type Backend = {
  name: string;
  relay: QueueConnection;
  mailer: QueueConnection;
  jobs(): Promise<StoredJob[]>;
};
type StoredJob = Record<string, unknown> & { data: unknown };

const postgres: Backend = {
  name: 'PostgreSQL',
  relay: { kind: 'postgres', url: database.url('countersign_keys') },
  mailer: { kind: 'postgres', url: database.url('countersign_mailer') },
  jobs: () => database.query<StoredJob>('select * from bullmq.job'),
};

async function redisBackend(url: string): Promise<Backend> {
  const client = new Redis(url);
  await client.flushdb();
  t.teardown(() => client.quit());
  const connection: QueueConnection = { kind: 'redis', url };
  const jobs = async () => {
    const hashes = (await client.keys('bull:mail:*-*-*-*-*')).map((key) => client.hgetall(key));
    return (await Promise.all(hashes)).map((hash) => ({ ...hash, data: JSON.parse(hash.data ?? '{}') }));
  };
  return { name: 'Redis', relay: connection, mailer: connection, jobs };
}

function suite({ relay, mailer, jobs }: Backend) {
  return async (t: Test) => {
    const queue = createMailQueue(relay, logger);
    t.teardown(() => queue.close());

    await t.test(
      'a wake-up reaches a worker of another role, once however often it is announced',
      async (t) => {
        const seen: MailJob[] = [];
        const worker = createMailWorker(mailer, async (job) => void seen.push(job), {
          concurrency: 2,
          logger,
        });
        t.teardown(() => worker.close());
        const first = job();
        const again = { ...first, dispatch: 2 };
        await queue.announce(first);
        await eventually('the first wake-up', () => seen.length === 1);
        await queue.announce(first);
        await queue.announce(again);
        await eventually('the second announcement', () => seen.length === 2);
        t.strictSame(seen, [first, again]);
      },
    );

    await t.test('the queue holds an id and a count, nothing else', async (t) => {
      const one = job();
      await queue.announce(one);
      const data = (await jobs()).map((stored) => stored.data);
      t.strictSame(
        data.filter((stored) => JSON.stringify(stored).includes(one.outboxId)),
        [one],
      );
    });

    await t.test('never more deliveries at a time than allowed, and close waits for them', async (t) => {
      let now = 0;
      let most = 0;
      let done = 0;
      const gate = Promise.withResolvers<void>();
      const worker = createMailWorker(
        mailer,
        async () => {
          most = Math.max(most, ++now);
          await gate.promise;
          now--;
          done++;
        },
        { concurrency: 3, logger },
      );
      await Promise.all(Array.from({ length: 12 }, () => queue.announce(job())));
      await eventually('three at work', () => now === 3);
      const closed = worker.close();
      gate.resolve();
      await closed;
      t.equal(most, 3);
      t.ok(done >= 3);
      t.equal(now, 0, 'nothing is left half-done');
    });

    await t.test('nothing of an error is kept in the queue', async (t) => {
      const one = job();
      let calls = 0;
      const worker = createMailWorker(
        mailer,
        async ({ outboxId }) => {
          if (outboxId !== one.outboxId) return;
          calls++;
          throw new Error('the-secret-of-this-failure');
        },
        { concurrency: 1, logger },
      );
      t.teardown(() => worker.close());
      await queue.announce(one);
      await eventually('the delivery', () => calls === 1);
      await worker.close();
      t.notMatch(JSON.stringify(await jobs()), /the-secret-of-this-failure/);
      t.equal(calls, 1, 'trying again is not the queue’s business');
    });
  };
}

t.test('the queue on PostgreSQL, with the grants of the service roles', suite(postgres));

// Redis database 1 is this file's: others that run at the same time have theirs.
const redisUrl = process.env.TEST_REDIS_URL ? new URL('/1', process.env.TEST_REDIS_URL).href : undefined;
t.test(
  'the queue on Redis',
  { skip: redisUrl === undefined && 'TEST_REDIS_URL is not set: no Redis to test against' },
  async (t) => {
    const backend = await redisBackend(redisUrl as string);
    await t.test('works as on PostgreSQL', suite(backend));

    await t.test('a password with every awkward character works', async (t) => {
      const password = 'p@ss/w:rd#%?&';
      const admin = new Redis(redisUrl as string);
      t.teardown(() => admin.quit());
      const user = `test-${randomUUID()}`;
      await admin.call('ACL', 'SETUSER', user, 'on', `>${password}`, 'allkeys', 'allcommands', 'allchannels');
      t.teardown(() => admin.call('ACL', 'DELUSER', user));
      const url = new URL(redisUrl as string);
      url.username = user;
      url.password = encodeURIComponent(password);
      const queue = createMailQueue({ kind: 'redis', url: url.href }, logger);
      await t.resolves(queue.announce(job()));
      await queue.close();
    });

    await t.test(
      'F13: producer and worker find back to a Redis that was gone, and close without it',
      async (t) => {
        const port = await freePort();
        const target = Number(new URL(redisUrl as string).port || 6379);
        const url = new URL(redisUrl as string);
        url.port = String(port);
        const behindProxy: QueueConnection = { kind: 'redis', url: url.href };
        const proxy = await startTcpProxy(target, { port });
        const queue = createMailQueue(behindProxy, logger);
        const seen: string[] = [];
        const worker = createMailWorker(behindProxy, async ({ outboxId }) => void seen.push(outboxId), {
          concurrency: 1,
          logger,
        });
        const before = job();
        await queue.announce(before);
        await eventually('the wake-up before', () => seen.includes(before.outboxId));
        await proxy.close();
        await t.rejects(queue.announce(job()), 'while it is gone');
        const again = await startTcpProxy(target, { port });
        const after = job();
        await eventually('an announcement after', () =>
          queue.announce(after).then(
            () => true,
            () => false,
          ),
        );
        await eventually('the wake-up after', () => seen.includes(after.outboxId));
        await again.close();
        const begun = performance.now();
        await Promise.all([worker.close(), queue.close()]);
        t.ok(performance.now() - begun < 8_000, 'closed in time');
      },
    );

    await t.test('a Redis that evicts is complained of at start', async (t) => {
      const admin = new Redis(redisUrl as string);
      const before = (await admin.config('GET', 'maxmemory-policy')) as unknown;
      const policy = Array.isArray(before) ? before[1] : 'noeviction';
      await admin.config('SET', 'maxmemory-policy', 'allkeys-lru');
      t.teardown(async () => {
        await admin.config('SET', 'maxmemory-policy', String(policy));
        await admin.quit();
      });
      const lines: string[] = [];
      const listening = Object.assign(createLogger('test', 'silent'), {
        error: (_: unknown, line: string) => lines.push(line),
      });
      const queue = createMailQueue(backend.relay, listening);
      await queue.announce(job());
      t.ok(await eventually('the complaint', () => lines.some((line) => line.includes('noeviction'))));
      await queue.close();
    });
  },
);

t.test('F13, F14: a queue that is away or hangs costs three seconds at most, and closes', async (t) => {
  const silent = createServer(() => {}).listen(0, '127.0.0.1');
  t.teardown(() => silent.close());
  await once(silent, 'listening');
  const { port } = silent.address() as { port: number };
  const closed = await freePort();
  const connections: Record<string, QueueConnection> = {
    'Redis refuses connections': { kind: 'redis', url: `redis://127.0.0.1:${closed}` },
    'Redis accepts and never answers': { kind: 'redis', url: `redis://127.0.0.1:${port}` },
    'PostgreSQL refuses connections': { kind: 'postgres', url: `postgres://x@127.0.0.1:${closed}/x` },
    'PostgreSQL accepts and never answers': { kind: 'postgres', url: `postgres://x@127.0.0.1:${port}/x` },
  };
  await Promise.all(
    Object.entries(connections).map(async ([name, connection]) => {
      const queue: MailQueue = createMailQueue(connection, logger);
      const begun = performance.now();
      await t.rejects(queue.announce(job()), name);
      t.ok(performance.now() - begun < 4_000, `${name}: answered in time`);
      await queue.close();
      t.ok(performance.now() - begun < 10_000, `${name}: closed in time`);
    }),
  );
});

t.test('F15: producer and worker find back to a PostgreSQL that cut every connection', async (t) => {
  const queue = createMailQueue(postgres.relay, logger);
  const seen: string[] = [];
  const worker = createMailWorker(postgres.mailer, async ({ outboxId }) => void seen.push(outboxId), {
    concurrency: 1,
    logger,
  });
  t.teardown(async () => {
    await worker.close();
    await queue.close();
  });
  const before = job();
  await queue.announce(before);
  await eventually('the wake-up before', () => seen.includes(before.outboxId));
  await database.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and usename in ('countersign_keys', 'countersign_mailer')`,
  );
  const after = job();
  await eventually('an announcement after', () =>
    queue.announce(after).then(
      () => true,
      () => false,
    ),
  );
  t.ok(await eventually('the wake-up after', () => seen.includes(after.outboxId)));
});

t.test('a worker that starts before its PostgreSQL works as soon as that is there', async (t) => {
  // The port of a server that comes up later: a proxy to the real one.
  const port = await freePort();
  const real = new URL(database.url('countersign_mailer'));
  const late = new URL(real);
  late.port = String(port);
  const seen: string[] = [];
  const worker = createMailWorker(
    { kind: 'postgres', url: late.href },
    async ({ outboxId }) => void seen.push(outboxId),
    { concurrency: 1, logger },
  );
  t.teardown(() => worker.close());
  const proxy = await startTcpProxy(Number(real.port), { port });
  t.teardown(() => proxy.close());
  const queue = createMailQueue(postgres.relay, logger);
  t.teardown(() => queue.close());
  const one = job();
  await queue.announce(one);
  t.ok(await eventually('the wake-up', () => seen.includes(one.outboxId)));
});
