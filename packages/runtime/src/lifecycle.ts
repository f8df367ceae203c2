import type { Logger } from './logger.ts';

type Stoppable = { readonly name: string; stop(): Promise<void> };

/**
 * Stops the given parts in order on SIGTERM, SIGINT, or when the supervisor that holds the IPC channel is gone,
 * then exits 0, or with the `process.exitCode` that a part set meanwhile; after `deadlineMs` it exits 1. An error nobody caught is logged and ends the process at once:
 * its state is unknown, and whoever supervises it starts a fresh one.
 */
export function stopOnSignal(
  parts: readonly Stoppable[],
  { logger, deadlineMs }: { logger: Logger; deadlineMs: number },
) {
  let stopping = false;
  const stop = async (reason: string) => {
    if (stopping) return;
    stopping = true;
    logger.info({ reason }, 'stopping');
    setTimeout(() => {
      logger.error({ deadlineMs }, 'did not stop in time');
      process.exit(1);
    }, deadlineMs);
    for (const part of parts) {
      try {
        await part.stop();
      } catch (error) {
        logger.error({ err: error, part: part.name }, 'could not stop cleanly');
      }
    }
    logger.info('stopped');
    process.exit();
  };
  process.on('SIGTERM', () => void stop('SIGTERM'));
  process.on('SIGINT', () => void stop('SIGINT'));
  process.on('disconnect', () => void stop('supervisor gone'));
  // It may be gone already: the channel was there at the start and closed while the service came up.
  if (process.connected === false) void stop('supervisor gone');
  process.on('uncaughtException', (error) => {
    logger.fatal({ err: error }, 'uncaught error');
    process.exit(1);
  });
  return stop;
}
