import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually, freePort } from '@countersign/testing';

const ROOT = join(import.meta.dirname, '..', '..');

/** Parts that can be killed; `supervisor` is `npm start` itself. */
export const VICTIMS = ['keys', 'mailer', 'gateway', 'postgres', 'supervisor'] as const;
export type Victim = (typeof VICTIMS)[number];

export type StackProcess = {
  readonly keysUrl: string;
  readonly gatewayUrl: string;
  readonly mailInboxUrl: string;
  readonly postgresPort: number;
  /** kill -9; the supervisor starts a part again, and is itself started again here. */
  kill(victim: Victim): Promise<boolean>;
  stop(): Promise<void>;
  output(): string;
};

/** The local stack as `npm start` runs it, on free ports and a folder of its own. */
export async function startStackProcess(dataDir: string): Promise<StackProcess> {
  const names = ['KEYS', 'GATEWAY', 'EXCHANGE', 'MAIL_WEB', 'SMTP', 'POSTGRES'];
  const ports = await Promise.all(names.map(() => freePort()));
  const env = Object.fromEntries(
    names.map((name, index) => [`COUNTERSIGN_${name}_PORT`, String(ports[index])]),
  );
  let output = '';
  let child: ChildProcess;

  async function start(): Promise<void> {
    child = spawn(process.execPath, ['deploy/local/src/start.ts'], {
      cwd: ROOT,
      env: { ...process.env, ...env, COUNTERSIGN_DATA_DIR: dataDir, NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    await eventually(
      'the stack to be up',
      () => {
        if (child.exitCode !== null) throw new Error(`npm start ended with code ${child.exitCode}`);
        return stackState()?.state === 'up' && stackState()?.pid === child.pid;
      },
      {
        deadlineMs: 90_000,
      },
    ).catch((error: Error) => {
      throw new Error(`${error.message}\n${output}`);
    });
  }

  function stackState(): { pid: number; state: string; children: { name: string; pid: number }[] } | null {
    try {
      return JSON.parse(readFileSync(join(dataDir, 'stack.json'), 'utf8'));
    } catch {
      return null;
    }
  }

  await start();
  return {
    keysUrl: `http://localhost:${ports[0]}`,
    gatewayUrl: `http://127.0.0.1:${ports[1]}`,
    mailInboxUrl: `http://localhost:${ports[3]}`,
    postgresPort: ports[5] ?? 0,
    async kill(victim) {
      if (victim === 'supervisor') {
        const ended = once(child, 'exit');
        child.kill('SIGKILL');
        await ended;
        await start();
        return true;
      }
      const pid = stackState()?.children.find(({ name }) => name === victim)?.pid;
      if (pid === undefined) return false;
      try {
        process.kill(pid, 'SIGKILL');
        return true;
      } catch {
        // Being started again right now.
        return false;
      }
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
    output: () => output,
  };
}
