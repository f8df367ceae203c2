import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { eventually } from '@countersign/testing';
import pg from 'pg';
import t from 'tap';
import { sendRequest, signRequest } from '../../deploy/local/src/demo/signed-request.ts';
import { type Outcome, PatientPerson } from './patient-person.ts';
import { type StackProcess, startStackProcess, VICTIMS } from './stack-process.ts';

// Run by `npm test -- tests/crash/crash.ts` (CI does): minutes long, and it keeps the machine busy.
const PEOPLE = 50;
const AT_A_TIME = 4;
/** Of each part; people go on coming until then. */
const KILLS_AT_LEAST = 3;

t.setTimeout(900_000);

t.test(
  'P3 P4 P7 kill -9 of any part at random moments: one usable key or a clean refusal, every mail arrives',
  async (t) => {
    const parent = mkdtempSync('/tmp/countersign-crash-');
    chmodSync(parent, 0o711);
    const dataDir = join(parent, 'data');
    t.teardown(() => rmSync(parent, { recursive: true, force: true }));
    const stack = await startStackProcess(dataDir);
    t.teardown(() => stack.stop());

    const kills: Record<string, number> = {};
    let isOver = false;
    const killer = (async () => {
      // Each part in turn, at moments that nobody planned.
      for (let turn = 0; !isOver; turn++) {
        await delay(500 + Math.random() * 1_500);
        if (isOver) return;
        const victim = VICTIMS[turn % VICTIMS.length] as (typeof VICTIMS)[number];
        if (await stack.kill(victim)) kills[victim] = (kills[victim] ?? 0) + 1;
        // A busy machine takes its time to start a part; killed faster than that, nobody would ever get anywhere.
        await eventually('the key service to be there again', () => isReady(stack), { deadlineMs: 60_000 });
      }
    })();

    const outcomes: Outcome[] = [];
    let next = 0;
    await Promise.all(
      Array.from({ length: AT_A_TIME }, async () => {
        while (next++ < PEOPLE || VICTIMS.some((victim) => (kills[victim] ?? 0) < KILLS_AT_LEAST)) {
          const person = new PatientPerson(stack.keysUrl, stack.mailInboxUrl);
          await person.settleIn();
          outcomes.push(await person.createKey());
        }
      }),
    );
    isOver = true;
    await killer;
    t.comment(
      `kills: ${JSON.stringify(kills)}; outcomes: ${JSON.stringify(
        Object.groupBy(outcomes, ({ kind }) => kind),
        (_key, value) => (Array.isArray(value) ? value.length : value),
      )}`,
    );
    for (const victim of VICTIMS) t.ok((kills[victim] ?? 0) >= KILLS_AT_LEAST, `${victim} was killed`);
    t.ok(outcomes.length >= PEOPLE, `${outcomes.length} key creations`);

    const admin = await connectAsAdmin(dataDir, stack.postgresPort);
    t.teardown(() => admin.end());
    await t.test('every key in hand is usable, and is the only one of its creation', async (t) => {
      for (const outcome of outcomes) {
        if (outcome.kind !== 'key') continue;
        const answer = await usableAnswer(stack, outcome);
        t.equal(answer.status, 200, outcome.keyId);
      }
      const { rows } = await admin.query(
        'select creation_id from api_keys group by creation_id having count(*) > 1',
      );
      t.same(rows, [], 'never two keys of one creation');
      t.ok(outcomes.filter(({ kind }) => kind === 'key').length > PEOPLE / 2, 'most got through');
    });
    await t.test('every mail arrived', async (t) => {
      const unsent = await eventually(
        'every outbox message to be sent',
        async () => {
          const { rows } = await admin.query("select id, state from outbox_messages where state <> 'sent'");
          return rows.length === 0 && rows;
        },
        { deadlineMs: 90_000, everyMs: 500 },
      );
      t.same(unsent, []);
    });
    await t.test('records and state rows agree', async (t) => {
      const { rows } = await admin.query(
        `select k.key_id from api_keys k left join key_states s using (key_id) left join key_records r using (key_id)
       where s.version is distinct from k.version or r.key_id is null`,
      );
      t.same(rows, []);
    });
    if (!t.passing()) t.comment(stack.output().slice(-8_000));
  },
);

async function isReady({ keysUrl }: StackProcess): Promise<boolean> {
  const answer = await fetch(`${keysUrl}/health/ready`, { signal: AbortSignal.timeout(5_000) }).catch(
    () => null,
  );
  await answer?.arrayBuffer().catch(() => null);
  return answer?.ok === true;
}

async function usableAnswer(stack: StackProcess, key: { keyId: string; secret: string }) {
  // The gateway may be on its way up after the last kill.
  return eventually('an answer of the gateway', async () => {
    const request = signRequest(key, '/v2/auth/r/wallets', {}, Date.now());
    const answer = await sendRequest(stack.gatewayUrl, request).catch(() => null);
    return answer !== null && !JSON.stringify(answer.body).includes('20060') && answer;
  });
}

async function connectAsAdmin(dataDir: string, port: number): Promise<pg.Pool> {
  const read = (name: string) => readFileSync(join(dataDir, name), 'utf8').trim();
  const pool = new pg.Pool({
    host: '127.0.0.1',
    port,
    user: 'postgres',
    password: read('secrets/postgres-superuser.password'),
    database: 'countersign',
    options: '-c search_path=countersign',
    max: 2,
  });
  pool.on('error', () => {});
  return pool;
}
