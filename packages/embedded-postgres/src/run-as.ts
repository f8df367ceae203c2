import { execFileSync } from 'node:child_process';
import { userInfo } from 'node:os';

/** User and group to run PostgreSQL as: it refuses to run as root. `null` when we are nobody special already. */
export type ServerUser = { readonly uid: number; readonly gid: number } | null;

const SYSTEM_USER = 'postgres';

/** For root, finds the system user `postgres` and makes it when it is missing. */
export function serverUser(): ServerUser {
  if (process.platform === 'win32' || userInfo().uid !== 0) return null;
  return lookUp() ?? create();
}

function lookUp(): ServerUser {
  try {
    const id = (flag: string) =>
      Number(execFileSync('id', [flag, SYSTEM_USER], { stdio: ['ignore', 'pipe', 'ignore'] }));
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return null;
  }
}

function create(): ServerUser {
  execFileSync('useradd', ['--system', '--user-group', '--no-create-home', SYSTEM_USER], { stdio: 'ignore' });
  return lookUp();
}
