import { load } from './machine.ts';

/** What was started, ended in the opposite order: also when a measurement fails or somebody presses Ctrl-C. */
export class Teardown {
  readonly #steps: (() => unknown)[] = [];

  teardown(step: () => unknown): void {
    this.#steps.push(step);
  }

  async run(): Promise<void> {
    for (let step = this.#steps.pop(); step !== undefined; step = this.#steps.pop()) await step();
  }
}

/** Runs a bench by its command line; an option that is none prints those that are, and nothing is started. */
export async function runBench<Options>(
  readArguments: (args: readonly string[]) => Options,
  usage: string,
  bench: (all: Teardown, options: Options) => Promise<void>,
): Promise<void> {
  let options: Options;
  try {
    options = readArguments(process.argv.slice(2));
  } catch (error) {
    console.error(`${(error as Error).message}\n${usage}`);
    process.exit(64);
  }
  const all = new Teardown();
  process.once('SIGINT', () => void all.run().then(() => process.exit(130)));
  try {
    await bench(all, options);
    console.log(`\nLoad at the end: ${load()}.`);
  } finally {
    await all.run();
  }
}

/** A result, apart from what came before it. */
export const show = (text: string) => console.log(`\n${text}`);
