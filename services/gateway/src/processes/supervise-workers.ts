import cluster, { type Worker } from 'node:cluster';
import type { Logger } from '@countersign/runtime';
import type { Reading } from '../metrics/metrics.ts';
import { supervisionReadings } from '../metrics/read-metrics.ts';
import { restartDelayMs } from './restart-delay.ts';
import type { SupervisorMessage, WorkerMessage } from './worker-message.ts';

export type SupervisorOptions = {
  readonly count: number;
  /** By then a worker that was told to stop has stopped by itself; whatever is left is killed. */
  readonly stopWithinMs: number;
  readonly logger: Logger;
  /** Monotonic milliseconds. */
  readonly now: () => number;
};

/** A place for one worker; who comes after one that died takes its place and number. */
type Place = {
  readonly number: number;
  worker: Worker | null;
  isReady: boolean;
  startedAtMs: number;
  failuresInARow: number;
  restarts: number;
  restart: NodeJS.Timeout | null;
  asked: PromiseWithResolvers<readonly Reading[]> | null;
};

export type PlaceReadings = { readonly process: string; readonly readings: readonly Reading[] };

/** A worker that ran for so long did not die of how it was started. */
const STEADY_MS = 10_000;
const METRICS_WITHIN_MS = 1_000;

/**
 * Starts workers and keeps them going. It takes the connections and hands each to one of them, and that is all it does:
 * it reads no byte of a client, and a worker knows nothing of the others.
 */
export class Supervisor {
  readonly #options: SupervisorOptions;
  readonly #places: readonly Place[];
  readonly #allReady = Promise.withResolvers<void>();
  readonly #allGone = Promise.withResolvers<void>();
  #isUp = false;
  #isStopping = false;
  #failed = 0;

  constructor(options: SupervisorOptions) {
    this.#options = options;
    this.#places = Array.from({ length: options.count }, (_, index) => ({
      number: index + 1,
      worker: null,
      isReady: false,
      startedAtMs: 0,
      failuresInARow: 0,
      restarts: 0,
      restart: null,
      asked: null,
    }));
  }

  /** Resolves once every worker listens; rejects if one ends before. */
  async start(): Promise<void> {
    for (const place of this.#places) this.#fork(place);
    await this.#allReady.promise;
    this.#isUp = true;
  }

  /** Tells every worker to stop and waits for all of them; rejects if one did not end as it should. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    for (const place of this.#places) {
      if (place.restart !== null) clearTimeout(place.restart);
      place.worker?.process.kill('SIGTERM');
    }
    const timer = setTimeout(() => {
      for (const { worker } of this.#places) worker?.process.kill('SIGKILL');
    }, this.#options.stopWithinMs);
    this.#noteGone();
    await this.#allGone.promise;
    clearTimeout(timer);
    if (this.#failed > 0) throw new Error(`${this.#failed} process(es) did not stop as they should`);
  }

  /** Passed on to those, too, that are only just starting: they may have read the file before it was changed. */
  reload(): void {
    for (const { worker } of this.#places)
      worker?.send({ type: 'reload' } satisfies SupervisorMessage, () => {});
  }

  /** What each worker has counted; of one that does not answer in time, only that. */
  readings(): Promise<PlaceReadings[]> {
    return Promise.all(
      this.#places.map(async (place) => {
        const own = await this.#ask(place);
        const { number, restarts } = place;
        const isUp = own.length > 0;
        return { process: String(number), readings: [...own, ...supervisionReadings({ isUp, restarts })] };
      }),
    );
  }

  #fork(place: Place): void {
    const worker = cluster.fork();
    place.restart = null;
    place.worker = worker;
    place.startedAtMs = this.#options.now();
    this.#options.logger.info({ process: place.number, pid: worker.process.pid }, 'process started');
    worker.on('message', (message: WorkerMessage) => this.#heard(place, message));
    worker.once('exit', (code, signal) => this.#ended(place, worker, { code, signal }));
    worker.on('error', (error) => {
      this.#options.logger.error({ err: error, process: place.number }, 'process could not be reached');
      // It was not even started: there will be no word of its end.
      if (worker.process.pid === undefined) this.#ended(place, worker, { code: 1, signal: null });
    });
  }

  #heard(place: Place, message: WorkerMessage): void {
    if (message.type === 'metrics') {
      place.asked?.resolve(message.readings);
      return;
    }
    place.isReady = true;
    if (this.#places.every(({ isReady }) => isReady)) this.#allReady.resolve();
  }

  #ended(
    place: Place,
    worker: Worker,
    { code, signal }: { code: number | null; signal: string | null },
  ): void {
    if (place.worker !== worker) return;
    const { number, isReady } = place;
    place.worker = null;
    place.isReady = false;
    place.asked?.resolve([]);
    const level = this.#isStopping && code === 0 ? 'info' : 'error';
    this.#options.logger[level]({ process: number, exitCode: code, signal }, 'process ended');
    if (this.#isStopping) {
      // One that had not come up yet knows no better than to die of the signal.
      if (isReady && code !== 0) this.#failed++;
      this.#noteGone();
    } else if (this.#isUp) this.#startAgain(place);
    else this.#allReady.reject(new Error(`process ${number} ended before it could serve`));
  }

  #startAgain(place: Place): void {
    const wasSteady = this.#options.now() - place.startedAtMs >= STEADY_MS;
    place.failuresInARow = wasSteady ? 0 : place.failuresInARow + 1;
    place.restarts++;
    place.restart = setTimeout(() => this.#fork(place), restartDelayMs(place.failuresInARow));
  }

  #noteGone(): void {
    if (this.#places.every(({ worker }) => worker === null)) this.#allGone.resolve();
  }

  /** However many ask at once, a worker is asked once. */
  #ask(place: Place): Promise<readonly Reading[]> {
    if (place.asked !== null) return place.asked.promise;
    if (!place.isReady) return Promise.resolve([]);
    const asked = Promise.withResolvers<readonly Reading[]>();
    place.asked = asked;
    const timer = setTimeout(() => asked.resolve([]), METRICS_WITHIN_MS);
    place.worker?.send({ type: 'metrics' } satisfies SupervisorMessage, () => {});
    return asked.promise.finally(() => {
      clearTimeout(timer);
      place.asked = null;
    });
  }
}
