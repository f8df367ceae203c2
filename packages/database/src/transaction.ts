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
      return await db.transaction().setIsolationLevel('read committed').execute(work);
    } catch (error) {
      if (retry === MAX_RETRIES || !isRetryable(error)) throw error;
      await delay(10 * 2 ** retry * (0.5 + Math.random()));
    }
  }
}

export function isRetryable(error: unknown): boolean {
  return RETRYABLE.has((error as { code?: string } | null)?.code ?? '');
}
