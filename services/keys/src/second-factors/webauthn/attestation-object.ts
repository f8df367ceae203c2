import { asMap, type CborMap, decodeCbor } from './cbor.ts';
import { demand } from './ceremony-fault.ts';

export type AttestationObject = {
  readonly authenticatorData: Buffer;
  /** WebAuthn §8.2, without a certificate: the credential's own key signed. It proves that whoever registers has it. */
  readonly selfAttestation: { readonly algorithm: number; readonly signature: Buffer } | null;
  /** As it came, or without the statement that is worth nothing here. */
  readonly bytes: Buffer;
};

/**
 * An attestation object (WebAuthn §6.5.4). We ask for no attestation and trust no maker, so a statement with
 * certificates is worth as much as none, genuine or forged: it is left out before anything parses certificates.
 * Who could send a forged one could as well have sent none, as neither is signed by anybody whom we know.
 *
 * @throws CeremonyFault `malformed` or `attestation-invalid`
 */
export function parseAttestationObject(bytes: Buffer): AttestationObject {
  const map = asMap(decodeCbor(bytes));
  const [format, statement, authenticatorData] = [map.get('fmt'), map.get('attStmt'), map.get('authData')];
  demand(map.size === 3 && typeof format === 'string' && Buffer.isBuffer(authenticatorData), 'malformed');
  // Of the formats that exist, `compound` alone states a list.
  demand(statement instanceof Map || Array.isArray(statement), 'malformed');
  if (format === 'none') {
    demand(asMap(statement).size === 0, 'attestation-invalid');
    return { authenticatorData, selfAttestation: null, bytes };
  }
  if (format === 'packed' && !asMap(statement).has('x5c')) {
    return { authenticatorData, selfAttestation: asSelfAttestation(asMap(statement)), bytes };
  }
  return { authenticatorData, selfAttestation: null, bytes: withoutStatement(authenticatorData) };
}

function asSelfAttestation(statement: CborMap) {
  const [algorithm, signature] = [statement.get('alg'), statement.get('sig')];
  const isComplete = typeof algorithm === 'number' && Buffer.isBuffer(signature) && statement.size === 2;
  demand(isComplete, 'attestation-invalid');
  return { algorithm, signature };
}

const HEAD_OF_NONE = Buffer.from('\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x59', 'latin1');

/** `{"fmt": "none", "attStmt": {}, "authData": h'…'}`. */
function withoutStatement(authenticatorData: Buffer): Buffer {
  const length = Buffer.from([authenticatorData.length >> 8, authenticatorData.length & 0xff]);
  return Buffer.concat([HEAD_OF_NONE, length, authenticatorData]);
}
