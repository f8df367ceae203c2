import { asMap, decodeCbor, decodeCborPrefix } from './cbor.ts';
import { demand } from './ceremony-fault.ts';

/** WebAuthn §6.1: who was there, and what becomes of the credential. */
export type AuthenticatorFlags = {
  readonly userPresent: boolean;
  readonly userVerified: boolean;
  readonly backupEligible: boolean;
  readonly backedUp: boolean;
};

export type AttestedCredential = {
  /** The model of the authenticator, as a UUID; zeros when it does not tell. */
  readonly aaguid: string;
  readonly credentialId: Buffer;
  /** COSE_Key, as the authenticator wrote it. */
  readonly publicKey: Buffer;
};

export type AuthenticatorData = {
  readonly rpIdHash: Buffer;
  readonly flags: AuthenticatorFlags;
  readonly signatureCounter: number;
  readonly attested: AttestedCredential | null;
};

const HEAD_BYTES = 37;
const AAGUID_BYTES = 16;
/** WebAuthn §7.1: a credential ID has at most 1023 bytes. */
export const MAX_CREDENTIAL_ID_BYTES = 1_023;

/**
 * Authenticator data (WebAuthn §6.1): 32 bytes of the RP ID's hash, flags, counter; then, as the flags say, the new
 * credential and extensions; then nothing.
 *
 * @throws CeremonyFault `malformed`
 */
export function parseAuthenticatorData(bytes: Buffer): AuthenticatorData {
  demand(bytes.length >= HEAD_BYTES, 'malformed');
  const bits = bytes.readUInt8(32);
  const credential = (bits & 0x40) === 0 ? null : parseAttested(bytes.subarray(HEAD_BYTES));
  const extensions = credential?.rest ?? bytes.subarray(HEAD_BYTES);
  checkExtensions(extensions, (bits & 0x80) !== 0);
  return {
    rpIdHash: bytes.subarray(0, 32),
    flags: {
      userPresent: (bits & 0x01) !== 0,
      userVerified: (bits & 0x04) !== 0,
      backupEligible: (bits & 0x08) !== 0,
      backedUp: (bits & 0x10) !== 0,
    },
    signatureCounter: bytes.readUInt32BE(33),
    attested: credential?.attested ?? null,
  };
}

/** WebAuthn §6.5.1: AAGUID, length, credential ID, public key. */
function parseAttested(bytes: Buffer): { attested: AttestedCredential; rest: Buffer } {
  const idStart = AAGUID_BYTES + 2;
  demand(bytes.length >= idStart, 'malformed');
  const idEnd = idStart + bytes.readUInt16BE(AAGUID_BYTES);
  demand(idEnd > idStart && idEnd - idStart <= MAX_CREDENTIAL_ID_BYTES && idEnd <= bytes.length, 'malformed');
  const { value, rest } = decodeCborPrefix(bytes.subarray(idEnd));
  asMap(value);
  const attested = {
    aaguid: asUuid(bytes.subarray(0, AAGUID_BYTES)),
    credentialId: bytes.subarray(idStart, idEnd),
    publicKey: bytes.subarray(idEnd, bytes.length - rest.length),
  };
  return { attested, rest };
}

/** We ask for no extension, but an authenticator may answer some unasked. Their shape counts, their content does not. */
function checkExtensions(bytes: Buffer, areAnnounced: boolean): void {
  if (areAnnounced) demand(asMap(decodeCbor(bytes)).size > 0, 'malformed');
  else demand(bytes.length === 0, 'malformed');
}

const asUuid = (bytes: Buffer) =>
  bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
