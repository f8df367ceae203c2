import { type AddressInfo, connect, createServer } from 'node:net';
import { eventually } from '@countersign/testing';
import t from 'tap';
import { clientAddress } from '../addresses/client-address.ts';
import { ClientConnection } from './client-connection.ts';

const REQUEST = 'GET /x HTTP/1.1\r\nhost: g\r\n\r\n';
/** More than the buffers of both ends take. */
const ANSWER = 'a'.repeat(40_000_000);

/** A server whose every answer is long and ends its connection. */
async function longAnswers(lingerMs: number) {
  let gone = 0;
  let left = 0;
  const events = {
    takesOver: () => false,
    onClosed: () => {},
    onRequest(connection: ClientConnection) {
      connection.serve({ onLeft: () => left++, onGone: () => gone++ });
      connection.write(ANSWER);
      connection.finish(true);
    },
  };
  const times = { headersMs: 1_000, requestMs: 1_000, idleMs: 60_000, lingerMs };
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    new ClientConnection(socket, clientAddress('127.0.0.1'), { events, times, now: () => performance.now() });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => server.close());
  return { port: (server.address() as AddressInfo).port, counts: () => ({ gone, left }) };
}

t.test('an answer that ends the connection is not cut off because its client takes its time', async (t) => {
  const { port, counts } = await longAnswers(1);
  const slow = connect(port, '127.0.0.1');
  slow.pause().write(REQUEST);
  // Others come and go meanwhile, long after the time for lingering.
  for (let turn = 0; turn < 3; turn++) {
    const quick = connect(port, '127.0.0.1');
    quick.resume().write(REQUEST);
    await new Promise((resolve) => quick.once('close', resolve));
  }
  let received = 0;
  slow.on('data', (bytes) => {
    received += bytes.length;
  });
  slow.resume();
  await new Promise((resolve) => slow.once('close', resolve));
  t.equal(received, ANSWER.length);
  t.same(counts(), { gone: 0, left: 4 });
});

t.test(
  'a client that goes on sending after the answer is hung up on, with the answer in its hands',
  async (t) => {
    const { port } = await longAnswers(100);
    const chatty = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    let received = 0;
    let isClosed = false;
    chatty.on('data', (bytes) => {
      received += bytes.length;
    });
    chatty.on('error', () => {});
    chatty.on('close', () => {
      isClosed = true;
    });
    chatty.write(REQUEST);
    const talking = setInterval(() => chatty.write(REQUEST), 5);
    t.teardown(() => clearInterval(talking));
    await eventually('the connection to be closed', () => isClosed);
    t.equal(received, ANSWER.length);
  },
);
