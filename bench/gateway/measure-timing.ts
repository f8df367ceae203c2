import { randomBytes } from 'node:crypto';
import { createConnection } from 'node:net';
import { mintKeyId } from '@countersign/sealing/minting';
import { median, table } from '../report.ts';
import { nextNonce, type SigningKey, signedRequest } from './presign.ts';

/** Beyond this two means are taken to differ (Welch's t). */
export const LIMIT_OF_T = 4.5;
const WARM_UP = 2_000;

/** Whether a stranger can tell by the clock a key that exists from one that does not (GW-40). */
export async function measureTiming(port: number, key: SigningKey, samples: number): Promise<string> {
  const client = await rawClient(port);
  const wrongSecret = 'x'.repeat(key.secret.length);
  const kinds = [
    { name: 'known key, wrong signature', keyId: key.keyId, ns: [] as number[] },
    { name: 'unknown key', keyId: mintKeyId(randomBytes), ns: [] as number[] },
  ] as const;
  for (let i = 0; i < WARM_UP + samples; i++) {
    // In an order that nothing periodic can fall in with.
    const order = Math.random() < 0.5 ? kinds : kinds.toReversed();
    for (const kind of order) {
      const ns = await client.call(signedRequest({ keyId: kind.keyId, secret: wrongSecret }, nextNonce()));
      if (i >= WARM_UP) kind.ns.push(ns);
    }
  }
  client.close();
  const t = welch(withoutOutliers(kinds[0].ns), withoutOutliers(kinds[1].ns));
  const rows = kinds.map(({ name, ns }) => [name, String(ns.length), (median(ns) / 1_000).toFixed(1)]);
  const verdict = `Welch's |t| = ${Math.abs(t).toFixed(2)} without the slowest tenth of each (limit ${LIMIT_OF_T})`;
  return `${table(['GW-40, as a stranger sees it', 'samples', 'median µs'], rows)}\n\n${verdict}`;
}

/** The slowest tell of the machine, not of the code. */
function withoutOutliers(values: readonly number[]): number[] {
  return values.toSorted((a, b) => a - b).slice(0, Math.floor(values.length * 0.9));
}

function welch(a: readonly number[], b: readonly number[]): number {
  const of = (values: readonly number[]) => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
    return { mean, share: variance / values.length };
  };
  const [left, right] = [of(a), of(b)];
  return (left.mean - right.mean) / Math.sqrt(left.share + right.share);
}

async function rawClient(port: number) {
  const socket = createConnection({ port, host: '127.0.0.1', noDelay: true });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
  });
  let answered: () => void = () => {};
  // The refusal is small: it comes in one piece.
  socket.on('data', () => answered());
  return {
    call(request: string): Promise<number> {
      const { promise, resolve, reject } = Promise.withResolvers<number>();
      const timer = setTimeout(() => reject(new Error('no answer within 10 s')), 10_000);
      const startedAt = process.hrtime.bigint();
      answered = () => {
        clearTimeout(timer);
        resolve(Number(process.hrtime.bigint() - startedAt));
      };
      socket.write(request);
      return promise;
    },
    close: () => socket.destroy(),
  };
}
