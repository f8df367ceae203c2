import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A call as it reached the upstream. */
export type Recorded = {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
};

export type RecordingUpstream = {
  readonly origin: string;
  readonly calls: Recorded[];
  close(): Promise<void>;
};

type Answer = (call: Recorded, response: ServerResponse) => void;

const ok: Answer = (_call, response) => {
  response.writeHead(200, { 'content-type': 'application/json' }).end('["ok"]');
};

/** An upstream that writes down every call before it answers. */
export async function recordingUpstream(
  t: { teardown(fn: () => unknown): void },
  answer: Answer = ok,
): Promise<RecordingUpstream> {
  const calls: Recorded[] = [];
  const server = createServer((message, response) => {
    void read(message).then((body) => {
      const { method = '', url: path = '', headers, rawHeaders } = message;
      const call = { method, path, headers, rawHeaders, body };
      calls.push(call);
      answer(call, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  t.teardown(close);
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, calls, close };
}

async function read(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
