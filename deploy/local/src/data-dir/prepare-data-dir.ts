import { chmodSync, mkdirSync } from 'node:fs';
import { userInfo } from 'node:os';
import type { DataLayout } from './layout.ts';

/**
 * Makes the data folder, closed to everybody else. Only for root it may be passed through (not listed), because
 * PostgreSQL then runs as another user below it; the folders beside its own stay closed.
 */
export function prepareDataDir(layout: DataLayout): void {
  mkdirSync(layout.dataDir, { recursive: true });
  chmodSync(layout.dataDir, userInfo().uid === 0 ? 0o711 : 0o700);
  for (const dir of [layout.secrets, layout.logs, layout.mails]) {
    mkdirSync(dir, { recursive: true });
    chmodSync(dir, 0o700);
  }
}
