import { decodeKeyRecord, encodeKeyRecord, type KeyRecord } from './key-record-encoding.ts';
import type { Keyring } from './keyring.ts';
import { isSignatureValid, type Signature, signBytes } from './signature.ts';

export type SignedKeyRecord = Signature & { readonly record: Buffer };

const LABEL = 'countersign/key-record/v1';

/** @throws Error if the record does not hold what a record must: nothing else is ever signed. */
export function signKeyRecord(keyring: Keyring<'sign'>, record: KeyRecord): SignedKeyRecord {
  const bytes = encodeKeyRecord(record);
  return { record: bytes, ...signBytes(keyring, LABEL, bytes) };
}

/**
 * The record, once its signature was checked; `null` if it is not genuine or not of this version. A genuine
 * record may still be another key's, another environment's or an older one: the caller compares `keyId`,
 * `environment` and `version` with what it looked up.
 */
export function verifyKeyRecord(keyring: Keyring<'verify'>, signed: SignedKeyRecord): KeyRecord | null {
  if (!isSignatureValid(keyring, LABEL, signed.record, signed)) return null;
  return decodeKeyRecord(signed.record);
}
