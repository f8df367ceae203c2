import type { Database } from '@countersign/database';
import type { Signature } from '@countersign/sealing';
import { sql } from 'kysely';
import type { AnchoredHead } from './anchor.ts';
import type { Json } from './canonical-json.ts';
import type { StoredEvent, StoredHead } from './chain-checker.ts';

/** Rows that are in memory at once. */
const BATCH = 1_000;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/** One snapshot for heads and events: what is written meanwhile is not in it. Nothing can be changed in it. */
export function inSnapshot<T>(db: Database, work: (db: Database) => Promise<T>): Promise<T> {
  return db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(work);
}

export type Account = { readonly userId: string; readonly head: StoredHead | null };

/** Every user and every head, in the order of user ids; also heads whose user is gone. */
export async function* readAccounts(db: Database, only: string | null): AsyncGenerator<Account> {
  let after = BEFORE_ALL;
  for (;;) {
    const { rows } = await sql<AccountRow>`
      select coalesce(u.id, h.user_id) as user_id, h.sequence, h.digest, h.signing_key_id, h.signature
      from users u full join audit_heads h on h.user_id = u.id
      where coalesce(u.id, h.user_id) > ${after}::uuid
        and (${only}::uuid is null or coalesce(u.id, h.user_id) = ${only}::uuid)
      order by 1 limit ${BATCH}`.execute(db);
    for (const row of rows) yield toAccount(row);
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.user_id;
  }
}

type AccountRow = SignatureColumns & {
  readonly user_id: string;
  readonly sequence: string | null;
  readonly digest: Buffer | null;
};

function toAccount({ user_id: userId, sequence, digest, ...columns }: AccountRow): Account {
  if (sequence === null || digest === null) return { userId, head: null };
  return { userId, head: { userId, sequence: Number(sequence), digest, signature: toSignature(columns) } };
}

/** Every event, in the order of user ids and numbers; the same number twice in the order of writing. */
export async function* readEvents(db: Database, only: string | null): AsyncGenerator<StoredEvent> {
  let after = { user_id: BEFORE_ALL, sequence: '0', id: '0' };
  for (;;) {
    const { rows } = await sql<EventRow>`
      select id, user_id, sequence, type, ip, user_agent, subject, details, previous_digest, digest,
             signing_key_id, signature, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at
      from audit_events
      where (user_id, sequence, id) > (${after.user_id}::uuid, ${after.sequence}::bigint, ${after.id}::bigint)
        and (${only}::uuid is null or user_id = ${only}::uuid)
      order by user_id, sequence, id limit ${BATCH}`.execute(db);
    for (const row of rows) yield toEvent(row);
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last;
  }
}

type EventRow = SignatureColumns & {
  readonly id: string;
  readonly user_id: string;
  readonly sequence: string;
  readonly type: string;
  readonly at: string;
  readonly ip: string | null;
  readonly user_agent: string | null;
  readonly subject: string | null;
  readonly details: Json;
  readonly previous_digest: Buffer;
  readonly digest: Buffer;
};

const toEvent = ({ user_id, user_agent, previous_digest, sequence, ...row }: EventRow): StoredEvent => ({
  userId: user_id,
  sequence: Number(sequence),
  type: row.type,
  at: row.at,
  ip: row.ip,
  userAgent: user_agent,
  subject: row.subject,
  details: row.details,
  previousDigest: previous_digest,
  digest: row.digest,
  signature: toSignature(row),
});

type SignatureColumns = { readonly signing_key_id: string | null; readonly signature: Buffer | null };

const toSignature = ({ signing_key_id, signature }: SignatureColumns): Signature | null =>
  signing_key_id === null || signature === null ? null : { signingKeyId: signing_key_id, signature };

export type EventPlace = { readonly userId: string; readonly sequence: number };

/** The digests that stand at these places; a place without an event is left out. */
export async function findDigests(
  db: Database,
  places: readonly EventPlace[],
): Promise<(EventPlace & { readonly digest: Buffer })[]> {
  const { rows } = await sql<{ user_id: string; sequence: string; digest: Buffer }>`
    select e.user_id, e.sequence, e.digest
    from unnest(${places.map(({ userId }) => userId)}::uuid[],
                ${places.map(({ sequence }) => sequence)}::bigint[]) as p(user_id, sequence)
    join audit_events e on e.user_id = p.user_id and e.sequence = p.sequence`.execute(db);
  return rows.map(({ user_id, sequence, digest }) => ({
    userId: user_id,
    sequence: Number(sequence),
    digest,
  }));
}

/** The heads that were written since then and are signed, in the order of user ids. */
export async function* readSignedHeads(db: Database, since: Date): AsyncGenerator<AnchoredHead> {
  let after = BEFORE_ALL;
  for (;;) {
    const { rows } = await sql<AccountRow & { at: string }>`
      select user_id, sequence, digest, signing_key_id, signature,
             to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at
      from audit_heads where user_id > ${after}::uuid and at >= ${since} and signature is not null
      order by user_id limit ${BATCH}`.execute(db);
    for (const row of rows) {
      const { head } = toAccount(row);
      if (head?.signature) yield { ...head, signature: head.signature, at: row.at };
    }
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.user_id;
  }
}

export async function findHead(db: Database, userId: string): Promise<StoredHead | null> {
  const row = await db
    .selectFrom('audit_heads')
    .select(['user_id', 'sequence', 'digest', 'signing_key_id', 'signature'])
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return row === undefined ? null : toAccount(row).head;
}
