import { parseArgs } from 'node:util';

export type BenchArguments = {
  readonly seconds: number;
  readonly rounds: number;
  readonly connections: number;
  readonly keys: number;
  /** Only peers whose name contains one of these. */
  readonly only: readonly string[];
};

export const USAGE = `npm run bench:gateway [-- options]
  --seconds 6        how long each peer is measured in a round
  --rounds 3         how many times each peer is measured, in turn; the median counts
  --connections 64   connections that the load keeps busy
  --keys 2000        API keys that sign in turn
  --only a,b         only peers whose name contains one of these
  --quick            2 rounds of 3 seconds`;

/** @throws Error when an option is none or a value not one of its own */
export function readArguments(args: readonly string[]): BenchArguments {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seconds: { type: 'string' },
      rounds: { type: 'string' },
      connections: { type: 'string', default: '64' },
      keys: { type: 'string', default: '2000' },
      only: { type: 'string', default: '' },
      quick: { type: 'boolean', default: false },
    },
  });
  const { quick } = values;
  return {
    seconds: wholeNumber(values.seconds ?? (quick ? '3' : '6'), 1, 600),
    rounds: wholeNumber(values.rounds ?? (quick ? '2' : '3'), 1, 100),
    connections: wholeNumber(values.connections, 1, 1_000),
    keys: wholeNumber(values.keys, 1, 100_000),
    only: values.only.split(',').filter((name) => name !== ''),
  };
}

function wholeNumber(text: string, min: number, max: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < min || value > max)
    throw new Error(`${text} is not from ${min} to ${max}`);
  return value;
}
