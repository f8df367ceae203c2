import { createPrivateKey, createPublicKey, encapsulate } from 'node:crypto';
import type { Keyring, KeyringKey, KeyringKind, SymmetricKeyring } from './keyring.ts';

/** The members of a JWK that are read here (RFC 7517 §4, RFC 7518 §6.4, RFC 8037 §2). */
type Jwk = Readonly<Record<'kid' | 'kty' | 'crv' | 'd' | 'x' | 'k', unknown>> & { readonly kid: string };

const KINDS = {
  seal: { curve: 'X25519', isPrivate: false },
  open: { curve: 'X25519', isPrivate: true },
  sign: { curve: 'Ed25519', isPrivate: true },
  verify: { curve: 'Ed25519', isPrivate: false },
} as const satisfies Record<KeyringKind, { curve: string; isPrivate: boolean }>;

const KID = /^[A-Za-z0-9._-]{1,64}$/;
/** 32 bytes of base64url. Node's own decoder skips characters that do not belong there. */
const BASE64URL_32_BYTES = /^[A-Za-z0-9_-]{43}$/;
/** More keys than any rotation needs: a file this long is a mistake. */
const MAX_KEYS = 16;

/**
 * Reads a keyring from the text of a JWK Set (RFC 7517 §5; OKP keys of RFC 8037). The first key is current.
 * A private key where a public one is expected is refused: no part may hold more than it needs.
 *
 * @throws Error whose message names the key and the fault, never key material
 */
export function parseKeyring<K extends KeyringKind>(json: string, kind: K): Keyring<K> {
  return { kind, ...byKid(parseJwks(json).map((jwk) => parseKey(jwk, kind))) };
}

function parseKey(jwk: Jwk, kind: KeyringKind): KeyringKey {
  const { curve, isPrivate } = KINDS[kind];
  if (jwk.kty !== 'OKP' || jwk.crv !== curve) {
    throw new Error(`keyring key ${jwk.kid} must be an OKP key on ${curve}`);
  }
  // Any private member at all, whatever its value, in a file meant to be public means that files were mixed up.
  if ((jwk.d !== undefined || jwk.k !== undefined) !== isPrivate) {
    throw new Error(`keyring key ${jwk.kid} must be a ${isPrivate ? 'private' : 'public'} key`);
  }
  const { x, d } = jwk;
  if (!isBase64Url32(x) || (isPrivate && !isBase64Url32(d))) throw malformed(jwk);
  const source = { kty: 'OKP', crv: curve, x, ...(isPrivate ? { d: d as string } : {}) };
  try {
    // Node refuses a private key whose public half (`x`) is not its own.
    const key = isPrivate
      ? createPrivateKey({ key: source, format: 'jwk' })
      : createPublicKey({ key: source, format: 'jwk' });
    // A point of low order gives an all-zero shared secret (RFC 9180 §7.1.4); found at start, not at the first use.
    if (kind === 'seal') encapsulate(key);
    return { kid: jwk.kid, key };
  } catch {
    throw malformed(jwk);
  }
}

/** Reads a keyring of symmetric 256-bit keys (JWK `kty: "oct"`, RFC 7518 §6.4). The first key is current. */
export function parseSymmetricKeyring(json: string): SymmetricKeyring {
  const keys = parseJwks(json).map(({ kid, kty, k }) => {
    if (kty !== 'oct' || !isBase64Url32(k)) {
      throw new Error(`keyring key ${kid} must be an "oct" key of 32 bytes`);
    }
    return { kid, bytes: Buffer.from(k, 'base64url') };
  });
  return byKid(keys);
}

const isBase64Url32 = (value: unknown): value is string =>
  typeof value === 'string' && BASE64URL_32_BYTES.test(value);

const malformed = ({ kid }: Jwk) => new Error(`keyring key ${kid} is malformed`);

function byKid<K extends { kid: string }>(keys: K[]): { current: K; byId: Map<string, K> } {
  const [current] = keys;
  if (current === undefined) throw new Error('keyring has no key');
  if (keys.length > MAX_KEYS) throw new Error(`keyring has more than ${MAX_KEYS} keys`);
  const byId = new Map(keys.map((key) => [key.kid, key]));
  if (byId.size !== keys.length) throw new Error('keyring names one kid twice');
  return { current, byId };
}

function parseJwks(json: string): Jwk[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch {
    // The parser's message would quote the text, and the text holds keys.
    throw new Error('keyring is not JSON');
  }
  const keys = (parsed as { keys?: unknown } | null)?.keys;
  if (!Array.isArray(keys)) throw new Error('keyring is not a JWK Set: "keys" is missing');
  return keys.map((jwk: Partial<Jwk> | null) => {
    if (typeof jwk?.kid !== 'string' || !KID.test(jwk.kid)) {
      throw new Error('every key of a keyring needs a "kid" of 1 to 64 characters A-Z a-z 0-9 . _ -');
    }
    return jwk as Jwk;
  });
}
