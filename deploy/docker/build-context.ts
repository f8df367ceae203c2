import { readdirSync } from 'node:fs';
import { join, matchesGlob } from 'node:path';

type Rule = { readonly pattern: string; readonly isKept: boolean };

/** The rules of a .dockerignore: later ones win, `!` keeps. */
export function parseDockerignore(text: string): readonly Rule[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => ({ pattern: line.replace(/^!/, ''), isKept: line.startsWith('!') }));
}

/** True when a path (relative, `/`) is part of the build context: a rule for a folder holds for all below it. */
export function isInContext(path: string, rules: readonly Rule[]): boolean {
  const parts = path.split('/');
  const selfAndParents = parts.map((_, index) => parts.slice(0, index + 1).join('/'));
  const deciding = rules.findLast(({ pattern }) => selfAndParents.some((part) => matchesGlob(part, pattern)));
  return deciding === undefined || deciding.isKept;
}

/** Every file of the build context of `root`, relative. */
export function contextFiles(root: string, dockerignore: string): string[] {
  const rules = parseDockerignore(dockerignore);
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .filter((path) => !path.startsWith('.git/') && isInContext(path, rules));
}
