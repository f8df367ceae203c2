import { createPublicKey, encapsulate } from 'node:crypto';
import { encryptGcm } from './aes-gcm.ts';
import { deriveMessageKey } from './key-schedule.ts';
import type { Keyring } from './keyring.ts';

/** What is kept at rest: `sealed` is `enc || ciphertext || tag` (RFC 9180 §6.1, single shot), `kekId` says who opens it. */
export type SealedValue = { readonly kekId: string; readonly sealed: Buffer };

/**
 * Seals to the current key of a reader's public keyring: HPKE base mode, DHKEM(X25519, HKDF-SHA256),
 * HKDF-SHA256, AES-256-GCM (RFC 9180). The writer cannot open it again.
 *
 * @param label what kind of thing is sealed (HPKE `info`), so that one kind never opens as another
 * @param aad what the value is bound to
 */
export function seal(
  keyring: Keyring<'seal'>,
  label: string,
  aad: Uint8Array,
  plaintext: Uint8Array,
): SealedValue {
  const { kid, key } = keyring.current;
  const { sharedKey, ciphertext: enc } = encapsulate(key);
  const messageKey = deriveMessageKey(sharedKey, Buffer.from(label, 'utf8'));
  sharedKey.fill(0);
  try {
    return { kekId: kid, sealed: Buffer.concat([enc, encryptGcm({ ...messageKey, aad }, plaintext)]) };
  } finally {
    messageKey.key.fill(0);
  }
}

/** The public half of an opening keyring, for a one-shot process that re-seals. */
export function publicHalf(keyring: Keyring<'open'>): Keyring<'seal'> {
  const byId = new Map(
    [...keyring.byId.values()].map(({ kid, key }) => [kid, { kid, key: createPublicKey(key) }]),
  );
  const current = byId.get(keyring.current.kid);
  if (current === undefined) throw new Error('keyring lost its current key');
  return { kind: 'seal', current, byId };
}
