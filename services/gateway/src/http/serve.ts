import type { ServerResponse } from 'node:http';
import type { PrincipalAssertions } from '../principal/principal-assertions.ts';
import { isPublicTarget } from '../profiles/profile-of.ts';
import { type HeaderLines, headerLines, joinLines, NO_LINES } from '../proxy/header-lines.ts';
import type { Upstream, UpstreamCall } from '../proxy/upstream.ts';
import type { Rejection } from '../rejection.ts';
import { type AnswerTokenCallDeps, answerTokenCall } from '../tokens/answer-token-call.ts';
import type { InboundRequest } from '../verification/inbound-request.ts';
import { type VerificationDeps, type Verified, verify } from '../verification/pipeline.ts';
import { checkHost } from '../verification/steps/check-host.ts';
import { limitAddress } from '../verification/steps/limit-address.ts';
import type { Exchange } from './exchange.ts';
import { announcesBody, readBody } from './read-body.ts';

export type ForwardDeps = {
  readonly verification: VerificationDeps;
  /** Signed and public calls each have connections of their own: neither can take those of the other. */
  readonly signedUpstream: Upstream;
  readonly publicUpstream: Upstream;
  /** Proves to the upstream that a call came through a gateway. */
  readonly upstreamToken: HeaderLines;
  readonly maxBodyBytes: number;
  readonly tokenCalls: AnswerTokenCallDeps;
  readonly assertions: PrincipalAssertions;
};

/** A call by key: verified, then forwarded with its principal. */
export async function serveSigned(deps: ForwardDeps, exchange: Exchange) {
  const { profile } = exchange.parts;
  const request = inboundRequest(deps, exchange);
  const verdict = await verify(deps.verification, profile, request);
  if (typeof verdict === 'string') return exchange.refuse(verdict);
  const { keyId } = verdict.key;
  exchange.allowance = deps.verification.keyLimit(request)?.allowanceOf(keyId) ?? null;
  if (verdict.tokenDigest !== null) exchange.tokenKeyId = keyId;
  const own = profile.ownAnswer(verdict.route, verdict.key) ?? answerTokenCall(deps.tokenCalls, verdict);
  if (own !== null) {
    const answer = await own;
    return typeof answer === 'string' ? exchange.refuse(answer) : exchange.answer(200, answer);
  }
  deps.signedUpstream.forward(signedCall(deps, exchange, verdict), exchange);
}

/** A call that needs no key: passed through, with no principal. */
export async function servePublic(deps: ForwardDeps, exchange: Exchange) {
  const request = inboundRequest(deps, exchange);
  const refused = refusePublic(deps, request);
  if (refused !== null) return exchange.refuse(refused);
  const body = request.method === 'GET' ? null : await request.readBody();
  if (typeof body === 'string') return exchange.refuse(body);
  const headers = joinLines(callLines(deps, exchange), body === null ? NO_LINES : JSON_BODY);
  const method = body === null ? 'GET' : 'POST';
  deps.publicUpstream.forward({ method, path: request.target, headers, body }, exchange);
}

function refusePublic({ verification }: ForwardDeps, request: InboundRequest): Rejection | null {
  const { method, target, headers } = request;
  const host = checkHost(headers.host);
  if (host !== null) return host;
  if (!isPublicTarget(target)) return 'path-malformed';
  if (headers.hasRepeated) return 'headers-malformed';
  if (headers.contentEncoding !== null) return 'body-encoded';
  if (method === 'GET' && announcesBody(headers.contentLength, headers.transferEncoding)) {
    return 'body-unexpected';
  }
  return limitAddress(verification.addressLimit(request), request.address);
}

function inboundRequest(deps: ForwardDeps, exchange: Exchange): InboundRequest {
  const { message, response, headers, expectsContinue, address } = exchange.parts;
  return {
    method: message.method ?? '',
    target: message.url ?? '',
    headers,
    address,
    readBody: () => {
      if (message.method === 'GET' && announcesBody(headers.contentLength, headers.transferEncoding)) {
        return Promise.resolve('body-unexpected');
      }
      return readBody(message, headers, { maxBytes: deps.maxBodyBytes }, () => {
        exchange.isBodyRead = true;
        if (expectsContinue) sayContinue(response);
      });
    },
  };
}

/**
 * Only once it is this answer's turn on its connection. Said before, it would wait with the answer, and Node (26.10)
 * puts the head of one whose body is a buffer in front of all that waits: `100 Continue` would stand in its body.
 */
function sayContinue(response: ServerResponse): void {
  const say = () => {
    if (!response.headersSent) response.writeContinue();
  };
  if (response.socket === null) response.once('socket', say);
  else say();
}

const JSON_BODY = headerLines(['content-type', 'application/json']);

function signedCall(deps: ForwardDeps, exchange: Exchange, { key, body }: Verified): UpstreamCall {
  const { message, headers: inbound, profile } = exchange.parts;
  const headers = joinLines(
    callLines(deps, exchange),
    profile.forwardedHeaders(inbound),
    deps.assertions.linesOf(key),
  );
  const isGet = message.method === 'GET';
  return { method: isGet ? 'GET' : 'POST', path: message.url ?? '', headers, body: isGet ? null : body };
}

/** What every call carries: the few headers of the client that may pass, and what only the gateway may say. */
function callLines({ upstreamToken }: ForwardDeps, { parts }: Exchange): HeaderLines {
  const { headers, id, address } = parts;
  const ours = headerLines(['x-request-id', id, 'x-forwarded-for', address.text]);
  return joinLines(headers.forwardable, ours, upstreamToken);
}
