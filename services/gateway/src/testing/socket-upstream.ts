import type { IncomingHttpHeaders } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import type { RecordingUpstream } from './recording-upstream.ts';

/** A socket as the upstream sees it. */
export type UpstreamSocket = {
  readonly headers: IncomingHttpHeaders;
  readonly url: string;
  /** Messages in their order, as text. */
  readonly received: string[];
  readonly socket: WebSocket;
  isClosed: boolean;
};

export type SocketUpstream = RecordingUpstream & {
  readonly sockets: UpstreamSocket[];
  /** Sockets that came with the principal of a key. */
  socketsOf(keyId: string): UpstreamSocket[];
  /** Everything that came with the principal of a key, besides auth events. */
  inputsOf(keyId: string): string[];
};

type Answer = (text: string, from: UpstreamSocket) => void;

export const AUTHENTICATED = JSON.stringify({
  event: 'auth',
  status: 'OK',
  chanId: 0,
  userId: 7,
  auth_id: 'an-auth-id',
  caps: { orders: { read: 1, write: 1 }, withdraw: { read: 1, write: 1 } },
});

/** Lets everybody in, and answers a subscription and a conf as Bitfinex does. */
const usual: Answer = (text, { socket, received }) => {
  const { event, ...rest } = JSON.parse(text) as Record<string, unknown>;
  if (event === 'auth') socket.send(AUTHENTICATED);
  if (event === 'subscribe') {
    const chanId = received.length;
    socket.send(JSON.stringify({ event: 'subscribed', chanId, ...rest }));
    socket.send(JSON.stringify([chanId, [1, 2, 3]]));
  }
  if (event === 'unsubscribe') socket.send(JSON.stringify({ event: 'unsubscribed', status: 'OK', ...rest }));
  if (event === 'conf') socket.send(JSON.stringify({ event: 'conf', status: 'OK', ...rest }));
};

/** An upstream with WebSockets that writes down everything before it answers. */
export async function socketUpstream(
  t: { teardown(fn: () => unknown): void },
  answer: Answer = usual,
): Promise<SocketUpstream> {
  const sockets: UpstreamSocket[] = [];
  const calls: RecordingUpstream['calls'] = [];
  const server = createServer((message, response) => {
    const { method = '', url: path = '', headers, rawHeaders } = message;
    calls.push({ method, path, headers, rawHeaders, body: Buffer.alloc(0) });
    response.writeHead(200, { 'content-type': 'application/json' }).end('["ok"]');
  });
  const acceptor = new WebSocketServer({ server });
  acceptor.on('connection', (socket, { headers, url = '' }) => {
    const recorded: UpstreamSocket = { headers, url, received: [], socket, isClosed: false };
    sockets.push(recorded);
    socket.on('message', (data) => {
      recorded.received.push(data.toString());
      answer(data.toString(), recorded);
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      recorded.isClosed = true;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () =>
    new Promise<void>((resolve) => {
      for (const { socket } of sockets) socket.terminate();
      server.close(() => resolve());
      server.closeAllConnections();
    });
  t.teardown(close);
  const socketsOf = (keyId: string) =>
    sockets.filter(({ headers }) => headers['countersign-key-id'] === keyId);
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    close,
    sockets,
    socketsOf,
    inputsOf: (keyId) =>
      socketsOf(keyId).flatMap(({ received }) => received.filter((m) => m.startsWith('['))),
  };
}
