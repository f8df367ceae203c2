import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type RecordedRequest = {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Milliseconds on this process's monotonic clock when the request had arrived whole. */
  readonly at: number;
};

export type RecordingUpstream = {
  readonly url: string;
  readonly requests: RecordedRequest[];
  /** From now on, instead of `["ok"]`. */
  answerWith(answer: Answer): void;
  close(): Promise<void>;
};

type Answer = (response: ServerResponse) => void;

/** An upstream that answers `["ok"]` and remembers everything that reached it. */
export async function startRecordingUpstream(): Promise<RecordingUpstream> {
  const requests: RecordedRequest[] = [];
  let answer: Answer = (response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end('["ok"]');
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      requests.push({
        method: request.method ?? '',
        path: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks).toString('latin1'),
        at: performance.now(),
      });
      answer(response);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    answerWith(next) {
      answer = next;
    },
    async close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
