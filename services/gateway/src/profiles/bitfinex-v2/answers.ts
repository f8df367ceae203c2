import type { Answer, Answers } from '../../verification/profile.ts';

const EMPTY = Buffer.alloc(0);

// Clients read an array with any other status as data, so that a refused order would look like a placed one:
// a refusal is a 500, as at Bitfinex. Only broken framing, limits and an unknown outcome have a status of their own.
export const answer = (status: number, body: Buffer, rest: Partial<Answer> = {}): Answer =>
  Object.freeze({ status, body, retryAfterSeconds: null, closes: false, ...rest });
const error = (code: number, text: string, rest?: Partial<Answer>) =>
  answer(500, Buffer.from(JSON.stringify(['error', code, text])), rest);
const malformed = (field: string, rest?: Partial<Answer>) => error(10020, `${field}: invalid`, rest);

/** One object for every cause before a valid signature, so that no two of them can come to differ. */
const AUTHENTICATION_FAILED = error(10100, 'apikey: invalid');
/** The same for every cause that a call by token has. That it was one says nothing new: the client sent it. */
const TOKEN_INVALID = error(10100, 'token: invalid');
const PERMISSION_MISSING = error(10001, 'api_key: permission invalid');
const MAINTENANCE = error(20060, 'maintenance', { retryAfterSeconds: 1 });
const RATE_LIMITED = answer(429, Buffer.from('["error",11010,"ratelimit: error"]'), { retryAfterSeconds: 1 });

export const ANSWERS = {
  'http-version-unsupported': answer(505, EMPTY, { closes: true }),
  'transfer-coding-unsupported': answer(400, EMPTY, { closes: true }),
  'expectation-unsupported': answer(417, EMPTY, { closes: true }),
  'method-not-allowed': malformed('method', { closes: true }),
  'host-malformed': malformed('host', { closes: true }),
  'path-malformed': malformed('path'),
  'headers-malformed': malformed('headers'),
  'payload-malformed': malformed('payload'),
  'payload-of-another-path': malformed('payload'),
  'nonce-malformed': malformed('bfx-nonce'),
  'body-encoded': malformed('content-encoding'),
  'body-unexpected': malformed('body', { closes: true }),
  'body-malformed': malformed('body'),
  'body-too-large': malformed('body', { closes: true }),
  'address-limit-reached': RATE_LIMITED,
  'credentials-missing': AUTHENTICATION_FAILED,
  'token-unknown': TOKEN_INVALID,
  'token-expired': TOKEN_INVALID,
  'token-outdated': TOKEN_INVALID,
  'token-address-not-allowed': TOKEN_INVALID,
  'key-unknown': AUTHENTICATION_FAILED,
  'signature-invalid': AUTHENTICATION_FAILED,
  'key-revoked': AUTHENTICATION_FAILED,
  'key-expired': AUTHENTICATION_FAILED,
  'address-not-allowed': AUTHENTICATION_FAILED,
  'nonce-too-small': error(10114, 'nonce: small'),
  'route-unlisted': PERMISSION_MISSING,
  'permission-missing': PERMISSION_MISSING,
  'key-limit-reached': RATE_LIMITED,
  'token-request-malformed': malformed('token request'),
  'token-not-found': malformed('token'),
  'token-limit-reached': RATE_LIMITED,
  'store-unavailable': MAINTENANCE,
  'upstream-busy': MAINTENANCE,
  'upstream-unreachable': MAINTENANCE,
  'upstream-outcome-unknown': answer(504, EMPTY),
  'client-gone': answer(499, EMPTY, { closes: true }),
} as const satisfies Answers;
