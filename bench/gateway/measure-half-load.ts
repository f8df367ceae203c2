import { median, progress, table } from '../report.ts';
import { type LoadOptions, measureInTurn, type Sample, type Subject } from './measure-load.ts';

/**
 * Latency at half of what the first subject can take: nobody runs a gateway at its limit. The others get the same load in
 * turn, so that what machine, backend and load themselves add is seen.
 */
export async function measureHalfLoad(
  subjects: readonly Subject[],
  saturated: readonly Sample[],
  { rounds, ...load }: LoadOptions & { readonly rounds: number },
): Promise<string> {
  const most = median(saturated.map(({ perSecond }) => perSecond));
  const pauseMs = Math.round((load.connections / (most / 2)) * 1_000);
  const options = { ...load, pauseMs };
  const samples = await measureInTurn(
    subjects.map((subject) => ({ subject, options })),
    rounds,
    (text) => progress(`half load, ${text}`),
  );
  const rows = subjects.map((subject) => rowOf(subject, samples.get(subject) ?? [], most));
  return table(
    ['at half load', 'requests/s', '% of the most', 'p50 ms', 'p99 ms', 'CPU µs each', 'its store, µs each'],
    rows,
  );
}

function rowOf({ name }: Subject, samples: readonly Sample[], most: number): string[] {
  const of = (value: (sample: Sample) => number) => median(samples.map(value));
  return [
    name,
    Math.round(of(({ perSecond }) => perSecond)).toLocaleString('en'),
    ((of(({ perSecond }) => perSecond) / most) * 100).toFixed(0),
    (of(({ p50Us }) => p50Us) / 1_000).toFixed(2),
    (of(({ p99Us }) => p99Us) / 1_000).toFixed(2),
    of(({ cpuUs }) => cpuUs).toFixed(0),
    of(({ databaseUs, storeUs }) => databaseUs + storeUs).toFixed(0),
  ];
}
