import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Role } from '@countersign/database';
import type { TestDatabase } from './test-database.ts';

/** A folder for what an operator gives a service as files; gone when `t` ends. */
export type ServiceFiles = {
  readonly folder: string;
  /** Writes a file that nobody else may read; its path. */
  write(name: string, content: string): string;
};

export function serviceFiles(t: { teardown(fn: () => unknown): void }): ServiceFiles {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-test-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  return {
    folder,
    write(name, content) {
      const path = join(folder, name);
      writeFileSync(path, content, { mode: 0o600 });
      return path;
    },
  };
}

/** How a service is told of its database: the URL holds no password, a file does. */
export function databaseSettings(database: TestDatabase, role: Role, passwordFile: string) {
  const url = new URL(database.url(role));
  url.password = '';
  return { DATABASE_URL: url.href, DATABASE_PASSWORD_FILE: passwordFile };
}
