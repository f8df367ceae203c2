import { spawnSync } from 'node:child_process';
import { eventually, freePort } from '@countersign/testing';
import t, { type Test } from 'tap';
import { pagePolicy } from '../../../services/keys/src/console/page-policy.ts';
import { HSTS, SECURITY_HEADERS } from '../../../services/keys/src/http/security-headers.ts';
import { Browser } from '../harness/browser.ts';
import { type Answer, startConsoleNginx } from '../harness/console-nginx.ts';
import { linkFields } from '../harness/mailbox.ts';
import { startSystem } from '../harness/system.ts';
import { CHROMIUM, launchChromium } from '../harness/virtual-authenticator.ts';

// The console behind a real nginx, with the configuration and the start script of its image, before a real key service.

const hasNginx = spawnSync('nginx', ['-v']).status === 0;
const skip = hasNginx ? false : 'needs nginx on this machine (Debian: apt-get install nginx-light)';

const PLATFORM = `Ac'me & <Sons> "$request_id" \\ $&`;
const ENV = {
  CONSOLE_ORIGIN: 'https://keys.example.com',
  PLATFORM_NAME: PLATFORM,
  GATEWAY_URL: 'http://localhost:3100',
};

/** Each security header is there as it should be, and once. */
function hasSecurityHeaders(t: Test, { headers, counts }: Answer, what: string): void {
  const expected = { ...SECURITY_HEADERS, 'strict-transport-security': HSTS };
  for (const [name, value] of Object.entries(expected)) {
    t.equal(headers[name], value, `${what}: ${name}`);
    t.equal(counts.get(name), 1, `${what}: ${name}, once`);
  }
}

t.test('the console behind nginx', { skip, timeout: 120_000 }, async (t) => {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const keys = () => ({ CONSOLE_ORIGIN: origin, TRUSTED_PROXIES: '127.0.0.1,::1' });
  const system = await startSystem(t, { settings: { keys, mailer: { CONSOLE_ORIGIN: origin } } });
  const { call, output } = await startConsoleNginx(t, { port, keysUrl: system.keysUrl, env: ENV });

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
    t.match(await call('/assets/arriving.js'), {
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
    const answer = await call('/v1/session');
    const { status, headers, text } = answer;
    t.equal(status, 401);
    hasSecurityHeaders(t, answer, 'the API');
    t.match(JSON.parse(text), { code: 'not-signed-in', requestId: headers['request-id'] });
    t.match(await call('/v1/nowhere'), { status: 404, headers: { 'content-type': /problem\+json/ } });
    t.match(await call('/openapi.yaml'), { status: 200, text: /^openapi: 3\.1/ });
    const documents = await call('/docs');
    t.match(documents, { status: 200, headers: { 'content-type': /html/ } });
    t.match(documents.headers['content-security-policy'], "style-src 'self'", 'a policy of their own');
    t.equal(documents.counts.get('content-security-policy'), 1);
  });

  await t.test(
    'KS-66 what nginx refuses by itself has the same headers, and no cache keeps it',
    async (t) => {
      const refusals = [
        { status: 404, answer: await call('/nowhere') },
        { status: 404, answer: await call('/assets/index-00000000.js') },
        { status: 404, answer: await call('/assets/nothing.svg') },
        { status: 405, answer: await call('/v1/session', {}, 'TRACE') },
        { status: 413, answer: await call('/v1/users', {}, 'POST', 'x'.repeat(300_000)) },
        { status: 414, answer: await call(`/v1/${'x'.repeat(40_000)}`) },
      ];
      for (const { status, answer } of refusals) {
        t.equal(answer.status, status);
        hasSecurityHeaders(t, answer, String(status));
        t.match(answer.text, '<center>nginx</center>');
      }
    },
  );

  await t.test('KS-66 so has what it answers while the key service is away', async (t) => {
    const [port, nobody] = [await freePort(), await freePort()];
    const alone = await startConsoleNginx(t, { port, keysUrl: `http://127.0.0.1:${nobody}`, env: ENV });
    for (const path of ['/v1/session', '/docs', '/openapi.yaml']) {
      const answer = await alone.call(path);
      t.equal(answer.status, 502);
      hasSecurityHeaders(t, answer, path);
    }
    t.equal((await alone.call('/sign-in')).status, 200, 'pages come nevertheless');
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
