import { createPublicKey } from 'node:crypto';
import type { Keyring } from '@countersign/sealing';

/** A public Ed25519 key (RFC 8037 §2). */
export type PublicJwk = {
  readonly kid: string;
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  readonly x: string;
};

/** The public halves of a signing keyring. */
export const publicJwks = (keyring: Keyring<'sign'>): PublicJwk[] =>
  Array.from(keyring.byId.values(), ({ kid, key }) => {
    const { x = '' } = createPublicKey(key).export({ format: 'jwk' });
    return { kid, kty: 'OKP', crv: 'Ed25519', x };
  });
