import { parseArgs } from 'node:util';

const PARTS = ['peers', 'half', 'keys', 'revocations', 'timing'] as const;
export type Part = (typeof PARTS)[number];

export type BenchArguments = {
  readonly seconds: number;
  readonly rounds: number;
  readonly connections: number;
  readonly keys: number;
  /** Keys that are revoked under load. */
  readonly revocations: number;
  /** Only peers whose name contains one of these. */
  readonly only: readonly string[];
  readonly parts: ReadonlySet<Part>;
};

export const USAGE = `npm run bench:gateway [-- options]
  --parts ${PARTS.join(',')}
                     what to measure: beside its peers; at half of its load; with a million keys in the table and with
                     keys that are not in the cache; while keys are revoked; what a stranger can tell by the clock
  --seconds 6        how long each is measured in a round
  --rounds 3         how many times each is measured, in turn; the median counts
  --connections 64   connections that the load keeps busy
  --keys 2000        API keys that sign in turn
  --revocations 10000
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

function wholeNumber(text: string, min: number, max: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < min || value > max)
    throw new Error(`${text} is not from ${min} to ${max}`);
  return value;
}
