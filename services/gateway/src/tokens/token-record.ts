import { isPermission, type Permission } from '@countersign/permissions';
import {
  encodeFields,
  isSignatureValid,
  type Keyring,
  type Signature,
  signBytes,
  verifyingHalf,
} from '@countersign/sealing';

/** Everything about a scoped token that grants something. */
export type TokenRecord = {
  readonly digest: Buffer;
  readonly keyId: string;
  /** The version of its key that the token is good for, and no other. */
  readonly keyVersion: number;
  readonly permissions: readonly string[];
  readonly expiresAt: Date;
};

export type SignedTokenRecord = TokenRecord & Signature;

const LABEL = 'countersign/scoped-token/v1';

/**
 * Signs what a token may do, and verifies it again: a row that was written or changed by anybody but a gateway is not
 * obeyed. Gateways sign for each other, with the key that they share for assertions; the two kinds of signatures
 * cover bytes that begin differently, so neither passes as the other.
 */
export class TokenSigner {
  readonly #environment: string;
  readonly #sign: Keyring<'sign'>;
  readonly #verify: Keyring<'verify'>;

  constructor(environment: string, keyring: Keyring<'sign'>) {
    this.#environment = environment;
    this.#sign = keyring;
    this.#verify = verifyingHalf(keyring);
  }

  sign(record: TokenRecord): SignedTokenRecord {
    return { ...record, ...signBytes(this.#sign, LABEL, this.#encode(record)) };
  }

  /** `retired`: signed by a key that this gateway does not have, as after a change of keys. */
  verify(signed: SignedTokenRecord): 'genuine' | 'forged' | 'retired' {
    if (!this.#verify.byId.has(signed.signingKeyId)) return 'retired';
    return isSignatureValid(this.#verify, LABEL, this.#encode(signed), signed) ? 'genuine' : 'forged';
  }

  #encode({ digest, keyId, keyVersion, permissions, expiresAt }: TokenRecord): Buffer {
    return encodeFields([
      this.#environment,
      digest,
      keyId,
      String(keyVersion),
      permissions.join(' '),
      expiresAt.toISOString(),
    ]);
  }
}

/** The permissions of a record as far as the key has them: a token never goes beyond its key. */
export function grantedBy(record: TokenRecord, ofKey: readonly Permission[]): Permission[] {
  return record.permissions.filter(isPermission).filter((permission) => ofKey.includes(permission));
}
