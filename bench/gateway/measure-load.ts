import { join } from 'node:path';
import { presign, type SigningKey } from './presign.ts';
import { cpuMsOf, databaseProcesses, type Running } from './processes.ts';
import { type LoadResult, runWrk } from './run-wrk.ts';

export type Subject = {
  readonly name: string;
  readonly port: number;
  readonly serving: Running;
  /** Where nonces are kept, if not in the process itself. */
  readonly store: Running | null;
};

export type LoadOptions = {
  readonly folder: string;
  readonly keys: readonly SigningKey[];
  readonly seconds: number;
  readonly connections: number;
  readonly pauseMs?: number;
  /** How many requests a second are made ready; more than the subject can take. */
  readonly mostASecond?: number;
};

/** What one request cost: of the serving process, of PostgreSQL, of the other store. */
export type Sample = LoadResult & {
  readonly perSecond: number;
  readonly cpuUs: number;
  readonly databaseUs: number;
  readonly storeUs: number;
};

/** More requests a second than anything here can take: a request that comes twice is a replay, not load. */
const MOST_A_SECOND = 60_000;

/** Puts a load of good requests on the subject. Anything but good answers makes the figures worthless, and throws. */
export async function measureLoad(subject: Subject, options: LoadOptions): Promise<Sample> {
  const { folder, keys, seconds, connections, pauseMs = 0, mostASecond = MOST_A_SECOND } = options;
  const { name, port, serving, store } = subject;
  const requests = join(folder, 'requests');
  presign(requests, keys, seconds * mostASecond);
  const used = () => ({
    serving: cpuMsOf(serving.pids()),
    database: cpuMsOf(databaseProcesses()),
    store: cpuMsOf(store?.pids() ?? []),
  });
  const before = used();
  const result = await runWrk({ port, requests, seconds, connections, pauseMs });
  const after = used();
  if (result.refused + result.broken > 0) {
    throw new Error(`${name}: ${result.refused} refused, ${result.broken} without an answer`);
  }
  const each = (what: keyof typeof before) => ((after[what] - before[what]) * 1_000) / result.requests;
  return {
    ...result,
    perSecond: (result.requests * 1e6) / result.micros,
    cpuUs: each('serving'),
    databaseUs: each('database'),
    storeUs: each('store'),
  };
}

export const WARM_UP_SECONDS = 3;

/** Measures the subjects in turn, several times round, so that whatever else the machine does falls on all of them. */
export async function measureInTurn(
  subjects: readonly { readonly subject: Subject; readonly options: LoadOptions }[],
  rounds: number,
  progress: (text: string) => void,
): Promise<Map<Subject, Sample[]>> {
  const samples = new Map<Subject, Sample[]>(subjects.map(({ subject }) => [subject, []]));
  for (const { subject, options } of subjects) {
    progress(`warming up: ${subject.name}`);
    await measureLoad(subject, { ...options, seconds: WARM_UP_SECONDS });
  }
  for (let round = 1; round <= rounds; round++) {
    for (const { subject, options } of subjects) {
      progress(`round ${round} of ${rounds}: ${subject.name}`);
      samples.get(subject)?.push(await measureLoad(subject, options));
    }
  }
  return samples;
}
