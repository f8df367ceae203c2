import { createPublicKey, sign, verify } from 'node:crypto';
import { encodeFields } from './field-encoding.ts';
import type { Keyring, KeyringKey } from './keyring.ts';

/** What a signature can be about. The label is covered, so a signature over one kind is never valid for another. */
export const SIGNATURE_LABELS = [
  'countersign/key-record/v1',
  'countersign/mail/v1',
  'countersign/audit-event/v1',
  'countersign/audit-head/v1',
  'countersign/scoped-token/v1',
] as const;
export type SignatureLabel = (typeof SIGNATURE_LABELS)[number];

export type Signature = { readonly signingKeyId: string; readonly signature: Buffer };

/** Ed25519 (RFC 8032) over `label` and `message`, with the keyring's current key. */
export function signBytes(keyring: Keyring<'sign'>, label: SignatureLabel, message: Uint8Array): Signature {
  const { kid, key } = keyring.current;
  return { signingKeyId: kid, signature: sign(null, encodeFields([label, message]), key) };
}

/** True only for a signature by the key that `signingKeyId` names, over this label and this message. */
export function isSignatureValid(
  keyring: Keyring<'verify'>,
  label: SignatureLabel,
  message: Uint8Array,
  { signingKeyId, signature }: Signature,
): boolean {
  const key = keyring.byId.get(signingKeyId)?.key;
  if (key === undefined || signature.byteLength !== 64) return false;
  return verify(null, encodeFields([label, message]), key, signature);
}

/** The public half of a signing keyring, for a part that verifies what it signed itself. */
export function verifyingHalf(keyring: Keyring<'sign'>): Keyring<'verify'> {
  const half = ({ kid, key }: KeyringKey): KeyringKey => ({ kid, key: createPublicKey(key) });
  const byId = new Map([...keyring.byId].map(([kid, key]) => [kid, half(key)]));
  return { kind: 'verify', current: half(keyring.current), byId };
}
