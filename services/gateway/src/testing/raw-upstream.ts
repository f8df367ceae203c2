import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import type { RecordingUpstream } from './recording-upstream.ts';

export type RawUpstream = RecordingUpstream & {
  /** How many requests came, by their request lines. */
  readonly requestLines: string[];
  answerWith(answer: (socket: Socket) => void): void;
};

/** An upstream that answers whatever bytes it is told to, HTTP or not. */
export async function rawUpstream(t: { teardown(fn: () => unknown): void }): Promise<RawUpstream> {
  const requestLines: string[] = [];
  const sockets = new Set<Socket>();
  let answer: (socket: Socket) => void = () => {};
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    let received = '';
    socket.on('data', (bytes) => {
      received += bytes.toString('latin1');
      const end = received.indexOf('\r\n\r\n');
      if (end < 0) return;
      const length = Number(/content-length: (\d+)/i.exec(received)?.[1] ?? 0);
      if (received.length < end + 4 + length) return;
      requestLines.push(received.slice(0, received.indexOf('\r\n')));
      received = received.slice(end + 4 + length);
      answer(socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () =>
    new Promise<void>((resolve) => {
      for (const socket of sockets) socket.destroy();
      server.close(() => resolve());
    });
  t.teardown(close);
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls: [],
    requestLines,
    answerWith(next) {
      answer = next;
    },
    close,
  };
}
