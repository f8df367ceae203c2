// Builds the console (services/console) when its sources are not those of the last build. Plain JavaScript without
// dependencies, like install.js, which calls it.

import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** What the console is made of, from the repository's root. */
const SOURCES = ['services/console', 'packages/client/src', 'packages/user-agent/src', 'package-lock.json'];
const NO_SOURCES = new Set(['node_modules', 'dist', 'tests']);
const STAMP = '.countersign-build';

function* filesUnder(path) {
  const entries = readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    if (NO_SOURCES.has(entry.name) || entry.name.startsWith('dist.')) continue;
    const child = join(path, entry.name);
    if (entry.isDirectory()) yield* filesUnder(child);
    else yield child;
  }
}

/** A digest over every source's path and content. */
function digestSources(root) {
  const hash = createHash('sha256');
  for (const source of SOURCES.map((path) => join(root, path))) {
    const files = source.endsWith('.json') ? [source] : filesUnder(source);
    for (const file of files) {
      const content = readFileSync(file);
      hash.update(`${relative(root, file).replaceAll('\\', '/')}\0${content.length}\0`).update(content);
    }
  }
  return hash.digest('hex');
}

/**
 * @param {{ root: string, build: (folder: string) => Promise<void> }} options `build` runs Vite and does not return
 * when it fails
 */
export async function buildConsole({ root, build }) {
  const consoleFolder = join(root, 'services/console');
  if (!existsSync(consoleFolder)) return;
  const wanted = digestSources(root);
  const dist = join(consoleFolder, 'dist');
  const stamp = join(dist, STAMP);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  // Built beside the old one and then put in its place: whoever reads `dist` meanwhile finds a whole console.
  const fresh = join(consoleFolder, `dist.${process.pid}`);
  await build(fresh);
  writeFileSync(join(fresh, STAMP), wanted);
  rmSync(dist, { recursive: true, force: true });
  try {
    renameSync(fresh, dist);
  } catch (error) {
    // Another run has put its own there in this very moment, from the same sources.
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(stamp)) throw error;
  }
}
