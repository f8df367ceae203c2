import type { Reading } from '../metrics/metrics.ts';

/** What a worker tells its supervisor. */
export type WorkerMessage =
  | { readonly type: 'ready' }
  | { readonly type: 'metrics'; readonly readings: readonly Reading[] };

/** What a supervisor asks of a worker: its metrics, or to read its file of routes again. */
export type SupervisorMessage = { readonly type: 'metrics' | 'reload' };
