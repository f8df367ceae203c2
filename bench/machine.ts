import { execFileSync } from 'node:child_process';
import { cpus, loadavg, totalmem } from 'node:os';

/** How busy the machine was in the last 1, 5 and 15 minutes. */
export const load = () =>
  loadavg()
    .map((value) => value.toFixed(1))
    .join(' ');

/** When, of what, and on what: without these a figure means nothing. */
export function describeMachine(): string {
  const processors = cpus();
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`;
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  return [
    `${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC, commit ${commit}`,
    `${processors.length} × ${processors[0]?.model ?? 'unknown processor'}, ${memory}, ${process.platform}`,
    `Node ${process.versions.node}, embedded PostgreSQL 18.4 with fsync on, load ${load()}`,
  ].join('\n');
}
