import type { DatabaseTransaction } from '@countersign/database';
import type { Signature } from '@countersign/sealing';
import { sql } from 'kysely';
import { CHAIN_START, type ChainedEvent, type ChainHead } from './audit-chain.ts';

/**
 * The head of the user's chain, locked until the transaction ends, and the time after it was locked: so the times of
 * a chain rise. The database's clock is the only one that counts.
 */
export async function lockChainHead(
  trx: DatabaseTransaction,
  userId: string,
): Promise<ChainHead & { readonly now: string }> {
  const locked = await lockHead(trx, userId);
  if (locked !== null) return locked;
  await trx
    .insertInto('audit_heads')
    .values({ user_id: userId, sequence: 0, digest: CHAIN_START, at: sql<Date>`now()` })
    .onConflict((conflict) => conflict.column('user_id').doNothing())
    .execute();
  const made = await lockHead(trx, userId);
  if (made === null) throw new Error('a new chain has no head');
  return made;
}

/** With all its microseconds: a JavaScript `Date` would drop three digits that the digest covers. */
async function lockHead(trx: DatabaseTransaction, userId: string) {
  const { rows } = await sql<{ sequence: string; digest: Buffer; now: string }>`
    with head as materialized (
      select sequence, digest from audit_heads where user_id = ${userId} for no key update)
    select sequence, digest, to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as now
    from head`.execute(trx);
  const [row] = rows;
  if (row === undefined) return null;
  return { userId, sequence: Number(row.sequence), digest: row.digest, now: row.now };
}

export type SignedEvent = ChainedEvent & { readonly digest: Buffer; readonly signature: Signature };
export type SignedHead = ChainHead & { readonly at: string; readonly signature: Signature };

/** Adds the events, in order, to the chain whose head this transaction has locked, and moves the head on. */
export async function appendToChain(
  trx: DatabaseTransaction,
  events: readonly SignedEvent[],
  head: SignedHead,
): Promise<void> {
  const rows = events.map((event) => ({
    user_id: event.userId,
    type: event.type,
    at: event.at,
    ip: event.ip,
    user_agent: event.userAgent,
    subject: event.subject,
    details: JSON.stringify(event.details),
    sequence: event.sequence,
    previous_digest: event.previousDigest,
    digest: event.digest,
    signing_key_id: event.signature.signingKeyId,
    signature: event.signature.signature,
  }));
  await trx
    .with('appended', (query) => query.insertInto('audit_events').values(rows))
    .updateTable('audit_heads')
    .set({
      sequence: head.sequence,
      digest: head.digest,
      at: head.at,
      signing_key_id: head.signature.signingKeyId,
      signature: head.signature.signature,
    })
    .where('user_id', '=', head.userId)
    .execute();
}
