import type { Logger } from '@countersign/runtime';
import type { AddressList } from '../addresses/address-list.ts';
import { type ClientAddress, clientAddress, forwardedAddress } from '../addresses/client-address.ts';
import { isPublicRequest, profileOf } from '../profiles/profile-of.ts';
import type { Rejection } from '../rejection.ts';
import type { VerificationDeps } from '../verification/pipeline.ts';
import type { ClientConnection } from './client-connection.ts';
import { Exchange, type ExchangeDeps } from './exchange.ts';
import type { Health } from './health.ts';
import type { InboundHeaders } from './inbound-headers.ts';
import type { RequestHead } from './request-head.ts';
import { type ForwardDeps, servePublic, serveSigned } from './serve.ts';

export type HandlerDeps = ForwardDeps &
  ExchangeDeps & {
    readonly verification: VerificationDeps;
    readonly trustedProxies: AddressList;
    readonly health: Health;
    readonly logger: Logger;
  };

/** Where the upstream finds the keys that assertions are verified with (RFC 8615). */
const JWKS_PATH = '/.well-known/jwks.json';
/** A list, of the one expectation that there is (RFC 9110 §10.1.1). */
const CONTINUE_ONLY = /^100-continue(?:[\t ]*,[\t ]*100-continue)*$/i;
const HEALTH = /^\/health\/(live|ready)$/;

/** Serves one request. */
export function handleRequest(deps: HandlerDeps, connection: ClientConnection, head: RequestHead): void {
  const address = addressOf(connection.address, head.headers, deps.trustedProxies);
  const exchange = new Exchange(deps, connection, { head, profile: profileOf(head.target), address });
  connection.serve(exchange);
  // Only the database and our own mistakes throw here, and nothing has been forwarded.
  const failed = (error: unknown) => {
    deps.logger.warn({ err: error, requestId: exchange.id }, 'request refused: it could not be judged');
    exchange.refuse('store-unavailable');
  };
  try {
    serve(deps, exchange)?.catch(failed);
  } catch (error) {
    failed(error);
  }
}

/** The address that a request counts as coming from. */
export function addressOf(peer: ClientAddress, headers: InboundHeaders, trusted: AddressList): ClientAddress {
  if (headers.forwardedFor === null) return peer;
  const text = forwardedAddress(peer.text, headers.forwardedFor, trusted);
  return text === peer.text ? peer : clientAddress(text);
}

/** What is not spoken here, whatever is asked for in it. Its connection is closed. */
export function unsupported({ isHttp11, headers }: RequestHead): Rejection | null {
  if (!isHttp11) return 'http-version-unsupported';
  const { transferEncoding, expect } = headers;
  if (transferEncoding !== null && transferEncoding.toLowerCase() !== 'chunked') {
    return 'transfer-coding-unsupported';
  }
  return expect === null || CONTINUE_ONLY.test(expect) ? null : 'expectation-unsupported';
}

function serve(deps: HandlerDeps, exchange: Exchange): Promise<void> | undefined {
  const { method, target } = exchange;
  const foreign = unsupported(exchange.head);
  if (foreign !== null) return void exchange.refuse(foreign);
  const probe = method === 'GET' ? HEALTH.exec(target) : null;
  if (probe !== null) return serveHealth(deps, exchange, probe[1] === 'live');
  if (method === 'GET' && target === JWKS_PATH) return void exchange.answer(200, deps.assertions.jwks);
  if (isPublicRequest(method, target)) return servePublic(deps, exchange);
  return serveSigned(deps, exchange);
}

async function serveHealth(deps: HandlerDeps, exchange: Exchange, isProbeOfLife: boolean): Promise<void> {
  const isGood = isProbeOfLife || (await deps.health.isReady());
  exchange.answer(isGood ? 200 : 503, Buffer.from(isGood ? '{"status":"ok"}' : '{"status":"unavailable"}'));
}
