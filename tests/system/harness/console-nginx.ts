import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type IncomingHttpHeaders, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '@countersign/testing';
import { nginxConf } from '../../../deploy/docker/console/nginx-conf.ts';
import { CONSOLE_DIR } from './console.ts';

const START = join(import.meta.dirname, '../../../deploy/docker/console/start.sh');

export type Answer = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** How often each header came, by its name. */
  readonly counts: ReadonlyMap<string, number>;
  readonly text: string;
};

export type ConsoleNginx = {
  call(path: string, headers?: Record<string, string>, method?: string, body?: string): Promise<Answer>;
  /** Everything that it wrote to its log. */
  output(): string;
};

/** A real nginx with the configuration and the start script of the console's image, and the settings `env`. */
export async function startConsoleNginx(
  t: { teardown(fn: () => unknown): void },
  { port, keysUrl, env }: { port: number; keysUrl: string; env: Record<string, string> },
): Promise<ConsoleNginx> {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-nginx-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  // nginx gives up being root: its workers are to get at what they serve.
  chmodSync(folder, 0o755);
  cpSync(CONSOLE_DIR, join(folder, 'console'), { recursive: true });
  const pages: string[] = JSON.parse(readFileSync(join(CONSOLE_DIR, 'pages.json'), 'utf8'));
  const conf = join(folder, 'console.conf');
  const server = { pages, root: join(folder, 'console'), keysUrl, scratch: folder };
  writeFileSync(conf, nginxConf({ ...server, listen: `127.0.0.1:${port}` }));
  const log = openSync(join(folder, 'nginx.log'), 'w');
  const nginx = spawn(START, {
    env: { PATH: process.env.PATH ?? '', NGINX_CONF: conf, SCRATCH_DIR: folder, ...env },
    // A file, because nginx opens its standard output anew, which sockets do not let it.
    stdio: ['ignore', log, log],
  });
  const output = () => readFileSync(join(folder, 'nginx.log'), 'utf8');
  t.teardown(async () => {
    if (nginx.exitCode !== null) return;
    const ended = once(nginx, 'exit');
    nginx.kill('SIGTERM');
    await ended;
  });
  const call: ConsoleNginx['call'] = (path, headers, method, body) =>
    callFromElsewhere(port, { path, headers, method }, body);
  await eventually('nginx to answer', () => call('/sign-in').catch(() => undefined)).catch((error) => {
    throw new Error(`${error.message}; it wrote: ${output()}`);
  });
  return { call, output };
}

type Call = {
  readonly path: string;
  readonly headers: Record<string, string> | undefined;
  readonly method: string | undefined;
};

/** From another address of this machine than nginx has, which no proxy in front of anything has either. */
const callFromElsewhere = (port: number, call: Call, body = ''): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { path, headers = {}, method = 'GET' } = call;
    const options = { host: '127.0.0.1', port, path, headers, method, localAddress: '127.0.0.2' };
    request(options, async (response) => {
      const text = (await response.setEncoding('utf8').toArray()).join('');
      const counts = new Map(
        Object.entries(response.headersDistinct).map(([name, values = []]) => [name, values.length]),
      );
      resolve({ status: response.statusCode ?? 0, headers: response.headers, counts, text });
    })
      .on('error', reject)
      .end(body);
  });
