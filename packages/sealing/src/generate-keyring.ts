import { generateKeyPairSync, randomBytes } from 'node:crypto';

type Pair = { readonly privateJwks: string; readonly publicJwks: string };

const asJwks = (jwk: object) => `${JSON.stringify({ keys: [jwk] }, null, 2)}\n`;

/** A fresh key pair as two JWK Sets: X25519 to seal to, Ed25519 to sign with. For set-up commands and tests. */
export function generateKeyPairJwks(curve: 'X25519' | 'Ed25519', kid: string): Pair {
  const { privateKey, publicKey } =
    curve === 'X25519' ? generateKeyPairSync('x25519') : generateKeyPairSync('ed25519');
  return {
    privateJwks: asJwks({ kid, ...privateKey.export({ format: 'jwk' }) }),
    publicJwks: asJwks({ kid, ...publicKey.export({ format: 'jwk' }) }),
  };
}

/** A fresh symmetric 256-bit key as a JWK Set. */
export function generateSymmetricJwks(kid: string): string {
  return asJwks({ kid, kty: 'oct', k: randomBytes(32).toString('base64url') });
}
