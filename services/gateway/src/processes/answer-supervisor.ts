import cluster from 'node:cluster';
import type { Reading } from '../metrics/metrics.ts';
import type { SupervisorMessage, WorkerMessage } from './worker-message.ts';

/** In a worker: answers what its supervisor asks. */
export function answerSupervisor(readings: () => Promise<Reading[]>): void {
  // Node ends a worker at once when its supervisor is gone. Ours drains first, like on any other word to stop.
  if (cluster.worker !== undefined) cluster.worker.exitedAfterDisconnect = true;
  process.on('message', async (message: SupervisorMessage) => {
    if (message.type !== 'metrics') return;
    const answer: WorkerMessage = { type: 'metrics', readings: await readings() };
    if (process.connected) process.send?.(answer);
  });
}
