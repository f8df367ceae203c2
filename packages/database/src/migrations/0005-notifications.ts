import { type Kysely, sql } from 'kysely';

const STATEMENTS = `
-- The links of security notices: who holds one may revoke, and nothing else.
create table revocation_links (
  token_digest bytea primary key check (octet_length(token_digest) = 32),
  user_id uuid not null references users,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  redeemed_at timestamptz
);
create index revocation_links_by_user on revocation_links (user_id, expires_at);

-- How many notices of a kind went out in the hour that began at "hour": one row a kind, begun anew each hour.
create table notice_counts (
  user_id uuid not null references users,
  kind text not null,
  hour timestamptz not null,
  notices integer not null,
  primary key (user_id, kind)
);

-- Only what differs from the default.
create table notification_preferences (
  user_id uuid not null references users,
  kind text not null,
  is_enabled boolean not null,
  primary key (user_id, kind)
);

-- Browsers in which the user signed in, with or without a second factor. Apart from known_browsers, which grant
-- an attempt budget of their own: who only knows the password must not get one.
create table sign_in_browsers (
  user_id uuid not null references users,
  browser_digest bytea not null check (octet_length(browser_digest) = 32),
  last_sign_in_at timestamptz not null,
  primary key (user_id, browser_digest)
);
insert into sign_in_browsers (user_id, browser_digest, last_sign_in_at)
  select user_id, browser_digest, second_factor_at from known_browsers;

grant select, insert on revocation_links, notice_counts, notification_preferences, sign_in_browsers
  to countersign_keys;
grant update (redeemed_at) on revocation_links to countersign_keys;
grant update (hour, notices) on notice_counts to countersign_keys;
grant update (is_enabled) on notification_preferences to countersign_keys;
grant update (last_sign_in_at) on sign_in_browsers to countersign_keys;
grant delete on revocation_links, sign_in_browsers to countersign_keys;
`;

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(STATEMENTS).execute(db);
}
