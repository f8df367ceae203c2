import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { CODE_RULES } from './architecture/code-rules.ts';
import { IMPORT_RULES } from './architecture/import-rules.ts';
import {
  looseVersions,
  type Manifest,
  undeclaredImports,
  unusedDependencies,
} from './architecture/manifest-rules.ts';
import { foreignPlaces, readTexts } from './architecture/project-texts.ts';
import { PURITY_RULE } from './architecture/purity.ts';
import { parseSource, ROOT, readSources } from './architecture/source.ts';

const RULES = [PURITY_RULE, ...IMPORT_RULES, ...CODE_RULES];
const sources = readSources();

t.test('the rules are asked about the whole project', async (t) => {
  for (const path of [
    'packages/sealing/src/seal.ts',
    'services/keys/src/main.ts',
    'tests/architecture.test.ts',
  ]) {
    t.ok(
      sources.some((source) => source.path === path),
      path,
    );
  }
});

for (const rule of RULES) {
  t.test(rule.name, async (t) => {
    const offences = sources.flatMap((source) =>
      rule.check(source).map(({ line, what }) => `${source.path}:${line} ${what}`),
    );
    t.same(offences, [], `because ${rule.reason}`);
  });

  t.test(`this rule can fail: ${rule.name}`, async (t) => {
    for (const [path, code] of rule.bad) {
      t.not(rule.check(parseSource(path, code)).length, 0, `refused in ${path}: ${code.slice(0, 80)}`);
    }
    for (const [path, code] of rule.good) {
      t.same(rule.check(parseSource(path, code)), [], `fine in ${path}: ${code.slice(0, 80)}`);
    }
  });
}

function readManifest(path: string): Manifest {
  const json = JSON.parse(readFileSync(join(ROOT, path), 'utf8'));
  const { dependencies = {}, devDependencies = {}, optionalDependencies = {} } = json;
  return {
    folder: path.replace(/\/?package\.json$/, ''),
    dependencies,
    devDependencies,
    optionalDependencies,
  };
}

const root = readManifest('package.json');
const workspaces = globSync(
  ['packages/*/package.json', 'services/*/package.json', 'deploy/local/package.json'],
  {
    cwd: ROOT,
  },
).map(readManifest);
const sourcesOf = ({ folder }: Manifest) => sources.filter(({ path }) => path.startsWith(`${folder}/`));

t.test('every dependency is pinned exactly', async (t) => {
  for (const manifest of [root, ...workspaces]) t.same(looseVersions(manifest), [], manifest.folder);
});

t.test('a workspace declares what it imports, and imports what it declares', async (t) => {
  t.ok(workspaces.length > 8, 'the workspaces were found');
  for (const manifest of workspaces) {
    t.same(
      undeclaredImports(manifest, root, sourcesOf(manifest)),
      [],
      `${manifest.folder} uses undeclared packages`,
    );
    // Written in TSX and built by Vite: its imports are not read here.
    if (manifest.folder === 'services/console') continue;
    t.same(
      unusedDependencies(manifest, sourcesOf(manifest)),
      [],
      `${manifest.folder} declares unused packages`,
    );
  }
});

t.test('the rules about dependencies can fail', async (t) => {
  const none = { dependencies: {}, devDependencies: {}, optionalDependencies: {} };
  const manifest = { ...none, folder: 'packages/x', dependencies: { a: '^1.0.0', b: '1.0.0' } };
  t.same(looseVersions(manifest), ['a: ^1.0.0']);
  t.same(
    looseVersions({ ...manifest, dependencies: { a: '*', b: 'latest', c: '~1.2.3', d: '1.2.3-beta.4' } })
      .length,
    3,
  );
  const tools = { ...none, folder: '', devDependencies: { tool: '1.0.0' } };
  const use = (path: string) =>
    parseSource(path, "import { a } from 'a';\nimport { tool } from 'tool/deep';");
  t.same(undeclaredImports(manifest, tools, [use('packages/x/src/y.ts')]), [
    'packages/x/src/y.ts:2 imports tool',
  ]);
  t.same(undeclaredImports(manifest, tools, [use('packages/x/src/y.test.ts')]), []);
  t.same(unusedDependencies(manifest, [use('packages/x/src/y.ts')]), ['b']);
});

t.test('no file names a place that a reader of this repository does not have', async (t) => {
  const texts = readTexts();
  t.ok(
    texts.some(({ path }) => path === 'README.md') && texts.some(({ path }) => path === 'package-lock.json'),
  );
  t.same(texts.flatMap(foreignPlaces), []);
  for (const text of [
    ['packages go through https:/', 'registry.internal.example/npm/pg.tgz'].join('/'),
    ['see', ['..', 'shared', 'architecture.md'].join('/')].join(' '),
    ['', 'work', 'main', 'packages'].join('/'),
  ]) {
    const path = text.includes('registry') ? 'package-lock.json' : 'docs/x.md';
    t.equal(
      foreignPlaces({ path, text: `"resolved": "${text.replace(/^packages go through /, '')}"` }).length,
      1,
      text,
    );
  }
});
