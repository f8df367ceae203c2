import { createPublicKey, sign } from 'node:crypto';
import type { Keyring } from '@countersign/sealing';
import type { ApiKey } from '../api-key-lookup/api-key.ts';
import { flat, type HeaderLines, headerLines } from '../proxy/header-lines.ts';

export type AssertionOptions = {
  readonly keyring: Keyring<'sign'>;
  /** Claim `iss`: this installation. */
  readonly issuer: string;
  /** Claim `aud`: the origin of the upstream. One that was made for another upstream is worth nothing there. */
  readonly audience: string;
  /** The wall clock in milliseconds: the upstream compares with its own. */
  readonly wallClock: () => number;
};

/** How long an upstream may rely on an assertion. As long as a revocation can trail in what the upstream believes. */
const LIFE_SECONDS = 60;
/** Made anew after half its life, so that each one that is sent is good for at least the other half. */
const RENEWAL_SECONDS = LIFE_SECONDS / 2;

/**
 * Who is calling, signed: a JWT (RFC 7519) by Ed25519 (RFC 8037 §3.1) that the upstream verifies with the public
 * keys at `/.well-known/jwks.json`. It says the same as the principal headers, for an upstream that would rather not
 * rely on nobody else reaching it. Kept with the key and its version: an edited key gets a new one.
 */
export class PrincipalAssertions {
  readonly #options: AssertionOptions;
  readonly #header: string;
  /** Body of `/.well-known/jwks.json` (RFC 7517 §5): the current key, and those of assertions still about. */
  readonly jwks: Buffer;

  constructor(options: AssertionOptions) {
    const { keyring } = options;
    this.#options = options;
    this.#header = encode({ alg: 'EdDSA', typ: 'JWT', kid: keyring.current.kid });
    const keys = [...keyring.byId.values()].map(({ kid, key }) => ({
      ...createPublicKey(key).export({ format: 'jwk' }),
      kid,
      alg: 'EdDSA',
      use: 'sig',
    }));
    this.jwks = Buffer.from(JSON.stringify({ keys }));
  }

  /** The assertion to send with a call of this key. */
  of(key: ApiKey): string {
    return this.#current(key).jwt;
  }

  /** All that the upstream is told about who is calling, as lines of a head: made once for many calls. */
  linesOf(key: ApiKey): HeaderLines {
    return this.#current(key).lines;
  }

  #current(key: ApiKey): NonNullable<ApiKey['assertion']> {
    const nowSeconds = Math.floor(this.#options.wallClock() / 1_000);
    const kept = key.assertion;
    // A clock that was set back makes an assertion look younger than it is; it is then made anew, too.
    if (
      kept !== null &&
      kept.madeAtSeconds <= nowSeconds &&
      nowSeconds < kept.madeAtSeconds + RENEWAL_SECONDS
    ) {
      return kept;
    }
    const jwt = this.#make(key, nowSeconds);
    const lines = flat(headerLines([...key.principalHeaders, 'countersign-assertion', jwt]));
    key.assertion = { jwt, lines, madeAtSeconds: nowSeconds };
    return key.assertion;
  }

  #make({ ownerId, keyId, permissions }: ApiKey, nowSeconds: number): string {
    const { issuer, audience, keyring } = this.#options;
    const claims = {
      iss: issuer,
      aud: audience,
      sub: ownerId,
      key_id: keyId,
      // As RFC 8693 §4.2 writes it: separated by blanks.
      scope: permissions.join(' '),
      iat: nowSeconds,
      exp: nowSeconds + LIFE_SECONDS,
    };
    const signed = `${this.#header}.${encode(claims)}`;
    return `${signed}.${sign(null, Buffer.from(signed), keyring.current.key).toString('base64url')}`;
  }
}

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
