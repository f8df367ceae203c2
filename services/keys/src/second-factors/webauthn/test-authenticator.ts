import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { type Encodable, encodeCbor } from './test-cbor.ts';
import { selfMadeCertificate } from './test-certificate.ts';
import type { Assertion, AssertionOptions, Attestation, RegistrationOptions } from './webauthn.schemas.ts';

export type TestAlgorithm = 'ES256' | 'RS256' | 'ES384' | 'EdDSA';

export type TestAuthenticatorOptions = {
  readonly algorithm?: TestAlgorithm;
  /** `self` signs with the credential's own key, `packed` and `fido-u2f` with one that has a self-made certificate. */
  readonly attestation?: 'none' | 'self' | 'packed' | 'fido-u2f';
  readonly transports?: readonly string[];
  readonly userVerification?: boolean;
  readonly backupEligible?: boolean;
  readonly backedUp?: boolean;
  /** Authenticators for many devices have no counter and always say 0. */
  readonly counts?: boolean;
};

/** What to do differently from a well-behaved browser and authenticator. Signed is what results from it. */
export type Tampering = {
  /** Merged into the client data; `undefined` takes a member out. */
  readonly clientData?: Record<string, unknown>;
  readonly clientDataJson?: (bytes: Buffer) => Buffer;
  readonly rpId?: string;
  readonly flags?: (bits: number) => number;
  readonly signatureCounter?: number;
  readonly credentialId?: Buffer;
  readonly publicKey?: (bytes: Buffer) => Buffer;
  readonly authenticatorData?: (bytes: Buffer) => Buffer;
  readonly format?: string;
  readonly statement?: (statement: Record<string, Encodable>) => Encodable;
  readonly attestationObject?: (bytes: Buffer) => Buffer;
  readonly signature?: (bytes: Buffer) => Buffer;
  readonly userHandle?: string | null;
};

/** The page on which the ceremony takes place. */
export type TestPage = { readonly origin: string };

const FLAGS = { userPresent: 0x01, userVerified: 0x04, backupEligible: 0x08, backedUp: 0x10, attested: 0x40 };

const KEYS = {
  ES256: () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
  ES384: () => generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey,
  EdDSA: () => generateKeyPairSync('ed25519').privateKey,
  RS256: () => rsaKey(),
};
const DIGESTS = { ES256: 'sha256', ES384: 'sha384', RS256: 'sha256', EdDSA: null };
/** IANA COSE Algorithms. */
const COSE = { ES256: -7, ES384: -35, EdDSA: -8, RS256: -257 };

let rsa: KeyObject | undefined;
/** Making one takes a while; all authenticators of a process share it. */
const rsaKey = () => {
  rsa ??= generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey;
  return rsa;
};

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest();

/** A security key in software with one credential, together with the browser around it. */
export class TestAuthenticator {
  readonly credentialId = randomBytes(32);
  readonly #options: TestAuthenticatorOptions;
  readonly #key: KeyObject;
  #counter = 0;

  constructor(options: TestAuthenticatorOptions = {}) {
    this.#options = options;
    this.#key = KEYS[this.#algorithm]();
  }

  /** `navigator.credentials.create()` */
  register(options: RegistrationOptions, page: TestPage, tampering: Tampering = {}): Attestation {
    const credentialId = tampering.credentialId ?? this.credentialId;
    const clientData = clientDataOf('webauthn.create', options.challenge, page, tampering);
    const publicKey = this.coseKey();
    const length = Buffer.from([credentialId.length >> 8, credentialId.length & 0xff]);
    const attested = [Buffer.alloc(16), length, credentialId, tampering.publicKey?.(publicKey) ?? publicKey];
    const data = this.#authenticatorData(options.rp.id, FLAGS.attested, attested, tampering);
    const { format, statement } = this.#attest(data, sha256(clientData), credentialId);
    const object = encodeCbor({
      fmt: tampering.format ?? format,
      attStmt: tampering.statement?.(statement) ?? statement,
      authData: data,
    });
    const response = {
      clientDataJSON: clientData.toString('base64url'),
      attestationObject: (tampering.attestationObject?.(object) ?? object).toString('base64url'),
      transports: [...(this.#options.transports ?? ['usb'])],
    };
    return { ...around(credentialId), response };
  }

  /** `navigator.credentials.get()` */
  assert(options: AssertionOptions, page: TestPage, tampering: Tampering = {}): Assertion {
    const clientData = clientDataOf('webauthn.get', options.challenge, page, tampering);
    const data = this.#authenticatorData(options.rpId, 0, [], tampering);
    const signature = this.#sign(Buffer.concat([data, sha256(clientData)]));
    const response = {
      clientDataJSON: clientData.toString('base64url'),
      authenticatorData: data.toString('base64url'),
      signature: (tampering.signature?.(signature) ?? signature).toString('base64url'),
      ...(tampering.userHandle === undefined ? {} : { userHandle: tampering.userHandle }),
    };
    return { ...around(tampering.credentialId ?? this.credentialId), response };
  }

  /** Its public key as COSE_Key (RFC 9053 §7.1). */
  coseKey(): Buffer {
    const { kty, x, y, n, e } = this.#key.export({ format: 'jwk' });
    const bytes = (text: string | undefined) => Buffer.from(text ?? '', 'base64url');
    const alg = [3, COSE[this.#algorithm]] as const;
    if (kty === 'RSA') return encodeCbor(new Map([[1, 3], alg, [-1, bytes(n)], [-2, bytes(e)]] as Pairs));
    if (kty === 'OKP') return encodeCbor(new Map([[1, 1], alg, [-1, 6], [-2, bytes(x)]] as Pairs));
    const curve = this.#algorithm === 'ES256' ? 1 : 2;
    return encodeCbor(new Map([[1, 2], alg, [-1, curve], [-2, bytes(x)], [-3, bytes(y)]] as Pairs));
  }

  get #algorithm(): TestAlgorithm {
    return this.#options.algorithm ?? 'ES256';
  }

  #sign(data: Buffer): Buffer {
    return sign(DIGESTS[this.#algorithm], data, this.#key);
  }

  #authenticatorData(rpId: string, moreFlags: number, more: Buffer[], tampering: Tampering): Buffer {
    const {
      userVerification = true,
      backupEligible = false,
      backedUp = false,
      counts = true,
    } = this.#options;
    if (counts) this.#counter += 1;
    const bits =
      FLAGS.userPresent |
      (userVerification ? FLAGS.userVerified : 0) |
      (backupEligible ? FLAGS.backupEligible : 0) |
      (backedUp ? FLAGS.backedUp : 0) |
      moreFlags;
    const head = Buffer.alloc(5);
    head.writeUInt8(tampering.flags?.(bits) ?? bits);
    head.writeUInt32BE(tampering.signatureCounter ?? this.#counter, 1);
    const data = Buffer.concat([sha256(tampering.rpId ?? rpId), head, ...more]);
    return tampering.authenticatorData?.(data) ?? data;
  }

  #attest(data: Buffer, clientDataHash: Buffer, credentialId: Buffer): Statement {
    const signed = Buffer.concat([data, clientDataHash]);
    switch (this.#options.attestation ?? 'none') {
      case 'none':
        return { format: 'none', statement: {} };
      case 'self':
        return { format: 'packed', statement: { alg: COSE[this.#algorithm], sig: this.#sign(signed) } };
      case 'packed':
        return { format: 'packed', statement: { alg: -7, ...certified(signed) } };
      case 'fido-u2f': {
        // FIDO U2F Raw Message Formats §4.3
        const { x = '', y = '' } = this.#key.export({ format: 'jwk' });
        const point = [Buffer.from([4]), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')];
        const message = [Buffer.from([0]), data.subarray(0, 32), clientDataHash, credentialId, ...point];
        return { format: 'fido-u2f', statement: certified(Buffer.concat(message)) };
      }
    }
  }
}

type Statement = { readonly format: string; readonly statement: Record<string, Encodable> };

/** A statement by an attestation key that nobody vouches for. */
function certified(signed: Buffer): Record<string, Encodable> {
  const key = KEYS.ES256();
  return { sig: sign('sha256', signed, key), x5c: [selfMadeCertificate(key)] };
}

type Pairs = [number, number | Buffer][];

const around = (credentialId: Buffer) => ({
  id: credentialId.toString('base64url'),
  rawId: credentialId.toString('base64url'),
  type: 'public-key' as const,
  authenticatorAttachment: 'cross-platform',
  clientExtensionResults: {},
});

function clientDataOf(type: string, challenge: string, { origin }: TestPage, tampering: Tampering): Buffer {
  const data = { type, challenge, origin, crossOrigin: false, ...tampering.clientData };
  const bytes = Buffer.from(JSON.stringify(data));
  return tampering.clientDataJson?.(bytes) ?? bytes;
}
