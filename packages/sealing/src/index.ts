export { encodeFields } from './field-encoding.ts';
export { generateKeyPairJwks, generateSymmetricJwks } from './generate-keyring.ts';
export { isKeyId } from './key-id.ts';
export { type SignedKeyRecord, signKeyRecord, verifyKeyRecord } from './key-record.ts';
export { KEY_RECORD_ALGORITHM, type KeyRecord } from './key-record-encoding.ts';
export type { Keyring, KeyringKind, SymmetricKey, SymmetricKeyring } from './keyring.ts';
export { mintScopedToken } from './mint-scoped-token.ts';
export { mintToken, tokenDigest } from './mint-token.ts';
export { parseKeyring, parseSymmetricKeyring } from './parse-keyring.ts';
export type { RandomBytes } from './random.ts';
export { Redacted } from './redacted.ts';
export { isScopedToken } from './scoped-token.ts';
export { publicHalf, type SealedValue, seal } from './seal.ts';
export {
  isSignatureValid,
  type Signature,
  type SignatureLabel,
  signBytes,
  verifyingHalf,
} from './signature.ts';
export { openForSelf, sealForSelf } from './symmetric-box.ts';
