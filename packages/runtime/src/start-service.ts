import { ConfigError } from './config.ts';

/** Runs a service's `main`; a fault of the configuration is printed as it reads best, without a stack. Exit code 78 is EX_CONFIG. */
export async function startService(main: () => Promise<void>): Promise<void> {
  try {
    await main();
    // A supervisor waits for this word before it calls the service up.
    process.send?.({ type: 'ready' });
  } catch (error) {
    if (error instanceof ConfigError) {
      process.stderr.write(`${error.message}\n`);
      process.exit(78);
    }
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  }
}
