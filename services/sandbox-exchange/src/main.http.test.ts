import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import t from 'tap';
import { TEST_TOKEN } from './testing/test-exchange.ts';

const MAIN = join(import.meta.dirname, 'main.ts');

function start(t: Tap, env: Record<string, string>) {
  const child = spawn(process.execPath, [MAIN], { env: { PATH: process.env.PATH ?? '', ...env } });
  t.teardown(() => child.kill('SIGKILL'));
  return child;
}
type Tap = { teardown(fn: () => unknown): void };

t.test('the process serves, and stops on SIGTERM without an error', async (t) => {
  const tokenFile = join(t.testdir(), 'upstream-token');
  writeFileSync(tokenFile, TEST_TOKEN);
  const child = start(t, { EXCHANGE_PORT: '0', UPSTREAM_TOKEN_FILE: tokenFile });
  const log: string[] = [];
  const lines = createInterface({ input: child.stdout });
  const ended = once(lines, 'close');
  const address = new Promise<string>((resolve) => {
    lines.on('line', (line) => {
      log.push(line);
      const { address: found } = JSON.parse(line) as { address?: string };
      if (found !== undefined) resolve(found);
    });
  });
  const url = await address;
  t.equal((await fetch(`${url}/health/ready`)).status, 200);
  t.equal((await fetch(`${url}/v2/platform/status`)).status, 500);
  const headers = { 'countersign-upstream-token': TEST_TOKEN };
  t.same(await (await fetch(`${url}/v2/platform/status`, { headers })).json(), [1]);

  child.kill('SIGTERM');
  const [[code]] = await Promise.all([once(child, 'exit'), ended]);
  t.equal(code, 0);
  t.notMatch(log.join('\n'), TEST_TOKEN);
});

t.test('the process refuses to start without a token', async (t) => {
  const child = start(t, { EXCHANGE_PORT: '0' });
  const errors: string[] = [];
  child.stderr.on('data', (chunk) => errors.push(String(chunk)));
  const [code] = await once(child, 'close');
  t.equal(code, 78);
  t.match(errors.join(''), /UPSTREAM_TOKEN_FILE is missing/);
});
