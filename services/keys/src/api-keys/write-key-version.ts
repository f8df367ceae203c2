import type { DatabaseTransaction } from '@countersign/database';
import { type SealedValue, signKeyRecord } from '@countersign/sealing';
import type { Deps } from '../deps.ts';
import { outdateKeyEdits } from '../key-edits/end-key-edits.ts';
import { Refusal } from '../refusal.ts';
import { lockKey, moveKeyState, updateKey } from './api-key-store.ts';
import { applyChange, type KeyChange, keyRecordOf, type StoredKey } from './stored-key.ts';

export type NewVersion = {
  readonly keyId: string;
  readonly change: KeyChange;
  /** With `change.verifierDigest`: the verifier that belongs to it. Only for a key that was never used. */
  readonly sealedVerifier?: SealedValue;
};

/**
 * Changes a key: signs its next record and moves its state row, in the caller's transaction. From the moment
 * that commits, every gateway refuses what was signed on the old terms, and open edits of the version before are
 * void. The caller holds the user's lock, has checked whose key it is, writes the audit event, and changes several
 * keys in the order of their ids.
 *
 * @throws Refusal `not-found`, `key-already-revoked`, or `reveal-closed` for a new verifier of a used key
 */
export async function writeKeyVersion(
  trx: DatabaseTransaction,
  { keyrings, settings }: Pick<Deps, 'keyrings' | 'settings'>,
  { keyId, change, sealedVerifier }: NewVersion,
): Promise<StoredKey> {
  const current = await lockKey(trx, keyId);
  if (current === null) throw new Refusal('not-found');
  if (current.isRevoked) throw new Refusal('key-already-revoked');
  const replacesVerifier = change.verifierDigest !== undefined;
  if (replacesVerifier !== (sealedVerifier !== undefined))
    throw new Error('a verifier and its digest go together');

  const next = applyChange(current, change);
  const signed = signKeyRecord(keyrings.sign, keyRecordOf(settings.environment, next));
  await updateKey(trx, next, { signed, sealed: sealedVerifier ?? null });
  await outdateKeyEdits(trx, next);
  if (await moveKeyState(trx, next, { onlyIfUnused: replacesVerifier })) return next;
  if (replacesVerifier) throw new Refusal('reveal-closed', { reason: 'the key was used' });
  throw new Error(`the state row of ${keyId} is not of the key's version`);
}
