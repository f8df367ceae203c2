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

/** So that the one core has time left over (ms between two requests of a connection, on the average). */
const PAUSE_MS = 12;

/**
 * What a request costs with one process and with several, which share the one core, supervisor and all: as fast as they
 * can, where they take the core from each other, and at a load that leaves it idle half of the time, as cores of their
 * own would be.
 */
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
  const measure = async (options: LoadOptions, what: string) => {
    const measured = subjects.map((subject) => ({ subject, options }));
    return measureInTurn(measured, rounds, (text) => progress(`${what}, ${text}`));
  };
  const full = await measure(load, 'full load');
  const paced = await measure({ ...load, pauseMs: PAUSE_MS }, 'half load');
  const rows = subjects.map((subject) => [
    subject.name,
    ...columnsOf(full.get(subject) ?? []),
    ...columnsOf(paced.get(subject) ?? []),
  ]);
  const columns = ['requests/s', 'CPU µs each', 'PostgreSQL µs each'];
  return table(['on one core', ...columns, ...columns.map((column) => `paced: ${column}`)], rows);
}

function columnsOf(samples: readonly Sample[]): string[] {
  const of = (value: (sample: Sample) => number) => median(samples.map(value));
  return [
    Math.round(of(({ perSecond }) => perSecond)).toLocaleString('en'),
    of(({ cpuUs }) => cpuUs).toFixed(0),
    of(({ databaseUs }) => databaseUs).toFixed(0),
  ];
}
