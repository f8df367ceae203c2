import type { ApiKey } from '../api-key-lookup/api-key.ts';
import type { Limiter } from '../limits/limiter.ts';
import type { Rejection } from '../rejection.ts';
import type { Route, RouteTable } from '../routing/route-table.ts';
import type { InboundRequest } from './inbound-request.ts';
import { type AuthenticateDeps, authenticate } from './steps/authenticate.ts';
import { authorize } from './steps/authorize.ts';
import { checkBody } from './steps/check-body.ts';
import { checkHost } from './steps/check-host.ts';
import { checkMethod } from './steps/check-method.ts';
import { checkPath } from './steps/check-path.ts';
import { limitAddress } from './steps/limit-address.ts';
import { limitKey } from './steps/limit-key.ts';
import { readCredentials } from './steps/read-credentials.ts';

export type VerificationDeps = AuthenticateDeps & {
  readonly routes: RouteTable;
  /** `null` sets no limit. */
  readonly addressLimit: (request: InboundRequest) => Limiter | null;
  readonly keyLimit: (request: InboundRequest) => Limiter | null;
};

/** A request that may be forwarded, exactly as it came. */
export type Verified = { readonly key: ApiKey; readonly route: Route; readonly body: Buffer };

/**
 * Everything between a signed request and the upstream, in the order in which it must happen: what is cheap and
 * needs nobody first, who it is next, the nonce as late as possible but before the permission, or a request that was
 * refused could be replayed once the permission is granted.
 */
export async function verify(deps: VerificationDeps, request: InboundRequest): Promise<Verified | Rejection> {
  const malformed =
    checkMethod(request.method) ?? checkHost(request.headers.host) ?? checkPath(request.target);
  if (malformed !== null) return malformed;

  const credentials = readCredentials(request.headers);
  if (typeof credentials === 'string') return credentials;

  const tooMany = limitAddress(deps.addressLimit(request), request.address);
  if (tooMany !== null) return tooMany;

  const body = await request.readBody();
  if (typeof body === 'string') return body;
  const notSignable = checkBody(body);
  if (notSignable !== null) return notSignable;

  const key = await authenticate(deps, request, credentials, body);
  if (typeof key === 'string') return key;

  const route = deps.routes.find(request.target);
  const refused = authorize(key, route) ?? limitKey(deps.keyLimit(request), key);
  if (refused !== null || route === null) return refused ?? 'route-unlisted';
  return { key, route, body };
}
