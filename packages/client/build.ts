import { spawnSync } from 'node:child_process';
import { copyFileSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

// `npm run build:client`: the package as it is published, in `dist`. For the browser's library and without Node's
// types, so that what only one of them knows does not compile.

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const dist = folder('dist/');
rmSync(dist, { recursive: true, force: true });

const { status } = spawnSync(
  process.execPath,
  [folder('../../node_modules/typescript/bin/tsc'), '-p', folder('tsconfig.build.json')],
  { stdio: 'inherit' },
);
if (status !== 0) process.exit(status ?? 1);

// The compiler leaves the names of declarations as they stand in the sources.
for (const file of globSync('**/*.d.ts', { cwd: dist })) {
  const text = readFileSync(dist + file, 'utf8');
  writeFileSync(dist + file, text.replaceAll(/(from '\.{1,2}\/[^']+)\.ts'/g, "$1.js'"));
}

const { name, version, license } = JSON.parse(readFileSync(folder('package.json'), 'utf8'));
const manifest = {
  name,
  version,
  license,
  description: 'Typed client of the Countersign key service.',
  type: 'module',
  sideEffects: false,
  exports: { '.': { types: './index.d.ts', default: './index.js' } },
};
writeFileSync(`${dist}package.json`, `${JSON.stringify(manifest, null, 2)}\n`);
copyFileSync(folder('README.md'), `${dist}README.md`);
copyFileSync(folder('../../LICENSE'), `${dist}LICENSE`);
