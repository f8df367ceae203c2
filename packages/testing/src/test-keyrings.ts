import {
  generateKeyPairJwks,
  generateSymmetricJwks,
  type Keyring,
  parseKeyring,
  parseSymmetricKeyring,
  type SymmetricKeyring,
} from '@countersign/sealing';

export type TestKeyrings = {
  readonly sealToGateway: Keyring<'seal'>;
  readonly openAsGateway: Keyring<'open'>;
  readonly sealToMailer: Keyring<'seal'>;
  readonly openAsMailer: Keyring<'open'>;
  readonly sign: Keyring<'sign'>;
  readonly verify: Keyring<'verify'>;
  /** The gateway's own, for what it tells the upstream. */
  readonly assertion: Keyring<'sign'>;
  readonly totp: SymmetricKeyring;
};

/** A full set of fresh keyrings. */
export function testKeyrings(): TestKeyrings {
  const gateway = generateKeyPairJwks('X25519', 'gateway-1');
  const mailer = generateKeyPairJwks('X25519', 'mailer-1');
  const signing = generateKeyPairJwks('Ed25519', 'signing-1');
  return {
    sealToGateway: parseKeyring(gateway.publicJwks, 'seal'),
    openAsGateway: parseKeyring(gateway.privateJwks, 'open'),
    sealToMailer: parseKeyring(mailer.publicJwks, 'seal'),
    openAsMailer: parseKeyring(mailer.privateJwks, 'open'),
    sign: parseKeyring(signing.privateJwks, 'sign'),
    verify: parseKeyring(signing.publicJwks, 'verify'),
    assertion: parseKeyring(generateKeyPairJwks('Ed25519', 'assertion-1').privateJwks, 'sign'),
    totp: parseSymmetricKeyring(generateSymmetricJwks('totp-1')),
  };
}
