import { type AddressInfo, createServer, type Socket } from 'node:net';
import { clientAddress } from '../addresses/client-address.ts';
import type { Limits } from '../limits.ts';
import { ClientConnection, type ConnectionTimes } from './client-connection.ts';
import type { ConnectionCounts } from './connection-counts.ts';
import { type HandlerDeps, handleRequest } from './handle-request.ts';
import { handleUpgrade, isSocketRequest, type UpgradeDeps } from './handle-upgrade.ts';
import type { RequestHead } from './request-head.ts';
import { KEEP_ALIVE_MS } from './response-head.ts';

export type ServerDeps = HandlerDeps & UpgradeDeps & { readonly connectionCounts: ConnectionCounts };

export type ServerLimits = Pick<Limits, 'headersMs' | 'requestMs' | 'lingerMs' | 'maxConnections'> &
  Pick<ConnectionTimes, 'idleMs'>;

/** Requests that do not come to an end are looked for so often, or twice as often as they may take. */
const LOOK_EVERY_MS = 1_000;

/** The server of HTTP/1.1: strict reading, a limit on everything, and no request handled by a default. */
export class GatewayServer {
  readonly #server;
  readonly #deps: ServerDeps;
  readonly #times: ConnectionTimes;
  readonly #open = new Set<ClientConnection>();
  readonly #look: NodeJS.Timeout;

  constructor(deps: ServerDeps, limits: ServerLimits) {
    this.#deps = deps;
    this.#times = { ...limits, idleMs: Math.max(limits.idleMs, KEEP_ALIVE_MS) };
    this.#server = createServer({ noDelay: true, allowHalfOpen: true }, (socket) => this.#accept(socket));
    this.#server.maxConnections = limits.maxConnections;
    this.#look = setInterval(
      () => {
        const nowMs = deps.now();
        for (const connection of this.#open) connection.look(nowMs);
      },
      Math.min(LOOK_EVERY_MS, limits.headersMs / 2),
    ).unref();
  }

  /** Resolves with the port. */
  listen(port: number, host: string): Promise<number> {
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    this.#server.once('error', reject);
    this.#server.listen(port, host, () => resolve((this.#server.address() as AddressInfo).port));
    return promise;
  }

  /** Sockets that are open, those of WebSockets among them. */
  connections(): Promise<number> {
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    this.#server.getConnections((error, count) => (error === null ? resolve(count) : reject(error)));
    return promise;
  }

  /** Stops listening, closes each connection once it is idle, and resolves when the last connection is closed. */
  close(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#server.close(() => {
      clearInterval(this.#look);
      resolve();
    });
    for (const connection of this.#open) connection.closeOnceIdle();
    return promise;
  }

  /** Cuts off whoever is still there, but WebSockets. */
  destroyConnections(): void {
    for (const connection of this.#open) connection.destroy();
  }

  #accept(socket: Socket): void {
    const address = clientAddress(socket.remoteAddress ?? '');
    const { connectionCounts, now } = this.#deps;
    if (!connectionCounts.add(address)) {
      socket.destroy();
      return;
    }
    socket.once('close', () => connectionCounts.remove(address));
    const connection = new ClientConnection(socket, address, {
      events: this.#events,
      times: this.#times,
      now,
    });
    this.#open.add(connection);
  }

  readonly #events = {
    onRequest: (connection: ClientConnection, head: RequestHead) =>
      handleRequest(this.#deps, connection, head),
    takesOver: (connection: ClientConnection, head: RequestHead) => {
      if (!isSocketRequest(head)) return false;
      this.#open.delete(connection);
      handleUpgrade(this.#deps, connection, head);
      return true;
    },
    onClosed: (connection: ClientConnection) => {
      this.#open.delete(connection);
    },
  };
}
