import type { Database } from '@countersign/database';
import { sql } from 'kysely';

/** A message that will not be sent any more. */
export type DeadLetter = {
  readonly id: string;
  readonly state: 'failed' | 'expired';
  readonly template: string;
  readonly recipient: string;
  readonly failure: string | null;
  readonly attempts: number;
  readonly createdAt: Date;
  readonly notAfter: Date;
};

/** Dead letters, the newest first, those before the one named `before`. */
export async function findDeadLetters(
  db: Database,
  { limit, before }: { limit: number; before: string | null },
): Promise<DeadLetter[]> {
  let query = db
    .selectFrom('outbox_messages')
    .select(['id', 'template', 'recipient', 'failure', 'attempts'])
    .select(['created_at as createdAt', 'not_after as notAfter'])
    .select(sql<DeadLetter['state']>`state`.as('state'))
    .where('state', 'in', ['failed', 'expired'])
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit);
  if (before !== null) {
    query = query.where(
      sql<boolean>`(created_at, id) < (select created_at, id from outbox_messages where id = ${before})`,
    );
  }
  return await query.execute();
}

/** Puts a failed message back in line; false when it is not failed, or its time is over. Its signature is checked again before it goes out. */
export async function reviveDeadLetter(db: Database, id: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('outbox_messages')
    .set({ state: 'pending', failure: null, claimed_until: null, due_at: sql<Date>`now()` })
    .where('id', '=', id)
    .where('state', '=', 'failed')
    .where('not_after', '>', sql<Date>`now()`)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}
