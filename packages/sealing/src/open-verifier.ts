import { timingSafeEqual } from 'node:crypto';
import type { KeyRecord } from './key-record-encoding.ts';
import type { Keyring } from './keyring.ts';
import { type OpenRejection, open } from './open.ts';
import type { SealedValue } from './seal.ts';
import { VERIFIER_BYTES, VERIFIER_LABEL, verifierAad, verifierDigest } from './verifier.ts';

export type OpenVerifierRejection = OpenRejection | 'verifier-digest-mismatch';

/**
 * Opens the verifier that belongs to a record whose signature was checked. The digest in the record decides
 * whether it is the right one.
 */
export function openVerifier(
  gateway: Keyring<'open'>,
  record: KeyRecord,
  value: SealedValue,
): { ok: true; verifier: Buffer } | { ok: false; reason: OpenVerifierRejection } {
  const opened = open(gateway, VERIFIER_LABEL, verifierAad(record), value);
  if (!opened.ok) return opened;
  const expected = Buffer.from(record.verifierDigest, 'base64url');
  const actual = verifierDigest(opened.plaintext);
  const matches =
    opened.plaintext.byteLength === VERIFIER_BYTES &&
    expected.byteLength === actual.byteLength &&
    timingSafeEqual(expected, actual);
  if (matches) return { ok: true, verifier: opened.plaintext };
  opened.plaintext.fill(0);
  return { ok: false, reason: 'verifier-digest-mismatch' };
}
