import { randomBytes, randomUUID } from 'node:crypto';
import { type DatabaseTransaction, inTransaction } from '@countersign/database';
import { eventually, testDatabase } from '@countersign/testing';
import t from 'tap';
import { advanceCounter, findSecurityKey, insertSecurityKey } from './security-key-store.ts';

const database = await testDatabase(t);
const db = database.connect('countersign_keys');
const holder = database.connect('countersign_keys');

/** A security key of a user of its own, whose counter stands at `signatureCounter`. */
async function registeredKey(signatureCounter: number) {
  const userId = randomUUID();
  const factorId = randomUUID();
  const email = `${userId}@example.com`;
  await database.query("insert into users (id, email, password_hash) values ($1, $2, 'x')", [userId, email]);
  await inTransaction(db, (trx) =>
    insertSecurityKey(trx, {
      factorId,
      userId,
      label: 'Blue key',
      id: randomBytes(32),
      publicKey: randomBytes(77),
      signatureCounter,
      transports: ['usb'],
      backupEligible: true,
      backedUp: false,
      userVerified: true,
    }),
  );
  const read = async () => {
    const key = await findSecurityKey(db, { userId, factorId });
    if (key === null) throw new Error('the security key has vanished');
    return key;
  };
  const use = (counter: number, backedUp = false) =>
    inTransaction(db, (trx) => advanceCounter(trx, { factorId, signatureCounter: counter, backedUp }));
  return { factorId, read, use };
}

/**
 * Begins uses while the row is locked, so that as many as have a connection have come to it before the first is
 * decided. `before` happens in the transaction that holds the lock.
 */
async function whileLocked(
  factorId: string,
  waiting: number,
  begin: () => Promise<boolean>[],
  before: (trx: DatabaseTransaction) => Promise<unknown> = async () => {},
): Promise<boolean[]> {
  const { begun } = await inTransaction(holder, async (trx) => {
    await trx.selectFrom('security_keys').select('id').where('id', '=', factorId).forNoKeyUpdate().execute();
    await before(trx);
    const begun = begin();
    await eventually(`${waiting} wait for the row`, async () => {
      const rows = await database.query(
        `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      return rows.length >= waiting;
    });
    return { begun };
  });
  return Promise.all(begun);
}

const accepted = (verdicts: readonly boolean[]) => verdicts.filter((verdict) => verdict).length;
const CONNECTIONS = 10;

t.test('KS-19: of 50 uses at once of assertions with the same counter exactly one succeeds', async (t) => {
  const { factorId, use, read } = await registeredKey(4);
  const begin = () => Array.from({ length: 50 }, () => use(5));
  t.equal(accepted(await whileLocked(factorId, CONNECTIONS, begin)), 1);
  t.equal((await read()).signatureCounter, 5);
});

t.test('KS-19: an older counter is refused, and changes nothing', async (t) => {
  const { use, read } = await registeredKey(4);
  t.equal(await use(10), true);
  const after = await read();
  for (const older of [10, 9, 5, 4, 1, 0]) t.equal(await use(older, true), false, String(older));
  t.same(await read(), after);
});

t.test('KS-19: counters that arrive in any order, all at once, never lower what is stored', async (t) => {
  const { use, read, factorId } = await registeredKey(0);
  await database.query(`create table lowered (factor_id uuid)`);
  await database.query(`create function note_lowered() returns trigger language plpgsql security definer as $$ begin
    insert into countersign.lowered values (new.id); return new; end $$`);
  await database.query(`create trigger note_lowered after update on security_keys for each row
    when (new.signature_counter <= old.signature_counter) execute function note_lowered()`);
  const counters = Array.from({ length: 50 }, (_, index) => ((index * 7) % 50) + 1);
  const verdicts = await Promise.all(counters.map((counter) => use(counter)));
  t.equal(verdicts[counters.indexOf(50)], true, 'the highest always counts');
  t.equal((await read()).signatureCounter, 50);
  t.same(await database.query('select from lowered where factor_id = $1', [factorId]), []);
});

t.test('KS-19: whoever waits for a newer counter to be committed is judged by that one', async (t) => {
  const { use, factorId } = await registeredKey(4);
  const verdicts = await whileLocked(
    factorId,
    3,
    () => [use(9), use(10), use(11)],
    (trx) => advanceCounter(trx, { factorId, signatureCounter: 10, backedUp: false }),
  );
  t.same(verdicts, [false, false, true]);
});

t.test('a use that was rolled back has not used its counter up', async (t) => {
  const { use, read, factorId } = await registeredKey(4);
  const failing = inTransaction(db, async (trx) => {
    await advanceCounter(trx, { factorId, signatureCounter: 5, backedUp: true });
    throw new Error('the change that it was for failed');
  });
  await t.rejects(failing, { message: /that it was for/ });
  t.match(await read(), { signatureCounter: 4, backedUp: false, lastUsedAt: null });
  t.equal(await use(5), true);
});

t.test(
  'KS-19: an authenticator without a counter always says 0; one that has counted never may',
  async (t) => {
    const { use, read } = await registeredKey(0);
    t.equal(accepted(await Promise.all(Array.from({ length: 50 }, () => use(0)))), 50);
    t.equal(await use(0xffff_ffff), true, 'the highest that its four bytes hold');
    t.equal(await use(0), false);
    t.equal((await read()).signatureCounter, 0xffff_ffff);
  },
);
