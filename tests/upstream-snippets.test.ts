import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually, freePort, TEST_ENVIRONMENT } from '@countersign/testing';
import fastify, { type FastifyInstance } from 'fastify';
import t, { type Test } from 'tap';
import { recordingUpstream } from '../services/gateway/src/testing/recording-upstream.ts';
import { exchange, signedRequest, testGateway } from '../services/gateway/src/testing/test-gateway.ts';

// What docs/flows/upstream.md tells backends to do, done as it stands there.
const PAGE = readFileSync(new URL('../docs/flows/upstream.md', import.meta.url), 'utf8');

/** The page's block of this language, with what is of one installation replaced. Each replacement must have its place. */
function block(language: string, replacements: Readonly<Record<string, string>>): string {
  let [, code = ''] = new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'm').exec(PAGE) ?? [];
  for (const [from, to] of Object.entries(replacements)) {
    if (!code.includes(from)) throw new Error(`the ${language} block of the page has no ${from}`);
    code = code.replaceAll(from, to);
  }
  return code;
}

/** A Fastify with the hook of the page, which says who it takes the caller for. */
async function backend(t: Test, { gateway, audience }: { gateway: string; audience: string }) {
  const code = block('js', {
    "from 'jose'": `from '${import.meta.resolve('jose')}'`,
    'http://gateway:3100': gateway,
    'countersign:production': `countersign:${TEST_ENVIRONMENT}`,
    'http://backend:8080': audience,
  });
  const [imports, hook] = [/^import .*$/gm, /^(?!import ).*$/gm].map((lines) =>
    code.match(lines)?.join('\n'),
  );
  const source = `${imports}\nexport default (app) => {\n${hook}\n};`;
  const module = await import(`data:text/javascript,${encodeURIComponent(source)}`);
  const app: FastifyInstance = fastify();
  module.default(app);
  app.post('/*', async (request) => (request as unknown as { principal: unknown }).principal);
  t.teardown(() => app.close());
  return async (assertion?: string) => {
    const headers = assertion === undefined ? {} : { 'countersign-assertion': assertion };
    const { statusCode, body } = await app.inject({ method: 'POST', url: '/v2/auth/r/wallets', headers });
    return { status: statusCode, body: JSON.parse(body) };
  };
}

t.test(
  'the Fastify hook of the page knows the caller by the assertion, and lets nobody else in',
  async (t) => {
    const { port, upstream, insertKey } = await testGateway(t);
    const key = await insertKey({ permissions: ['orders:read', 'wallets:read'] });
    t.equal((await exchange(port, signedRequest(key))).status, 200);
    const assertion = String(upstream.calls.at(-1)?.headers['countersign-assertion']);
    const gateway = `http://127.0.0.1:${port}`;

    const call = await backend(t, { gateway, audience: upstream.origin });
    t.same(await call(assertion), {
      status: 200,
      body: { userId: key.ownerId, keyId: key.keyId, permissions: ['orders:read', 'wallets:read'] },
    });
    const [head, , signature] = assertion.split('.');
    const forged = Buffer.from('{"sub":"evil","key_id":"ck_evil","scope":""}').toString('base64url');
    for (const wrong of [undefined, '', 'x', `${head}.${forged}.${signature}`]) {
      t.equal((await call(wrong)).status, 401, `not by ${wrong}`);
    }
    const other = await backend(t, { gateway, audience: 'http://another.example' });
    t.equal((await other(assertion)).status, 401, 'made for another backend');
  },
);

/** nginx with the block of the page, and the rest that it needs to start. */
async function startNginx(t: Test, { token, backendPort }: { token: string; backendPort: number }) {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'countersign-upstream-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  const scratch = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => {
    mkdirSync(join(folder, name));
    return `${name}_temp_path ${folder}/${name};`;
  });
  const site = block('nginx', {
    'the content of UPSTREAM_TOKEN_FILE': token,
    'listen 8080': `listen 127.0.0.1:${port}`,
    '127.0.0.1:8081': `127.0.0.1:${backendPort}`,
  });
  const head = `daemon off; pid ${folder}/pid; error_log stderr; ${process.getuid?.() === 0 ? 'user root;' : ''}`;
  const conf = join(folder, 'nginx.conf');
  writeFileSync(conf, `${head}\nevents {}\nhttp { access_log off; ${scratch.join(' ')}\n${site}}`);
  const nginx = spawn('nginx', ['-c', conf, '-p', folder], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  nginx.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  t.teardown(async () => {
    if (nginx.exitCode !== null) return;
    nginx.kill('SIGTERM');
    await once(nginx, 'exit');
  });
  const origin = `http://127.0.0.1:${port}`;
  await eventually('nginx to answer', () => {
    if (nginx.exitCode !== null) throw new Error(said);
    return fetch(origin).catch(() => null);
  });
  return origin;
}

const hasNginx = spawnSync('nginx', ['-v']).status === 0;
const skip = hasNginx ? false : 'needs nginx on this machine (Debian: apt-get install nginx-light)';

t.test('the nginx of the page lets calls of the gateway through, and no others', { skip }, async (t) => {
  const behind = await recordingUpstream(t);
  const token = `${randomBytes(32).toString('base64url')}Aa`;
  const nginx = await startNginx(t, { token, backendPort: Number(new URL(behind.origin).port) });
  const { port, insertKey } = await testGateway(t, { upstreamOrigin: nginx, upstreamToken: token });
  const key = await insertKey();
  t.equal((await exchange(port, signedRequest(key, { body: '{"a":1}' }))).status, 200);
  const [call] = behind.calls;
  t.match(call, { method: 'POST', path: '/v2/auth/r/wallets', body: Buffer.from('{"a":1}') });
  t.match(call?.headers, { 'countersign-user': key.ownerId, 'countersign-key-id': key.keyId });
  t.notOk(call?.rawHeaders.includes(token), 'the token goes no further');
  for (const wrong of ['', 'x', `${token}x`, token.toLowerCase()]) {
    const headers: Record<string, string> = { 'countersign-user': 'evil' };
    if (wrong !== '') headers['countersign-upstream-token'] = wrong;
    t.equal(
      (await fetch(`${nginx}/v2/auth/r/wallets`, { method: 'POST', headers })).status,
      401,
      `not by ${wrong}`,
    );
  }
  t.equal(behind.calls.length, 1);
});
