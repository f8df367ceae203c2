import type { Database, DatabaseTransaction } from '@countersign/database';
import { sql } from 'kysely';
import { LIMITS } from '../limits.ts';
import type { RequestDigests } from './idempotency-key.ts';

/** What was done under an idempotency key: the request's digest and the answer as JSON, `null` if that is not kept. */
export type IdempotencyRecord = { readonly request: Buffer; readonly answer: string | null };

/** The record of a request that was done within the last day. */
export async function findRecord(db: Database, id: Buffer): Promise<IdempotencyRecord | null> {
  const row = await db
    .selectFrom('idempotency_records')
    .select(['request_digest as request', 'answer'])
    .where('id', '=', id)
    .where('expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst();
  return row ?? null;
}

/**
 * Keeps everybody else from the record until the transaction ends, however it ends; so a process that dies leaves
 * nothing behind. False if somebody has it already; nobody waits.
 */
export async function tryLockRecord(trx: DatabaseTransaction, id: Buffer): Promise<boolean> {
  const lock = id.readBigInt64BE().toString();
  const { rows } = await sql<{ locked: boolean }>`
    select pg_try_advisory_xact_lock(${lock}::bigint) as locked`.execute(trx);
  return rows[0]?.locked === true;
}

/** Writes the record, in the place of one that is over and was not swept yet. */
export async function insertRecord(
  trx: DatabaseTransaction,
  { id, request }: RequestDigests,
  answer: string | null,
): Promise<void> {
  await trx
    .deleteFrom('idempotency_records')
    .where('id', '=', id)
    .where('expires_at', '<=', sql<Date>`now()`)
    .execute();
  const expires_at = sql<Date>`now() + make_interval(secs => ${LIMITS.idempotencySeconds})`;
  await trx
    .insertInto('idempotency_records')
    .values({ id, request_digest: request, answer, expires_at })
    .execute();
}

/** Removes records that are over, a limited number at a time. @returns how many */
export async function deleteExpiredRecords(db: Database, limit: number): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('idempotency_records')
    .where('id', 'in', (over) =>
      over
        .selectFrom('idempotency_records')
        .select('id')
        .where('expires_at', '<=', sql<Date>`now()`)
        .limit(limit),
    )
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}
