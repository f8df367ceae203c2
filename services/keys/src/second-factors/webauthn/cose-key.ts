import { createPublicKey } from 'node:crypto';
import { asMap, type CborMap, type CborValue, decodeCbor } from './cbor.ts';
import { CeremonyFault, demand } from './ceremony-fault.ts';

/**
 * What a registration may use, the preferred one first: ES256, which every security key has (U2F ones have nothing
 * else), and RS256 for Windows Hello (IANA COSE Algorithms). Not EdDSA: the library cannot verify it (its issue 145).
 */
export const OFFERED_ALGORITHMS = [-7, -257] as const;

export type CredentialKey = {
  readonly algorithm: (typeof OFFERED_ALGORITHMS)[number];
  /** SubjectPublicKeyInfo. */
  readonly pem: string;
};

/** Labels of RFC 9052 §7.1 and RFC 9053 §7.1; RSA's are in RFC 8230 §4. */
const KTY = 1;
const ALG = 3;
const EC2 = 2;
const RSA = 3;
const P256 = 1;
const PARAMETER_1 = -1;
const PARAMETER_2 = -2;
const PARAMETER_3 = -3;

/** 2048 to 4096 bits, and the one exponent that authenticators use: nobody chooses how long verifying takes. */
const MODULUS_BYTES = { min: 256, max: 512 };
const EXPONENT = Buffer.from([1, 0, 1]);

/**
 * The public key in a COSE_Key, of an offered algorithm, with nothing else in it (WebAuthn §6.5.1), and on its curve.
 *
 * @throws CeremonyFault `algorithm-not-offered`, `key-invalid` or `malformed`
 */
export function parseCoseKey(bytes: Buffer): CredentialKey {
  const map = asMap(decodeCbor(bytes));
  const algorithm = OFFERED_ALGORITHMS.find((offered) => offered === map.get(ALG));
  demand(algorithm !== undefined, 'algorithm-not-offered');
  return { algorithm, pem: asPem(algorithm === -7 ? ecKey(map) : rsaKey(map)) };
}

function ecKey(map: CborMap) {
  demand(map.size === 5 && map.get(KTY) === EC2 && map.get(PARAMETER_1) === P256, 'key-invalid');
  const [x, y] = [map.get(PARAMETER_2), map.get(PARAMETER_3)];
  demand(isBytes(x, 32, 32) && isBytes(y, 32, 32), 'key-invalid');
  return { kty: 'EC', crv: 'P-256', x: x.toString('base64url'), y: y.toString('base64url') };
}

function rsaKey(map: CborMap) {
  demand(map.size === 4 && map.get(KTY) === RSA, 'key-invalid');
  const [n, e] = [map.get(PARAMETER_1), map.get(PARAMETER_2)];
  demand(isBytes(n, MODULUS_BYTES.min, MODULUS_BYTES.max) && n.readUInt8() >= 0x80, 'key-invalid');
  demand(isBytes(e, 3, 3) && EXPONENT.equals(e), 'key-invalid');
  return { kty: 'RSA', n: n.toString('base64url'), e: e.toString('base64url') };
}

const isBytes = (value: CborValue | undefined, min: number, max: number): value is Buffer =>
  Buffer.isBuffer(value) && value.length >= min && value.length <= max;

function asPem(key: ReturnType<typeof ecKey | typeof rsaKey>): string {
  try {
    return createPublicKey({ key, format: 'jwk' }).export({ type: 'spki', format: 'pem' }).toString();
  } catch {
    // A point that is not on the curve.
    throw new CeremonyFault('key-invalid');
  }
}
