import { readdirSync, readFileSync } from 'node:fs';
import t from 'tap';
import { createTestApp } from '../http/test-app.ts';

const app = await createTestApp(t, { settings: { platformName: 'Acme & <Sons>' } });
const visitor = app.browser();

for (const page of ['/confirm', '/verify-email', '/revoke-all', '/reset-password', '/change-email']) {
  t.test(
    `KS-51 KS-66 ${page} runs and loads nothing but its own files, names itself to nobody, and is in no frame and no cache`,
    async (t) => {
      const { status, headers, text } = await visitor.get(page);
      t.equal(status, 200);
      t.match(headers, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
      t.match(headers, { 'referrer-policy': 'no-referrer', 'x-frame-options': 'DENY' });
      const policy = String(headers['content-security-policy']);
      for (const rule of [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "frame-ancestors 'none'",
      ]) {
        t.ok(policy.split('; ').includes(rule), rule);
      }
      t.notMatch(policy, /unsafe|https?:|\*/);
      t.notMatch(text, /<script(?![^>]* src=)|<style|\son\w+=|\sstyle=|="javascript:/i, 'nothing inline');
      t.notMatch(text, /(src|href)="(?!\/confirm-page\/)/, 'nothing from elsewhere');
      t.match(text, 'Acme &amp; &lt;Sons&gt;'.replace('&gt;', '>'));
      for (const [, path = ''] of text.matchAll(/(?:src|href)="([^"]+)"/g)) {
        t.equal((await visitor.get(path)).status, 200, path);
      }
    },
  );
}

t.test(
  'every file of the pages is served with its type; nothing else of the folder or beyond is',
  async (t) => {
    const files = readdirSync(new URL('./assets/', import.meta.url));
    for (const name of files) {
      const { status, headers } = await visitor.get(`/confirm-page/${name}`);
      t.equal(status, 200, name);
      t.match(headers, { 'content-type': /^(text\/(css|javascript)|image\/svg\+xml); charset=utf-8$/ });
      t.equal(headers['x-content-type-options'], 'nosniff');
    }
    for (const path of [
      '',
      '/',
      '/..',
      '/%2e%2e/pages.routes.ts',
      '/../app.ts',
      '/pages.routes.ts',
      '/confirm.html',
    ]) {
      t.ok((await visitor.get(`/confirm-page${path}`)).status >= 400, path);
    }
  },
);

t.test(
  'KS-48 KS-67: no script of the pages stores anything, parses markup or writes to the console',
  async (t) => {
    const folder = new URL('./assets/', import.meta.url);
    for (const name of readdirSync(folder).filter((name) => name.endsWith('.js'))) {
      const source = readFileSync(new URL(name, folder), 'utf8');
      t.notMatch(
        source,
        /localStorage|sessionStorage|indexedDB|document\.cookie|caches\.|serviceWorker/,
        name,
      );
      t.notMatch(
        source,
        /innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function|console\./,
        name,
      );
    }
  },
);

t.test('KS-42: pages answer to GET alone', async (t) => {
  for (const method of ['POST', 'PUT', 'DELETE']) {
    t.ok((await visitor.request(method, '/confirm')).status >= 400, method);
  }
});
