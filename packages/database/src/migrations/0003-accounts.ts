import { type Kysely, sql } from 'kysely';

// Written as SQL: a migration is history, and history must not change when a query builder does.
const STATEMENTS = `
-- A closed account keeps its row, to which the security history refers, and gives its address back.
alter table users alter column email drop not null;
alter table users
  add column closed_at timestamptz,
  -- Of whoever registered the address of a verified account once more: matching it opens nothing.
  add column decoy_password_hash text,
  add column decoy_expires_at timestamptz,
  add constraint users_address_unless_closed check ((email is null) = (closed_at is not null));
create index users_never_verified on users (created_at) where email_verified_at is null and closed_at is null;
create index users_with_decoy on users (decoy_expires_at) where decoy_password_hash is not null;

-- Fixed when the session begins, like its end.
alter table sessions add column idle_seconds integer not null default 43200 check (idle_seconds > 0);
create index sessions_by_end on sessions (expires_at);

create table password_resets (
  user_id uuid primary key references users,
  token_digest bytea not null unique check (octet_length(token_digest) = 32),
  expires_at timestamptz not null
);

create table email_changes (
  user_id uuid primary key references users,
  new_email text not null check (char_length(new_email) between 3 and 254),
  token_digest bytea not null unique check (octet_length(token_digest) = 32),
  -- The browser that asked: it alone may redeem the link.
  browser_digest bytea not null check (octet_length(browser_digest) = 32),
  expires_at timestamptz not null
);

-- What an e-mail address may still cost or try in a window of time, whether or not it has an account.
create table address_budgets (
  address_digest bytea not null check (octet_length(address_digest) = 32),
  budget text not null,
  window_start timestamptz not null,
  used integer not null,
  primary key (address_digest, budget, window_start)
);
create index address_budgets_by_age on address_budgets (window_start);

create index second_factor_attempts_by_day on second_factor_attempts (day);
create index outbox_messages_done on outbox_messages (created_at) where state <> 'pending';
create index key_creations_without_key on key_creations (expires_at) where key_id is null;

grant update (email, closed_at, decoy_password_hash, decoy_expires_at) on users to countersign_keys;
grant select, insert, delete on password_resets, email_changes, address_budgets to countersign_keys;
grant update (token_digest, expires_at) on password_resets to countersign_keys;
grant update (new_email, token_digest, browser_digest, expires_at) on email_changes to countersign_keys;
grant update (used) on address_budgets to countersign_keys;
-- For the sweeps. Never on audit_events, users, keys or what belongs to a key.
grant delete on sessions, known_browsers, second_factor_attempts, key_creations, outbox_messages to countersign_keys;
`;

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(STATEMENTS).execute(db);
}
