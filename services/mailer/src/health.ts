import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Database } from '@countersign/database';
import { probeOutbox } from './delivery/delivery-store.ts';

export type HealthServer = { readonly port: number; close(): Promise<void> };

/**
 * `GET /health/live` and `GET /health/ready`, nothing else. Ready means that the outbox can be read; a mail
 * server that is down makes no mailer better than another, so it does not count.
 */
export async function startHealthServer(
  db: Database,
  { host, port }: { host: string; port: number },
): Promise<HealthServer> {
  const checks: Record<string, () => Promise<boolean>> = {
    '/health/live': async () => true,
    '/health/ready': () => canReadOutbox(db),
  };
  const server = createServer(
    { requestTimeout: 5_000, headersTimeout: 5_000, keepAliveTimeout: 5_000, maxHeaderSize: 8_192 },
    async (request, response) => {
      const check = request.method === 'GET' ? checks[request.url ?? ''] : undefined;
      const status = check === undefined ? 404 : (await check()) ? 200 : 503;
      response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
      response.end(
        JSON.stringify({ status: status === 200 ? 'ok' : status === 503 ? 'unavailable' : 'not found' }),
      );
    },
  );
  server.maxConnections = 50;
  server.listen(port, host);
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    async close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

const READY_TIMEOUT_MS = 2_000;

async function canReadOutbox(db: Database): Promise<boolean> {
  const read = probeOutbox(db).then(
    () => true,
    () => false,
  );
  const { promise: late, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(false), READY_TIMEOUT_MS);
  try {
    return await Promise.race([read, late]);
  } finally {
    clearTimeout(timer);
  }
}
