import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

export type TcpProxy = {
  readonly port: number;
  /** Bytes stop flowing both ways while every connection stays open: a network that swallows. */
  freeze(): void;
  /** What the target says waits, while what it is told still gets there. */
  holdAnswers(): void;
  /** Ends both. */
  thaw(): void;
  close(): Promise<void>;
};

/** Forwards a local port to another one, so that a test can take the network away. */
export async function startTcpProxy(targetPort: number, { port = 0 } = {}): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  const targets = new Set<Socket>();
  let frozen = false;
  let isHolding = false;
  const server = createServer((inbound) => {
    const outbound = connect(targetPort, '127.0.0.1');
    targets.add(outbound);
    outbound.on('close', () => targets.delete(outbound));
    for (const [from, to] of [
      [inbound, outbound],
      [outbound, inbound],
    ] as const) {
      sockets.add(from);
      from.on('data', (bytes) => to.write(bytes));
      from.on('error', () => to.destroy());
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
      if (frozen || (isHolding && from === outbound)) from.pause();
    }
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as { port: number }).port,
    freeze() {
      frozen = true;
      for (const socket of sockets) socket.pause();
    },
    holdAnswers() {
      isHolding = true;
      for (const target of targets) target.pause();
    },
    thaw() {
      frozen = false;
      isHolding = false;
      for (const socket of sockets) socket.resume();
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
