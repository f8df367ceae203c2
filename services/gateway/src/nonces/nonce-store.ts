import type { Pool } from 'pg';
import type { StateAnswer } from './nonce-verdicts.ts';

/** One row of a batch: the greatest nonce that waits for a key and version. */
export type NonceRow = {
  readonly keyId: string;
  readonly nonce: number;
  readonly version: number;
  /** ISO 8601 UTC, from the signed record; `null` never expires. */
  readonly expiresAt: string | null;
  /** Client address of the request with that nonce. */
  readonly address: string;
};

/**
 * Purpose: raise the last nonce of many keys at once, each only if the key is active, unexpired, and of the version
 * that the requests were verified against.
 * Parameters: arrays of key ID, nonce, version, expiry, address.
 * Answer: the state rows as they were, under lock, each with the place of what was asked, from 1.
 *
 * All that is read and written is one row, locked before it is looked at: under READ COMMITTED a statement that
 * waited for a lock sees the newest version of the row it locks, but not of any other row.
 */
const consume = (wait: '' | 'skip locked') => `
with b as (
  select * from unnest($1::text[], $2::bigint[], $3::int[], $4::timestamptz[], $5::text[])
    with ordinality as b(key_id, nonce, seen, expires_at, address, place)),
l as materialized (
  select s.key_id, s.last_nonce, s.status, s.version, b.nonce, b.seen, b.address, b.place,
         b.expires_at > clock_timestamp() as unexpired
  from key_states s join b using (key_id)
  order by s.key_id
  for no key update of s ${wait}),
u as (
  update key_states s
  set last_nonce = l.nonce, last_used_at = clock_timestamp(), last_used_ip = l.address
  from l
  where s.key_id = l.key_id and l.status = 'active' and l.version = l.seen and l.unexpired
    and l.last_nonce < l.nonce)
select place::int, last_nonce, status, version, unexpired from l`;

/** A key that another statement has locked is left out of the answer, so that it holds up no other. */
const SKIPPING = { name: 'consume-nonces', text: consume('skip locked') };
/** For one key alone: waits for the lock, at most as long as the role's `lock_timeout`. */
const WAITING = { name: 'consume-nonce-alone', text: consume('') };

type AnswerRow = [number, string, 'active' | 'revoked', number, boolean];

/**
 * Consumes what may be consumed.
 *
 * @returns an answer for each of the rows, in their order; `null` where the key was locked (when skipping) or does not
 * exist
 */
export async function consumeNonces(
  pool: Pool,
  rows: readonly NonceRow[],
  lock: 'skip' | 'wait',
): Promise<(StateAnswer | null)[]> {
  const answer = await pool.query<AnswerRow>({
    ...(lock === 'skip' ? SKIPPING : WAITING),
    rowMode: 'array',
    values: [
      arrayOf(rows, ({ keyId }) => keyId),
      arrayOf(rows, ({ nonce }) => String(nonce)),
      arrayOf(rows, ({ version }) => String(version)),
      arrayOf(rows, ({ expiresAt }) => expiresAt ?? 'infinity'),
      arrayOf(rows, ({ address }) => address),
    ],
  });
  const answers: (StateAnswer | null)[] = rows.map(() => null);
  for (const [place, lastNonce, status, version, isUnexpired] of answer.rows) {
    const { version: seen } = rows[place - 1] as NonceRow;
    // A bigint comes as text; whatever stands in the column was once parsed as a nonce, so it is a safe integer.
    answers[place - 1] = { lastNonce: Number(lastNonce), status, version, seen, isUnexpired };
  }
  return answers;
}

const PLAIN = /^[^"\\]*$/;

/** An array as PostgreSQL reads it: for elements that need no escaping, and several times as fast as pg's own way. */
function arrayOf(rows: readonly NonceRow[], elementOf: (row: NonceRow) => string): string {
  const elements = rows.map((row) => {
    const element = elementOf(row);
    if (!PLAIN.test(element)) throw new Error('an element that would have to be escaped');
    return `"${element}"`;
  });
  return `{${elements.join()}}`;
}
