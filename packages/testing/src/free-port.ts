import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Below what systems hand out for port 0 and for outgoing connections (from 32768 on Linux, 49152 elsewhere), so that
 * nobody is given the port by chance between this answer and its use.
 */
const LOWEST = 20_000;
const HIGHEST = 32_000;
const MAX_TRIES = 100;

/** A port that was free a moment ago; for servers that cannot be told to take port 0. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < MAX_TRIES; attempt++) {
    const port = randomInt(LOWEST, HIGHEST);
    if (await isFree(port)) return port;
  }
  throw new Error(`no free port found in ${MAX_TRIES} tries`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
