import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';

/** A key of a keyring: `kid` is the id that every sealed or signed value carries (`kekId`, `signingKeyId`). */
export type KeyringKey = { readonly kid: string; readonly key: KeyObject };

/**
 * Keys of one purpose by id. `current` is the one new values are made with; the others only open or verify
 * what was made before a rotation.
 */
export type Keyring = { readonly current: KeyringKey; readonly byId: ReadonlyMap<string, KeyringKey> };

/** Symmetric keyring: raw 32-byte keys. */
export type SymmetricKeyring = {
  readonly current: { readonly kid: string; readonly bytes: Buffer };
  readonly byId: ReadonlyMap<string, { readonly kid: string; readonly bytes: Buffer }>;
};

export type KeyringKind = 'seal' | 'open' | 'sign' | 'verify';

/** The members of a JWK that are read here (RFC 7517 §4, RFC 7518 §6.4, RFC 8037 §2). */
type Jwk = { kid?: string; kty?: string; crv?: string; d?: string; x?: string; k?: string };

const CURVES: Record<KeyringKind, string> = {
  seal: 'X25519',
  open: 'X25519',
  sign: 'Ed25519',
  verify: 'Ed25519',
};
const NEEDS_PRIVATE: Record<KeyringKind, boolean> = { seal: false, open: true, sign: true, verify: false };
const KID = /^[A-Za-z0-9._-]{1,64}$/;

/**
 * Reads a keyring from the text of a JWK Set (RFC 7517 §5; OKP keys of RFC 8037). The first key is current.
 * A private key where a public one is expected is refused: no part may hold more than it needs.
 */
export function parseKeyring(json: string, kind: KeyringKind): Keyring {
  const keys = parseJwks(json).map((jwk) => {
    if (jwk.kty !== 'OKP' || jwk.crv !== CURVES[kind]) {
      throw new Error(`keyring key ${jwk.kid} must be an OKP key on ${CURVES[kind]}`);
    }
    const holdsPrivate = typeof jwk.d === 'string';
    if (holdsPrivate !== NEEDS_PRIVATE[kind]) {
      throw new Error(`keyring key ${jwk.kid} must be a ${NEEDS_PRIVATE[kind] ? 'private' : 'public'} key`);
    }
    const key = holdsPrivate
      ? createPrivateKey({ key: jwk, format: 'jwk' })
      : createPublicKey({ key: jwk, format: 'jwk' });
    return { kid: jwk.kid, key };
  });
  return asKeyring(keys);
}

/** Reads a keyring of symmetric 256-bit keys (JWK `kty: "oct"`, RFC 7518 §6.4). */
export function parseSymmetricKeyring(json: string): SymmetricKeyring {
  const keys = parseJwks(json).map((jwk) => {
    const bytes = Buffer.from(typeof jwk.k === 'string' ? jwk.k : '', 'base64url');
    if (jwk.kty !== 'oct' || bytes.byteLength !== 32) {
      throw new Error(`keyring key ${jwk.kid} must be an "oct" key of 32 bytes`);
    }
    return { kid: jwk.kid, bytes };
  });
  return asKeyring(keys);
}

function asKeyring<K extends { kid: string }>(keys: K[]): { current: K; byId: Map<string, K> } {
  const [current] = keys;
  if (current === undefined) throw new Error('keyring has no key');
  const byId = new Map(keys.map((key) => [key.kid, key]));
  if (byId.size !== keys.length) throw new Error('keyring names one kid twice');
  return { current, byId };
}

function parseJwks(json: string): (Jwk & { kid: string })[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch {
    // The parser's message would quote the text, and the text holds keys.
    throw new Error('keyring is not JSON');
  }
  const keys = (parsed as { keys?: unknown } | null)?.keys;
  if (!Array.isArray(keys)) throw new Error('keyring is not a JWK Set: "keys" is missing');
  return keys.map((jwk: Jwk) => {
    if (typeof jwk?.kid !== 'string' || !KID.test(jwk.kid)) {
      throw new Error('every key of a keyring needs a "kid" of 1 to 64 characters A-Z a-z 0-9 . _ -');
    }
    return jwk as Jwk & { kid: string };
  });
}
