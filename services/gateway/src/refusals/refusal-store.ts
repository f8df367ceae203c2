import type { Pool } from 'pg';
import type { RefusalEntry } from './refusal.ts';

/** Adds to what is known of each key and reason. A key that is not there any more is passed over. */
const WRITE = {
  name: 'write-key-refusals',
  text: `
insert into key_refusals as known (key_id, reason, count, first_at, last_at, ip, path, nonce)
select b.key_id, b.reason, b.count, now(), now(), b.ip, b.path, b.nonce
from unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[], $6::bigint[])
  as b(key_id, reason, count, ip, path, nonce)
where exists (select from key_states s where s.key_id = b.key_id)
order by b.key_id, b.reason
on conflict (key_id, reason) do update
set count = known.count + excluded.count, last_at = excluded.last_at, ip = excluded.ip,
    path = excluded.path, nonce = excluded.nonce`,
};

export async function writeRefusals(pool: Pool, entries: readonly RefusalEntry[]): Promise<void> {
  await pool.query({
    ...WRITE,
    values: [
      entries.map(({ keyId }) => keyId),
      entries.map(({ reason }) => reason),
      entries.map(({ count }) => count),
      entries.map(({ ip }) => ip),
      entries.map(({ path }) => path),
      entries.map(({ nonce }) => nonce),
    ],
  });
}
