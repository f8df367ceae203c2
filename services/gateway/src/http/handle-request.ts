import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from '@countersign/runtime';
import type { AddressList } from '../addresses/address-list.ts';
import { type ClientAddress, clientAddress, forwardedAddress } from '../addresses/client-address.ts';
import { isPublicRequest, profileOf } from '../profiles/profile-of.ts';
import type { VerificationDeps } from '../verification/pipeline.ts';
import type { AccessLog } from './access-log.ts';
import type { Connections, Peer } from './connections.ts';
import { Exchange } from './exchange.ts';
import type { Health } from './health.ts';
import { type InboundHeaders, readInboundHeaders } from './inbound-headers.ts';
import { type ForwardDeps, servePublic, serveSigned } from './serve.ts';

export type HandlerDeps = ForwardDeps & {
  readonly verification: VerificationDeps;
  readonly connections: Connections;
  readonly trustedProxies: AddressList;
  readonly health: Health;
  readonly accessLog: AccessLog;
  readonly logger: Logger;
  readonly nextRequestId: () => string;
  readonly now: () => number;
  readonly isDraining: () => boolean;
};

/** Requests of one connection that may be in service at once; pipelining more is not for getting work done. */
const MAX_PIPELINED = 64;
/** Where the upstream finds the keys that assertions are verified with (RFC 8615). */
const JWKS_PATH = '/.well-known/jwks.json';
const HEALTH = /^\/health\/(live|ready)$/;

/** Serves one request. `expectsContinue` says that the client waits for `100 Continue` before it sends its body. */
export function handleRequest(
  deps: HandlerDeps,
  message: IncomingMessage,
  response: ServerResponse,
  expectsContinue: boolean,
): void {
  const peer = deps.connections.peerOf(message.socket);
  if (isBehindLast(peer, message)) return;
  if (++peer.active > MAX_PIPELINED) {
    message.socket.destroy();
    return;
  }
  peer.latest = message;
  if (peer.last !== null) response.shouldKeepAlive = false;
  const exchange = open(deps, message, response, peer, expectsContinue);
  serve(deps, exchange).catch((error: unknown) => {
    // Only the database and our own mistakes throw here, and nothing has been forwarded.
    deps.logger.warn({ err: error, requestId: exchange.parts.id }, 'request refused: it could not be judged');
    exchange.refuse('store-unavailable');
  });
}

/** Answers `Expect` headers that nobody can meet. */
export function refuseExpectation(
  deps: HandlerDeps,
  message: IncomingMessage,
  response: ServerResponse,
): void {
  const peer = deps.connections.peerOf(message.socket);
  if (isBehindLast(peer, message)) return;
  peer.active++;
  if (peer.last !== null) response.shouldKeepAlive = false;
  open(deps, message, response, peer, false).refuse('expectation-unsupported');
}

/** Not even refused: the connection ends with the answer to the last one, which may be waited for still. */
function isBehindLast({ last }: Peer, message: IncomingMessage): boolean {
  return last !== null && last !== message;
}

function open(
  deps: HandlerDeps,
  message: IncomingMessage,
  response: ServerResponse,
  peer: Peer,
  expectsContinue: boolean,
): Exchange {
  const headers = readInboundHeaders(message.rawHeaders);
  return new Exchange({
    id: deps.nextRequestId(),
    message,
    response,
    headers,
    profile: profileOf(message.url ?? ''),
    expectsContinue,
    address: addressOf(peer.address, headers, deps.trustedProxies),
    startedAtMs: deps.now(),
    accessLog: deps.accessLog,
    now: deps.now,
    isDraining: deps.isDraining,
    onClosed: () => {
      peer.active--;
    },
  });
}

/** The address that a request counts as coming from. */
export function addressOf(peer: ClientAddress, headers: InboundHeaders, trusted: AddressList): ClientAddress {
  if (headers.forwardedFor === null) return peer;
  const text = forwardedAddress(peer.text, headers.forwardedFor, trusted);
  return text === peer.text ? peer : clientAddress(text);
}

async function serve(deps: HandlerDeps, exchange: Exchange): Promise<void> {
  const { message, headers } = exchange.parts;
  if (message.httpVersion !== '1.1') return exchange.refuse('http-version-unsupported');
  const { transferEncoding } = headers;
  if (transferEncoding !== null && transferEncoding.toLowerCase() !== 'chunked') {
    return exchange.refuse('transfer-coding-unsupported');
  }
  const { method = '', url = '' } = message;
  const probe = method === 'GET' ? HEALTH.exec(url) : null;
  if (probe !== null) return serveHealth(deps, exchange, probe[1] === 'live');
  if (method === 'GET' && url === JWKS_PATH) return exchange.answer(200, deps.assertions.jwks);
  if (isPublicRequest(method, url)) return servePublic(deps, exchange);
  return serveSigned(deps, exchange);
}

async function serveHealth(deps: HandlerDeps, exchange: Exchange, isProbeOfLife: boolean): Promise<void> {
  const isGood = isProbeOfLife || (await deps.health.isReady());
  exchange.answer(isGood ? 200 : 503, Buffer.from(isGood ? '{"status":"ok"}' : '{"status":"unavailable"}'));
}
