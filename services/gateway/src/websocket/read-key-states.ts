import type { Pool } from 'pg';
import { BatchedRead } from '../api-key-lookup/batched-read.ts';
import { type KeyState, readStates } from '../api-key-lookup/key-store.ts';

/** What holds of a key now: read from the database by a statement that begins after the question came. */
export type KeyStates = { read(keyId: string): Promise<KeyState | null> };

export function readKeyStates(pool: Pool, limits: { maxKeys: number; deadlineMs: number }): KeyStates {
  const batched = new BatchedRead({
    read: (keyIds) => readStates(pool, keyIds),
    maxKeysAStatement: 500,
    maxStatements: 2,
    maxWaiting: limits.maxKeys,
    deadlineMs: limits.deadlineMs,
    isFresh: true,
  });
  return { read: (keyId) => batched.get(keyId) };
}
