import { type Cap, DEFAULT_CAPS, isCap } from './token-permissions.ts';

export type TokenRequest = {
  readonly caps: readonly Cap[];
  readonly mayWrite: boolean;
  readonly ttlSeconds: number;
};

/** How long a token is good for if nobody says, and at most. */
export const DEFAULT_TTL_SECONDS = 120;
export const MAX_TTL_SECONDS = 86_400;
/** More letters than there are say nothing more. */
const MAX_CAPS = 16;
/** The real body has some two hundred bytes. */
const MAX_BODY_BYTES = 4_096;

const KNOWN = new Set(['scope', 'ttl', 'caps', 'writePermission', '_cust_ip']);

/**
 * The body of a call that issues a token, `null` if it is not of the right shape. A field that is not known is
 * refused: it may be one that was meant to narrow. `_cust_ip` says something to the platform and nothing here.
 */
export function parseTokenRequest(body: Buffer): TokenRequest | null {
  const request = parseObject(body);
  if (request === null || !Object.keys(request).every((name) => KNOWN.has(name))) return null;
  const { scope, ttl = DEFAULT_TTL_SECONDS, caps = DEFAULT_CAPS, writePermission = false } = request;
  if (scope !== 'api' || typeof writePermission !== 'boolean') return null;
  if (!isTtl(ttl) || !isListOfCaps(caps)) return null;
  return { caps, mayWrite: writePermission, ttlSeconds: ttl };
}

/** The token that the body of a deletion names, `null` if it is not of the right shape. */
export function parseTokenDeletion(body: Buffer): string | null {
  const token = parseObject(body)?.token;
  return typeof token === 'string' ? token : null;
}

const isTtl = (ttl: unknown): ttl is number =>
  Number.isInteger(ttl) && (ttl as number) >= 1 && (ttl as number) <= MAX_TTL_SECONDS;

const isListOfCaps = (caps: unknown): caps is readonly Cap[] =>
  Array.isArray(caps) && caps.length <= MAX_CAPS && caps.every(isCap);

function parseObject(body: Buffer): Readonly<Record<string, unknown>> | null {
  if (body.byteLength > MAX_BODY_BYTES) return null;
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}
