import { createMailQueue, type QueueConnection } from '@countersign/outbox/queue';
import { createLogger } from '@countersign/runtime';
import { eventually, freePort, startTcpProxy, testDatabase } from '@countersign/testing';
import t, { type Test } from 'tap';
import { findOverdueMessages } from './delivery/delivery-store.ts';
import { TEST_CONTEXT, testOutbox } from './test-outbox.ts';
import { startTestSmtpServer, type TestSmtpBehaviour } from './test-smtp-server.ts';
import { startWorker, type WorkerSettings } from './worker.ts';

const database = await testDatabase(t);
const outbox = await testOutbox(database);
const logger = createLogger('test', 'silent');
const mailerQueue: QueueConnection = { kind: 'postgres', url: database.url('countersign_mailer') };
const relayQueue: QueueConnection = { kind: 'postgres', url: database.url('countersign_keys') };

async function setUp(t: Test, behaviour: TestSmtpBehaviour = {}, queue: QueueConnection = mailerQueue) {
  await outbox.sql('delete from outbox_messages');
  const server = await startTestSmtpServer(t, behaviour);
  const settings: WorkerSettings = {
    queue,
    smtp: {
      host: '127.0.0.1',
      port: server.port,
      tls: 'off',
      credentials: null,
      ca: null,
      maxConnections: 5,
      maxPerSecond: 1_000,
    },
    from: { name: 'Countersign', address: 'keys@example.com' },
    keyrings: outbox.keyrings,
    context: TEST_CONTEXT,
  };
  const start = () => {
    const worker = startWorker(settings, { db: outbox.db, logger });
    t.teardown(() => worker.stop());
    return worker;
  };
  return { server, start };
}

async function announcer(t: Test, connection = relayQueue) {
  const queue = createMailQueue(connection, logger);
  t.teardown(() => queue.close());
  return async (id: string) => queue.announce(await outbox.dispatch(id));
}

const allSent = (ids: string[]) => async () => {
  const states = await Promise.all(ids.map(async (id) => (await outbox.row(id)).state));
  return states.every((state) => state === 'sent');
};

async function deliversWhatIsAnnounced(t: Test, mailer: QueueConnection, relay: QueueConnection) {
  const { server, start } = await setUp(t, {}, mailer);
  const announce = await announcer(t, relay);
  const worker = start();
  const ids = await Promise.all(Array.from({ length: 10 }, () => outbox.put()));
  for (const id of ids) await announce(id);
  await eventually('ten mails', allSent(ids), { deadlineMs: 8_000 });
  t.equal(server.received.length, 10);
  t.equal(new Set(server.received.map(({ mail }) => mail.messageId)).size, 10);
  await worker.stop();
}

t.test('what the relay announces on PostgreSQL is delivered', (t) =>
  deliversWhatIsAnnounced(t, mailerQueue, relayQueue),
);

// Redis database 2 is this file's: others that run at the same time have theirs.
const redisUrl = process.env.TEST_REDIS_URL ? new URL('/2', process.env.TEST_REDIS_URL).href : undefined;
t.test(
  'what the relay announces on Redis is delivered',
  { skip: redisUrl === undefined && 'TEST_REDIS_URL is not set: no Redis to test against' },
  async (t) => {
    const redis: QueueConnection = { kind: 'redis', url: redisUrl as string };
    await deliversWhatIsAnnounced(t, redis, redis);
  },
);

t.test('F9: after an outage the backlog goes out over a bounded number of connections', async (t) => {
  const { server, start } = await setUp(t);
  const announce = await announcer(t);
  const ids = await Promise.all(Array.from({ length: 60 }, () => outbox.put()));
  // An hour without a mailer: every message announced over and over.
  for (let round = 0; round < 3; round++) await Promise.all(ids.map(announce));
  start();
  await eventually('all of them', allSent(ids), { deadlineMs: 30_000 });
  t.equal(server.received.length, 60, 'each once, however often it was announced');
  t.ok(server.connections.most <= 5, `${server.connections.most} connections at most`);
});

t.test('F9: what expired during the outage is not sent on its return', async (t) => {
  const { server, start } = await setUp(t);
  const announce = await announcer(t);
  const [fresh, stale] = [await outbox.put(), await outbox.put({ lifeSeconds: -1 })];
  await announce(stale);
  await announce(fresh);
  start();
  await eventually('the fresh one', allSent([fresh]));
  t.equal(server.received.length, 1);
  t.equal((await outbox.row(stale)).attempts, 0);
});

t.test('F13: with the queue gone every mail is still delivered, by the sweep', async (t) => {
  const gone: QueueConnection = { kind: 'redis', url: `redis://127.0.0.1:${await freePort()}` };
  const { server, start } = await setUp(t, {}, gone);
  const ids = await Promise.all(Array.from({ length: 8 }, () => outbox.put()));
  // Announced twice in vain, as the relay counts it.
  for (const id of ids) {
    await outbox.dispatch(id);
    await outbox.dispatch(id);
  }
  start();
  await eventually('all of them', allSent(ids), { deadlineMs: 20_000 });
  t.equal(server.received.length, 8);
});

t.test('F1: a message that no relay announced is delivered too', async (t) => {
  const { start } = await setUp(t);
  const id = await outbox.put();
  await outbox.sql(`update outbox_messages set due_at = now() - interval '6 seconds'`);
  start();
  t.ok(await eventually('the mail', allSent([id])));
});

t.test(
  'the sweep takes only what is overdue: nothing sent, at work, waiting for its retry or just announced',
  async (t) => {
    await setUp(t);
    const change = async (set: string) => {
      const id = await outbox.put();
      await outbox.sql(`update outbox_messages set ${set} where id = $1`, [id]);
      return id;
    };
    const old = `due_at = now() - interval '1 minute'`;
    for (const state of ['sent', 'failed', 'withdrawn', 'expired']) {
      await change(`${old}, state = '${state}', dispatches = 5`);
    }
    await change(`${old}, not_after = now() - interval '1 second'`);
    await change(`${old}, claimed_until = now() + interval '10 seconds'`);
    await change(
      `due_at = now() + interval '20 seconds', claimed_until = now(), dispatches = 5, attempts = 1`,
    );
    await change(`due_at = now() + interval '10 seconds', dispatches = 1`);
    t.strictSame(await findOverdueMessages(outbox.db, 10), []);
    const lost = await change(`due_at = now() + interval '20 seconds', dispatches = 2`);
    const unannounced = await change(old);
    const overdue = (await findOverdueMessages(outbox.db, 10)).map(({ outboxId }) => outboxId);
    t.strictSame(overdue.sort(), [lost, unannounced].sort());
  },
);

t.test(
  'F20: a queue connection that swallows everything delays a mail by seconds, not for good',
  async (t) => {
    const proxy = await startTcpProxy(Number(new URL(mailerQueue.url).port));
    t.teardown(() => proxy.close());
    const frozen = new URL(mailerQueue.url);
    frozen.port = String(proxy.port);
    const { server, start } = await setUp(t, {}, { kind: 'postgres', url: frozen.href });
    const announce = await announcer(t);
    start();
    const before = await outbox.put();
    await announce(before);
    await eventually('a mail before', allSent([before]));
    proxy.freeze();
    const after = await outbox.put();
    await announce(after);
    await announce(after);
    await eventually('the mail behind the frozen queue', allSent([after]), { deadlineMs: 20_000 });
    t.equal(server.received.length, 2);
    proxy.thaw();
  },
);

t.test('two mailers at once send every mail once', async (t) => {
  const { server, start } = await setUp(t);
  const announce = await announcer(t);
  start();
  start();
  const ids = await Promise.all(Array.from({ length: 30 }, () => outbox.put()));
  await Promise.all(ids.map(announce));
  await outbox.sql(
    `update outbox_messages set due_at = now() - interval '6 seconds' where state = 'pending'`,
  );
  await eventually('all of them', allSent(ids), { deadlineMs: 20_000 });
  t.equal(server.received.length, 30);
});

t.test('a stop lets the hand-over under way finish', async (t) => {
  const gate = Promise.withResolvers<null>();
  let isHandedOver = false;
  const { server, start } = await setUp(t, {
    onMail: () => {
      isHandedOver = true;
      return gate.promise;
    },
  });
  const announce = await announcer(t);
  const worker = start();
  const id = await outbox.put();
  await announce(id);
  await eventually('the hand-over', () => isHandedOver);
  const stopped = worker.stop();
  gate.resolve(null);
  await stopped;
  t.equal(server.received.length, 1);
  t.equal((await outbox.row(id)).state, 'sent');
});
