import { randomUUID } from 'node:crypto';
import type { Database, DatabaseTransaction } from '@countersign/database';
import { type SqlBool, sql } from 'kysely';
import type { ProvenIdentity } from './identity-provider.ts';

type Identified = Pick<ProvenIdentity, 'issuer' | 'subject'>;

/** The user to whom the identity is linked. */
export async function findIdentity(
  trx: DatabaseTransaction,
  { issuer, subject }: Identified,
): Promise<{ id: string; userId: string } | null> {
  const row = await trx
    .selectFrom('outside_identities')
    .select(['id', 'user_id as userId'])
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .executeTakeFirst();
  return row ?? null;
}

/** Links the identity; `null` when another request has just linked it. The caller holds the user's lock. */
export async function insertIdentity(
  trx: DatabaseTransaction,
  { userId, issuer, subject }: Identified & { userId: string },
): Promise<string | null> {
  const row = await trx
    .insertInto('outside_identities')
    .values({ id: randomUUID(), user_id: userId, issuer, subject })
    .onConflict((conflict) => conflict.columns(['issuer', 'subject']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id ?? null;
}

export async function touchIdentity(trx: DatabaseTransaction, id: string): Promise<void> {
  await trx
    .updateTable('outside_identities')
    .set({ last_used_at: sql<Date>`now()` })
    .where('id', '=', id)
    .execute();
}

export async function countIdentities(db: Database, userId: string): Promise<number> {
  const { n } = await db
    .selectFrom('outside_identities')
    .select(({ fn }) => fn.countAll<string>().as('n'))
    .where('user_id', '=', userId)
    .executeTakeFirstOrThrow();
  return Number(n);
}

/** Issuer of the user's identity with this id; `null` when there is none. */
export async function findIssuer(
  db: Database,
  { userId, id }: { userId: string; id: string },
): Promise<string | null> {
  const row = await db
    .selectFrom('outside_identities')
    .select('issuer')
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return row?.issuer ?? null;
}

/** False when the user has no identity of that id. */
export async function deleteIdentity(
  trx: DatabaseTransaction,
  { userId, id }: { userId: string; id: string },
): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom('outside_identities')
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return numDeletedRows === 1n;
}

export type IdentityListing = {
  readonly id: string;
  readonly issuer: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
};

/** A page of the user's identities, newest first; `after` is the id of the last one on the page before. */
export async function listIdentities(
  db: Database,
  { userId, after, limit }: { userId: string; after: string | null; limit: number },
): Promise<IdentityListing[]> {
  return db
    .selectFrom('outside_identities')
    .select(['id', 'issuer', 'created_at as createdAt', 'last_used_at as lastUsedAt'])
    .where('user_id', '=', userId)
    .$if(after !== null, (query) =>
      query.where(
        sql<SqlBool>`(created_at, id) < (select created_at, id from outside_identities
                                          where id = ${after} and user_id = ${userId})`,
      ),
    )
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}
