import { progress, table } from '../report.ts';
import { type LoadOptions, measureLoad, type Subject, WARM_UP_SECONDS } from './measure-load.ts';
import type { Memory } from './processes.ts';

export type MemoryOptions = Omit<LoadOptions, 'seconds'> & { readonly minutes: number };

const LOOK_EVERY_SECONDS = 30;
/** Requests are made ready for so many times the load that was just seen, and for so many a second at least. */
const MARGIN = 2;
const LEAST_A_SECOND = 20_000;
/** Until then caches fill and the engine still decides what it compiles. */
const SETTLED_AFTER_SECONDS = 60;

type Look = Memory & { readonly atSeconds: number; readonly requests: number };

/**
 * Memory over minutes of full load, looked at after a collection. Only the load counts as time: between two pieces of it
 * the next requests are signed, while the gateway has nothing to do.
 */
export async function measureMemory(subject: Subject, { minutes, ...load }: MemoryOptions): Promise<string> {
  progress(`warming up: ${subject.name}`);
  let { perSecond } = await measureLoad(subject, { ...load, seconds: WARM_UP_SECONDS });
  const looks: Look[] = [{ ...(await subject.serving.memory()), atSeconds: 0, requests: 0 }];
  for (let atSeconds = LOOK_EVERY_SECONDS; atSeconds <= minutes * 60; atSeconds += LOOK_EVERY_SECONDS) {
    const mostASecond = Math.max(LEAST_A_SECOND, Math.ceil(perSecond * MARGIN));
    const sample = await measureLoad(subject, { ...load, seconds: LOOK_EVERY_SECONDS, mostASecond });
    perSecond = Math.max(perSecond, sample.perSecond);
    const look = { ...(await subject.serving.memory()), atSeconds, requests: sample.requests };
    looks.push(look);
    progress(
      `${atSeconds} s: heap ${mebibytes(look.heapBytes)} MiB, process ${mebibytes(look.rssBytes)} MiB`,
    );
  }
  const rows = looks.map(({ atSeconds, requests, heapBytes, rssBytes }) => [
    String(atSeconds),
    requests.toLocaleString('en'),
    mebibytes(heapBytes),
    mebibytes(rssBytes),
  ]);
  return `${table(['seconds of load', 'requests', 'heap MiB', 'process MiB'], rows)}\n\n${slopesOf(looks)}`;
}

const mebibytes = (bytes: number) => (bytes / 2 ** 20).toFixed(1);

function slopesOf(looks: readonly Look[]): string {
  const settled = looks.filter(({ atSeconds }) => atSeconds >= SETTLED_AFTER_SECONDS);
  if (settled.length < 3) return 'Too few looks for a slope.';
  const aMinute = (bytes: (look: Look) => number) =>
    ((slope(settled.map((look) => [look.atSeconds, bytes(look)])) * 60) / 2 ** 10).toFixed(0);
  const heap = aMinute(({ heapBytes }) => heapBytes);
  const rss = aMinute(({ rssBytes }) => rssBytes);
  return `From ${SETTLED_AFTER_SECONDS} s on the heap grew by ${heap} KiB a minute, the process by ${rss}.`;
}

/** Of the straight line that lies closest (least squares). */
function slope(points: readonly (readonly [x: number, y: number])[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [middleX, middleY] = [mean(points.map(([x]) => x)), mean(points.map(([, y]) => y))];
  const covariance = points.reduce((sum, [x, y]) => sum + (x - middleX) * (y - middleY), 0);
  return covariance / points.reduce((sum, [x]) => sum + (x - middleX) ** 2, 0);
}
