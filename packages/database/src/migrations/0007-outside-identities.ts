import { type Kysely, sql } from 'kysely';

const STATEMENTS = `
-- Null: the user has no password and signs in with an outside identity.
alter table users alter column password_hash drop not null;

-- Who the platform's own identity provider says somebody is. Issuer and subject together never change hands
-- (OpenID Connect Core 1.0 §2), an e-mail address may; so only they identify.
create table outside_identities (
  id uuid primary key,
  user_id uuid not null references users,
  issuer text not null check (char_length(issuer) between 1 and 512),
  subject text not null check (char_length(subject) between 1 and 255),
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  unique (issuer, subject)
);
create index outside_identities_by_user on outside_identities (user_id, created_at desc, id desc);

-- A browser that is on its way to the identity provider and back. State, nonce and code verifier are derived from the
-- token in the browser's cookie: nothing here is of use to a reader.
create table outside_exchanges (
  token_digest bytea primary key check (octet_length(token_digest) = 32),
  browser_digest bytea not null check (octet_length(browser_digest) = 32),
  -- The session that asked to link the identity to its user; null: a sign-in.
  linking_session_id uuid references sessions,
  return_path text not null,
  expires_at timestamptz not null
);
create index outside_exchanges_by_expiry on outside_exchanges (expires_at);

grant select, insert, delete on outside_identities, outside_exchanges to countersign_keys;
grant update (last_used_at) on outside_identities to countersign_keys;
`;

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(STATEMENTS).execute(db);
}
