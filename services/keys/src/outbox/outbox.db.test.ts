import { randomBytes, randomUUID } from 'node:crypto';
import { inTransaction } from '@countersign/database';
import { openMail } from '@countersign/outbox/opening';
import type { MailJob, MailQueue } from '@countersign/outbox/queue';
import { createLogger } from '@countersign/runtime';
import { eventually, testDatabase, testKeyrings } from '@countersign/testing';
import t, { type Test } from 'tap';
import { findLatestConfirmationMail, withdrawOutboxMessages } from './outbox-store.ts';
import { queueMail } from './queue-mail.ts';
import { createRelay } from './relay.ts';
import { resendConfirmationMail } from './resend-mail.ts';

const database = await testDatabase(t);
const db = database.connect('countersign_keys');
const keyrings = testKeyrings();
const logger = createLogger('test', 'silent');
const userId = randomUUID();
await database.query('insert into users (id, email, password_hash) values ($1, $2, $3)', [
  userId,
  'ada@example.com',
  'x',
]);

async function creation(): Promise<string> {
  const sessionId = randomUUID();
  const id = randomUUID();
  await database.query(
    `insert into sessions (id, user_id, token_digest, assurance, last_seen_at, expires_at, ip, user_agent)
     values ($1, $2, $3, 'second_factor', now(), now() + interval '1 hour', '192.0.2.1', 'test')`,
    [sessionId, userId, randomBytes(32)],
  );
  await database.query(
    `insert into key_creations (id, user_id, session_id, browser_digest, state, permissions, request_digest, expires_at)
     values ($1, $2, $3, $4, 'awaiting_confirmation', '{orders:read}', $4, now() + interval '30 min')`,
    [id, userId, sessionId, randomBytes(32)],
  );
  return id;
}

const payload = (creationId: string) => ({
  creationId,
  token: 'the-token',
  label: null,
  permissions: ['orders:read'] as const,
  ipAllowlist: null,
  keyExpiresAt: null,
  requestedAt: '2031-01-01T00:00:00.000Z',
  requestedFrom: { ip: '192.0.2.1', userAgent: 'test' },
  linkExpiresAt: '2031-01-01T00:30:00.000Z',
});

function queue(creationId: string | null, notAfter = new Date(Date.now() + 1_800_000)): Promise<string> {
  return inTransaction(db, (trx) =>
    queueMail(
      trx,
      {
        userId,
        about: creationId === null ? null : { creationId },
        recipient: 'ada@example.com',
        notAfter,
        mail: { template: 'key-confirmation', payload: payload(creationId ?? randomUUID()) },
      },
      keyrings,
    ),
  );
}

async function row(id: string) {
  const [found] = await database.query<Record<string, unknown> & { sealed: Buffer }>(
    'select * from outbox_messages where id = $1',
    [id],
  );
  if (found === undefined) throw new Error('no such outbox message');
  return found;
}

/** Records what is announced; everything else about the queue is tested with the queue. */
function recorder(announce: (job: MailJob) => Promise<void> = async () => {}) {
  const announced: MailJob[] = [];
  const queue: MailQueue = {
    async announce(job) {
      await announce(job);
      announced.push(job);
    },
    close: async () => {},
  };
  return { queue, announced };
}

const empty = async (t: Test) => {
  await database.query('delete from outbox_messages');
  t.teardown(() => database.query('delete from outbox_messages'));
};

t.test('F2: a mail exists only if the transaction that asked for it commits', async (t) => {
  await empty(t);
  const creationId = await creation();
  const asked = inTransaction(db, async (trx) => {
    const mail = { template: 'key-confirmation', payload: payload(creationId) } as const;
    const notAfter = new Date(Date.now() + 60_000);
    await queueMail(
      trx,
      { userId, about: { creationId }, recipient: 'ada@example.com', notAfter, mail },
      keyrings,
    );
    throw new Error('the change it belongs to failed');
  });
  await t.rejects(asked, { message: 'the change it belongs to failed' });
  t.equal(await findLatestConfirmationMail(db, { creationId }), null);
});

t.test('what is stored opens for the mailer only, unchanged by the database', async (t) => {
  await empty(t);
  const creationId = await creation();
  const stored = await row(await queue(creationId));
  t.notMatch(JSON.stringify(stored), /the-token/);
  t.notOk(stored.sealed.includes('the-token'));
  const message = {
    id: stored.id as string,
    recipient: stored.recipient as string,
    template: stored.template as string,
    notAfter: stored.not_after as Date,
    kekId: stored.kek_id as string,
    sealed: stored.sealed,
    signingKeyId: stored.signing_key_id as string,
    signature: stored.signature as Buffer,
  };
  t.match(openMail(message, keyrings), { ok: true, mail: { payload: { token: 'the-token' } } });
});

t.test(
  'KS-44: a resend is a new message with the same content; the one that still waited is withdrawn',
  async (t) => {
    await empty(t);
    const creationId = await creation();
    const first = await queue(creationId);
    const second = await inTransaction(db, (trx) =>
      resendConfirmationMail(trx, { creationId }, keyrings.sign),
    );
    t.ok(second !== null && second !== first);
    const [before, after] = [await row(first), await row(second as string)];
    t.equal(before.state, 'withdrawn');
    t.equal(after.state, 'pending');
    t.ok(before.sealed.equals(after.sealed));
    t.strictSame(after.not_after, before.not_after);
    t.equal(after.recipient, before.recipient);
  },
);

t.test('a resend of a creation that never mailed does nothing', async (t) => {
  const resend = inTransaction(db, async (trx) =>
    resendConfirmationMail(trx, { creationId: await creation() }, keyrings.sign),
  );
  t.equal(await resend, null);
});

t.test('a withdrawn mail is never announced, and its creation shows it', async (t) => {
  await empty(t);
  const creationId = await creation();
  await queue(creationId);
  t.equal(await inTransaction(db, (trx) => withdrawOutboxMessages(trx, { creationId })), 1);
  t.equal(await inTransaction(db, (trx) => withdrawOutboxMessages(trx, { creationId })), 0);
  const { queue: target, announced } = recorder();
  await createRelay({ db, queue: target, logger }).runOnce();
  t.strictSame(announced, []);
  t.match(await findLatestConfirmationMail(db, { creationId }), { state: 'withdrawn', attempts: 0 });
});

t.test('the fate of a creation’s mail is that of its newest', async (t) => {
  await empty(t);
  const creationId = await creation();
  const id = await queue(creationId);
  await database.query(
    `update outbox_messages set state = 'failed', failure = 'EENVELOPE 550', attempts = 2 where id = $1`,
    [id],
  );
  t.strictSame(await findLatestConfirmationMail(db, { creationId }), {
    state: 'failed',
    attempts: 2,
    sentAt: null,
    failure: 'EENVELOPE 550',
  });
  await inTransaction(db, (trx) => resendConfirmationMail(trx, { creationId }, keyrings.sign));
  t.match(await findLatestConfirmationMail(db, { creationId }), {
    state: 'pending',
    attempts: 0,
    failure: null,
  });
});

t.test('a message past its time is not announced but marked expired', async (t) => {
  await empty(t);
  const late = await queue(null, new Date(Date.now() - 1_000));
  const { queue: target, announced } = recorder();
  t.match(await createRelay({ db, queue: target, logger }).runOnce(), { announced: 0, expired: 1 });
  t.strictSame(announced, []);
  t.equal((await row(late)).state, 'expired');
});

t.test('a message at which a mailer is at work is left alone until the claim ends', async (t) => {
  await empty(t);
  const id = await queue(null, new Date(Date.now() - 1_000));
  // As the mailer's claim does it.
  await database.query(
    `update outbox_messages set claimed_until = now() + interval '1 min', due_at = now() + interval '1 min' where id = $1`,
    [id],
  );
  const relay = createRelay({ db, queue: recorder().queue, logger });
  t.match(await relay.runOnce(), { announced: 0, expired: 0 });
  await database.query('update outbox_messages set claimed_until = now(), due_at = now()');
  t.match(await relay.runOnce(), { announced: 0, expired: 1 });
});

t.test('F5: a message that was announced in vain is announced again, ever more rarely', async (t) => {
  await empty(t);
  const id = await queue(null);
  const { queue: target, announced } = recorder();
  const relay = createRelay({ db, queue: target, logger });
  const delays: number[] = [];
  for (let dispatch = 1; dispatch <= 6; dispatch++) {
    await relay.runOnce();
    await relay.runOnce();
    const [{ seconds } = { seconds: -1 }] = await database.query<{ seconds: number }>(
      'select round(extract(epoch from due_at - now()))::int as seconds from outbox_messages',
    );
    delays.push(seconds);
    await database.query('update outbox_messages set due_at = now()');
  }
  t.strictSame(
    announced,
    [1, 2, 3, 4, 5, 6].map((dispatch) => ({ outboxId: id, dispatch })),
  );
  t.strictSame(delays, [10, 20, 40, 60, 60, 60]);
});

t.test('F36: two relays at once announce every message exactly once', async (t) => {
  await empty(t);
  const ids = await Promise.all(Array.from({ length: 60 }, () => queue(null)));
  const { queue: target, announced } = recorder();
  const relays = [1, 2, 3].map(() => createRelay({ db, queue: target, logger, batchSize: 7 }));
  const runs = relays.map(async (relay) => {
    while ((await relay.runOnce()).announced > 0);
  });
  await Promise.all(runs);
  t.strictSame(announced.map(({ outboxId }) => outboxId).sort(), ids.sort());
  t.ok(announced.every(({ dispatch }) => dispatch === 1));
});

t.test('a row that someone else has locked does not hold up the others', async (t) => {
  await empty(t);
  const [locked, free] = [await queue(null), await queue(null)];
  const { queue: target, announced } = recorder();
  await db.transaction().execute(async (trx) => {
    await trx.selectFrom('outbox_messages').select('id').where('id', '=', locked).forUpdate().execute();
    await createRelay({ db, queue: target, logger }).runOnce();
  });
  t.strictSame(announced, [{ outboxId: free, dispatch: 1 }]);
});

t.test('a nudge after the commit announces at once, without waiting for the tick', async (t) => {
  await empty(t);
  const { queue: target, announced } = recorder();
  const relay = createRelay({ db, queue: target, logger, intervalMs: 60_000 });
  relay.start();
  t.teardown(() => relay.stop());
  for (let n = 1; n <= 3; n++) {
    await queue(null);
    relay.nudge();
    t.ok(await eventually(`announcement ${n}`, () => announced.length === n, { deadlineMs: 5_000 }));
  }
});

t.test('without a nudge the tick finds what another process committed', async (t) => {
  await empty(t);
  const { queue: target, announced } = recorder();
  const relay = createRelay({ db, queue: target, logger, intervalMs: 50 });
  relay.start();
  t.teardown(() => relay.stop());
  await queue(null);
  t.ok(await eventually('the announcement', () => announced.length === 1, { deadlineMs: 5_000 }));
});

t.test('F13: the relay outlives an outage of the queue and loses nothing', async (t) => {
  await empty(t);
  let away = true;
  let tries = 0;
  const { queue: target, announced } = recorder(async () => {
    tries++;
    if (away) throw new Error('the queue is away');
  });
  const ids = [await queue(null), await queue(null)];
  const relay = createRelay({ db, queue: target, logger, intervalMs: 20 });
  relay.start();
  t.teardown(() => relay.stop());
  await eventually('a try', () => tries === 1);
  away = false;
  // The rows are due again after ten seconds; the test does not wait for that.
  await database.query('update outbox_messages set due_at = now()');
  await eventually('both announcements', () => announced.length === 2);
  t.strictSame(announced.map(({ outboxId }) => outboxId).sort(), ids.sort());
});

t.test('F15: the relay outlives PostgreSQL cutting every connection', async (t) => {
  await empty(t);
  const { queue: target, announced } = recorder();
  const relay = createRelay({ db, queue: target, logger, intervalMs: 20 });
  relay.start();
  t.teardown(() => relay.stop());
  await queue(null);
  await eventually('an announcement before', () => announced.length === 1);
  await database.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and usename = 'countersign_keys'`,
  );
  await eventually('a mail queued after', () =>
    queue(null).then(
      () => true,
      () => false,
    ),
  );
  t.ok(await eventually('an announcement after', () => announced.length === 2));
});

t.test('stop waits for the run under way and announces nothing afterwards', async (t) => {
  await empty(t);
  const gate = Promise.withResolvers<void>();
  const { queue: target, announced } = recorder(() => gate.promise);
  const relay = createRelay({ db, queue: target, logger, intervalMs: 10 });
  await queue(null);
  relay.start();
  await eventually('the row was taken', async () => {
    const rows = await database.query<{ n: number }>('select dispatches as n from outbox_messages');
    return rows[0]?.n === 1;
  });
  const stopped = relay.stop();
  gate.resolve();
  await stopped;
  t.equal(announced.length, 1);
  await queue(null);
  relay.nudge();
  relay.start();
  t.equal(announced.length, 1);
});
