import { demand } from './ceremony-fault.ts';

/**
 * The bytes of `text`, which must be base64url without padding in its one canonical form (RFC 4648 §3.5, §5):
 * Node's own decoder skips what does not belong there, so that one value would have many spellings.
 *
 * @throws CeremonyFault `malformed`, also when there are more than `maxBytes`
 */
export function decodeBase64Url(text: string, maxBytes: number): Buffer {
  demand(text.length <= Math.ceil((maxBytes * 4) / 3), 'malformed');
  const bytes = Buffer.from(text, 'base64url');
  demand(bytes.toString('base64url') === text, 'malformed');
  return bytes;
}
