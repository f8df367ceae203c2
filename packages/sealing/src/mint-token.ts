import { createHash } from 'node:crypto';
import { draw, type RandomBytes } from './random.ts';
import { Redacted } from './redacted.ts';

/** A random token of 256 bits as 43 characters of base64url: session, browser binding, confirmation, verification. */
export function mintToken(randomBytes: RandomBytes): Redacted<string> {
  return new Redacted(Buffer.from(draw(randomBytes, 32)).toString('base64url'));
}

/** The only form in which a token is stored. The purpose is covered: a token of one kind never passes as another. */
export function tokenDigest(purpose: string, token: string): Buffer {
  return createHash('sha256').update(`countersign/${purpose}\0`).update(token).digest();
}
