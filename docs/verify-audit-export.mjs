// Verifies a security history that GET /v1/audit-events/export gave, with nothing but Node:
//
//   node verify-audit-export.mjs <file> [--keyring <the platform's public signing keys, a JWK Set>]
//
// Without --keyring the file's own keys are used: that proves that the history is whole and unchanged since the key
// service signed it only if you compare what is printed about the key with what the platform publishes.
// Exit code 0: everything is right. 1: something is not. What is checked: docs/flows/audit.md.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { keyring: { type: 'string' } },
});
const [path] = positionals;
if (path === undefined || positionals.length > 1) {
  console.error('usage: node verify-audit-export.mjs <file> [--keyring <file>]');
  process.exit(64);
}

const faults = [];
const fault = (text) => {
  faults.push(text);
  console.log(text);
};

/** RFC 8785: members sorted, no white space. */
function canonicalJson(value) {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`).join(',')}}`;
}

/** Each field after its length as a 32-bit big-endian number. */
function encodeFields(fields) {
  return Buffer.concat(
    fields.flatMap((field) => {
      const bytes = Buffer.from(field);
      const length = Buffer.alloc(4);
      length.writeUInt32BE(bytes.length);
      return [length, bytes];
    }),
  );
}

function digestOf(userId, { sequence, at, type, ip, userAgent, subject, details, previousDigest }) {
  const label = 'countersign/audit-event/v1';
  const members = [label, userId, sequence, at, type, ip, userAgent, subject, details, previousDigest];
  return createHash('sha256').update(canonicalJson(members), 'utf8').digest('base64url');
}

function isHeadGenuine({ userId, head }, keys) {
  const jwk = keys.find(({ kid }) => kid === head.signingKeyId);
  if (jwk === undefined || head.signature === null) return false;
  const signed = encodeFields([userId, String(head.sequence), Buffer.from(head.digest, 'base64url')]);
  const message = encodeFields(['countersign/audit-head/v1', signed]);
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: jwk.x }, format: 'jwk' });
  return verify(null, message, key, Buffer.from(head.signature, 'base64url'));
}

let header = null;
let last = { sequence: 0, digest: Buffer.alloc(32).toString('base64url') };

function checkEvent(event) {
  if (event.sequence !== last.sequence + 1) fault(`event ${event.sequence}: follows event ${last.sequence}`);
  else if (event.previousDigest !== last.digest)
    fault(`event ${event.sequence}: not made to follow this one`);
  if (digestOf(header.userId, event) !== event.digest) fault(`event ${event.sequence}: was changed`);
  last = event;
}

function checkHead() {
  if (header === null) return fault('the file has no header');
  if (header.head === null) return last.sequence === 0 || fault('there are events and no head');
  if (header.head.sequence !== last.sequence || header.head.digest !== last.digest)
    fault(`the history ends at event ${last.sequence}, the head says ${header.head.sequence}`);
  const keys = values.keyring ? JSON.parse(readFileSync(values.keyring, 'utf8')).keys : header.keys;
  if (!isHeadGenuine(header, keys)) return fault('the head is not signed by the key service');
  const { kid, x } = keys.find(({ kid }) => kid === header.head.signingKeyId);
  console.log(
    `signed with key ${kid}: ${x}${values.keyring ? '' : ' (compare it with what the platform publishes)'}`,
  );
}

try {
  for await (const line of createInterface({ input: createReadStream(path) })) {
    const value = JSON.parse(line);
    if (header !== null) checkEvent(value);
    else if (value?.format === 'countersign-audit-export/1') header = value;
    else throw new Error('the first line is not the header of such a file');
  }
  checkHead();
} catch (error) {
  fault(`${path}: ${error.message}`);
}
console.log(
  faults.length === 0 ? `${last.sequence} events: everything is right` : `${faults.length} fault(s)`,
);
process.exitCode = faults.length === 0 ? 0 : 1;
