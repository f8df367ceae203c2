import { freePort } from '@countersign/testing';
import { median, progress, table } from '../report.ts';
import type { Teardown } from '../run-bench.ts';
import type { prepareGateways } from './gateways.ts';
import { type LoadOptions, measureInTurn, type Sample, type Subject } from './measure-load.ts';

export type ProcessesOptions = LoadOptions & {
  readonly rounds: number;
  readonly counts: readonly number[];
  readonly startGateway: Awaited<ReturnType<typeof prepareGateways>>['startGateway'];
};

/** What a request costs with one process and with several, which share the one core: supervisor and all. */
export async function measureProcesses(
  all: Teardown,
  { rounds, counts, startGateway, ...load }: ProcessesOptions,
): Promise<string> {
  const subjects: Subject[] = [];
  for (const count of counts) {
    const port = await freePort();
    const serving = await startGateway(port, { GATEWAY_PROCESSES: String(count) });
    all.teardown(() => serving.stop());
    subjects.push({ name: count === 1 ? '1 process' : `${count} processes`, port, serving, store: null });
  }
  const measured = subjects.map((subject) => ({ subject, options: load }));
  const samples = await measureInTurn(measured, rounds, progress);
  const rows = subjects.map((subject) => {
    const of = (value: (sample: Sample) => number) => median((samples.get(subject) ?? []).map(value));
    return [
      subject.name,
      Math.round(of(({ perSecond }) => perSecond)).toLocaleString('en'),
      of(({ cpuUs }) => cpuUs).toFixed(0),
      of(({ databaseUs }) => databaseUs).toFixed(0),
    ];
  });
  return table(['on one core', 'requests/s', 'CPU µs each', 'PostgreSQL µs each'], rows);
}
