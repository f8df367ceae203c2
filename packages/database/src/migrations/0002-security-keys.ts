import { type Kysely, sql } from 'kysely';

const STATEMENTS = `
-- A credential belongs to one account: offered to a second one, it is refused.
create table security_keys (
  id uuid primary key,
  user_id uuid not null references users,
  label text not null,
  credential_id bytea not null unique check (octet_length(credential_id) between 1 and 1023),
  public_key bytea not null check (octet_length(public_key) between 1 and 4096),
  signature_counter bigint not null check (signature_counter >= 0),
  transports text[] not null check (cardinality(transports) <= 8),
  -- A credential that may be copied to other devices, and one that is (WebAuthn Level 3, 6.1.3).
  is_backup_eligible boolean not null,
  is_backed_up boolean not null,
  -- The authenticator asked for a PIN or a fingerprint when it was registered.
  is_user_verified boolean not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz
);
create index security_keys_by_user on security_keys (user_id, created_at desc, id desc);

-- A row is deleted before what answers the challenge is looked at: it counts once, whatever comes of it.
create table webauthn_challenges (
  id uuid primary key,
  user_id uuid not null references users,
  session_id uuid not null references sessions,
  ceremony text not null check (ceremony in ('registration', 'authentication')),
  challenge bytea not null unique check (octet_length(challenge) = 32),
  purpose text not null,
  subject text,
  approval_digest bytea not null check (octet_length(approval_digest) = 32),
  expires_at timestamptz not null,
  created_at timestamptz not null default now()
);
create index webauthn_challenges_by_session on webauthn_challenges (session_id, created_at desc, id desc);

alter table users
  add column is_security_key_only boolean not null default false,
  -- The account has or had a factor: a further one may be somebody else's.
  add column had_second_factor boolean not null default false,
  add column withdraw_held_until timestamptz;
update users set had_second_factor = true
  where exists (select from audit_events e where e.user_id = users.id and e.type = 'second-factor-enrolled');

grant select, insert, delete on security_keys, webauthn_challenges to countersign_keys;
grant update (label, signature_counter, is_backed_up, last_used_at) on security_keys to countersign_keys;
grant update (is_security_key_only, had_second_factor, withdraw_held_until) on users to countersign_keys;
`;

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(STATEMENTS).execute(db);
}
