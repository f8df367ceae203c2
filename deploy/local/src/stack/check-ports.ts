import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { type PortWish, portsMessage } from './ports.ts';

const CONNECT_TIMEOUT_MS = 500;

/** @throws Error that names every port which cannot be had, what it is for and what variable moves it */
export async function checkPorts(wishes: readonly PortWish[]): Promise<void> {
  const free = await Promise.all(wishes.map(({ port }) => isPortFree(port)));
  const taken = wishes.filter((_, index) => free[index] === false);
  const message = portsMessage(taken, wishes);
  if (message !== null) throw new Error(`the local stack cannot have its ports:\n${message}`);
}

/**
 * True if nobody answers on the port under either name of this machine and it can be listened on. Asking first
 * matters on macOS, which lets 127.0.0.1 be taken beside a listener on all addresses, and for a listener on ::1,
 * which a browser would reach under `localhost` instead of ours.
 */
export async function isPortFree(port: number): Promise<boolean> {
  if ((await answers('127.0.0.1', port)) || (await answers('::1', port))) return false;
  const server = createServer();
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}

/** A port that was free a moment ago. */
export async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function answers(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: CONNECT_TIMEOUT_MS });
    const end = (isAnswered: boolean) => () => {
      socket.destroy();
      resolve(isAnswered);
    };
    socket.once('connect', end(true));
    socket.once('error', end(false));
    socket.once('timeout', end(false));
  });
}
