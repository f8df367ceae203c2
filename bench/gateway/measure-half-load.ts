import { median, progress, table } from '../report.ts';
import { type LoadOptions, measureLoad, type Sample, type Subject } from './measure-load.ts';

/** Latency at half of what the subject can take: nobody runs a gateway at its limit. */
export async function measureHalfLoad(
  subject: Subject,
  saturated: readonly Sample[],
  { rounds, ...load }: LoadOptions & { readonly rounds: number },
): Promise<string> {
  const most = median(saturated.map(({ perSecond }) => perSecond));
  const pauseMs = Math.round((load.connections / (most / 2)) * 1_000);
  const samples: Sample[] = [];
  for (let round = 1; round <= rounds; round++) {
    progress(`half of its load, round ${round} of ${rounds}: ${subject.name}`);
    samples.push(await measureLoad(subject, { ...load, pauseMs }));
  }
  const of = (value: (sample: Sample) => number) => median(samples.map(value));
  const row = [
    subject.name,
    Math.round(of(({ perSecond }) => perSecond)).toLocaleString('en'),
    ((of(({ perSecond }) => perSecond) / most) * 100).toFixed(0),
    (of(({ p50Us }) => p50Us) / 1_000).toFixed(2),
    (of(({ p99Us }) => p99Us) / 1_000).toFixed(2),
    of(({ cpuUs }) => cpuUs).toFixed(0),
  ];
  return table(['at half load', 'requests/s', '% of the most', 'p50 ms', 'p99 ms', 'CPU µs each'], [row]);
}
