import type { Rejection } from '../rejection.ts';
import type { InboundRequest } from '../verification/inbound-request.ts';
import type { VerificationDeps, Verified } from '../verification/pipeline.ts';
import type { Profile } from '../verification/profile.ts';
import { authorize } from '../verification/steps/authorize.ts';
import { limitKey } from '../verification/steps/limit-key.ts';
import { authenticateToken, digestOf } from './authenticate-token.ts';
import { ISSUE_PATH } from './token-paths.ts';

/** What a refusal is noted with: the nonce beside a token is not signed and counts for nothing. */
const NO_NONCE = 0;

/** What takes the place of signature and nonce when a call shows a token. The checks before and after are the same. */
export async function verifyTokenCall(
  deps: VerificationDeps,
  profile: Profile,
  request: InboundRequest,
  { token, body }: { readonly token: string; readonly body: Buffer },
): Promise<Verified | Rejection> {
  const { keyId, verdict: key } = await authenticateToken(deps.tokens, token, request.address);
  const verdict = typeof key === 'string' ? key : allow(deps, profile, request, key);
  if (typeof verdict !== 'string') return { ...verdict, body, tokenDigest: digestOf(token) };
  const refused = { nonce: NO_NONCE, path: request.target, ip: request.address.text };
  if (keyId !== null) deps.refusals.note(verdict, { keyId, ...refused });
  return verdict;
}

function allow(
  deps: VerificationDeps,
  profile: Profile,
  request: InboundRequest,
  key: Verified['key'],
): Pick<Verified, 'key' | 'route'> | Rejection {
  const route = deps.routes.find(profile.routes, request.target);
  const refused = authorize(key, route);
  if (refused !== null || route === null) return refused ?? 'route-unlisted';
  if (route.path === ISSUE_PATH) return 'permission-missing';
  return limitKey(deps.keyLimit(request), key) ?? { key, route };
}
