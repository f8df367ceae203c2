import type { ClientAddress } from '../addresses/client-address.ts';
import type { ApiKey } from '../api-key-lookup/api-key.ts';
import type { Limiter } from '../limits/limiter.ts';
import type { RefusalLog } from '../refusals/refusal-log.ts';
import type { Rejection } from '../rejection.ts';
import { type AuthenticateTokenDeps, authenticateToken, digestOf } from '../tokens/authenticate-token.ts';
import type { Credentials } from '../verification/inbound-request.ts';
import { type AuthenticateDeps, authenticate } from '../verification/steps/authenticate.ts';
import { limitAddress } from '../verification/steps/limit-address.ts';
import type { AuthFrame } from './auth-frame.ts';
import { AUTH_OPTION_PERMISSIONS } from './message-permissions.ts';
import type { KeyStates } from './read-key-states.ts';
import { keyVerdict, type SocketOwner, tokenVerdict } from './socket-owner.ts';

export type AuthenticateSocketDeps = AuthenticateDeps & {
  readonly addressLimit: (from: { readonly address: ClientAddress }) => Limiter | null;
  readonly refusals: RefusalLog;
  readonly tokens: AuthenticateTokenDeps;
  readonly states: KeyStates;
};

export const SOCKET_PATH = '/ws/2';
const NO_BODY = Buffer.alloc(0);
/** The nonce beside a token is not signed and counts for nothing. */
const NO_NONCE = 0;

/** Who sent this auth event: judged by the very steps that judge a request, in their order. */
export async function authenticateSocket(
  deps: AuthenticateSocketDeps,
  { credentials, options }: AuthFrame,
  address: ClientAddress,
): Promise<SocketOwner | Rejection> {
  const tooMany = limitAddress(deps.addressLimit({ address }), address);
  if (tooMany !== null) return tooMany;
  const { keyId, nonce, verdict } =
    'token' in credentials
      ? await byToken(deps, credentials.token, address)
      : await byKey(deps, credentials, address);
  const owner =
    typeof verdict === 'string' || mayAskFor(verdict.key, options) ? verdict : 'permission-missing';
  if (typeof owner === 'string' && keyId !== null) {
    deps.refusals.note(owner, { keyId, nonce, path: SOCKET_PATH, ip: address.text });
  }
  return owner;
}

type Judged = {
  /** `null` if it is not certain whose it is. */
  readonly keyId: string | null;
  readonly nonce: number;
  readonly verdict: SocketOwner | Rejection;
};

async function byKey(
  deps: AuthenticateSocketDeps,
  credentials: Credentials,
  address: ClientAddress,
): Promise<Judged> {
  const { keyId, nonce } = credentials;
  const key = await authenticate(deps, { address }, credentials, NO_BODY);
  if (typeof key === 'string') return { keyId, nonce, verdict: key };
  const ask = async () => keyVerdict(key, await deps.states.read(keyId));
  return { keyId, nonce, verdict: { key, nonce, ask } };
}

async function byToken(deps: AuthenticateSocketDeps, token: string, address: ClientAddress): Promise<Judged> {
  const { keyId, record, verdict: key } = await authenticateToken(deps.tokens, token, address);
  if (typeof key === 'string' || record === null) {
    return { keyId, nonce: NO_NONCE, verdict: typeof key === 'string' ? key : 'token-unknown' };
  }
  const digest = digestOf(token).toString('hex');
  const ask = async () => tokenVerdict(record, await deps.tokens.tokens.get(digest));
  return { keyId, nonce: NO_NONCE, verdict: { key, nonce: NO_NONCE, ask } };
}

function mayAskFor(key: ApiKey, options: AuthFrame['options']): boolean {
  return Object.keys(options).every((name) => {
    const permission = AUTH_OPTION_PERMISSIONS[name as keyof AuthFrame['options']];
    return permission === 'any' || key.permissions.includes(permission);
  });
}
