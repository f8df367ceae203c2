export { encodeFields } from './field-encoding.ts';
export { generateKeyPairJwks, generateSymmetricJwks } from './generate-keyring.ts';
export { isKeyId, KEY_ID_LENGTH } from './key-id.ts';
export { type SignedKeyRecord, signKeyRecord, verifyKeyRecord } from './key-record.ts';
export { KEY_RECORD_ALGORITHM, type KeyRecord } from './key-record-encoding.ts';
export {
  type Keyring,
  type KeyringKind,
  parseKeyring,
  parseSymmetricKeyring,
  type SymmetricKey,
  type SymmetricKeyring,
} from './keyring.ts';
export { mintToken, tokenDigest } from './mint-token.ts';
export type { RandomBytes } from './random.ts';
export { Redacted } from './redacted.ts';
export { publicHalf, type SealedValue, seal } from './seal.ts';
export { isSignatureValid, type Signature, type SignatureLabel, signBytes } from './signature.ts';
export { openForSelf, sealForSelf } from './symmetric-box.ts';
