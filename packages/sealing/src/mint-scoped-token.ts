import { checksum } from './checksum.ts';
import { draw, type RandomBytes } from './random.ts';
import { Redacted } from './redacted.ts';

/** A new scoped token. Its prefix and checksum let a scanner of leaked files know it for what it is. */
export function mintScopedToken(randomBytes: RandomBytes): Redacted<string> {
  const text = `ct_${Buffer.from(draw(randomBytes, 32)).toString('base64url')}`;
  return new Redacted(text + checksum(text));
}
