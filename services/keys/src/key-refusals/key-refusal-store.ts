import type { Database } from '@countersign/database';

export type KeyRefusal = {
  readonly reason: string;
  readonly count: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
  readonly ip: string;
  readonly path: string;
  readonly nonce: string;
  /** The highest nonce that the key has used up by now. */
  readonly lastNonce: string;
};

/**
 * What the gateways refused of a key, the newest first: one entry a reason, so that there are never many. `null` if
 * the user has no such key.
 */
export async function listKeyRefusals(
  db: Database,
  { userId, keyId }: { userId: string; keyId: string },
): Promise<KeyRefusal[] | null> {
  const state = await db
    .selectFrom('api_keys')
    .innerJoin('key_states', 'key_states.key_id', 'api_keys.key_id')
    .select('key_states.last_nonce as lastNonce')
    .where('api_keys.key_id', '=', keyId)
    .where('api_keys.user_id', '=', userId)
    .executeTakeFirst();
  if (state === undefined) return null;
  const rows = await db
    .selectFrom('key_refusals')
    .select(['reason', 'count', 'first_at', 'last_at', 'ip', 'path', 'nonce'])
    .where('key_id', '=', keyId)
    .orderBy('last_at', 'desc')
    .orderBy('reason')
    .execute();
  return rows.map(({ count, first_at: firstAt, last_at: lastAt, ...row }) => ({
    ...row,
    ...state,
    count: Number(count),
    firstAt,
    lastAt,
  }));
}
