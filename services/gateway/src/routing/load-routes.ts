import { open } from 'node:fs/promises';
import { ConfigError, type Logger } from '@countersign/runtime';
import { LiveRoutes } from './live-routes.ts';

export type RouteFile = {
  readonly live: LiveRoutes;
  readonly counts: { readonly loadedAtSeconds: number; readonly refused: number };
  /** Reads the file again; if there is anything wrong with it, the routes in force stay as they are. */
  reload(): Promise<void>;
};

const MAX_BYTES = 65_536;

/**
 * The routes as amended by a file; `null` for none.
 *
 * @throws ConfigError with every fault if the file cannot be obeyed: there is nothing yet that could stay in force
 */
export async function loadRoutes(
  path: string | null,
  logger: Logger,
  wallClock: () => number,
): Promise<RouteFile> {
  const live = new LiveRoutes();
  const counts = { loadedAtSeconds: wallClock() / 1_000, refused: 0 };
  const load = async (file: string): Promise<readonly string[]> => {
    const text = await readBounded(file);
    const faults = typeof text === 'string' ? live.amend(text) : text.faults;
    if (faults.length === 0) counts.loadedAtSeconds = wallClock() / 1_000;
    else counts.refused++;
    return faults;
  };
  if (path !== null) {
    const faults = await load(path);
    if (faults.length > 0) {
      throw new ConfigError(
        'gateway',
        faults.map((fault) => `ROUTES_FILE ${path}: ${fault}`),
      );
    }
  }
  let loading = Promise.resolve();
  const reload = async () => {
    if (path === null) return;
    const faults = await load(path);
    if (faults.length > 0) {
      logger.error({ path, faults: faults.slice(0, 20) }, 'routes refused: those before stay in force');
    } else logger.info({ path, routes: live.count }, 'routes loaded');
  };
  return {
    ...{ live, counts },
    reload() {
      // One after the other: what was read last is what holds.
      loading = loading.then(reload);
      return loading;
    },
  };
}

async function readBounded(path: string): Promise<string | { faults: readonly string[] }> {
  try {
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(MAX_BYTES + 1) });
      if (bytesRead > MAX_BYTES) return { faults: [`is larger than ${MAX_BYTES} bytes`] };
      return buffer.toString('utf8', 0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (error) {
    return { faults: [`cannot be read (${(error as NodeJS.ErrnoException).code})`] };
  }
}
