import cluster from 'node:cluster';
import type { Reading } from '../metrics/metrics.ts';
import type { SupervisorMessage, WorkerMessage } from './worker-message.ts';

export type WorkerParts = { readings(): Promise<Reading[]>; reload(): Promise<void> };

/** In a worker: answers what its supervisor asks. */
export function answerSupervisor({ readings, reload }: WorkerParts): void {
  // Node ends a worker at once when its supervisor is gone. Ours drains first, like on any other word to stop.
  if (cluster.worker !== undefined) cluster.worker.exitedAfterDisconnect = true;
  process.on('message', async (message: SupervisorMessage) => {
    if (message.type === 'reload') return reload();
    const answer: WorkerMessage = { type: 'metrics', readings: await readings() };
    if (process.connected) process.send?.(answer);
  });
}
