import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type IncomingHttpHeaders, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually, freePort } from '@countersign/testing';
import t from 'tap';
import { nginxConf } from '../../../deploy/docker/console/nginx-conf.ts';
import { pagePolicy } from '../../../services/keys/src/console/page-policy.ts';
import { SECURITY_HEADERS } from '../../../services/keys/src/http/security-headers.ts';
import { Browser } from '../harness/browser.ts';
import { CONSOLE_DIR } from '../harness/console.ts';
import { linkFields } from '../harness/mailbox.ts';
import { startSystem } from '../harness/system.ts';
import { CHROMIUM, launchChromium } from '../harness/virtual-authenticator.ts';

// The console behind a real nginx, with the configuration and the start script of its image, before a real key service.

const hasNginx = spawnSync('nginx', ['-v']).status === 0;
const skip = hasNginx ? false : 'needs nginx on this machine (Debian: apt-get install nginx-light)';

const START = join(import.meta.dirname, '../../../deploy/docker/console/start.sh');
const PLATFORM = `Ac'me & <Sons> "$request_id" \\ $&`;

type Answer = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly text: string };

t.test('the console behind nginx', { skip, timeout: 120_000 }, async (t) => {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const keys = () => ({ CONSOLE_ORIGIN: origin, TRUSTED_PROXIES: '127.0.0.1,::1' });
  const system = await startSystem(t, { settings: { keys, mailer: { CONSOLE_ORIGIN: origin } } });
  const folder = mkdtempSync(join(tmpdir(), 'countersign-nginx-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  // nginx gives up being root: its workers are to get at what they serve.
  chmodSync(folder, 0o755);
  cpSync(CONSOLE_DIR, join(folder, 'console'), { recursive: true });
  const pages: string[] = JSON.parse(readFileSync(join(CONSOLE_DIR, 'pages.json'), 'utf8'));
  const conf = join(folder, 'console.conf');
  const server = { pages, root: join(folder, 'console'), keysUrl: system.keysUrl, scratch: folder };
  writeFileSync(conf, nginxConf({ ...server, listen: `127.0.0.1:${port}` }));
  const log = openSync(join(folder, 'nginx.log'), 'w');
  const nginx = spawn(START, {
    env: {
      ...{ PATH: process.env.PATH ?? '', NGINX_CONF: conf, SCRATCH_DIR: folder },
      ...{
        CONSOLE_ORIGIN: 'https://keys.example.com',
        PLATFORM_NAME: PLATFORM,
        GATEWAY_URL: 'http://localhost:3100',
      },
    },
    // A file, because nginx opens its standard output anew, which sockets do not let it.
    stdio: ['ignore', log, log],
  });
  const output = () => readFileSync(join(folder, 'nginx.log'), 'utf8');
  t.teardown(async () => {
    const ended = once(nginx, 'exit');
    if (nginx.exitCode === null) nginx.kill('SIGTERM');
    else return;
    await ended;
  });

  /** From another address of this machine than nginx has, which no proxy in front of anything has either. */
  const call = (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const options = { host: '127.0.0.1', port, path, headers, method, localAddress: '127.0.0.2' };
      request(options, async (response) => {
        const text = (await response.setEncoding('utf8').toArray()).join('');
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
      })
        .on('error', reject)
        .end();
    });
  await eventually('nginx to answer', () => call('/sign-in').catch(() => undefined)).catch((error) => {
    throw new Error(`${error.message}; it wrote: ${output()}`);
  });

  await t.test(
    'KS-51 KS-66 each answer is the page, with the headers of the key service and a nonce of its own',
    async (t) => {
      const nonces = new Set<string>();
      for (const path of [
        '/',
        '/sign-in',
        '/keys',
        '/keys/new',
        '/keys/ck_1',
        '/keys/new/1',
        '/sign-in',
        '/sign-in',
      ]) {
        const { status, headers, text } = await call(path, { 'if-modified-since': new Date().toUTCString() });
        t.equal(status, 200, path);
        const [, nonce = ''] = /name="style-nonce" content="([^"]*)"/.exec(text) ?? [];
        t.match(nonce, /^[0-9a-f]{32}$/);
        nonces.add(nonce);
        const { 'content-security-policy': _, ...others } = SECURITY_HEADERS;
        t.match(headers, { ...others, 'content-type': 'text/html; charset=utf-8' });
        t.equal(headers['content-security-policy'], pagePolicy(nonce));
        t.match(headers['strict-transport-security'], /max-age=\d{8}/, 'the site is on https');
        t.notOk(headers.etag ?? headers['last-modified'], 'nothing to ask a cache about');
        t.equal(headers.server, 'nginx', 'no version');
      }
      t.equal(nonces.size, 8);
    },
  );

  await t.test('the settings of the page arrive as they were set, whatever they hold', async (t) => {
    const { text } = await call('/sign-in');
    t.match(text, 'content="http://localhost:3100"');
    t.notMatch(text, '{{');
    const escaped = 'Ac&#39;me &amp; &lt;Sons&gt; &quot;&#36;request_id&quot; &#92; &#36;&amp;';
    t.match(text, `<title>${escaped}</title>`);
  });

  await t.test('its scripts and styles are there, for long; nothing else of the folder is', async (t) => {
    const { text } = await call('/');
    const [, script = ''] = /<script type="module"[^>]* src="([^"]+)"/.exec(text) ?? [];
    t.match(await call(script), {
      status: 200,
      headers: {
        'content-type': 'text/javascript; charset=utf-8',
        'cache-control': 'public, max-age=31536000, immutable',
        'x-content-type-options': 'nosniff',
      },
    });
    const zipped = await call(script, { 'accept-encoding': 'gzip' });
    t.match(zipped.headers, { 'content-encoding': 'gzip', vary: 'Accept-Encoding' });
    t.match(await call('/assets/loading-fault.js'), {
      status: 200,
      headers: { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'public, max-age=3600' },
    });
    t.match((await call('/assets/icon.svg')).headers, { 'content-type': 'image/svg+xml; charset=utf-8' });
    for (const path of [
      ...['/index.html', '/pages.json', '/assets', '/assets/', '/assets/../pages.json', '/nowhere'],
      ...[
        '/assets/%2e%2e/pages.json',
        '/assets/..%2fpages.json',
        '/keys/ck_1/more',
        '/health/ready',
        '/console.conf',
      ],
    ]) {
      const { status, text } = await call(path);
      t.equal(status, 404, path);
      t.notMatch(text, 'style-nonce');
    }
    for (const method of ['POST', 'PUT', 'DELETE'])
      t.equal((await call('/sign-in', {}, method)).status, 403, method);
  });

  await t.test('the API and its documents are the key service’s, headers included', async (t) => {
    const { status, headers, text } = await call('/v1/session');
    t.equal(status, 401);
    t.match(headers, SECURITY_HEADERS);
    t.match(JSON.parse(text), { code: 'not-signed-in', requestId: headers['request-id'] });
    t.match(await call('/v1/nowhere'), { status: 404, headers: { 'content-type': /problem\+json/ } });
    t.match(await call('/openapi.yaml'), { status: 200, text: /^openapi: 3\.1/ });
    t.match(await call('/docs'), { status: 200, headers: { 'content-type': /html/ } });
  });

  await t.test('nobody makes up an address of their own', async (t) => {
    const email = 'ada@people.example';
    const password = 'ein ganz neuer Satz – mit Leerzeichen';
    const browser = new Browser(origin);
    await browser.ok('POST', '/v1/users', { email, password });
    const link = await system.mailbox.waitForMail(email, `${origin}/verify-email#token=`);
    await browser.ok('POST', '/v1/users/email-verification', { token: linkFields(link).get('token') });
    await browser.ok('POST', '/v1/session', { email, password });
    const cookie = [...browser.cookies()].map(([name, value]) => `${name}=${value}`).join('; ');
    for (const forged of ['203.0.113.9', '203.0.113.9, 127.0.0.1', '127.0.0.1']) {
      const { text } = await call('/v1/session', {
        cookie,
        'x-forwarded-for': forged,
        forwarded: `for=${forged}`,
        'x-real-ip': forged,
      });
      t.equal(JSON.parse(text).ip, '127.0.0.2', forged);
    }
  });

  await t.test('no log holds a query', async (t) => {
    await call('/v1/session/outside/callback?code=secret-from-outside&state=x');
    await eventually('the call in the log', () => output().includes('/v1/session/outside/callback'));
    t.notMatch(output(), 'secret-from-outside');
  });

  await t.test(
    'in a real browser the page runs, and breaks its policy nowhere',
    { skip: CHROMIUM === undefined },
    async (t) => {
      const chromium = await launchChromium();
      t.teardown(() => chromium.close());
      const page = await chromium.newPage();
      const faults: string[] = [];
      page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
      page.on('pageerror', (error) => faults.push(error.message));
      await page.goto(`${origin}/keys`);
      await page.getByRole('heading', { level: 1, name: `Sign in to ${PLATFORM}` }).waitFor();
      t.same(
        faults.filter((fault) => !fault.startsWith('Failed to load resource')),
        [],
      );
    },
  );
});
