import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..', '..');

/** Folders of laid-out container images by workspace, when those are under test (deploy/docker/image.ts). */
const IMAGES: Record<string, string> = JSON.parse(process.env.COUNTERSIGN_SYSTEM_IMAGES ?? '{}');

export type ServiceProcess = {
  readonly name: string;
  readonly pid: () => number;
  /** Everything that the process, and those before it, wrote. */
  readonly output: () => string;
  /** Sends a signal and waits until the process has ended. */
  kill(signal: NodeJS.Signals): Promise<void>;
  /** Starts it again after it ended. */
  start(): Promise<void>;
};

const READY_WITHIN_MS = 30_000;

/** Starts a service as an operator would, and waits until it says that it is up. */
export async function startService(
  name: string,
  workspace: string,
  env: Readonly<Record<string, string>>,
): Promise<ServiceProcess> {
  let output = '';
  let child: ChildProcess;

  async function start(): Promise<void> {
    child = spawn(process.execPath, [`${workspace}/src/main.ts`], {
      cwd: IMAGES[workspace] ?? ROOT,
      env: { PATH: process.env.PATH ?? '', ...env },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    await readyOrFailed(name, child, () => output);
  }

  await start();
  return {
    name,
    pid: () => child.pid ?? 0,
    output: () => output,
    async kill(signal) {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill(signal);
      await ended;
    },
    start,
  };
}

function readyOrFailed(name: string, child: ChildProcess, output: () => string): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (what: string) => reject(new Error(`${name} ${what}; it wrote:\n${output()}`));
    const timer = setTimeout(() => fail(`was not ready within ${READY_WITHIN_MS} ms`), READY_WITHIN_MS);
    child.once('message', () => {
      clearTimeout(timer);
      child.removeAllListeners('exit');
      resolve();
    });
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      fail(`ended with ${signal ?? code} while starting`);
    });
  });
}
