import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { signBitfinexV2 } from '@countersign/signing';
import t, { type Test } from 'tap';

const README = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const KEY = 'ck_lzpufZiEWRbLLhfCTpA0Gqmc0J4vcU';
const SECRET = `cs_${'Aa0_-z9Qx1vK'.repeat(11)}`;

/** The README's first block of this language, with our key and gateway in it. */
function snippet(language: string, gateway: string): string {
  const [, code] = new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'm').exec(README) ?? [];
  if (code === undefined) throw new Error(`README.md has no ${language} block`);
  return code.replace('ck_…', KEY).replace('cs_…', SECRET).replace('http://127.0.0.1:3100', gateway);
}

type Received = { method: string; url: string; headers: IncomingHttpHeaders; body: string };

/** Runs a program against a server that only notes what it is sent. */
async function runAgainstRecorder(
  command: string,
  argsFor: (gateway: string) => string[],
): Promise<Received> {
  const { promise: received, resolve } = Promise.withResolvers<Received>();
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString();
    response.end('[]');
    resolve({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const gateway = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const child = spawn(command, argsFor(gateway), { stdio: ['ignore', 'pipe', 'pipe'] });
  const errors = child.stderr.toArray();
  try {
    const [code] = await once(child, 'exit', { signal: AbortSignal.timeout(20_000) });
    if (code !== 0) throw new Error(`${command} ended with ${code}: ${Buffer.concat(await errors)}`);
    return await received;
  } finally {
    child.kill('SIGKILL');
    server.closeAllConnections();
    server.close();
  }
}

function assertSigned(t: Test, { method, url, headers, body }: Received): void {
  t.strictSame([method, url, body], ['POST', '/v2/auth/r/wallets', '{}']);
  const nonce = String(headers['bfx-nonce']);
  t.match(nonce, /^[1-9][0-9]{12,15}$/);
  t.match(headers, signBitfinexV2({ keyId: KEY, secret: SECRET }, { path: url, nonce, body }));
  t.equal(headers['content-type'], 'application/json');
}

const skipWithout = (...programs: string[]) => {
  const missing = programs.filter((name) => spawnSync(name, ['--version']).error !== undefined);
  return missing.length > 0 && `${missing.join(', ')} is not installed`;
};

t.test(
  'the curl and openssl lines of the README send a request that the gateway verifies',
  {
    skip:
      skipWithout('bash', 'curl') ||
      (spawnSync('openssl', ['version']).error !== undefined && 'openssl is not installed'),
  },
  async (t) => {
    assertSigned(t, await runAgainstRecorder('bash', (gateway) => ['-euc', snippet('bash', gateway)]));
  },
);

t.test(
  'the Python lines of the README send a request that the gateway verifies',
  {
    skip: skipWithout('python3'),
  },
  async (t) => {
    assertSigned(t, await runAgainstRecorder('python3', (gateway) => ['-c', snippet('python', gateway)]));
  },
);

t.test('the ccxt lines of the README send a request that the gateway verifies', async (t) => {
  const received = await runAgainstRecorder(process.execPath, (gateway) => {
    // fetchBalance would first ask for the markets; this is the private call that it ends in.
    const code = snippet('js', gateway).replace('fetchBalance()', 'privatePostAuthRWallets()');
    return ['--input-type=module', '-e', code];
  });
  assertSigned(t, received);
});
