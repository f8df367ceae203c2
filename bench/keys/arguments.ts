import { parseArgs } from 'node:util';

export type BenchArguments = {
  /** How many keys are in the table, one database each. */
  readonly sizes: readonly number[];
  /** For how long each of the two parts measures, once everything is set up. */
  readonly creationSeconds: number;
  readonly latencySeconds: number;
  /** People who create keys at the same time. */
  readonly people: number;
  readonly parts: ReadonlySet<string>;
};

export const USAGE = `npm run bench:keys [-- options]
  --sizes 1000,10000,100000,1000000   keys in the table, one database each (multiples of 100)
  --creation-seconds 30               for how long keys are created end to end
  --latency-seconds 75                for how long list, get and create are timed at all sizes in turn
  --people 8                          who create keys at the same time
  --parts creations,latency,timings   what to measure
  --quick                             sizes 1000,100000; 8 and 15 seconds`;

/** @throws Error with the usage, when an option is none or a value not one of its own */
export function readArguments(args: readonly string[]): BenchArguments {
  const { values } = parseArgs({
    args: [...args],
    options: {
      sizes: { type: 'string' },
      'creation-seconds': { type: 'string' },
      'latency-seconds': { type: 'string' },
      people: { type: 'string', default: '8' },
      parts: { type: 'string', default: 'creations,latency,timings' },
      quick: { type: 'boolean', default: false },
    },
  });
  const { quick } = values;
  const sizes = values.sizes ?? (quick ? '1000,100000' : '1000,10000,100000,1000000');
  return {
    sizes: sizes.split(',').map((text) => wholeNumber(text, 100, 10_000_000)),
    creationSeconds: wholeNumber(values['creation-seconds'] ?? (quick ? '8' : '30'), 1, 600),
    latencySeconds: wholeNumber(values['latency-seconds'] ?? (quick ? '15' : '75'), 1, 3_600),
    people: wholeNumber(values.people, 1, 64),
    parts: new Set(values.parts.split(',')),
  };
}

function wholeNumber(text: string, min: number, max: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < min || value > max)
    throw new Error(`${text} is not from ${min} to ${max}`);
  return value;
}
