import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { eventually } from '@countersign/testing';
import t, { type Test } from 'tap';
import { clientAddress } from '../addresses/client-address.ts';
import { ClientConnection } from './client-connection.ts';

const TIMES = { headersMs: 10_000, requestMs: 15_000, idleMs: 30_000, lingerMs: 100 };

type Served = { readonly target: string; left: number; gone: number };

/** A client, and what serves it at the other end of a real socket: `answer` is called for each request. */
async function pair(t: Test, answer: (connection: ClientConnection) => void) {
  const served: Served[] = [];
  let closed = 0;
  const events = {
    onRequest(connection: ClientConnection, { target }: { target: string }) {
      const request = { target, left: 0, gone: 0 };
      served.push(request);
      connection.serve({
        onLeft: () => void request.left++,
        onGone: () => void request.gone++,
      });
      answer(connection);
    },
    takesOver: () => false,
    onClosed: () => void closed++,
  };
  const server = createServer({ allowHalfOpen: true, noDelay: true });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const client = connect({ port, host: '127.0.0.1', noDelay: true });
  const [socket] = (await once(server, 'connection')) as [Socket];
  t.teardown(() => {
    client.destroy();
    socket.destroy();
    server.close();
  });
  client.on('error', () => {});
  const connection = new ClientConnection(socket, clientAddress('127.0.0.1'), {
    ...{ events, times: TIMES },
    now: () => performance.now(),
  });
  return { client, connection, served, closed: () => closed };
}

const HEAD = (length: number) => `HTTP/1.1 200 OK\r\ncontent-length: ${length}\r\n\r\n`;

t.test(
  'GW-19 what waits behind an answer that nobody takes is not served once nobody is there',
  async (t) => {
    const answer = Buffer.alloc(60_000, 'a');
    const { client, served, closed } = await pair(t, (connection) => {
      connection.writeAll([HEAD(answer.length), answer]);
      connection.finish(false);
    });
    const asked = 2_000;
    for (let i = 0; i < asked; i++) client.write(`GET /${i} HTTP/1.1\r\n\r\n`);
    let before = -1;
    await eventually(
      'the answers to stand',
      () => {
        const isStanding = served.length > 0 && served.length === before;
        before = served.length;
        return isStanding;
      },
      { everyMs: 200 },
    );
    t.ok(served.length < asked, 'they wait for the client');
    t.same(served.at(-1), { target: `/${before - 1}`, left: 0, gone: 0 });
    client.resetAndDestroy();
    await eventually('the end to be noticed', () => closed() === 1);
    t.equal(served.length, before, 'no further one was begun');
    t.same(served.at(-1), { target: `/${before - 1}`, left: 0, gone: 1 }, 'and its answer did not leave');
    t.ok(served.slice(0, -1).every(({ left, gone }) => left === 1 && gone === 0));
  },
);

t.test(
  'an answer that ends the connection is not cut off for the sake of a body that nobody reads',
  async (t) => {
    const answer = Buffer.alloc(32_000_000, 'a');
    const { client, connection, served } = await pair(t, (connection) => {
      connection.writeAll([HEAD(answer.length), answer]);
      connection.finish(true);
    });
    client.write('POST / HTTP/1.1\r\ncontent-length: 1000000\r\n\r\nsome of it');
    await eventually('the answer to be given', () => served.length === 1);
    connection.look(performance.now() + 1_000_000);
    let received = 0;
    client.on('data', (bytes) => {
      received += bytes.length;
    });
    await once(client, 'close');
    t.equal(received, HEAD(answer.length).length + answer.length);
    t.same(served, [{ target: '/', left: 1, gone: 0 }]);
  },
);

t.test(
  'a request that was answered before its body came is not answered again when none comes',
  async (t) => {
    const { client, connection, served } = await pair(t, (connection) => {
      connection.writeAll([HEAD(0)]);
      connection.finish(false);
    });
    client.setEncoding('latin1').write('POST / HTTP/1.1\r\ncontent-length: 1000\r\n\r\nsome of it');
    let received = '';
    client.on('data', (text) => {
      received += text;
    });
    await eventually('the answer to be given', () => received === HEAD(0));
    connection.look(performance.now() + 1_000_000);
    await once(client, 'close');
    t.equal(received, HEAD(0));
    t.same(served, [{ target: '/', left: 1, gone: 0 }]);
  },
);
