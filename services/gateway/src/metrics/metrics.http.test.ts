import { createLogger } from '@countersign/runtime';
import { eventually } from '@countersign/testing';
import t, { type Test } from 'tap';
import { RefusalLog } from '../refusals/refusal-log.ts';
import { metricsListener } from '../run-gateway.ts';
import { RawConnection } from '../testing/raw-client.ts';
import { recordingUpstream } from '../testing/recording-upstream.ts';
import { SocketClient } from '../testing/socket-client.ts';
import { socketUpstream } from '../testing/socket-upstream.ts';
import { exchange, signedRequest, type TestGateway, testGateway } from '../testing/test-gateway.ts';
import { METRICS } from './metrics.ts';

/** The gateway's listener for metrics, and one value of what it says. */
async function scraped(t: Test, { gateway }: TestGateway) {
  const listener = await metricsListener({ metricsHost: '127.0.0.1', metricsPort: 0 }, gateway);
  const { port = 0 } = listener ?? {};
  t.teardown(() => listener?.close());
  const text = async () => (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const value = async (name: string, labels = '') => {
    const series = `${name}{process="1"${labels && `,${labels}`}} `;
    const line = (await text()).split('\n').find((each) => each.startsWith(series));
    return Number(line?.slice(series.length));
  };
  return { port, text, value };
}

const outcome = (name: string) => ['countersign_requests_total', `outcome="${name}"`] as const;

t.test('every request is counted once, by how it ended', async (t) => {
  const parts = await testGateway(t);
  const { value } = await scraped(t, parts);
  const key = await parts.insertKey();
  const request = signedRequest(key);
  await exchange(parts.port, request);
  await exchange(parts.port, request);
  await exchange(parts.port, signedRequest(key, { path: '/v2/auth/w/withdraw' }));
  await exchange(parts.port, signedRequest(key, { path: '/v2/auth/r/permissions' }));
  await exchange(parts.port, 'GET /v2/platform/status HTTP/1.1\r\nhost: g\r\n\r\n');
  await eventually('all to be counted', async () => (await value(...outcome('forwarded'))) === 2);
  t.equal(await value(...outcome('nonce-too-small')), 1);
  t.equal(await value(...outcome('permission-missing')), 1);
  t.equal(await value(...outcome('answered')), 1);
  t.equal(await value(...outcome('signature-invalid')), 0, 'what has not happened is there, as none');
  t.equal(await value('countersign_request_duration_seconds_count', 'kind="forwarded"'), 2);
  t.equal(await value('countersign_request_duration_seconds_bucket', 'kind="other",le="+Inf"'), 3);
  // The repeated nonce never got as far as the database: the gateway remembers the highest one.
  t.equal(await value('countersign_nonce_batch_size_sum'), 3);
  t.equal(await value('countersign_key_cache_misses_total'), 1);
  t.equal(await value('countersign_key_cache_hits_total'), 3);
  t.equal(await value('countersign_key_cache_size'), 1);
});

t.test('calls in flight, and those refused as too many, are counted by upstream', async (t) => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const upstream = await recordingUpstream(t, async (_call, response) => {
    await promise;
    response.writeHead(200, { 'content-type': 'application/json' }).end('[]');
  });
  const parts = await testGateway(t, { upstreamMaxInFlight: 1 }, { upstream });
  const { value } = await scraped(t, parts);
  const get = () => exchange(parts.port, 'GET /v2/platform/status HTTP/1.1\r\nhost: g\r\n\r\n');
  const first = get();
  await eventually(
    'the first to be in flight',
    async () => (await value('countersign_upstream_calls_in_flight', 'upstream="public"')) === 1,
  );
  await get();
  t.equal(await value('countersign_upstream_busy_total', 'upstream="public"'), 1);
  t.equal(await value('countersign_upstream_busy_total', 'upstream="signed"'), 0);
  t.ok((await value('countersign_connections_open')) >= 1);
  resolve();
  await first;
});

t.test(
  'an answer that is not whole is none that was forwarded, nor is one that nobody waited for',
  async (t) => {
    const upstream = await recordingUpstream(t, ({ path }, response) => {
      if (path.includes('never')) return;
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
      response.write('["beginning"', () => response.destroy());
    });
    const parts = await testGateway(t, {}, { upstream });
    const { value } = await scraped(t, parts);
    const request = (path: string) => `GET /v2/${path} HTTP/1.1\r\nhost: g\r\n\r\n`;
    await exchange(parts.port, request('broken')).catch(() => {});
    await eventually('it to be counted', async () => (await value(...outcome('broken-off'))) === 1);
    const connection = await RawConnection.open(parts.port);
    connection.write(request('never'));
    await eventually('the call to be under way', () => upstream.calls.length === 2);
    connection.destroy();
    await eventually('it to be counted', async () => (await value(...outcome('client-gone'))) === 1);
    t.equal(await value(...outcome('forwarded')), 0);
  },
);

t.test('WebSockets are counted while they are open, and by how they ended', async (t) => {
  const upstream = await socketUpstream(t);
  const parts = await testGateway(t, {}, { upstream });
  const { value } = await scraped(t, parts);
  const client = await SocketClient.open(t, parts.port);
  t.equal(await value('countersign_websockets_open'), 1);
  client.socket.close();
  await eventually(
    'its end to be counted',
    async () => (await value('countersign_websockets_ended_total', 'reason="client"')) === 1,
  );
  t.equal(await value('countersign_websockets_open'), 0);
  await eventually(
    'its connection to be gone',
    async () => (await value('countersign_connections_open')) === 0,
  );
});

t.test('what the owners do not get to see is counted', async (t) => {
  const silent = createLogger('gateway', 'silent');
  const refusals = new RefusalLog({ write: () => Promise.reject(new Error('away')), logger: silent });
  for (const keyId of ['one', 'two', 'two']) {
    refusals.note('key-expired', { keyId, ip: '127.0.0.1', path: '/v2/auth/r/wallets', nonce: 1 });
  }
  await refusals.flush();
  t.equal(refusals.droppedInAll, 2, 'one for each key and reason');
});

t.test('the text is of the Prometheus grammar, and has every metric that there is', async (t) => {
  const parts = await testGateway(t);
  const text = await (await scraped(t, parts)).text();
  const line =
    /^(?:# HELP [a-z_]+ .+|# TYPE [a-z_]+ (?:counter|gauge|histogram)|[a-z_]+\{process="1"(?:,[a-z]+="[^"\\]*")*\} [0-9.e+-]+)$/;
  t.same(
    text
      .trimEnd()
      .split('\n')
      .filter((each) => !line.test(each)),
    [],
  );
  for (const [name, { type }] of Object.entries(METRICS)) {
    t.ok(text.includes(`# TYPE ${name} ${type}\n${name}`), name);
  }
});

t.test('nothing that a client says makes a series of its own, or is seen in one', async (t) => {
  const parts = await testGateway(t);
  const { text } = await scraped(t, parts);
  const series = (all: string) => all.split('\n').map((each) => each.split(' ')[0]);
  const before = series(await text());
  const key = await parts.insertKey();
  await exchange(parts.port, signedRequest(key));
  await exchange(parts.port, signedRequest({ ...key, keyId: 'somebody"s' }));
  await exchange(parts.port, signedRequest(key, { path: '/v2/auth/r/odd-path' }));
  await exchange(parts.port, `ODD /odd-path HTTP/1.1\r\nhost: odd\r\nuser-agent: odd\r\n\r\n`);
  const after = await text();
  t.same(series(after), before);
  for (const word of [key.keyId, 'somebody', 'odd']) t.notOk(after.includes(word), word);
});

t.test('KS-87: metrics have a port of their own, and that port has nothing else', async (t) => {
  const parts = await testGateway(t);
  const { port } = await scraped(t, parts);
  for (const path of ['/metrics', '/metrics/', '/v2/metrics', '//metrics']) {
    const answer = await exchange(parts.port, `GET ${path} HTTP/1.1\r\nhost: g\r\n\r\n`);
    t.notOk(answer.body.includes('process'), path);
  }
  const status = async (path: string, method: string) =>
    (await fetch(`http://127.0.0.1:${port}${path}`, { method })).status;
  t.equal(await status('/metrics', 'POST'), 405);
  for (const path of ['/', '/health/ready', '/metrics/x', '/v2/platform/status']) {
    t.equal(await status(path, 'GET'), 404, path);
  }
});
