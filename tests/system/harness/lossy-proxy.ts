import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { eventually } from '@countersign/testing';

export type LossyProxy = {
  readonly url: string;
  /** The JSON that was kept from the client. */
  lostAnswer<T>(): Promise<T>;
  close(): void;
};

/** Passes everything on to a server, and cuts the client off as soon as the server begins to answer. */
export async function startLossyProxy(target: string): Promise<LossyProxy> {
  const { hostname, port } = new URL(target);
  let answer = '';
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    client.pipe(upstream, { end: false });
    upstream.setEncoding('utf8').on('data', (text: string) => {
      answer += text;
      client.destroy();
    });
    upstream.on('error', () => {});
    client.on('error', () => {});
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    lostAnswer: () => eventually('the whole lost answer', () => parseBody(answer)),
    close: () => server.close(),
  };
}

/** The body of an answer once it is whole. */
function parseBody(answer: string) {
  try {
    return JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')));
  } catch {
    return null;
  }
}
