import { decapsulate } from 'node:crypto';
import { decryptGcm, TAG_BYTES } from './aes-gcm.ts';
import { deriveMessageKey } from './key-schedule.ts';
import type { Keyring } from './keyring.ts';
import type { SealedValue } from './seal.ts';

const ENC_BYTES = 32;

export type OpenRejection = 'unknown-sealing-key' | 'not-openable';

/**
 * Opens what `seal` made. Exactly one attempt, with the key that `kekId` names: trying others would turn a
 * tampered id into an oracle.
 */
export function open(
  keyring: Keyring<'open'>,
  label: string,
  aad: Uint8Array,
  value: SealedValue,
): { ok: true; plaintext: Buffer } | { ok: false; reason: OpenRejection } {
  const key = keyring.byId.get(value.kekId)?.key;
  if (key === undefined) return { ok: false, reason: 'unknown-sealing-key' };
  if (value.sealed.byteLength < ENC_BYTES + TAG_BYTES) return { ok: false, reason: 'not-openable' };
  try {
    const sharedKey = decapsulate(key, value.sealed.subarray(0, ENC_BYTES));
    const messageKey = deriveMessageKey(sharedKey, Buffer.from(label, 'utf8'));
    sharedKey.fill(0);
    try {
      return { ok: true, plaintext: decryptGcm({ ...messageKey, aad }, value.sealed.subarray(ENC_BYTES)) };
    } finally {
      messageKey.key.fill(0);
    }
  } catch {
    // A point of low order (all-zero shared secret, RFC 9180 §7.1.4) ends here too, like any other tampering.
    return { ok: false, reason: 'not-openable' };
  }
}
