import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { AddressList } from '../addresses/address-list.ts';
import type { Outcome } from '../metrics/request-counts.ts';
import { checkHost } from '../verification/steps/check-host.ts';
import { limitAddress } from '../verification/steps/limit-address.ts';
import { SOCKET_PATH } from '../websocket/authenticate-socket.ts';
import type { Sockets } from '../websocket/build-sockets.ts';
import { SocketSession } from '../websocket/serve-socket.ts';
import type { AccessLog } from './access-log.ts';
import { type Connections, owesAnswer } from './connections.ts';
import { addressOf } from './handle-request.ts';
import { readInboundHeaders } from './inbound-headers.ts';
import { announcesBody } from './read-body.ts';

export type UpgradeDeps = {
  readonly connections: Connections;
  readonly trustedProxies: AddressList;
  readonly accessLog: AccessLog;
  readonly nextRequestId: () => string;
  readonly now: () => number;
  readonly sockets: Sockets;
};

const STATUS_LINES = {
  101: '',
  400: '400 Bad Request',
  429: '429 Too Many Requests',
} as const;
type Status = keyof typeof STATUS_LINES;

/** The one request that may become something else than HTTP; of any other an `Upgrade` is not even looked at. */
export function isSocketRequest({ method, url, httpVersion, headers }: IncomingMessage): boolean {
  if (method !== 'GET' || url !== SOCKET_PATH || httpVersion !== '1.1') return false;
  return headers.upgrade?.toLowerCase() === 'websocket';
}

/** Makes a WebSocket of a request for one, or refuses it. */
export function handleUpgrade(
  deps: UpgradeDeps,
  message: IncomingMessage,
  socket: Socket,
  head: Buffer,
): void {
  socket.on('error', () => {});
  const peer = deps.connections.peerOf(socket);
  // Bytes written now would pass for the answer to a request before this one.
  if (owesAnswer(peer)) return void socket.destroy();
  const headers = readInboundHeaders(message.rawHeaders);
  const address = addressOf(peer.address, headers, deps.trustedProxies);
  const requestId = deps.nextRequestId();
  const startedAtMs = deps.now();
  const log = (status: Status, rejection: string | null, keyId: string | null, outcome: Outcome | null) => {
    const durationMs = Math.round((deps.now() - startedAtMs) * 1_000) / 1_000;
    const request = { requestId, method: 'GET', path: SOCKET_PATH, ip: address.text };
    deps.accessLog.add({ ...request, status, rejection, keyId, durationMs }, outcome);
  };
  const { open, accept, serve } = deps.sockets;
  const refused = malformationOf(headers);
  if (refused !== null) {
    refuse(socket, 400);
    log(400, refused, null, refused);
    return;
  }
  const tooMany = limitAddress(serve.authentication.addressLimit({ address }), address);
  if (tooMany !== null || !open.hasRoomFor(address)) {
    refuse(socket, 429);
    log(429, 'address-limit-reached', null, 'address-limit-reached');
    return;
  }
  accept(message, socket, head, (opened) => {
    const session = new SocketSession(serve, { requestId, address }, opened, () => {
      open.delete(session);
      log(101, session.ending, session.owner?.key.keyId ?? null, null);
    });
    open.add(session);
  });
}

function malformationOf(headers: ReturnType<typeof readInboundHeaders>) {
  const { contentLength, transferEncoding, hasRepeated, host } = headers;
  if (announcesBody(contentLength, transferEncoding)) return 'body-unexpected';
  return checkHost(host) ?? (hasRepeated ? 'headers-malformed' : null);
}

function refuse(socket: Socket, status: Status): void {
  const head = `HTTP/1.1 ${STATUS_LINES[status]}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`;
  socket.end(head, () => socket.destroy());
}
