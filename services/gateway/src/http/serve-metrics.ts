import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type MetricsListener = { readonly port: number; close(): Promise<void> };

export type MetricsOptions = {
  readonly host: string;
  readonly port: number;
  /** The whole text, made when it is asked for. */
  readonly text: () => Promise<string>;
};

const HEADERS_WITHIN_MS = 5_000;
const MAX_HEADER_BYTES = 8_192;
/** A few scrapers, each with a connection or two. */
const MAX_CONNECTIONS = 16;
const TEXT_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/** `GET /metrics` on an address of its own, for those who run the gateway. Nothing else is served here. */
export async function serveMetrics({ host, port, text }: MetricsOptions): Promise<MetricsListener> {
  const server = createServer({
    maxHeaderSize: MAX_HEADER_BYTES,
    headersTimeout: HEADERS_WITHIN_MS,
    requestTimeout: HEADERS_WITHIN_MS,
    keepAliveTimeout: HEADERS_WITHIN_MS,
    connectionsCheckingInterval: 1_000,
  });
  server.maxConnections = MAX_CONNECTIONS;
  server.on('request', async ({ method, url }, response) => {
    if (url !== '/metrics') return void response.writeHead(404).end();
    if (method !== 'GET') return void response.writeHead(405, { allow: 'GET' }).end();
    try {
      const body = await text();
      response.writeHead(200, { 'content-type': TEXT_TYPE, 'cache-control': 'no-store' }).end(body);
    } catch {
      response.writeHead(503).end();
    }
  });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen(port, host, resolve);
  await promise;
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = Promise.withResolvers<void>();
      server.close(() => closed.resolve());
      server.closeAllConnections();
      await closed.promise;
    },
  };
}
