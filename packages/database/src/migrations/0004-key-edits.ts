import { type Kysely, sql } from 'kysely';

const STATEMENTS = `
-- An edit that gives a key withdraw waits here for its confirmation by mail. It is made for one version of the key:
-- once the key is of another, the edit is void.
create table key_edits (
  id uuid primary key,
  user_id uuid not null references users,
  key_id text not null references api_keys,
  key_version integer not null,
  browser_digest bytea not null check (octet_length(browser_digest) = 32),
  state text not null check (state in ('awaiting_confirmation', 'applied', 'cancelled', 'expired', 'outdated')),
  label text,
  permissions text[] not null,
  ip_allowlist text[] check (cardinality(ip_allowlist) between 1 and 20),
  key_expires_at timestamptz,
  approval_digest bytea not null check (octet_length(approval_digest) = 32),
  confirmation_token_digest bytea not null check (octet_length(confirmation_token_digest) = 32),
  confirmation_mails integer not null default 1,
  expires_at timestamptz not null,
  created_at timestamptz not null default now()
);
create index key_edits_by_user on key_edits (user_id, created_at desc, id desc);
create index key_edits_open on key_edits (user_id, key_id) where state = 'awaiting_confirmation';

alter table outbox_messages add column edit_id uuid references key_edits;
create index outbox_messages_by_edit on outbox_messages (edit_id, created_at desc) where edit_id is not null;

-- A replacement: the key whose place the new one takes, and how long that one still works after the confirmation.
alter table key_creations
  add column replaces text references api_keys,
  add column old_key_expires_in_seconds integer check (old_key_expires_in_seconds >= 0),
  add check ((replaces is null) = (old_key_expires_in_seconds is null));
alter table api_keys add column replaces text references api_keys;
create index api_keys_by_replaced on api_keys (replaces) where replaces is not null;

-- What counts towards an account's limit, and what its owner looks at most: found without reading revoked keys.
create index api_keys_unrevoked on api_keys (user_id, created_at desc, key_id desc) where revoked_at is null;

-- What an edit asked for never changes; which key took another's place does not either.
grant select, insert on key_edits to countersign_keys;
grant update (state, confirmation_mails) on key_edits to countersign_keys;
`;

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(STATEMENTS).execute(db);
}
