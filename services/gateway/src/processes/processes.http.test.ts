import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '@countersign/testing';
import t from 'tap';
import { gatewayProcess } from '../testing/gateway-process.ts';
import { RawConnection } from '../testing/raw-client.ts';
import { recordingUpstream } from '../testing/recording-upstream.ts';
import { exchange, nextNonce, signedRequest } from '../testing/test-gateway.ts';

const TWO = { GATEWAY_PROCESSES: '2' };
const requestsOf = (process: number, outcome: string) =>
  `countersign_requests_total{process="${process}",outcome="${outcome}"}`;

// One gateway for three tests, in this order: the last of them stops it.
const running = await gatewayProcess(t, { ...TWO, DRAIN_MS: '1500' });

t.test('of 200 copies of one request over two processes exactly one reaches the upstream', async (t) => {
  const { port, upstream, insertKey, metric } = running;
  const request = signedRequest(await insertKey());
  const answers = await Promise.all(Array.from({ length: 200 }, () => exchange(port, request)));
  t.equal(answers.filter(({ status }) => status === 200).length, 1);
  t.equal(upstream.calls.length, 1);
  const refused = async () =>
    (await metric(requestsOf(1, 'nonce-too-small'))) + (await metric(requestsOf(2, 'nonce-too-small')));
  await eventually('all to be counted', async () => (await refused()) === 199);
  for (const process of [1, 2]) {
    t.ok((await metric(requestsOf(process, 'nonce-too-small'))) > 0, `process ${process} had its share`);
  }
});

t.test('a process that is killed is replaced, and meanwhile the other answers', async (t) => {
  const { port, lines, insertKey, metric, pids } = running;
  const key = await insertKey();
  const [first = 0] = pids();
  process.kill(first, 'SIGKILL');
  const ended = () => lines.find(({ msg }) => msg === 'process ended');
  await eventually('the end to be noticed', () => ended() !== undefined);
  t.match(ended(), { level: 50, process: 1, signal: 'SIGKILL' });
  const up = 'countersign_process_up{process="1"}';
  let answered = 0;
  await eventually('another to take its place', async () => {
    const answer = await exchange(port, signedRequest(key, { nonce: nextNonce() }));
    t.equal(answer.status, 200);
    answered++;
    return (await metric(up)) === 1;
  });
  t.ok(answered > 0);
  t.equal(await metric('countersign_process_restarts_total{process="1"}'), 1);
  t.equal(pids().length, 3);
});

t.test(
  'told to stop under load, two processes lose no request of clients that keep connections',
  async (t) => {
    const { child, port, exitCode, insertKey } = running;
    const keys = await Promise.all(Array.from({ length: 8 }, insertKey));
    let answered = 0;
    const told: string[] = [];
    const failures: unknown[] = [];
    /** Goes on until it is told to connect anew; by then its balancer knows that nobody is ready here. */
    const client = async (key: (typeof keys)[number]) => {
      const connection = await RawConnection.open(port);
      for (let isOpen = true; isOpen; answered++) {
        connection.write(signedRequest(key, { nonce: nextNonce() }));
        const answer = await connection.answer();
        if (answer.status !== 200) failures.push(answer);
        isOpen = answer.headers.connection !== 'close';
      }
      told.push(key.keyId);
      await connection.closed();
    };
    const clients = keys.map((key) => client(key).catch((error: unknown) => failures.push(error)));
    await eventually('the load to run', () => answered > 50);
    child.kill('SIGTERM');
    await Promise.all(clients);
    t.same(failures, []);
    t.equal(told.length, 8);
    t.equal(await exitCode, 0);
  },
);

t.test('the exit code tells of a process that did not stop as it should', async (t) => {
  const { child, lines, exitCode, pids } = await gatewayProcess(t, { ...TWO, DRAIN_MS: '1500' });
  child.kill('SIGTERM');
  await eventually('it to be stopping', () => lines.some(({ msg }) => msg === 'stopping'));
  process.kill(pids()[0] ?? 0, 'SIGKILL');
  t.equal(await exitCode, 1);
  t.equal(pids().length, 2, 'nothing is started while all of it is stopping');
});

t.test('processes whose supervisor is gone answer what they have and go', async (t) => {
  const answer = Promise.withResolvers<void>();
  const upstream = await recordingUpstream(t, async (_call, response) => {
    await answer.promise;
    response.writeHead(200, { 'content-type': 'application/json' }).end('["late"]');
  });
  const { child, port, lines, insertKey } = await gatewayProcess(
    t,
    { ...TWO, DRAIN_MS: '100' },
    { upstream },
  );
  const connection = await RawConnection.open(port);
  connection.write(signedRequest(await insertKey()));
  await eventually('the call to be under way', () => upstream.calls.length === 1);
  child.kill('SIGKILL');
  const said = (message: string) => lines.filter(({ msg }) => msg === message);
  await eventually('both to have noticed', () => said('stopping').length === 2);
  t.match(said('stopping'), [{ reason: 'supervisor gone' }, { reason: 'supervisor gone' }]);
  answer.resolve();
  t.match(await connection.answer(), { status: 200, body: '["late"]' });
  await eventually('both to be gone', () => said('stopped').length === 2);
});

t.test(
  'on SIGHUP every process obeys the file of routes as it is now, or as it was when it was right',
  async (t) => {
    const path = '/v2/auth/r/custom/report';
    const added = JSON.stringify({ routes: [{ path, permission: 'wallets:read' }] });
    const { child, port, lines, folder, insertKey, metric } = await gatewayProcess(t, TWO, {
      files: { ROUTES_FILE: '{"routes":[]}' },
    });
    const key = await insertKey();
    const statuses = async () => {
      // Connections go to the processes in turn.
      const answers = [];
      for (let i = 0; i < 4; i++) answers.push(await exchange(port, signedRequest(key, { path })));
      return answers.map(({ status }) => status);
    };
    const reload = async (text: string, message: string) => {
      writeFileSync(join(folder, 'ROUTES_FILE'), text);
      const told = () => lines.filter(({ msg }) => msg === message);
      const before = told().length;
      child.kill('SIGHUP');
      await eventually('both to have looked', () => told().length === before + 2);
      return told().at(-1);
    };
    t.same(await statuses(), [500, 500, 500, 500]);
    await reload(added, 'routes loaded');
    t.same(await statuses(), [200, 200, 200, 200]);
    t.match(await reload('{"routes":[{}]}', 'routes refused: those before stay in force'), {
      level: 50,
      faults: [/^routes\[0\]/],
    });
    t.same(await statuses(), [200, 200, 200, 200]);
    t.equal(await metric('countersign_routes_refused_total{process="2"}'), 1);
    await reload('{"routes":[]}', 'routes loaded');
    t.same(await statuses(), [500, 500, 500, 500]);
  },
);
