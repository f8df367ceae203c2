import type { Answer, Answers } from '../../verification/profile.ts';
import { answer, ANSWERS as V2 } from '../bitfinex-v2/answers.ts';

const message = (status: number, text: string, rest?: Partial<Answer>): Answer =>
  answer(status, Buffer.from(JSON.stringify({ message: text })), rest);
const malformed = (field: string, rest?: Partial<Answer>) => message(400, `${field}: invalid`, rest);

/** One object for every cause before a valid signature, so that no two of them can come to differ. */
const AUTHENTICATION_FAILED = message(401, 'Could not find a key matching the given X-BFX-APIKEY.');
const PERMISSION_MISSING = message(403, 'This API key does not have permission for this action');
const UNAVAILABLE = message(503, 'Temporarily unavailable.', { retryAfterSeconds: 1 });
const RATE_LIMITED = answer(429, Buffer.from('{"error":"ERR_RATE_LIMIT"}'), { retryAfterSeconds: 1 });

/** REST v1 has real statuses and `{"message": …}`; the texts are those that its clients know. */
export const V1_ANSWERS = {
  ...V2,
  'method-not-allowed': message(405, 'method: invalid', { closes: true }),
  'host-malformed': malformed('host', { closes: true }),
  'path-malformed': malformed('path'),
  'headers-malformed': malformed('headers'),
  'payload-malformed': malformed('X-BFX-PAYLOAD'),
  'payload-of-another-path': malformed('request'),
  'nonce-malformed': message(
    400,
    "Must specify a 'nonce' field that is a numeric string (e.g '42.3'). The nonce should always be bigger than last time.",
  ),
  'body-encoded': malformed('content-encoding'),
  'body-unexpected': malformed('body', { closes: true }),
  'body-malformed': malformed('body'),
  'body-too-large': malformed('body', { closes: true }),
  'address-limit-reached': RATE_LIMITED,
  'credentials-missing': AUTHENTICATION_FAILED,
  'key-unknown': AUTHENTICATION_FAILED,
  'signature-invalid': AUTHENTICATION_FAILED,
  'key-revoked': AUTHENTICATION_FAILED,
  'key-expired': AUTHENTICATION_FAILED,
  'address-not-allowed': AUTHENTICATION_FAILED,
  'nonce-too-small': message(400, 'Nonce is too small.'),
  'route-unlisted': PERMISSION_MISSING,
  'permission-missing': PERMISSION_MISSING,
  'key-limit-reached': RATE_LIMITED,
  'store-unavailable': UNAVAILABLE,
  'upstream-busy': UNAVAILABLE,
  'upstream-unreachable': UNAVAILABLE,
} as const satisfies Answers;
