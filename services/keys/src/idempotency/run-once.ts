import { type Database, type DatabaseTransaction, inTransaction } from '@countersign/database';
import { Refusal } from '../refusal.ts';
import type { RequestDigests } from './idempotency-key.ts';
import { findRecord, insertRecord, tryLockRecord } from './idempotency-store.ts';

/**
 * What makes a request's change happen once, however often the request comes: the first and the last statement of
 * the transaction that makes the change. So there is a record if, and only if, the change was committed, and a
 * process that is killed leaves either both or neither.
 */
export type Once = {
  /** @throws Refusal `idempotency-key-in-use`, `idempotency-key-reused`; Replay if it was done before */
  begin(trx: DatabaseTransaction): Promise<void>;
  /** Keeps what the operation will answer; `undefined` stands for an answer without a body. */
  keep(trx: DatabaseTransaction, answer: unknown): Promise<void>;
};

/** For a request without an idempotency key: done as often as it comes. */
export const EVERY_TIME: Once = { begin: async () => {}, keep: async () => {} };

/** Thrown through the use case to the HTTP edge: the change was made before, and this was the answer. */
export class Replay extends Error {
  readonly answer: unknown;

  constructor(answer: unknown) {
    super('the request was answered before');
    this.name = 'Replay';
    this.answer = answer;
  }
}

/** Does `work` in one transaction, at most once a request, and keeps its result as the answer. */
export async function runOnce<T>(
  db: Database,
  once: Once,
  work: (trx: DatabaseTransaction) => Promise<T>,
): Promise<T> {
  return inTransaction(db, async (trx) => {
    await once.begin(trx);
    const answer = await work(trx);
    await once.keep(trx, answer);
    return answer;
  });
}

/**
 * `Once` for a request with an idempotency key. Answers that hold a secret are not kept (`keepsAnswer: false`): of
 * those only that they were given is known, and a repeat goes by the operation's own rules.
 *
 * @throws Refusal `idempotency-key-reused`; Replay: both also before any work is done
 */
export async function openOnce(
  db: Database,
  digests: RequestDigests,
  { keepsAnswer }: { readonly keepsAnswer: boolean },
): Promise<Once> {
  await settle(db, digests);
  let isKept = false;
  return {
    async begin(trx) {
      if (!(await tryLockRecord(trx, digests.id))) {
        throw new Refusal('idempotency-key-in-use', { retryAfterSeconds: 1 });
      }
      // The one who held the lock may have finished since the first look.
      isKept = await settle(trx, digests);
    },
    async keep(trx, answer) {
      if (!isKept) await insertRecord(trx, digests, keepsAnswer ? JSON.stringify(answer ?? null) : null);
    },
  };
}

/** Ends here what was done before. True if it was done, but must go by the operation's own rules. */
async function settle(db: Database, { id, request }: RequestDigests): Promise<boolean> {
  const record = await findRecord(db, id);
  if (record === null) return false;
  if (!record.request.equals(request)) throw new Refusal('idempotency-key-reused');
  if (record.answer !== null) throw new Replay(JSON.parse(record.answer));
  return true;
}
