import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { eventually } from '@countersign/testing';

const ROOT = join(import.meta.dirname, '..', '..');

export type Memory = { readonly heapBytes: number; readonly rssBytes: number };

export type MeasuredProcess = {
  /** What it has written to its log so far, in pieces. */
  readonly log: readonly string[];
  /** After a collection of what is no longer in use. */
  memory(): Promise<Memory>;
  isRunning(): boolean;
};

/** A service as a process of its own that tells how much memory it uses, once it is ready on `port`. */
export async function startMeasured(
  t: { teardown(fn: () => unknown): void },
  { service, port, env }: { service: 'keys' | 'gateway'; port: number; env: Record<string, string> },
): Promise<MeasuredProcess> {
  const reporter = join(import.meta.dirname, 'report-memory.ts');
  const child = spawn(
    process.execPath,
    ['--expose-gc', `--import=${reporter}`, join(ROOT, `services/${service}/src/main.ts`)],
    { stdio: ['ignore', 'pipe', 'inherit', 'ipc'], env: { PATH: process.env.PATH ?? '', ...env } },
  );
  t.teardown(() => child.kill('SIGKILL'));
  const log: string[] = [];
  child.stdout?.setEncoding('utf8').on('data', (text: string) => log.push(text.slice(0, 2_000)));
  const isReady = () =>
    fetch(`http://127.0.0.1:${port}/health/ready`).then(
      ({ status }) => status === 200,
      () => false,
    );
  await eventually(`${service} to be ready`, isReady, { deadlineMs: 90_000 });
  return {
    log,
    isRunning: () => child.exitCode === null && child.signalCode === null,
    async memory() {
      child.send('memory');
      for (;;) {
        // It also says, once, that it is ready.
        const [message] = (await once(child, 'message')) as [{ memory?: Memory }];
        if (message.memory !== undefined) return message.memory;
      }
    },
  };
}
