import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './source.ts';

export type ProjectText = { readonly path: string; readonly text: string };

// In a second work tree .git is a file.
const SKIPPED = [
  '**/node_modules/**',
  '.git',
  '.git/**',
  '.tap/**',
  '.countersign/**',
  'packages/client/dist/**',
];
const TEXT =
  /\.(ts|tsx|js|mjs|json|jsonc|md|ya?ml|html|css|sh|sql|txt|toml|csv)$|(^|\/)(Dockerfile|LICENSE|\.[\w-]+|run)$/;
const MAX_BYTES = 5_000_000;

/** Every text that is part of the project, the lock file included. */
export function readTexts(): ProjectText[] {
  return globSync(['**/*', '.*', '.ci/*', '.github/**/*'], { cwd: ROOT, exclude: SKIPPED })
    .filter((path) => TEXT.test(path))
    .filter((path) => statSync(join(ROOT, path)).isFile() && statSync(join(ROOT, path)).size < MAX_BYTES)
    .map((path) => ({ path: path.replaceAll('\\', '/'), text: readFileSync(join(ROOT, path), 'utf8') }));
}

/** Packages come from the public registry; a mirror's address would work on one machine only. */
const RESOLVED_ELSEWHERE = /"resolved": "(?!https:\/\/registry\.npmjs\.org\/)[a-z+]+:\/\/[^"]*"/g;
const REGISTRY_SETTING = /^.*registry\s*=\s*(?!https:\/\/registry\.npmjs\.org\/?\s*$).*$|^.*_auth.*$/gm;
/** Paths of a machine that somebody wrote this on. */
const LOCAL_PATH = /(?<![\w.-])\/work\/\w+|(?<![\w-])shared\/[\w/-]+\.(md|csv)/g;

export function foreignPlaces({ path, text }: ProjectText): string[] {
  const pattern = path.endsWith('package-lock.json')
    ? RESOLVED_ELSEWHERE
    : path.endsWith('.npmrc')
      ? REGISTRY_SETTING
      : LOCAL_PATH;
  return [...text.matchAll(pattern)].map(([found]) => `${path}: ${found}`);
}
