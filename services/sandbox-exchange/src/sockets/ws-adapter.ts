import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';

export type OpenSocket = {
  send(text: string): void;
  close(): void;
};

export type SocketEvents = {
  message(text: string): void;
  closed(): void;
};

export type AcceptLimits = {
  readonly maxMessageBytes: number;
  /** A client that does not take what it is told is let go. */
  readonly maxUnsentBytes: number;
};

const GOING_AWAY = 1001;
const CLOSE_WITHIN_MS = 1_000;

export type AcceptSocket = (
  message: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  onOpen: (socket: OpenSocket) => SocketEvents,
) => void;

/** Accepts WebSockets for a server that listens elsewhere. */
export function socketAcceptor({ maxMessageBytes, maxUnsentBytes }: AcceptLimits): AcceptSocket {
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: maxMessageBytes,
    handleProtocols: () => false,
  });
  return (message, socket, head, onOpen) => {
    server.handleUpgrade(message, socket, head, (ws) => {
      const events = onOpen({
        send(text) {
          if (ws.bufferedAmount > maxUnsentBytes) ws.terminate();
          else ws.send(text);
        },
        close: () => close(ws),
      });
      ws.on('message', (data) => events.message(data.toString()));
      // What goes wrong ends in `close`.
      ws.on('error', () => {});
      ws.once('close', () => events.closed());
    });
  };
}

function close(ws: WebSocket): void {
  ws.close(GOING_AWAY);
  setTimeout(() => ws.terminate(), CLOSE_WITHIN_MS).unref();
}
