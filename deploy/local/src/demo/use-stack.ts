import { setTimeout as delay } from 'node:timers/promises';
import type { LocalConfig } from '../config.ts';
import { dataLayout } from '../data-dir/layout.ts';
import { runningStack } from '../data-dir/lock-data-dir.ts';
import type { StackState } from '../data-dir/stack-state.ts';
import { runStack } from '../stack/run-stack.ts';
import { stopOnCtrlC } from '../stack/stop-on-ctrl-c.ts';
import type { Report } from '../stack/supervise.ts';

export type UsedStack = {
  readonly ports: StackState['ports'];
  readonly isOurs: boolean;
  /** Stops the stack if it was started here. */
  release(): Promise<void>;
};

const START_TIMEOUT_MS = 90_000;

/** The stack that runs on the data folder (waited for, if it is still starting), or one of our own. */
export async function useStack(config: LocalConfig, report: Report): Promise<UsedStack> {
  const layout = dataLayout(config.dataDir);
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (let running = runningStack(layout); running !== null; running = runningStack(layout)) {
    if (running.state === 'up') return { ports: running.ports, isOurs: false, release: async () => {} };
    if (Date.now() > deadline) throw new Error(`the stack of process ${running.pid} does not get ready`);
    await delay(200);
  }
  const stack = runStack(config, report);
  stopOnCtrlC(stack, report, { exitCode: 130 });
  await stack.started;
  return { ports: config.ports, isOurs: true, release: () => stack.stop() };
}
