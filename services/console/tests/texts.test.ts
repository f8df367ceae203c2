import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';

// Types hold every used key to exist (src/i18n/i18next.d.ts). What types cannot see is held here.

const SOURCES = join(import.meta.dirname, '../src');
const LANGUAGES = ['en', 'de'] as const;
type Tree = { readonly [key: string]: string | Tree };

const read = (path: string) => readFileSync(join(SOURCES, path), 'utf8');

function leaves(tree: Tree, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === 'string' ? [[prefix + key, value] as const] : [...leaves(value, `${prefix}${key}.`)],
    ),
  );
}

const folders = globSync('*/texts.en.json', { cwd: SOURCES }).map((path) => path.split(/[\\/]/)[0] ?? '');
const textsOf = (folder: string, language: string) =>
  leaves(JSON.parse(read(join(folder, `texts.${language}.json`))) as Tree);

/** The values that a sentence has room for: `{{count}}`. */
const placeholders = (text: string) =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).toSorted();

t.test('every language has the same texts, with the same values in them, and none is empty', async (t) => {
  t.ok(folders.length >= 4);
  for (const folder of folders) {
    const english = textsOf(folder, 'en');
    for (const language of LANGUAGES) {
      const texts = textsOf(folder, language);
      t.same([...texts.keys()].toSorted(), [...english.keys()].toSorted(), `${folder}, ${language}`);
      for (const [key, text] of texts) {
        t.not(text.trim(), '', `${folder} ${language} ${key}`);
        t.same(placeholders(text), placeholders(english.get(key) ?? ''), `${folder} ${language} ${key}`);
      }
    }
  }
});

/** Everything quoted in the code: keys as they are, and templates as patterns of the keys that they can make. */
function quotedIn(code: string): { literals: Set<string>; patterns: RegExp[] } {
  const literals = new Set(
    [...code.matchAll(/'([\w.-]+)'|"([\w.-]+)"/g)].map((match) => match[1] ?? match[2] ?? ''),
  );
  const templates = [...code.matchAll(/`([\w.-]*(?:\$\{[^`{}]+\}[\w.-]*)+)`/g)].map(([, text = '']) => text);
  const patterns = templates
    .map((text) => text.split(/\$\{[^{}]+\}/).map((part) => part.replaceAll('.', '\\.')))
    .filter((parts) => parts.some((part) => part.includes('.')))
    .map((parts) => new RegExp(`^${parts.join('[\\w-]+')}$`));
  return { literals, patterns };
}

t.test('every text is used', async (t) => {
  const code = globSync('**/*.{ts,tsx}', { cwd: SOURCES }).map(read).join('\n');
  const { literals, patterns } = quotedIn(code);
  for (const folder of folders) {
    for (const key of textsOf(folder, 'en').keys()) {
      const bare = key.replace(/_(zero|one|two|few|many|other)$/, '');
      t.ok(literals.has(bare) || patterns.some((pattern) => pattern.test(bare)), `${folder}: ${key}`);
    }
  }
});

t.test('a text that nothing names counts as unused', async (t) => {
  const code = ["t('a.b')", 't(`form.#{method}.label`)', 't(`nav.#{name}`)'].join(';').replaceAll('#', '$');
  const { literals, patterns } = quotedIn(code);
  t.ok(literals.has('a.b'));
  const isMade = (key: string) => patterns.some((pattern) => pattern.test(key));
  t.same(['form.totp.label', 'nav.keys', 'form.totp.hint', 'nav.keys.more', 'a.c'].map(isMade), [
    ...[true, true, false, false, false],
  ]);
});
