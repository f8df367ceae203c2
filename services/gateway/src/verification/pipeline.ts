import type { ApiKey } from '../api-key-lookup/api-key.ts';
import type { Limiter } from '../limits/limiter.ts';
import type { RefusalLog } from '../refusals/refusal-log.ts';
import type { Rejection } from '../rejection.ts';
import type { LiveRoutes } from '../routing/live-routes.ts';
import type { Route } from '../routing/route-table.ts';
import type { AuthenticateTokenDeps } from '../tokens/authenticate-token.ts';
import { verifyTokenCall } from '../tokens/verify-token-call.ts';
import type { InboundRequest } from './inbound-request.ts';
import type { Profile } from './profile.ts';
import { type AuthenticateDeps, authenticate } from './steps/authenticate.ts';
import { authorize } from './steps/authorize.ts';
import { checkHost } from './steps/check-host.ts';
import { limitAddress } from './steps/limit-address.ts';
import { limitKey } from './steps/limit-key.ts';

export type VerificationDeps = AuthenticateDeps & {
  /** `null` sets no limit. */
  readonly addressLimit: (request: InboundRequest) => Limiter | null;
  /** Tells the owner of the key; nobody else learns the reason. */
  readonly refusals: RefusalLog;
  readonly routes: LiveRoutes;
  readonly keyLimit: (request: InboundRequest) => Limiter | null;
  readonly tokens: AuthenticateTokenDeps;
};

/**
 * A request that may be forwarded: `body` is what of it was signed. If a token was shown instead of a signature,
 * `tokenDigest` is its own and `key` is narrowed to what the token may do.
 */
export type Verified = {
  readonly key: ApiKey;
  readonly route: Route;
  readonly body: Buffer;
  readonly tokenDigest: Buffer | null;
};

/**
 * Everything between a signed request and the upstream, in the order in which it must happen: what is cheap and
 * needs nobody first, who it is next, the nonce as late as possible but before the permission, or a request that was
 * refused could be replayed once the permission is granted.
 */
export async function verify(
  deps: VerificationDeps,
  profile: Profile,
  request: InboundRequest,
): Promise<Verified | Rejection> {
  const { method, target, headers } = request;
  const malformed =
    profile.checkMethod(method, target) ?? checkHost(headers.host) ?? profile.checkPath(target);
  if (malformed !== null) return malformed;

  const credentials = profile.readCredentials(headers, target);
  if (typeof credentials === 'string') return credentials;

  const tooMany = limitAddress(deps.addressLimit(request), request.address);
  if (tooMany !== null) return tooMany;

  const coming = request.readBody();
  const read = coming instanceof Promise ? await coming : coming;
  const body = typeof read === 'string' ? read : profile.signedBody(read);
  if (typeof body === 'string') return body;

  if ('token' in credentials) {
    return verifyTokenCall(deps, profile, request, { token: credentials.token, body });
  }
  const key = await authenticate(deps, request, credentials, body);
  const verdict = typeof key === 'string' ? key : permit(deps, profile, request, key, body);
  if (typeof verdict === 'string') {
    const { keyId, nonce } = credentials;
    deps.refusals.note(verdict, { keyId, nonce, path: target, ip: request.address.text });
  }
  return verdict;
}

function permit(
  deps: VerificationDeps,
  profile: Profile,
  request: InboundRequest,
  key: ApiKey,
  body: Buffer,
): Verified | Rejection {
  const route = deps.routes.find(profile.routes, request.target);
  const refused = authorize(key, route) ?? limitKey(deps.keyLimit(request), key);
  if (refused !== null || route === null) return refused ?? 'route-unlisted';
  return { key, route, body, tokenDigest: null };
}
