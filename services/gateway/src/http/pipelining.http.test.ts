import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import t from 'tap';
import { RawConnection } from '../testing/raw-client.ts';
import { recordingUpstream } from '../testing/recording-upstream.ts';
import { signedRequest, testGateway } from '../testing/test-gateway.ts';

/** Says back what came, at once or later, as a whole or in chunks. */
const upstream = await recordingUpstream(t, ({ path, body }, response) => {
  const answer = JSON.stringify([path, body.toString('latin1')]);
  response.writeHead(200, { 'content-type': 'application/json' });
  const give = () => {
    if (body.length % 2 === 0) response.end(answer);
    else {
      response.write(answer.slice(0, 9));
      setImmediate(() => response.end(answer.slice(9)));
    }
  };
  if (body.length % 3 === 0) setImmediate(give);
  else give();
});
const { port, insertKey } = await testGateway(t, {}, { upstream });
const key = await insertKey();

const HOST = 'host: g\r\n';
const WALLETS = '/v2/auth/r/wallets';
const FX = '/v2/calc/fx';
const PATH_INVALID = '["error",10020,"path: invalid"]';
const APIKEY_INVALID = '["error",10100,"apikey: invalid"]';
/** A body that would be a request if any byte before it were lost or read twice. */
const bodyOf = (n: number, size: number) =>
  `{"n":${n},"x":"${'a'.repeat(size)}\r\nGET /v2/platform/status HTTP/1.1\r\nhost: evil\r\n\r\n"}`;
const length = (body: string) => `content-length: ${body.length}\r\n\r\n${body}`;

function chunks(body: string, size: number): string {
  const pieces = [];
  for (let at = 0; at < body.length; at += size) {
    const piece = body.slice(at, at + size);
    pieces.push(`${piece.length.toString(16)};x=y\r\n${piece}\r\n`);
  }
  return `transfer-encoding: chunked\r\n\r\n${pieces.join('')}0\r\nx-trailer: GET / HTTP/1.1\r\n\r\n`;
}

type Asked = { readonly bytes: string; readonly answer: string; readonly isForwarded: boolean };
const forwarded = (bytes: string, path: string, body: string): Asked => ({
  ...{ bytes, isForwarded: true },
  answer: JSON.stringify([path, body]),
});
const refused = (bytes: string, answer: string): Asked => ({ bytes, answer, isForwarded: false });

/** By kind: a request with its number in it, and its one right answer. */
const KINDS: readonly ((n: number, size: number) => Asked)[] = [
  (n) => {
    const path = `/v2/tickers?symbols=t${n}`;
    return forwarded(`GET ${path} HTTP/1.1\r\n${HOST}\r\n`, path, '');
  },
  (n, size) => {
    const body = bodyOf(n, size);
    return forwarded(`POST ${FX} HTTP/1.1\r\n${HOST}${length(body)}`, FX, body);
  },
  (n, size) => {
    const body = bodyOf(n, size);
    return forwarded(`POST ${FX} HTTP/1.1\r\n${HOST}${chunks(body, size + 1)}`, FX, body);
  },
  (n, size) => {
    const body = bodyOf(n, size);
    return forwarded(signedRequest(key, { body }).toString('latin1'), WALLETS, body);
  },
  (n, size) => {
    const body = bodyOf(n, size);
    const bytes = signedRequest(key, { body, signs: { body: '{}' } });
    return refused(bytes.toString('latin1'), APIKEY_INVALID);
  },
  (n, size) => {
    const body = bodyOf(n, size);
    return refused(`POST ${WALLETS}//${n} HTTP/1.1\r\n${HOST}${length(body)}`, PATH_INVALID);
  },
  () => refused(`GET /health/live HTTP/1.1\r\n${HOST}\r\n`, '{"status":"ok"}'),
];

t.test(
  'GW-19 requests that come one behind the other, cut anywhere, are each answered once and in their order',
  async (t) => {
    const kind = fc.record({ kind: fc.nat(KINDS.length - 1), size: fc.nat(400) });
    const cut = fc.double({ min: 0, max: 1, noNaN: true });
    await fc.assert(
      fc.asyncProperty(
        fc.array(kind, { minLength: 1, maxLength: 10 }),
        fc.array(cut, { maxLength: 30 }),
        async (kinds, cuts) => {
          const asked = kinds.map(({ kind, size }, n) => (KINDS[kind] as (typeof KINDS)[0])(n, size));
          const before = upstream.calls.length;
          const connection = await RawConnection.open(port);
          try {
            const bytes = asked.map((each) => each.bytes).join('');
            const borders = cuts.map((at) => Math.floor(at * bytes.length)).sort((a, b) => a - b);
            const sent = (async () => {
              for (const [i, border] of [...borders, bytes.length].entries()) {
                connection.write(bytes.slice(borders[i - 1] ?? 0, border));
                await nextTurn();
              }
            })();
            for (const { answer } of asked) {
              const { body } = await connection.answer();
              if (body !== answer) throw new Error(`${JSON.stringify(body)} for ${JSON.stringify(answer)}`);
            }
            await sent;
            if (connection.leftOver !== '') throw new Error(`too much: ${connection.leftOver}`);
          } finally {
            connection.destroy();
          }
          const calls = upstream.calls
            .slice(before)
            .map(({ path, body }) => JSON.stringify([path, String(body)]));
          t.strictSame(
            calls,
            asked.flatMap(({ isForwarded, answer }) => (isForwarded ? [answer] : [])),
          );
        },
      ),
      { numRuns: 300, seed: 19 },
    );
  },
);
