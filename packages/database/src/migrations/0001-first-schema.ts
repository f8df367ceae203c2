import { type Kysely, sql } from 'kysely';

// Written as SQL: a migration is history, and history must not change when a query builder does.
const STATEMENTS = `
create table users (
  id uuid primary key,
  email text not null unique check (char_length(email) between 3 and 254),
  email_verified_at timestamptz,
  password_hash text not null,
  created_at timestamptz not null default now()
);

create table email_verifications (
  user_id uuid primary key references users,
  token_digest bytea not null unique check (octet_length(token_digest) = 32),
  -- The only browser that may redeem it; null: any may.
  browser_digest bytea check (octet_length(browser_digest) = 32),
  expires_at timestamptz not null
);

create table sessions (
  id uuid primary key,
  user_id uuid not null references users,
  token_digest bytea not null unique check (octet_length(token_digest) = 32),
  assurance text not null check (assurance in ('password', 'second_factor')),
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  ip text not null,
  user_agent text not null
);
create index sessions_by_user on sessions (user_id, created_at desc);

create table known_browsers (
  user_id uuid not null references users,
  browser_digest bytea not null check (octet_length(browser_digest) = 32),
  second_factor_at timestamptz not null,
  primary key (user_id, browser_digest)
);

create table totp_factors (
  id uuid primary key,
  user_id uuid not null references users,
  kek_id text not null,
  sealed_secret bytea not null,
  activated_at timestamptz,
  last_time_step bigint not null default 0,
  created_at timestamptz not null default now()
);
create unique index totp_factors_one_active on totp_factors (user_id) where activated_at is not null;
create index totp_factors_by_user on totp_factors (user_id);

create table recovery_codes (
  user_id uuid not null references users,
  code_digest bytea not null check (octet_length(code_digest) = 32),
  used_at timestamptz,
  primary key (user_id, code_digest)
);

create table second_factor_attempts (
  user_id uuid not null references users,
  bucket text not null,
  day date not null,
  attempts integer not null default 0,
  primary key (user_id, bucket, day)
);

create table key_creations (
  id uuid primary key,
  user_id uuid not null references users,
  -- The session that began it; once it is confirmed, the one that confirmed it and may ask for the secret again.
  session_id uuid not null references sessions,
  browser_digest bytea not null check (octet_length(browser_digest) = 32),
  state text not null check (state in ('awaiting_second_factor', 'awaiting_confirmation', 'revealed',
                                       'completed', 'cancelled', 'expired', 'refused')),
  label text,
  permissions text[] not null,
  ip_allowlist text[] check (cardinality(ip_allowlist) between 1 and 20),
  key_expires_at timestamptz,
  request_digest bytea not null check (octet_length(request_digest) = 32),
  second_factor_attempts integer not null default 0,
  confirmation_token_digest bytea check (octet_length(confirmation_token_digest) = 32),
  confirmation_mails integer not null default 0,
  key_id text unique,
  reveal_until timestamptz,
  expires_at timestamptz not null,
  created_at timestamptz not null default now()
);
create index key_creations_by_user on key_creations (user_id, created_at desc);

create table api_keys (
  key_id text primary key,
  user_id uuid not null references users,
  creation_id uuid not null unique references key_creations,
  label text,
  permissions text[] not null,
  ip_allowlist text[] check (cardinality(ip_allowlist) between 1 and 20),
  expires_at timestamptz,
  version integer not null,
  verifier_generation integer not null,
  verifier_digest bytea not null check (octet_length(verifier_digest) = 32),
  created_at timestamptz not null default now(),
  revoked_at timestamptz,
  revocation_reason text
);
create index api_keys_by_user on api_keys (user_id, created_at desc, key_id desc);

create table key_records (
  key_id text primary key references api_keys,
  record bytea not null,
  signing_key_id text not null,
  signature bytea not null,
  kek_id text not null,
  sealed_verifier bytea not null
);

-- Half-empty pages keep the nonce updates heap-only: no index is touched, no page splits.
create table key_states (
  key_id text primary key references api_keys,
  status text not null check (status in ('active', 'revoked')),
  version integer not null,
  last_nonce bigint not null default 0,
  last_used_at timestamptz,
  last_used_ip text
) with (fillfactor = 50);

create table audit_events (
  id bigint generated always as identity primary key,
  user_id uuid not null references users,
  type text not null,
  at timestamptz not null default now(),
  ip text,
  user_agent text,
  subject text,
  details jsonb not null default '{}'
);
create index audit_events_by_user on audit_events (user_id, id desc);

create table outbox_messages (
  id uuid primary key,
  user_id uuid not null references users,
  creation_id uuid references key_creations,
  template text not null,
  recipient text not null,
  not_after timestamptz not null,
  kek_id text not null,
  sealed bytea not null,
  signing_key_id text not null,
  signature bytea not null,
  state text not null default 'pending' check (state in ('pending', 'sent', 'failed', 'expired', 'withdrawn')),
  due_at timestamptz not null default now(),
  claimed_until timestamptz,
  attempts integer not null default 0,
  dispatches integer not null default 0,
  sent_at timestamptz,
  failure text,
  created_at timestamptz not null default now()
);
create index outbox_messages_due on outbox_messages (due_at) where state = 'pending';
create index outbox_messages_by_creation on outbox_messages (creation_id, created_at desc);
create index outbox_messages_by_user on outbox_messages (user_id, created_at desc);

-- Least privilege, column by column: nothing is granted that the service does not do today. What is missing is
-- meant: what a key creation asked for never changes, the key service cannot touch a nonce, nobody rewrites history.
grant usage on schema countersign to countersign_keys, countersign_gateway, countersign_mailer;

grant select, insert on users, email_verifications, sessions, known_browsers, totp_factors, recovery_codes,
  second_factor_attempts, key_creations, api_keys, key_records, key_states, audit_events, outbox_messages
  to countersign_keys;
grant update (email_verified_at, password_hash) on users to countersign_keys;
grant update (token_digest, browser_digest, expires_at) on email_verifications to countersign_keys;
grant update (token_digest, assurance, last_seen_at, ended_at) on sessions to countersign_keys;
grant update (second_factor_at) on known_browsers to countersign_keys;
grant update (activated_at, last_time_step) on totp_factors to countersign_keys;
grant update (used_at) on recovery_codes to countersign_keys;
grant update (attempts) on second_factor_attempts to countersign_keys;
grant update (state, session_id, second_factor_attempts, confirmation_token_digest, confirmation_mails, key_id,
              reveal_until) on key_creations to countersign_keys;
grant update (label, permissions, ip_allowlist, expires_at, version, verifier_generation, verifier_digest,
              revoked_at, revocation_reason) on api_keys to countersign_keys;
grant update (record, signing_key_id, signature, kek_id, sealed_verifier) on key_records to countersign_keys;
grant update (status, version) on key_states to countersign_keys;
grant update (state, due_at, claimed_until, dispatches) on outbox_messages to countersign_keys;
grant delete on email_verifications, totp_factors, recovery_codes to countersign_keys;

grant select on key_records, key_states to countersign_gateway;
grant update (last_nonce, last_used_at, last_used_ip) on key_states to countersign_gateway;

grant select on outbox_messages to countersign_mailer;
grant update (state, due_at, claimed_until, attempts, sent_at, failure) on outbox_messages to countersign_mailer;
`;

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(STATEMENTS).execute(db);
}
