import { spawn } from 'node:child_process';
import { join } from 'node:path';

export type Load = {
  readonly port: number;
  /** File of requests as `presign` writes it. */
  readonly requests: string;
  readonly seconds: number;
  readonly connections: number;
  /** Mean pause of a connection between an answer and its next request, for less than full load. */
  readonly pauseMs?: number;
};

export type LoadResult = {
  readonly requests: number;
  readonly micros: number;
  /** Answers of 400 and above. */
  readonly refused: number;
  /** Requests without an answer. */
  readonly broken: number;
  readonly p50Us: number;
  readonly p99Us: number;
  readonly maxUs: number;
};

const SCRIPT = join(import.meta.dirname, 'send-signed.lua');

/** Lets wrk send signed requests from the core that the bench itself is on. */
export async function runWrk(load: Load): Promise<LoadResult> {
  const { port, requests, seconds, connections, pauseMs = 0 } = load;
  const args = [
    '-t1',
    '--timeout',
    '10s',
    `-c${connections}`,
    `-d${seconds}s`,
    '-s',
    SCRIPT,
    `http://127.0.0.1:${port}`,
  ];
  const child = spawn('wrk', args, {
    env: { PATH: process.env.PATH ?? '', BENCH_REQUESTS: requests, BENCH_PAUSE_MS: String(pauseMs) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  const { promise, resolve, reject } = Promise.withResolvers<number | null>();
  child.once('error', reject);
  child.once('close', resolve);
  const code = await promise;
  const result = /^RESULT (.*)$/m.exec(output)?.[1];
  if (code !== 0 || result === undefined) throw new Error(`wrk ended with ${code}:\n${output}`);
  return JSON.parse(result) as LoadResult;
}
