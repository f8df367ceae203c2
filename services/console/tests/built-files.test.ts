import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import t from 'tap';

// What the build left in dist. `npm test` builds before any test runs.

const DIST = join(import.meta.dirname, '../dist');
const read = (path: string) => readFileSync(join(DIST, path));
const page = read('index.html').toString('utf8');

/** A script and everything that it imports before it runs; pages come later, when they are shown. */
function loadedAtOnce(path: string, seen = new Set<string>()): Set<string> {
  if (seen.has(path)) return seen;
  seen.add(path);
  const imports = read(path)
    .toString('utf8')
    .matchAll(/(?:\bimport|\bfrom)\s*"\.\/([\w.-]+\.js)"/g);
  for (const [, name = ''] of imports) loadedAtOnce(`assets/${name}`, seen);
  return seen;
}

const BUDGET_BYTES = 250_000;

t.test('what runs before the first view is below 250 kB compressed', async (t) => {
  const entries = Array.from(page.matchAll(/<script [^>]*src="\/([^"]+)"/g), ([, path = '']) => path);
  const scripts = [...new Set(entries.flatMap((path) => [...loadedAtOnce(path)]))];
  t.ok(scripts.length > entries.length, 'imports were followed');
  const bytes = scripts.map((path) => gzipSync(read(path)).length).reduce((sum, size) => sum + size, 0);
  t.ok(bytes > 50_000 && bytes < BUDGET_BYTES, `${bytes} bytes in ${scripts.length} files`);
});

t.test('KS-51 the page holds nothing inline and nothing of another site', async (t) => {
  t.notMatch(page, /<script(?![^>]* src="\/assets\/)|<style|\son\w+=|\sstyle=|="javascript:/i);
  for (const [, url = ''] of page.matchAll(/(?:src|href)="([^"]+)"/g)) t.match(url, /^\/assets\//);
  t.match(page, 'content="{{nonce}}"');
  t.match(page, 'content="{{gatewayUrl}}"');
  t.match(page, '<title>{{platformName}}</title>');
});

t.test('every path of a page is one that a server can serve', async (t) => {
  const paths: string[] = JSON.parse(read('pages.json').toString('utf8'));
  t.ok(paths.includes('/') && paths.includes('/sign-in'));
  for (const path of paths) t.match(path, /^\/[a-z/:A-Z-]*$/);
});
