import { parseNonce } from '../bitfinex-v2/nonce.ts';

/** What the gateway reads of a payload. Everything else in it is the upstream's to read. */
export type Payload = { readonly request: string; readonly nonce: number };
export type PayloadFault = 'payload-malformed' | 'nonce-malformed';

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const BRACE = 0x7b;

/**
 * Reads the payload of a v1 request: base64 (RFC 4648 §4, canonical) of a JSON object that names the path called and
 * the nonce. That its first byte is a brace keeps it apart from everything else that a key ever signs.
 */
export function parsePayload(text: string): Payload | PayloadFault {
  if (text === '' || !BASE64.test(text)) return 'payload-malformed';
  const bytes = Buffer.from(text, 'base64');
  if (bytes[0] !== BRACE || bytes.toString('base64') !== text) return 'payload-malformed';
  const members = readObject(bytes);
  if (members === null || typeof members.request !== 'string') return 'payload-malformed';
  const nonce = parseNonce(nonceText(members.nonce));
  return nonce === null ? 'nonce-malformed' : { request: members.request, nonce };
}

function readObject(bytes: Buffer): Record<string, unknown> | null {
  try {
    return JSON.parse(UTF8.decode(bytes)) as Record<string, unknown>;
  } catch {
    return null;
  }
}

const UTF8 = new TextDecoder('utf-8', { fatal: true });

/** As text, which every documented client sends, or as a number that JSON holds exactly. */
function nonceText(value: unknown): string {
  if (typeof value === 'string') return value;
  return Number.isSafeInteger(value) ? String(value) : '';
}
