// A service for lifecycle.test.ts: what it does is chosen by its first argument.
import { ConfigReader, createLogger, startService, stopOnSignal } from './index.ts';

const scenario = process.argv[2] ?? '';
const deadlineMs = Number(process.argv[3] ?? 10_000);

await startService(async () => {
  const logger = createLogger('fixture', 'info');
  if (scenario === 'bad-config') {
    const reader = new ConfigReader({});
    reader.text('HOST');
    reader.text('PORT');
    reader.finish('fixture', {});
  }
  if (scenario === 'cannot-start') throw new Error('the database lacks a migration');
  const part = (name: string, stop: () => Promise<void>) => ({
    name,
    stop: async () => {
      logger.info({ part: name }, 'part stops');
      await stop();
    },
  });
  const running = setInterval(() => {}, 1_000);
  const never = new Promise<void>(() => {});
  stopOnSignal(
    [
      part('first', async () => clearInterval(running)),
      part('second', async () => {
        if (scenario === 'hangs') await never;
        if (scenario === 'fails') throw new Error('could not drain');
      }),
      part('third', async () => {}),
    ],
    { logger, deadlineMs },
  );
  if (scenario === 'throws') setImmediate(() => fail('thrown from the event loop'));
  if (scenario === 'rejects') void Promise.reject(new Error('rejected without a listener'));
  logger.info('up');
});

function fail(message: string): never {
  throw new Error(message);
}
