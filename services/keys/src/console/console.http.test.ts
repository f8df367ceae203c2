import { gunzipSync } from 'node:zlib';
import t, { type Test } from 'tap';
import { createTestApp } from '../http/test-app.ts';

const PAGE =
  '<meta name="gateway-url" content="{{gatewayUrl}}"><title>{{platformName}}</title><meta name="style-nonce" content="{{nonce}}">{{platformName}}';
const SCRIPT = 'console.log("a script that is long enough to be worth compressing, or so one would hope");';

/** A built console in small: one script with a digest in its name, one picture without. */
const consoleDir = (t: Test) =>
  t.testdir({
    'index.html': PAGE,
    'pages.json': '["/", "/keys", "/keys/:keyId", "/confirm"]',
    'secret.txt': 'not for anybody',
    assets: { 'index-DjDQ2Fvo.js': SCRIPT, 'icon.svg': '<svg/>' },
  });

const app = await createTestApp(t, {
  settings: {
    consoleDir: consoleDir(t),
    platformName: 'Acme & <Sons> $&',
    gatewayUrl: 'https://api.example.com',
  },
});
const visitor = app.browser();

t.test(
  'KS-51 KS-66 a page runs and loads nothing but its own files, is in no frame and no cache, and names itself to nobody',
  async (t) => {
    for (const path of ['/', '/keys', '/keys/ck_1', '/confirm']) {
      const { status, headers, text } = await visitor.get(path);
      t.equal(status, 200, path);
      t.match(headers, {
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'x-frame-options': 'DENY',
        'x-content-type-options': 'nosniff',
        'cross-origin-opener-policy': 'same-origin',
      });
      const policy = String(headers['content-security-policy']);
      const [, nonce = ''] = /"style-nonce" content="([^"]*)"/.exec(text) ?? [];
      t.match(nonce, /^[\w-]{24}$/);
      for (const rule of [
        "default-src 'none'",
        "script-src 'self'",
        `style-src 'self' 'nonce-${nonce}'`,
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
      ]) {
        t.ok(policy.split('; ').includes(rule), rule);
      }
      t.notMatch(policy, /unsafe|https?:|\*/);
      t.match(text, '<title>Acme &amp; &lt;Sons&gt; $&amp;</title>');
      t.match(text, '<meta name="gateway-url" content="https://api.example.com">');
      t.notMatch(text, '{{');
    }
  },
);

t.test('no two answers share a nonce', async (t) => {
  const policies = await Promise.all(
    Array.from({ length: 20 }, async () => (await visitor.get('/keys')).headers['content-security-policy']),
  );
  t.equal(new Set(policies).size, 20);
});

t.test('KS-49 only files whose names change with their content are cached for long', async (t) => {
  const script = await visitor.get('/assets/index-DjDQ2Fvo.js');
  t.match(script.headers, {
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'public, max-age=31536000, immutable',
    'x-content-type-options': 'nosniff',
  });
  t.equal(script.text, SCRIPT);
  const icon = await visitor.get('/assets/icon.svg');
  t.match(icon.headers, {
    'content-type': 'image/svg+xml; charset=utf-8',
    'cache-control': 'public, max-age=3600',
  });
});

t.test('a browser that takes gzip gets it, any other the file as it is', async (t) => {
  const url = '/assets/index-DjDQ2Fvo.js';
  const zipped = await app.app.inject({ url, headers: { 'accept-encoding': 'br, gzip' } });
  t.match(zipped.headers, { 'content-encoding': 'gzip', vary: 'accept-encoding' });
  t.equal(gunzipSync(zipped.rawPayload).toString(), SCRIPT);
  const plain = await app.app.inject({ url, headers: { 'accept-encoding': 'identity' } });
  t.match(plain.headers, { 'content-encoding': undefined, vary: 'accept-encoding' });
  t.equal(plain.payload, SCRIPT);
});

t.test(
  'nothing else of the folder or beside it is served, and no page for a path that is none',
  async (t) => {
    for (const path of [
      '/index.html',
      '/pages.json',
      '/secret.txt',
      '/assets',
      '/assets/',
      '/assets/../secret.txt',
      '/assets/%2e%2e/secret.txt',
      '/assets/..%2fsecret.txt',
      '/nowhere',
      '/keys/ck_1/more',
      '/v1/nowhere',
    ]) {
      const { status, text } = await visitor.get(path);
      t.ok(status >= 400, path);
      t.notMatch(text, 'not for anybody');
    }
  },
);

t.test('KS-42 pages answer to GET alone', async (t) => {
  for (const method of ['POST', 'PUT', 'DELETE']) {
    t.ok((await visitor.request(method, '/confirm')).status >= 400, method);
  }
});

t.test('without a console the service is the API alone', async (t) => {
  const bare = (await createTestApp(t)).browser();
  for (const path of ['/', '/keys', '/confirm', '/assets/icon.svg'])
    t.equal((await bare.get(path)).status, 404, path);
});
