import type { Keyring } from './keyring.ts';
import { isSignatureValid, type Signature, signBytes } from './signature.ts';

export const KEY_RECORD_ALGORITHM = 'hmac-sha384';

/** Everything that grants anything. Times are ISO 8601 UTC; `verifierDigest` is base64url. */
export type KeyRecord = {
  readonly v: 1;
  readonly environment: string;
  readonly keyId: string;
  readonly ownerId: string;
  readonly algorithm: typeof KEY_RECORD_ALGORITHM;
  readonly permissions: readonly string[];
  /** Canonical addresses or CIDRs; `null` allows any address. */
  readonly ipAllowlist: readonly string[] | null;
  readonly expiresAt: string | null;
  readonly status: 'active' | 'revoked';
  readonly version: number;
  readonly verifierGeneration: number;
  readonly verifierDigest: string;
};

export type SignedKeyRecord = Signature & { readonly record: Buffer };

const LABEL = 'countersign/key-record/v1';

/** One encoding only: members in this order, no white space. The signature covers these very bytes. */
export function encodeKeyRecord(r: KeyRecord): Buffer {
  return Buffer.from(
    JSON.stringify([
      r.v,
      r.environment,
      r.keyId,
      r.ownerId,
      r.algorithm,
      r.permissions,
      r.ipAllowlist,
      r.expiresAt,
      r.status,
      r.version,
      r.verifierGeneration,
      r.verifierDigest,
    ]),
    'utf8',
  );
}

export function signKeyRecord(keyring: Keyring<'sign'>, record: KeyRecord): SignedKeyRecord {
  const bytes = encodeKeyRecord(record);
  return { record: bytes, ...signBytes(keyring, LABEL, bytes) };
}

/** The record, once its signature was checked; `null` if it is not genuine or not of this version. */
export function verifyKeyRecord(keyring: Keyring<'verify'>, signed: SignedKeyRecord): KeyRecord | null {
  if (!isSignatureValid(keyring, LABEL, signed.record, signed)) return null;
  return decodeKeyRecord(signed.record);
}

function decodeKeyRecord(bytes: Buffer): KeyRecord | null {
  const fields = JSON.parse(bytes.toString('utf8')) as unknown[];
  if (!Array.isArray(fields) || fields.length !== 12 || fields[0] !== 1) return null;
  const record = {
    v: 1,
    environment: fields[1],
    keyId: fields[2],
    ownerId: fields[3],
    algorithm: fields[4],
    permissions: fields[5],
    ipAllowlist: fields[6],
    expiresAt: fields[7],
    status: fields[8],
    version: fields[9],
    verifierGeneration: fields[10],
    verifierDigest: fields[11],
  } as KeyRecord;
  // Genuine bytes that do not come back the same were not written by this encoder: another format, so no record.
  return encodeKeyRecord(record).equals(bytes) ? record : null;
}
