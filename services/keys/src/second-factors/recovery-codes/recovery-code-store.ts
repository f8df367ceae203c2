import type { Database, DatabaseTransaction } from '@countersign/database';
import { sql } from 'kysely';

/** Replaces all recovery codes of a user: those of an earlier enrolment are dead. */
export async function replaceRecoveryCodes(
  trx: DatabaseTransaction,
  userId: string,
  digests: readonly Buffer[],
): Promise<void> {
  await deleteRecoveryCodes(trx, userId);
  await trx
    .insertInto('recovery_codes')
    .values(digests.map((digest) => ({ user_id: userId, code_digest: digest, used_at: null })))
    .execute();
}

export async function deleteRecoveryCodes(trx: DatabaseTransaction, userId: string): Promise<void> {
  await trx.deleteFrom('recovery_codes').where('user_id', '=', userId).execute();
}

/** True for the one call that uses the code up. */
export async function consumeRecoveryCode(
  trx: DatabaseTransaction,
  { userId, digest }: { userId: string; digest: Buffer },
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('recovery_codes')
    .set({ used_at: sql<Date>`now()` })
    .where('user_id', '=', userId)
    .where('code_digest', '=', digest)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function countUnusedRecoveryCodes(db: Database, userId: string): Promise<number> {
  const { unused } = await db
    .selectFrom('recovery_codes')
    .select(({ fn }) => fn.countAll<string>().as('unused'))
    .where('user_id', '=', userId)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(unused);
}
