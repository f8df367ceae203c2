import { type Kysely, sql } from 'kysely';

const STATEMENTS = `
-- What was done under an idempotency key, written in the transaction that did it. Keys and requests stand here as
-- keyed digests only: a request may hold a password, and a plain digest of it could be searched offline.
create table idempotency_records (
  id bytea primary key check (octet_length(id) = 32),
  request_digest bytea not null check (octet_length(request_digest) = 32),
  -- The answer, for the operations whose answers hold no secret; null: only that it was done.
  answer text check (octet_length(answer) <= 16384),
  expires_at timestamptz not null
);
create index idempotency_records_by_expiry on idempotency_records (expires_at);

-- No update: what was answered once does not change.
grant select, insert, delete on idempotency_records to countersign_keys;
`;

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(STATEMENTS).execute(db);
}
