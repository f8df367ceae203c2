import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Logger } from '@countersign/runtime';
import type { Account } from '../accounts/account.ts';
import type { Desk } from '../desk.ts';
import { isFromGateway, principalOf } from '../http/gateway-check.ts';
import { UPGRADE_REFUSED } from '../http/wire-errors.ts';
import { LIMITS } from '../limits.ts';
import { SocketSession } from './socket-session.ts';
import { type OpenSocket, socketAcceptor } from './ws-adapter.ts';

export type Sockets = {
  /** Tells whoever listens to the account what became of it. */
  tell(account: Account): void;
  close(): void;
};

export type SocketOptions = {
  readonly desk: Desk;
  readonly upstreamToken: string;
  readonly logger: Logger;
};

const TICK_MS = 500;

export function isSocketRequest({ method, url, headers }: IncomingMessage): boolean {
  return method === 'GET' && url === '/ws/2' && headers.upgrade?.toLowerCase() === 'websocket';
}

/** WebSockets at `/ws/2`: with a principal for its account, without one for public data. */
export function serveSockets(server: Server, { desk, upstreamToken, logger }: SocketOptions): Sockets {
  const sessions = new Map<SocketSession, OpenSocket>();
  const accept = socketAcceptor({
    maxMessageBytes: LIMITS.messageBytes,
    maxUnsentBytes: LIMITS.unsentBytes,
  });
  const tell = (account: Account) => {
    for (const session of sessions.keys()) if (session.account === account) session.tell();
  };
  /** A fault of ours ends the socket that met it, and no other. */
  const guarded = (socket: OpenSocket, step: () => void) => {
    try {
      step();
    } catch (error) {
      logger.error({ err: error }, 'a socket failed');
      socket.close();
    }
  };
  const open = (socket: OpenSocket, account: Account | null) => {
    const session = new SocketSession({ desk, account, send: (text) => socket.send(text), onUsed: tell });
    sessions.set(session, socket);
    return {
      message: (text: string) => guarded(socket, () => session.receive(text)),
      closed: () => {
        sessions.delete(session);
        guarded(socket, () => session.closed());
      },
    };
  };
  server.on('upgrade', (message: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => {});
    const isWelcome = isFromGateway(message.headers, upstreamToken) && sessions.size < LIMITS.sockets;
    const account = isWelcome ? accountOf(message, desk) : 'nobody';
    if (account === 'nobody') socket.end(UPGRADE_REFUSED, () => socket.destroy());
    else accept(message, socket, head, (opened) => open(opened, account));
  });
  const timer = setInterval(() => {
    for (const [session, socket] of sessions) guarded(socket, () => session.tick());
  }, TICK_MS).unref();
  return {
    tell,
    close() {
      clearInterval(timer);
      for (const socket of sessions.values()) socket.close();
    },
  };
}

/** `null` on a socket for public data, which says for nobody. */
function accountOf({ headers }: IncomingMessage, desk: Desk): Account | null | 'nobody' {
  if (headers['countersign-user'] === undefined) return null;
  try {
    return desk.accounts.of(principalOf(headers), { now: desk.now(), nextId: desk.nextId });
  } catch {
    return 'nobody';
  }
}
