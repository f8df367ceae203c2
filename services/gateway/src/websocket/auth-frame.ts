import type { Rejection } from '../rejection.ts';
import type { Credentials } from '../verification/inbound-request.ts';
import { nonceOfPayload } from './auth-payload.ts';

/** What an auth event may ask of the upstream, each in the one form that is passed on. */
export type AuthOptions = {
  readonly dms?: 4;
  readonly filter?: readonly string[];
  readonly calc?: 0 | 1;
  readonly subId?: string | number;
};

export type AuthFrame = {
  readonly credentials: Credentials | { readonly token: string };
  readonly options: AuthOptions;
};

type Fields = Readonly<Record<string, unknown>>;

const VISIBLE_ASCII = /^[\x21-\x7e]{1,512}$/;
const MAX_FILTERS = 50;
const FILTER = /^(?:trading|funding|wallet|algo|balance|notify)(?:-[A-Za-z0-9:_-]{1,64})?$/;
const SUB_ID = /^[\x20-\x7e]{0,128}$/;

/**
 * Reads an auth event. Every field that is not asked for here ends here: there are clients that put their secret
 * into it, in clear.
 */
export function parseAuthFrame(fields: Fields): AuthFrame | Rejection {
  const options = optionsOf(fields);
  if (typeof options === 'string') return options;
  // A token comes instead of a key and wins over one.
  if (typeof fields.token === 'string') return { credentials: { token: fields.token }, options };
  const { apiKey, authSig, authPayload } = fields;
  if (typeof apiKey !== 'string' || typeof authSig !== 'string' || typeof authPayload !== 'string') {
    return 'credentials-missing';
  }
  if (!VISIBLE_ASCII.test(apiKey) || !VISIBLE_ASCII.test(authSig)) return 'credentials-missing';
  const nonce = nonceOfPayload(authPayload);
  if (nonce === null) return 'payload-malformed';
  return { credentials: { keyId: apiKey, signature: authSig, nonce, signedText: authPayload }, options };
}

/** The client's name for the event, which every answer to it repeats. */
export function subIdOf({ subId }: Fields): string | number | undefined {
  if (typeof subId === 'number' && Number.isSafeInteger(subId)) return subId;
  return typeof subId === 'string' && SUB_ID.test(subId) ? subId : undefined;
}

function optionsOf(fields: Fields): AuthOptions | Rejection {
  const filter = filterOf(fields.filter);
  if (filter === null) return 'payload-malformed';
  const subId = subIdOf(fields);
  return {
    ...(fields.dms === 4 && { dms: 4 }),
    ...(filter.length > 0 && { filter }),
    ...((fields.calc === 0 || fields.calc === 1) && { calc: fields.calc }),
    ...(subId !== undefined && { subId }),
  };
}

/** Some clients send `null` for none. */
function filterOf(filter: unknown): string[] | null {
  if (filter === undefined || filter === null) return [];
  if (!Array.isArray(filter) || filter.length > MAX_FILTERS) return null;
  return filter.every((entry) => typeof entry === 'string' && FILTER.test(entry)) ? filter : null;
}
