import { createPublicKey, type KeyObject, sign } from 'node:crypto';

/** X.690: tag, length, content. */
function der(tag: number, ...content: readonly Buffer[]): Buffer {
  const body = Buffer.concat(content);
  const length =
    body.length < 128
      ? [body.length]
      : body.length < 256
        ? [0x81, body.length]
        : [0x82, body.length >> 8, body.length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
}

const sequence = (...content: readonly Buffer[]) => der(0x30, ...content);
const oid = (hex: string) => der(0x06, Buffer.from(hex, 'hex'));
const text = (value: string) => der(0x0c, Buffer.from(value));
const time = (value: string) => der(0x17, Buffer.from(value));

const ECDSA_WITH_SHA256 = sequence(oid('2a8648ce3d040302'));
/** Country, organisation, unit and name, as WebAuthn §8.2.1 wants them of an attestation certificate. */
const NAME = sequence(
  ...[
    ['550406', 'DE'],
    ['55040a', 'Forger'],
    ['55040b', 'Authenticator Attestation'],
    ['550403', 'Forged attestation'],
  ].map(([type = '', value = '']) =>
    der(0x31, sequence(oid(type), type === '550406' ? der(0x13, Buffer.from(value)) : text(value))),
  ),
);
/** Basic constraints: no authority. */
const EXTENSIONS = der(0xa3, sequence(sequence(oid('551d13'), der(0x04, sequence()))));

/** A certificate for attestations that nobody signed but its own key: what a forger can make. */
export function selfMadeCertificate(key: KeyObject): Buffer {
  const publicKey = createPublicKey(key).export({ type: 'spki', format: 'der' });
  const signed = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1])),
    ECDSA_WITH_SHA256,
    NAME,
    sequence(time('250101000000Z'), time('450101000000Z')),
    NAME,
    publicKey,
    EXTENSIONS,
  );
  const signature = sign('sha256', signed, key);
  return sequence(signed, ECDSA_WITH_SHA256, der(0x03, Buffer.from([0]), signature));
}
