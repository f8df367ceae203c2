import { createConnection, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { LIMITS } from '../../services/gateway/src/limits.ts';
import { median, progress, table } from '../report.ts';
import { type LoadOptions, measureLoad, type Sample, type Subject, WARM_UP_SECONDS } from './measure-load.ts';

const CLIENTS = 2_000;
const HEAD = 'POST /v2/auth/r/wallets HTTP/1.1\r\nhost: gateway\r\nx-slow: ';
/** Each client sends a byte a second; in so many lots, so that they do not all come at once. */
const LOTS = 20;

/** Whether those who send their headers a byte a second slow down the others (GW-23), at half of the full load. */
export async function measureSlowClients(
  subject: Subject,
  { rounds, ...load }: LoadOptions & { readonly rounds: number },
): Promise<string> {
  progress(`warming up: ${subject.name}`);
  await measureLoad(subject, { ...load, seconds: WARM_UP_SECONDS });
  progress('full load');
  const { perSecond } = await measureLoad(subject, load);
  const pauseMs = Math.round((load.connections / (perSecond / 2)) * 1_000);
  const options = { ...load, pauseMs, mostASecond: Math.ceil(perSecond) };
  const alone: Sample[] = [];
  const beside: Sample[] = [];
  let cutOff = 0;
  for (let round = 1; round <= rounds; round++) {
    progress(`round ${round} of ${rounds}: half load alone`);
    alone.push(await measureLoad(subject, options));
    const slow = await openSlowClients(subject.port);
    progress(`round ${round} of ${rounds}: half load beside ${CLIENTS} slow clients`);
    beside.push(await measureLoad(subject, options));
    cutOff += slow.close();
  }
  const of = (samples: readonly Sample[], value: (sample: Sample) => number) => median(samples.map(value));
  const p99 = (samples: readonly Sample[]) => of(samples, ({ p99Us }) => p99Us);
  const rowOf = (name: string, samples: readonly Sample[]) => [
    name,
    Math.round(of(samples, (sample) => sample.perSecond)).toLocaleString('en'),
    (of(samples, ({ p50Us }) => p50Us) / 1_000).toFixed(2),
    (p99(samples) / 1_000).toFixed(2),
  ];
  const rows = [rowOf('alone', alone), rowOf(`beside ${CLIENTS.toLocaleString('en')} slow clients`, beside)];
  const ratio = (p99(beside) / p99(alone)).toFixed(2);
  return `${table(['GW-23, half load', 'requests/s', 'p50 ms', 'p99 ms'], rows)}

99th percentiles: ${ratio} to 1. Slow clients that were cut off, and came again: ${cutOff.toLocaleString('en')}.`;
}

/** Resolves once all are connected: over as long as the gateway lets one stay, or all would be cut off at one moment. */
async function openSlowClients(port: number) {
  const lots: Set<Socket>[] = Array.from({ length: LOTS }, () => new Set());
  let cutOff = 0;
  let isOver = false;
  const open = (lot: Set<Socket>): Promise<void> =>
    new Promise((resolve) => {
      const socket = createConnection({ port, host: '127.0.0.1' });
      socket.on('connect', () => {
        socket.write(HEAD);
        resolve();
      });
      socket.on('error', () => {});
      socket.on('data', () => {});
      socket.on('close', () => {
        lot.delete(socket);
        if (isOver) return;
        cutOff++;
        void open(lot);
      });
      lot.add(socket);
    });
  for (const lot of lots) {
    await Promise.all(Array.from({ length: CLIENTS / LOTS }, () => open(lot)));
    await delay(LIMITS.headersMs / LOTS);
  }
  let turn = 0;
  const drip = setInterval(() => {
    for (const socket of lots[turn++ % LOTS] ?? []) socket.write('x');
  }, 1_000 / LOTS);
  return {
    close(): number {
      isOver = true;
      clearInterval(drip);
      for (const lot of lots) for (const socket of lot) socket.destroy();
      return cutOff;
    },
  };
}
