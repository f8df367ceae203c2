import type { Database } from '@countersign/database';
import { sql } from 'kysely';
import type { ApiKeyRow, KeyStatus } from './api-key.ts';
import type { KeyListQuery, KeyPosition, KeySort } from './key-list.ts';

const STATUS = sql<KeyStatus>`case when api_keys.revoked_at is not null then 'revoked'
  when api_keys.expires_at <= now() then 'expired' else 'active' end`;

/** The newest key that took its place. */
const REPLACED_BY = sql<string | null>`(select newer.key_id from api_keys newer
  where newer.replaces = api_keys.key_id order by newer.created_at desc, newer.key_id desc limit 1)`;

/** A row a reason, so that there are never many. Like the one above it is looked up for the keys of the page alone. */
const LATEST_REFUSAL = sql<ApiKeyRow['latestRefusal']>`(select
    json_build_object('reason', reason, 'at', last_at, 'ip', ip, 'path', path)
  from key_refusals where key_refusals.key_id = api_keys.key_id order by last_at desc, reason limit 1)`;

const selectRows = (db: Database, userId: string) =>
  db
    .selectFrom('api_keys')
    .innerJoin('key_states', 'key_states.key_id', 'api_keys.key_id')
    .select([
      'api_keys.key_id as keyId',
      'api_keys.user_id as userId',
      'api_keys.label',
      'api_keys.permissions',
      'api_keys.ip_allowlist as ipAllowlist',
      'api_keys.version',
      'api_keys.created_at as createdAt',
      'api_keys.expires_at as expiresAt',
      'key_states.last_used_at as lastUsedAt',
      'key_states.last_used_ip as lastUsedIp',
      LATEST_REFUSAL.as('latestRefusal'),
      'api_keys.replaces',
      REPLACED_BY.as('replacedBy'),
      STATUS.as('status'),
    ])
    .where('api_keys.user_id', '=', userId);

export async function findKey(
  db: Database,
  { userId, keyId }: { userId: string; keyId: string },
): Promise<ApiKeyRow | null> {
  const row = await selectRows(db, userId).where('api_keys.key_id', '=', keyId).executeTakeFirst();
  return row ?? null;
}

/** Each is true of the keys of one status; written so that the index over keys that were not revoked can serve. */
const HAS_STATUS: Record<KeyStatus, ReturnType<typeof sql<boolean>>> = {
  active: sql<boolean>`api_keys.revoked_at is null and (api_keys.expires_at is null or api_keys.expires_at > now())`,
  expired: sql<boolean>`api_keys.revoked_at is null and api_keys.expires_at <= now()`,
  revoked: sql<boolean>`api_keys.revoked_at is not null`,
};

/** By the rules of Unicode: the database's own may know no case beyond ASCII. */
const LOWER_LABEL = sql<string>`lower(api_keys.label collate "und-x-icu")`;

/** Absent values sort as an end that is never reached, a use before all others, and an empty label. */
const SORTED_BY: Record<KeySort, ReturnType<typeof sql<unknown>>> = {
  created: sql`api_keys.created_at`,
  label: sql`coalesce(${LOWER_LABEL}, '')`,
  expires: sql`coalesce(api_keys.expires_at, timestamptz '5000-01-01 00:00:00Z')`,
  last_used: sql`coalesce(key_states.last_used_at, timestamptz '1970-01-01 00:00:00Z')`,
};

/** To the microsecond, as PostgreSQL has it: a time that was rounded would skip or repeat keys. */
const asText = (sort: KeySort) =>
  sort === 'label'
    ? sql<string>`${SORTED_BY[sort]}`
    : sql<string>`(extract(epoch from ${SORTED_BY[sort]}) * 1000000)::bigint::text`;

const fromText = (sort: KeySort, value: string) =>
  sort === 'label'
    ? sql`${value}::text`
    : sql`(timestamptz '1970-01-01 00:00:00Z' + ${value}::bigint * interval '1 microsecond')`;

export type ListedKey = ApiKeyRow & { readonly sortedBy: string };

/** The query behind a list of keys, by keyset: a page costs the same wherever in the list it is. */
export function keyListQuery(
  db: Database,
  { userId, sort, order, status, permission, search, after, limit }: KeyListQuery,
) {
  const beyond = ({ value, keyId }: KeyPosition) =>
    sql<boolean>`(${SORTED_BY[sort]}, api_keys.key_id) ${order === 'asc' ? sql`>` : sql`<`} (
      ${fromText(sort, value)}, ${keyId}::text)`;
  return selectRows(db, userId)
    .select(asText(sort).as('sortedBy'))
    .$if(status !== null, (query) => query.where(HAS_STATUS[status ?? 'active']))
    .$if(permission !== null, (query) =>
      query.where(sql<boolean>`api_keys.permissions @> array[${permission}]::text[]`),
    )
    .$if(search !== null, (query) =>
      query.where(sql<boolean>`position(lower(${search} collate "und-x-icu") in ${LOWER_LABEL}) > 0`),
    )
    .$if(after !== null, (query) => query.where(beyond(after ?? { value: '', keyId: '' })))
    .orderBy(SORTED_BY[sort], order)
    .orderBy('api_keys.key_id', order)
    .limit(limit);
}

export async function listKeys(db: Database, query: KeyListQuery): Promise<ListedKey[]> {
  return keyListQuery(db, query).execute();
}
