import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import t from 'tap';

// What the build left in dist. `npm test` builds before any test runs.

const DIST = join(import.meta.dirname, '../dist');
const MANTINE = join(import.meta.dirname, '../node_modules/@mantine/core/styles.layer.css');
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

const allMatches = (text: string, pattern: RegExp) =>
  Array.from(text.matchAll(pattern), ([, found = '']) => found);
const entries = allMatches(page, /<script [^>]*src="\/([^"]+)"/g);
const scripts = [...new Set(entries.flatMap((path) => [...loadedAtOnce(path)]))];

const BUDGET_BYTES = 250_000;

t.test('what runs before the first view is below 250 kB compressed', async (t) => {
  t.ok(scripts.length > entries.length, 'imports were followed');
  const bytes = scripts.map((path) => gzipSync(read(path)).length).reduce((sum, size) => sum + size, 0);
  t.ok(bytes > 50_000 && bytes < BUDGET_BYTES, `${bytes} bytes in ${scripts.length} files`);
});

/** The page, its icon, its stylesheet, the texts of one language; the rest are scripts. */
const NO_SCRIPTS = 4;
const MOST_FILES = 13;

t.test('the first view of no page is more than 13 files', async (t) => {
  const code = scripts.map((path) => read(path).toString('utf8')).join('\n');
  const pages = allMatches(code, /\bimport\([`"']\.\/([\w.-]+-page-[\w-]+\.js)[`"']\)/g);
  t.ok(pages.length >= 14, `${pages.length} pages are loaded when they are shown`);
  for (const name of pages) {
    const files = new Set([...scripts, ...loadedAtOnce(`assets/${name}`)]);
    t.ok(files.size + NO_SCRIPTS <= MOST_FILES, `${name}: ${[...files].join(', ')}`);
  }
});

t.test(
  'the one stylesheet has what the components use of Mantine, in the order of its whole one',
  async (t) => {
    const [path = '', ...more] = allMatches(page, /<link rel="stylesheet"[^>]* href="\/([^"]+)"/g);
    t.same(more, []);
    const files = globSync('assets/*.css', { cwd: DIST }).map((name) => name.replaceAll('\\', '/'));
    t.same(files, [path]);
    const classesOf = (text: string) => new Set(allMatches(text, /\b(m_[0-9a-f]{6,8})\b/g));
    const whole = classesOf(readFileSync(MANTINE, 'utf8'));
    const ours = [...classesOf(read(path).toString('utf8'))];
    const code = globSync('assets/*.js', { cwd: DIST }).map((name) => read(name).toString('utf8'));
    const used = [...classesOf(code.join('\n'))].filter((name) => whole.has(name));
    t.ok(used.length > 50);
    t.same(
      used.filter((name) => !ours.includes(name)),
      [],
    );
    t.same(
      ours,
      [...whole].filter((name) => ours.includes(name)),
    );
  },
);

t.test('the texts are asked for without waiting for the libraries', async (t) => {
  const [path = '', ...more] = allMatches(page, /<script type="module" async [^>]*src="\/([^"]+)"/g);
  t.same(more, []);
  t.match(read(path).toString('utf8'), /import\([`"']\.\/en-/);
  t.same([...loadedAtOnce(path)], [path], 'it needs no other file');
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
