import { type Kysely, sql } from 'kysely';

const STATEMENTS = `
-- What the owner of a key is told about refused requests: one row a key and reason, however many there were, so that
-- nobody can fill the table. It is advice, not evidence: no foreign key keeps the gateway waiting for the key's row.
create table key_refusals (
  key_id text not null,
  reason text not null check (reason in ('signature-invalid', 'key-expired', 'key-revoked', 'address-not-allowed',
                                         'nonce-too-small', 'route-unlisted', 'permission-missing',
                                         'key-limit-reached')),
  count bigint not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  ip text not null,
  path text not null,
  nonce bigint not null,
  primary key (key_id, reason)
);

grant select, insert on key_refusals to countersign_gateway;
grant update (count, last_at, ip, path, nonce) on key_refusals to countersign_gateway;
grant select on key_refusals to countersign_keys;
`;

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(STATEMENTS).execute(db);
}
