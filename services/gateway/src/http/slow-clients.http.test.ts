import { eventually } from '@countersign/testing';
import t from 'tap';
import { RawConnection } from '../testing/raw-client.ts';
import { recordedLog } from '../testing/recorded-log.ts';
import { recordingUpstream } from '../testing/recording-upstream.ts';
import { exchange, signedRequest, testGateway } from '../testing/test-gateway.ts';

const big = `["${'a'.repeat(7_500_000)}"]`;
const upstream = await recordingUpstream(t, (call, response) => {
  const body = call.body.includes('big') ? big : '["ok"]';
  response.writeHead(200, { 'content-type': 'application/json' }).end(body);
});
const { logger, lines } = recordedLog();
const { port, insertKey } = await testGateway(
  t,
  { upstreamTimeoutMs: 1_000 },
  { upstream, logger, limits: { headersMs: 400, requestMs: 600 } },
);
const key = await insertKey();

t.test('GW-23 headers that do not come to an end are given up', async (t) => {
  const connection = await RawConnection.open(port);
  connection.write('POST /v2/auth/r/wallets HTTP/1.1\r\nhost: g\r\n');
  const drip = setInterval(() => connection.write('x'), 20);
  t.equal((await connection.answer()).status, 408);
  await connection.closed();
  clearInterval(drip);
});

t.test('GW-23 a body that does not come to an end is given up, and nothing is forwarded', async (t) => {
  const before = upstream.calls.length;
  const bytes = signedRequest(key, { body: `{"a":"${'b'.repeat(500)}"}` });
  const connection = await RawConnection.open(port);
  connection.write(bytes.subarray(0, bytes.byteLength - 300));
  const drip = setInterval(() => connection.write('b'), 20);
  const answer = await connection.answer().catch(() => ({ status: 0 }));
  t.ok([408, 0].includes(answer.status));
  await connection.closed();
  clearInterval(drip);
  t.equal(upstream.calls.length, before);
});

t.test('GW-23 somebody who does not take the answer is hung up on, and others do not wait', async (t) => {
  const slow = await RawConnection.open(port);
  slow.pause();
  const slowKey = await insertKey();
  slow.write(signedRequest(slowKey, { body: '{"big":1}' }));
  const isGivenUp = () => lines.some(({ keyId }) => keyId === slowKey.keyId);
  for (let turn = 0; turn < 3; turn++) t.equal((await exchange(port, signedRequest(key))).status, 200);
  t.notOk(isGivenUp(), 'the others were answered while it was still there');
  await eventually('the gateway to give up', isGivenUp);
  slow.resume();
  await slow.closed();
  t.ok(slow.leftOver.length < big.length, 'the answer was broken off');
});

t.test('a large answer arrives whole', async (t) => {
  const whole = `["${'b'.repeat(1_000_000)}"]`;
  const patient = await testGateway(
    t,
    {},
    {
      upstream: await recordingUpstream(t, (_call, response) => {
        response.writeHead(200, { 'content-type': 'application/json' }).end(whole);
      }),
    },
  );
  const answer = await exchange(patient.port, signedRequest(await patient.insertKey()));
  t.equal(answer.status, 200);
  t.ok(answer.body === whole);
});
