import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Limits } from '../limits.ts';
import { ANSWERS, framingStatusLine } from '../profiles/bitfinex-v2/answers.ts';
import { type Connections, owesAnswer } from './connections.ts';
import { type HandlerDeps, handleRequest, refuseExpectation } from './handle-request.ts';
import { handleUpgrade, isSocketRequest, type UpgradeDeps } from './handle-upgrade.ts';

const MAX_HEADER_BYTES = 16_384;
/** Longer than a load balancer keeps an idle connection, so that it is never the gateway that closes first. */
const KEEP_ALIVE_MS = 65_000;

/** The HTTP server: strict parsing, a limit on everything, and no request handled by a default. */
export function createGatewayServer(
  deps: HandlerDeps & UpgradeDeps,
  limits: Pick<Limits, 'headersMs' | 'requestMs' | 'maxConnections'> & { readonly idleMs: number },
): Server {
  const server = createServer({
    maxHeaderSize: MAX_HEADER_BYTES,
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    keepAliveTimeout: KEEP_ALIVE_MS,
    connectionsCheckingInterval: Math.min(1_000, limits.headersMs / 2),
    insecureHTTPParser: false,
    requireHostHeader: true,
    noDelay: true,
    shouldUpgradeCallback: (message) => isSocketRequest(message) || refuseUpgrade(deps.connections, message),
  });
  server.timeout = limits.idleMs;
  server.maxConnections = limits.maxConnections;
  // Beyond its default number the parser drops headers without a word; the size is limited anyway.
  server.maxHeadersCount = 0;
  server.on('connection', (socket: Socket) => deps.connections.open(socket));
  server.on('request', (message, response) => handleRequest(deps, message, response, false));
  server.on('checkContinue', (message, response) => handleRequest(deps, message, response, true));
  server.on('checkExpectation', (message, response) => refuseExpectation(deps, message, response));
  server.on('upgrade', (message, socket, head) => handleUpgrade(deps, message, socket as Socket, head));
  server.on('connect', (_message, socket) => refuseTunnel(deps.connections, socket as Socket));
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    refuseFraming(deps.connections, error.code, socket as Socket);
  });
  return server;
}

/**
 * An Upgrade of anything else is a request like any other, and the header goes nowhere. But Node's parser (26.10)
 * throws away what it has read behind such a request, and would take whatever comes next for the beginning of another:
 * the body of the request that was thrown away, say.
 */
function refuseUpgrade(connections: Connections, message: IncomingMessage): false {
  connections.endWith(message);
  return false;
}

/** Bytes that are no HTTP, or a message that never ends: where the next one would begin cannot be known. */
function refuseFraming(connections: Connections, code: string | undefined, socket: Socket): void {
  if (!socket.writable || code === 'ECONNRESET') return void socket.destroy();
  endWith(connections, socket, framingStatusLine(code), '');
}

function refuseTunnel(connections: Connections, socket: Socket): void {
  const { status, body } = ANSWERS['method-not-allowed'];
  endWith(connections, socket, `${status} Internal Server Error`, body.toString());
}

function endWith(connections: Connections, socket: Socket, statusLine: string, body: string): void {
  if (owesAnswer(connections.peerOf(socket))) return void socket.destroy();
  const type = body === '' ? '' : 'content-type: application/json; charset=utf-8\r\n';
  const head = `HTTP/1.1 ${statusLine}\r\nconnection: close\r\n${type}content-length: ${body.length}\r\n\r\n`;
  socket.once('error', () => {});
  socket.end(head + body, () => socket.destroy());
}
