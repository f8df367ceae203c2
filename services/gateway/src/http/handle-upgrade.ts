import { Buffer } from 'node:buffer';
import type { AddressList } from '../addresses/address-list.ts';
import { eachHeaderLine } from '../http1/header-lines-of.ts';
import type { Outcome } from '../metrics/request-counts.ts';
import { checkHost } from '../verification/steps/check-host.ts';
import { limitAddress } from '../verification/steps/limit-address.ts';
import { SOCKET_PATH } from '../websocket/authenticate-socket.ts';
import type { Sockets } from '../websocket/build-sockets.ts';
import { SocketSession } from '../websocket/serve-socket.ts';
import type { AccessLog } from './access-log.ts';
import type { ClientConnection } from './client-connection.ts';
import { addressOf } from './handle-request.ts';
import { asksForSocket, type RequestHead } from './request-head.ts';
import { bareAnswer } from './response-head.ts';

export type UpgradeDeps = {
  readonly trustedProxies: AddressList;
  readonly accessLog: AccessLog;
  readonly nextRequestId: () => string;
  readonly now: () => number;
  readonly sockets: Sockets;
};

/** The one request that may become something else than HTTP; of any other an `Upgrade` is not even looked at. */
export function isSocketRequest({ method, target, isHttp11, headers }: RequestHead): boolean {
  return (
    headers.upgrade !== null &&
    target === SOCKET_PATH &&
    method === 'GET' &&
    isHttp11 &&
    asksForSocket(headers)
  );
}

/** Makes a WebSocket of a request for one, or refuses it. */
export function handleUpgrade(deps: UpgradeDeps, connection: ClientConnection, request: RequestHead): void {
  const rest = Buffer.from(connection.release());
  const { socket } = connection;
  const address = addressOf(connection.address, request.headers, deps.trustedProxies);
  const requestId = deps.nextRequestId();
  const startedAtMs = deps.now();
  const log = (
    status: 101 | 400 | 429,
    rejection: string | null,
    keyId: string | null,
    outcome: Outcome | null,
  ) => {
    const durationMs = Math.round((deps.now() - startedAtMs) * 1_000) / 1_000;
    const entry = { requestId, method: 'GET', path: SOCKET_PATH, ip: address.text };
    deps.accessLog.add({ ...entry, status, rejection, keyId, durationMs }, outcome);
  };
  const refuse = (
    status: 400 | 429,
    rejection: 'address-limit-reached' | ReturnType<typeof malformationOf>,
  ) => {
    socket.end(bareAnswer(status), () => socket.destroy());
    log(status, rejection, null, rejection);
  };
  const { open, accept, serve } = deps.sockets;
  const malformation = malformationOf(request);
  if (malformation !== null) {
    refuse(400, malformation);
    return;
  }
  const tooMany = limitAddress(serve.authentication.addressLimit({ address }), address);
  if (tooMany !== null || !open.hasRoomFor(address)) {
    refuse(429, 'address-limit-reached');
    return;
  }
  accept({ method: request.method, headers: headersOf(request) }, socket, rest, (opened) => {
    const session = new SocketSession(serve, { requestId, address }, opened, () => {
      open.delete(session);
      log(101, session.ending, session.owner?.key.keyId ?? null, null);
    });
    open.add(session);
  });
}

function malformationOf({ headers, length }: RequestHead) {
  if (length !== 0) return 'body-unexpected';
  return checkHost(headers.host) ?? (headers.hasRepeated ? 'headers-malformed' : null);
}

/** By name in lower case; several lines of a name are one list (RFC 9110 §5.3). */
function headersOf({ head }: RequestHead): Record<string, string> {
  const headers = new Map<string, string>();
  eachHeaderLine(head, head.text.indexOf('\r\n') + 2, (name, value) => {
    const known = headers.get(name.toLowerCase());
    headers.set(name.toLowerCase(), known === undefined ? value : `${known}, ${value}`);
  });
  return Object.fromEntries(headers);
}
