import type { Database, DatabaseTransaction } from '@countersign/database';
import type { SealedValue } from '@countersign/sealing';
import { sql } from 'kysely';

export type TotpFactor = {
  readonly factorId: string;
  readonly userId: string;
  readonly sealed: SealedValue;
  readonly activatedAt: Date | null;
  /** The highest time step accepted so far. */
  readonly lastTimeStep: number;
  readonly createdAt: Date;
};

export async function findActiveTotpFactor(db: Database, userId: string): Promise<TotpFactor | null> {
  return toFactor(
    await db
      .selectFrom('totp_factors')
      .selectAll()
      .where('user_id', '=', userId)
      .where('activated_at', 'is not', null)
      .executeTakeFirst(),
  );
}

export async function findTotpFactor(
  db: Database,
  { userId, factorId }: { userId: string; factorId: string },
): Promise<TotpFactor | null> {
  return toFactor(
    await db
      .selectFrom('totp_factors')
      .selectAll()
      .where('id', '=', factorId)
      .where('user_id', '=', userId)
      .executeTakeFirst(),
  );
}

/**
 * Uses up a time step, and with it every earlier one. Of any number of concurrent calls with one step, one
 * gets `true`: the others wait for its commit and then find the step no longer below theirs.
 */
export async function consumeTimeStep(
  trx: DatabaseTransaction,
  factorId: string,
  timeStep: number,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('totp_factors')
    .set({ last_time_step: timeStep })
    .where('id', '=', factorId)
    .where('last_time_step', '<', String(timeStep))
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Adds a factor that counts for nothing until a code of its own has activated it; replaces one that never was. */
export async function insertTotpFactor(
  trx: DatabaseTransaction,
  { factorId, userId, sealed }: { factorId: string; userId: string; sealed: SealedValue },
): Promise<void> {
  await trx
    .deleteFrom('totp_factors')
    .where('user_id', '=', userId)
    .where('activated_at', 'is', null)
    .execute();
  await trx
    .insertInto('totp_factors')
    .values({ id: factorId, user_id: userId, kek_id: sealed.kekId, sealed_secret: sealed.sealed })
    .execute();
}

/** True for the one call that activates the factor. */
export async function activateTotpFactor(trx: DatabaseTransaction, factorId: string): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('totp_factors')
    .set({ activated_at: sql<Date>`now()` })
    .where('id', '=', factorId)
    .where('activated_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function deleteTotpFactor(trx: DatabaseTransaction, factorId: string): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom('totp_factors')
    .where('id', '=', factorId)
    .executeTakeFirst();
  return numDeletedRows === 1n;
}

export async function deleteTotpFactors(trx: DatabaseTransaction, userId: string): Promise<void> {
  await trx.deleteFrom('totp_factors').where('user_id', '=', userId).execute();
}

type Row = {
  id: string;
  user_id: string;
  kek_id: string;
  sealed_secret: Buffer;
  activated_at: Date | null;
  last_time_step: string;
  created_at: Date;
};

function toFactor(row: Row | undefined): TotpFactor | null {
  if (row === undefined) return null;
  return {
    factorId: row.id,
    userId: row.user_id,
    sealed: { kekId: row.kek_id, sealed: row.sealed_secret },
    activatedAt: row.activated_at,
    lastTimeStep: Number(row.last_time_step),
    createdAt: row.created_at,
  };
}
