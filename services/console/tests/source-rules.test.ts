import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';

const SOURCES = join(import.meta.dirname, '../src');
const files = globSync('**/*.{ts,tsx}', { cwd: SOURCES }).map((path) => path.replaceAll('\\', '/'));

/** Comments may name what the code must not do. */
const codeOf = (path: string) =>
  readFileSync(join(SOURCES, path), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*/g, '');

/** What no page does, and the one file that may. */
const FORBIDDEN: readonly (readonly [what: RegExp, allowed?: string])[] = [
  [/localStorage\b/, 'i18n/languages.ts'],
  [/\blocalStorageColorSchemeManager\(/, 'app/theme-provider.tsx'],
  [/sessionStorage|indexedDB|document\.cookie|\bcaches\.|serviceWorker/],
  [/innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|createContextualFragment/i],
  [/trustedTypes/, 'app/trusted-types.ts'],
  // In the text of the programs that it shows.
  [/\bconsole\./, 'key-creation/snippets.ts'],
  [/\bfetch\(/],
  [/window\.open|target="_blank"|postMessage\(/, 'api/session.ts'],
];

t.test(
  'KS-48 KS-67: no page stores anything, writes to the log, parses markup or goes around the client',
  async (t) => {
    t.ok(files.length > 40);
    for (const [what, allowed] of FORBIDDEN) {
      const found = files.filter((path) => path !== allowed && what.test(codeOf(path)));
      t.same(found, [], String(what));
    }
  },
);

t.test('what one file is allowed is still there, so that the rule is asked about something', async (t) => {
  for (const [what, allowed] of FORBIDDEN) {
    if (allowed !== undefined) t.match(codeOf(allowed), what);
  }
});
