import type { Stack } from './run-stack.ts';
import type { Report } from './supervise.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * The first Ctrl-C (or SIGTERM, or the terminal's closing) stops the stack in order and ends this process; a
 * second one ends everything at once.
 */
export function stopOnCtrlC(stack: Stack, report: Report, { exitCode = 0 } = {}): void {
  let isStopping = false;
  const onSignal = async () => {
    if (isStopping) {
      report('ending everything at once');
      stack.kill();
      process.exit(130);
    }
    isStopping = true;
    report('stopping; Ctrl-C again ends everything at once');
    await stack.stop();
    report('stopped');
    process.exit(exitCode);
  };
  for (const signal of SIGNALS) process.on(signal, () => void onSignal());
  // The terminal may be gone while the services are still being stopped.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
}
