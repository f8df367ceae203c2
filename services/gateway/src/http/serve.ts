import type { PrincipalAssertions } from '../principal/principal-assertions.ts';
import { isPublicTarget } from '../profiles/profile-of.ts';
import { type HeaderLines, headerLine, joinLines, NO_LINES } from '../proxy/header-lines.ts';
import type { Upstream, UpstreamCall } from '../proxy/upstream.ts';
import type { Rejection } from '../rejection.ts';
import { type AnswerTokenCallDeps, answerTokenCall } from '../tokens/answer-token-call.ts';
import { type VerificationDeps, type Verified, verify } from '../verification/pipeline.ts';
import { checkHost } from '../verification/steps/check-host.ts';
import { limitAddress } from '../verification/steps/limit-address.ts';
import type { Exchange } from './exchange.ts';

export type ForwardDeps = {
  readonly verification: VerificationDeps;
  /** Signed and public calls each have connections of their own: neither can take those of the other. */
  readonly signedUpstream: Upstream;
  readonly publicUpstream: Upstream;
  /** Proves to the upstream that a call came through a gateway. */
  readonly upstreamToken: HeaderLines;
  readonly tokenCalls: AnswerTokenCallDeps;
  readonly assertions: PrincipalAssertions;
};

/** A call by key: verified, then forwarded with its principal. */
export async function serveSigned(deps: ForwardDeps, exchange: Exchange) {
  const { profile } = exchange;
  const verdict = await verify(deps.verification, profile, exchange);
  if (typeof verdict === 'string') return exchange.refuse(verdict);
  const { keyId } = verdict.key;
  exchange.allowance = deps.verification.keyLimit(exchange)?.allowanceOf(keyId) ?? null;
  exchange.keyId = keyId;
  const own = profile.ownAnswer(verdict.route, verdict.key) ?? answerTokenCall(deps.tokenCalls, verdict);
  if (own !== null) {
    const answer = await own;
    return typeof answer === 'string' ? exchange.refuse(answer) : exchange.answer(200, answer);
  }
  deps.signedUpstream.forward(signedCall(deps, exchange, verdict), exchange);
}

/** A call that needs no key: passed through, with no principal. */
export async function servePublic(deps: ForwardDeps, exchange: Exchange) {
  const refused = refusePublic(deps, exchange);
  if (refused !== null) return exchange.refuse(refused);
  const body = exchange.method === 'GET' ? null : await exchange.readBody();
  if (typeof body === 'string') return exchange.refuse(body);
  const headers = joinLines(callLines(deps, exchange), body === null ? NO_LINES : JSON_BODY);
  const method = body === null ? 'GET' : 'POST';
  deps.publicUpstream.forward({ method, path: exchange.target, headers, body }, exchange);
}

function refusePublic({ verification }: ForwardDeps, exchange: Exchange): Rejection | null {
  const { method, target, headers } = exchange;
  const host = checkHost(headers.host);
  if (host !== null) return host;
  if (!isPublicTarget(target)) return 'path-malformed';
  if (headers.hasRepeated) return 'headers-malformed';
  if (headers.contentEncoding !== null) return 'body-encoded';
  if (method === 'GET' && exchange.head.length !== 0) return 'body-unexpected';
  return limitAddress(verification.addressLimit(exchange), exchange.address);
}

const JSON_BODY = headerLine('content-type', 'application/json');

function signedCall(deps: ForwardDeps, exchange: Exchange, { key, body }: Verified): UpstreamCall {
  const { method, target, headers: inbound, profile } = exchange;
  const headers = joinLines(
    callLines(deps, exchange),
    profile.forwardedHeaders(inbound),
    deps.assertions.linesOf(key),
  );
  const isGet = method === 'GET';
  return { method: isGet ? 'GET' : 'POST', path: target, headers, body: isGet ? null : body };
}

/** What every call carries: the few headers of the client that may pass, and what only the gateway may say. */
function callLines({ upstreamToken }: ForwardDeps, { headers, id, address }: Exchange): HeaderLines {
  return joinLines(
    headers.forwardable,
    headerLine('x-request-id', id),
    headerLine('x-forwarded-for', address.text),
    upstreamToken,
  );
}
