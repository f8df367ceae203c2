import { parseArgs } from 'node:util';

const PARTS = [
  'peers',
  'half',
  'processes',
  'keys',
  'cache',
  'revocations',
  'slow',
  'timing',
  'memory',
] as const;
export type Part = (typeof PARTS)[number];

export type BenchArguments = {
  readonly seconds: number;
  readonly rounds: number;
  readonly connections: number;
  readonly keys: number;
  /** Keys that are revoked under load. */
  readonly revocations: number;
  /** Sizes of a gateway, in processes. */
  readonly processes: readonly number[];
  /** Keys in a cache whose memory is compared: few and many. */
  readonly cached: readonly [few: number, many: number];
  /** How long memory is watched under load. */
  readonly minutes: number;
  /** Only peers whose name contains one of these. */
  readonly only: readonly string[];
  readonly parts: ReadonlySet<Part>;
};

export const USAGE = `npm run bench:gateway [-- options]
  --parts ${PARTS.join(',')}
                     what to measure: beside its peers; at half of its load; with several processes; with a million
                     keys in the table and with keys that are not in the cache; what a key in the cache takes; while
                     keys are revoked; beside clients that are slow; what a stranger can tell by the clock; memory
                     over minutes of load
  --seconds 6        how long each is measured in a round
  --rounds 3         how many times each is measured, in turn; the median counts
  --connections 64   connections that the load keeps busy
  --keys 2000        API keys that sign in turn
  --revocations 10000
  --processes 1,2,4  sizes of the gateway that are compared, on one core all the same
  --cached 1000,20000
                     keys in the cache, few and many: what lies between is what they take
  --minutes 10       how long memory is watched
  --only a,b         only peers whose name contains one of these
  --quick            peers and half only, 2 rounds of 3 seconds`;

/** @throws Error when an option is none or a value not one of its own */
export function readArguments(args: readonly string[]): BenchArguments {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seconds: { type: 'string' },
      rounds: { type: 'string' },
      connections: { type: 'string', default: '64' },
      keys: { type: 'string', default: '2000' },
      revocations: { type: 'string', default: '10000' },
      processes: { type: 'string', default: '1,2,4' },
      cached: { type: 'string', default: '1000,20000' },
      minutes: { type: 'string', default: '10' },
      only: { type: 'string', default: '' },
      parts: { type: 'string' },
      quick: { type: 'boolean', default: false },
    },
  });
  const { quick } = values;
  return {
    seconds: wholeNumber(values.seconds ?? (quick ? '3' : '6'), 1, 600),
    rounds: wholeNumber(values.rounds ?? (quick ? '2' : '3'), 1, 100),
    connections: wholeNumber(values.connections, 1, 1_000),
    keys: wholeNumber(values.keys, 1, 100_000),
    revocations: wholeNumber(values.revocations, 1, 100_000),
    processes: values.processes.split(',').map((count) => wholeNumber(count, 1, 64)),
    cached: fewAndMany(values.cached),
    minutes: wholeNumber(values.minutes, 1, 600),
    only: values.only.split(',').filter((name) => name !== ''),
    parts: partsIn(values.parts ?? (quick ? 'peers,half' : PARTS.join())),
  };
}

function partsIn(text: string): Set<Part> {
  const parts = new Set<Part>();
  for (const name of text.split(',')) {
    const part = PARTS.find((each) => each === name);
    if (part === undefined) throw new Error(`there is no part "${name}"`);
    parts.add(part);
  }
  return parts;
}

function fewAndMany(text: string): readonly [number, number] {
  const [few = 0, many = 0, ...others] = text.split(',').map((count) => wholeNumber(count, 1, 1_000_000));
  if (others.length > 0 || few >= many) throw new Error(`${text} is not few,many`);
  return [few, many];
}

function wholeNumber(text: string, min: number, max: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < min || value > max)
    throw new Error(`${text} is not from ${min} to ${max}`);
  return value;
}
