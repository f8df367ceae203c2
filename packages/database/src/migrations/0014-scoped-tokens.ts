import { type Kysely, sql } from 'kysely';

const STATEMENTS = `
-- Scoped tokens, issued by the gateway. Each is bound to one version of its key, so that any change of the key ends it;
-- the row is signed by the gateway, so that one that was made up or changed here is not obeyed.
create table scoped_tokens (
  digest bytea primary key check (octet_length(digest) = 32),
  key_id text not null,
  key_version int not null,
  permissions text[] not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  signing_key_id text not null,
  signature bytea not null
);

-- To count those of a key, and for the sweep.
create index scoped_tokens_by_key on scoped_tokens (key_id, expires_at);
create index scoped_tokens_by_expiry on scoped_tokens (expires_at);

-- Never changed: issued, used, deleted. The key service has no business with them.
grant select, insert, delete on scoped_tokens to countersign_gateway;

-- Why scoped tokens of a key were refused.
alter table key_refusals drop constraint key_refusals_reason_check;
alter table key_refusals add constraint key_refusals_reason_check
  check (reason in ('signature-invalid', 'key-expired', 'key-revoked', 'address-not-allowed', 'nonce-too-small',
                    'route-unlisted', 'permission-missing', 'key-limit-reached', 'token-expired', 'token-outdated',
                    'token-address-not-allowed'));
`;

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(STATEMENTS).execute(db);
}
