import { createHmac } from 'node:crypto';

/** AEADs by their RFC 9180 §7.3 identifier; `keyBytes` is Nk. Nn is 12 and Nt is 16 for both. */
export const AEADS = {
  'aes-128-gcm': { id: 0x0001, keyBytes: 16 },
  'aes-256-gcm': { id: 0x0002, keyBytes: 32 },
} as const;

export type AeadName = keyof typeof AEADS;

const MODE_BASE = Buffer.from([0x00]);
const VERSION_LABEL = Buffer.from('HPKE-v1');
const EMPTY = Buffer.alloc(0);

/** `"HPKE" || kem_id || kdf_id || aead_id` for DHKEM(X25519, HKDF-SHA256) and HKDF-SHA256 (RFC 9180 §5.1). */
function suiteId(aead: AeadName): Buffer {
  return Buffer.concat([Buffer.from('HPKE'), Buffer.from([0x00, 0x20, 0x00, 0x01, 0x00, AEADS[aead].id])]);
}

function labeledExtract(suite: Buffer, salt: Uint8Array, label: string, ikm: Uint8Array): Buffer {
  return createHmac('sha256', salt).update(VERSION_LABEL).update(suite).update(label).update(ikm).digest();
}

/** One HKDF-Expand block is enough: every output of this suite is at most 32 bytes. */
function labeledExpand(
  suite: Buffer,
  prk: Buffer,
  label: string,
  info: Uint8Array,
  lengthBytes: number,
): Buffer {
  return createHmac('sha256', prk)
    .update(Buffer.from([0x00, lengthBytes]))
    .update(VERSION_LABEL)
    .update(suite)
    .update(label)
    .update(info)
    .update(Buffer.from([0x01]))
    .digest()
    .subarray(0, lengthBytes);
}

/**
 * KeySchedule of RFC 9180 §5.1 for mode_base (no PSK).
 *
 * @param sharedSecret 32 bytes from the KEM
 * @param info what the context is bound to
 * @returns the AEAD key and the nonce of the first message
 */
export function deriveMessageKey(
  sharedSecret: Uint8Array,
  info: Uint8Array,
  aead: AeadName = 'aes-256-gcm',
): { key: Buffer; nonce: Buffer } {
  const suite = suiteId(aead);
  const context = Buffer.concat([
    MODE_BASE,
    labeledExtract(suite, EMPTY, 'psk_id_hash', EMPTY),
    labeledExtract(suite, EMPTY, 'info_hash', info),
  ]);
  const secret = labeledExtract(suite, sharedSecret, 'secret', EMPTY);
  const key = labeledExpand(suite, secret, 'key', context, AEADS[aead].keyBytes);
  const nonce = labeledExpand(suite, secret, 'base_nonce', context, 12);
  secret.fill(0);
  return { key, nonce };
}
