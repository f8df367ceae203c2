import type { Style } from '../terminal/style.ts';
import { Unexpected } from './expect.ts';

export type StepPrinter = {
  heading(text: string): void;
  /** Runs a step and prints how it went and how long it took. `done` adds what is worth seeing. */
  step<T>(name: string, run: (done: (detail: string) => void) => Promise<T>): Promise<T>;
  /** Says that a step waits, and for how long. */
  waiting(ms: number): void;
  /** How many steps were as they should be. */
  passed(): number;
};

type Output = { readonly isTTY?: boolean; write(text: string): unknown };

const DETAIL_COLUMN = 60;
const CLEAR_LINE = '\r\u001b[2K';

/** One line a step: a mark, what was done, what came of it, how long it took. */
export function createStepPrinter(output: Output, style: Style): StepPrinter {
  let passed = 0;
  const isLive = output.isTTY === true;
  const line = (text: string) => output.write(`${text}\n`);
  const announce = (text: string) => {
    if (isLive) output.write(`${CLEAR_LINE}   ${style.dim(`○ ${text} …`)}`);
  };
  return {
    heading: (text) => void line(`\n ${style.bold(text)}`),
    async step(name, run) {
      announce(name);
      const startedAt = performance.now();
      let detail = '';
      try {
        const result = await run((text) => {
          detail = text;
        });
        passed++;
        const took = `${Math.round(performance.now() - startedAt)} ms`;
        const padded = name.padEnd(DETAIL_COLUMN);
        line(
          `${isLive ? CLEAR_LINE : ''}   ${style.green('✔')} ${padded} ${style.dim(took.padStart(8))}  ${style.dim(detail)}`.trimEnd(),
        );
        return result;
      } catch (error) {
        const took = `${Math.round(performance.now() - startedAt)} ms`;
        line(
          `${isLive ? CLEAR_LINE : ''}   ${style.red('✘')} ${name.padEnd(DETAIL_COLUMN)} ${style.dim(took.padStart(8))}`,
        );
        for (const [label, text] of explain(error)) line(`     ${style.bold(label.padEnd(9))} ${text}`);
        throw error;
      }
    },
    waiting(ms) {
      const text = `waiting ${Math.ceil(ms / 1_000)} s for the next TOTP code: each counts once`;
      if (isLive) announce(text);
      else line(`   … ${text}`);
    },
    passed: () => passed,
  };
}

function explain(error: unknown): [string, string][] {
  if (error instanceof Unexpected) {
    return [
      ['expected', error.expected],
      ['came', error.came],
    ];
  }
  const { message, cause } = error as Error & { cause?: { message?: string } };
  return [
    ['expected', 'this to work'],
    ['came', cause?.message === undefined ? message : `${message} (${cause.message})`],
  ];
}
