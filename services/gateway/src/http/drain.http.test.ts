import { eventually, revokeTestKey } from '@countersign/testing';
import t from 'tap';
import { RawConnection } from '../testing/raw-client.ts';
import { recordingUpstream } from '../testing/recording-upstream.ts';
import {
  AUTHENTICATION_FAILED,
  errorOf,
  exchange,
  nextNonce,
  signedRequest,
  testGateway,
} from '../testing/test-gateway.ts';

t.test(
  'F24 a gateway that is told to stop loses no request of clients that keep their connections',
  async (t) => {
    const { upstream, insertKey, another } = await testGateway(t);
    const leaving = await another({ drainMs: 800 });
    const staying = await another();
    const key = await insertKey();
    let isOver = false;
    let stopped = false;
    const failures: unknown[] = [];
    let answered = 0;

    /** A client behind a balancer: keeps its connection until told not to, then connects to whoever is ready. */
    const client = async (own: Awaited<ReturnType<typeof insertKey>>) => {
      let connection: RawConnection | null = null;
      while (!isOver) {
        try {
          connection ??= await RawConnection.open(
            (await isReady(leaving.port)) ? leaving.port : staying.port,
          );
          connection.write(signedRequest(own, { nonce: nextNonce() }));
          const answer = await connection.answer();
          if (answer.status !== 200) failures.push(answer);
          answered++;
          if (answer.headers.connection === 'close') {
            await connection.closed();
            connection = null;
          }
        } catch (error) {
          failures.push(error);
          connection = null;
        }
      }
      connection?.destroy();
    };
    const isReady = (port: number) =>
      exchange(port, 'GET /health/ready HTTP/1.1\r\nhost: g\r\n\r\n').then(
        ({ status }) => status === 200,
        () => false,
      );
    const keys = [key, ...(await Promise.all(Array.from({ length: 7 }, () => insertKey())))];
    const clients = keys.map(client);
    await eventually('the load to run', () => answered > 100);
    const stop = leaving.stop().then(() => {
      stopped = true;
    });
    await eventually('readiness to tell', async () => !(await isReady(leaving.port)));
    await eventually('the gateway to be gone', () => stopped);
    const before = answered;
    await eventually('the load to go on', () => answered > before + 50);
    isOver = true;
    await Promise.all([...clients, stop]);
    t.same(failures, []);
    t.equal(upstream.calls.length, answered, 'none was sent twice');
    await t.rejects(RawConnection.open(leaving.port), 'the port is closed');
  },
);

t.test('F24 a call that is under way is answered before the gateway goes', async (t) => {
  let release: () => void = () => {};
  const upstream = await recordingUpstream(t, (_call, response) => {
    release = () => response.writeHead(200, { 'content-type': 'application/json' }).end('["late"]');
  });
  const { port, gateway, insertKey } = await testGateway(t, {}, { upstream });
  const connection = await RawConnection.open(port);
  connection.write(signedRequest(await insertKey()));
  await eventually('the call to be under way', () => upstream.calls.length === 1);
  const stop = gateway.stop();
  release();
  const answer = await connection.answer();
  t.same([answer.status, answer.body, answer.headers.connection], [200, '["late"]', 'close']);
  await stop;
});

t.test(
  'F24 an answer that had begun before the word to stop keeps the gateway no longer than it takes',
  async (t) => {
    let release: () => void = () => {};
    const upstream = await recordingUpstream(t, (_call, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).write('["half');
      release = () => response.end('"]');
    });
    const { port, gateway, insertKey } = await testGateway(t, {}, { upstream });
    const connection = await RawConnection.open(port);
    connection.write(signedRequest(await insertKey()));
    await eventually('the answer to have begun', () => connection.leftOver.includes('half'));
    const stop = gateway.stop();
    await eventually('the port to be closed', () =>
      RawConnection.open(port).then(
        (other) => other.destroy(),
        () => true,
      ),
    );
    release();
    const answer = await connection.answer();
    t.same([answer.status, answer.body, answer.headers.connection], [200, '["half"]', 'keep-alive']);
    await connection.closed(5_000);
    await stop;
  },
);

t.test('F24 a client whose request never comes to an end does not keep the gateway from going', async (t) => {
  const { another } = await testGateway(t);
  const leaving = await another({ upstreamTimeoutMs: 100 });
  const connection = await RawConnection.open(leaving.port);
  t.teardown(() => connection.destroy());
  connection.write('POST /v2/auth/r/wallets HTTP/1.1\r\nhost: g\r\nx-drip: ');
  const drip = setInterval(() => connection.write('x'), 20);
  t.teardown(() => clearInterval(drip));
  await exchange(leaving.port, 'GET /health/live HTTP/1.1\r\nhost: g\r\n\r\n');
  const startedAtMs = performance.now();
  await leaving.stop();
  t.ok(performance.now() - startedAtMs < leaving.drainsWithinMs + 2_000);
  await connection.closed();
});

t.test(
  'GW-95 a call that was under way when its key was revoked may finish, and no new one begins',
  async (t) => {
    let release: () => void = () => {};
    const upstream = await recordingUpstream(t, (_call, response) => {
      release = () => response.writeHead(200, { 'content-type': 'application/json' }).end('["late"]');
    });
    const { port, insertKey, database, keyrings } = await testGateway(t, {}, { upstream });
    const key = await insertKey();
    const under = exchange(port, signedRequest(key));
    await eventually('the call to be under way', () => upstream.calls.length === 1);
    await revokeTestKey(database, keyrings, key.keyId);
    t.same(errorOf(await exchange(port, signedRequest(key))), AUTHENTICATION_FAILED);
    release();
    t.equal((await under).body, '["late"]');
    t.equal(upstream.calls.length, 1);
  },
);
