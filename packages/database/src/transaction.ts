import { setTimeout as delay } from 'node:timers/promises';
import type { Database, DatabaseTransaction } from './database.ts';

/** serialization_failure, deadlock_detected, lock_not_available (PostgreSQL manual, Appendix A). */
const RETRYABLE = new Set(['40001', '40P01', '55P03']);
const MAX_RETRIES = 3;

/**
 * Runs `work` in one READ COMMITTED transaction, and runs the whole of it again, at most three times, when
 * PostgreSQL says that trying again may help. So `work` must do nothing but talk to the database.
 */
export async function inTransaction<T>(
  db: Database,
  work: (trx: DatabaseTransaction) => Promise<T>,
): Promise<T> {
  for (let retry = 0; ; retry++) {
    try {
      return await db
        .transaction()
        .setIsolationLevel('read committed')
        .execute((trx) => runToEnd(trx, work));
    } catch (error) {
      if (retry === MAX_RETRIES || !isRetryable(error)) throw error;
      await delay(10 * 2 ** retry * (0.5 + Math.random()));
    }
  }
}

type LastWork = (trx: DatabaseTransaction) => Promise<void>;

const lastWorks = new WeakMap<DatabaseTransaction, LastWork[]>();

/**
 * Has `lastWork` done at the end of the transaction, after everything else in it and before the commit: so what it
 * locks is locked last and briefly. Should it fail, nothing is committed.
 *
 * @throws Error unless `inTransaction` began the transaction and its work is still going on
 */
export function beforeCommit(trx: DatabaseTransaction, lastWork: LastWork): void {
  const waiting = lastWorks.get(trx);
  if (waiting === undefined)
    throw new Error('only a transaction of inTransaction does something before commit');
  waiting.push(lastWork);
}

async function runToEnd<T>(
  trx: DatabaseTransaction,
  work: (trx: DatabaseTransaction) => Promise<T>,
): Promise<T> {
  const waiting: LastWork[] = [];
  lastWorks.set(trx, waiting);
  const result = await work(trx);
  lastWorks.delete(trx);
  for (const lastWork of waiting) await lastWork(trx);
  return result;
}

export function isRetryable(error: unknown): boolean {
  return RETRYABLE.has((error as { code?: string } | null)?.code ?? '');
}
