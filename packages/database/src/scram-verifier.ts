import { createHash, createHmac, pbkdf2Sync } from 'node:crypto';

/** PostgreSQL's default, and the least that RFC 7677 §4 allows. */
const ITERATIONS = 4096;

/**
 * What PostgreSQL keeps of a password: `SCRAM-SHA-256$<iterations>:<salt>$<StoredKey>:<ServerKey>`
 * (RFC 5802 §3, RFC 7677). Handing this over instead of the password keeps the password out of the server's log.
 *
 * @throws Error unless the password is printable ASCII: other characters would have to be prepared (RFC 4013)
 */
export function scramVerifier(password: string, salt: Uint8Array): string {
  if (!/^[\x21-\x7e]+$/.test(password)) {
    throw new Error('a database password must be printable ASCII without spaces');
  }
  const salted = pbkdf2Sync(password, salt, ITERATIONS, 32, 'sha256');
  const clientKey = createHmac('sha256', salted).update('Client Key').digest();
  const storedKey = createHash('sha256').update(clientKey).digest('base64');
  const serverKey = createHmac('sha256', salted).update('Server Key').digest('base64');
  return `SCRAM-SHA-256$${ITERATIONS}:${Buffer.from(salt).toString('base64')}$${storedKey}:${serverKey}`;
}
