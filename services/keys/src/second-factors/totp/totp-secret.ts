import {
  encodeFields,
  openForSelf,
  type RandomBytes,
  type SealedValue,
  type SymmetricKeyring,
  sealForSelf,
} from '@countersign/sealing';

type Owner = { readonly userId: string; readonly factorId: string };

/** Bound to user and factor: a sealed secret that is moved to another row does not open. */
const aad = ({ userId, factorId }: Owner) => encodeFields(['countersign/totp/v1', userId, factorId]);

export function sealTotpSecret(
  keyring: SymmetricKeyring,
  owner: Owner,
  secret: Uint8Array,
  randomBytes: RandomBytes,
): SealedValue {
  return sealForSelf(keyring, aad(owner), secret, randomBytes);
}

/** Throws when the row was tampered with or its key is gone. */
export function openTotpSecret(keyring: SymmetricKeyring, owner: Owner, sealed: SealedValue): Buffer {
  return openForSelf(keyring, aad(owner), sealed);
}
