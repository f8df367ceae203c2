import { execFileSync, spawnSync } from 'node:child_process';
import { userInfo } from 'node:os';

/** User and group to run PostgreSQL as: it refuses to run as root. `null` when we are nobody special already. */
export type ServerUser = { readonly uid: number; readonly gid: number } | null;

const SYSTEM_USER = 'postgres';

/** For root, finds the system user `postgres` and makes it when it is missing. */
export function serverUser(): ServerUser {
  if (process.platform === 'win32' || userInfo().uid !== 0) return null;
  return lookUp() ?? create();
}

/** True if the user may traverse (`x`) or write (`w`) the folder: asked of the system itself, which knows about every parent and ACL. */
export function mayUse(user: ServerUser, path: string, how: 'x' | 'w'): boolean {
  if (user === null) return true;
  return spawnSync('test', [`-${how}`, path], { ...user, cwd: '/', stdio: 'ignore' }).status === 0;
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
  try {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', SYSTEM_USER], {
      stdio: 'ignore',
    });
  } catch {
    throw new Error(
      `PostgreSQL refuses to run as root, and the system user "${SYSTEM_USER}" is missing and could not be made with ` +
        'useradd. Make that user, or run as an ordinary user, or name a PostgreSQL of your own in DATABASE_URL.',
    );
  }
  return lookUp();
}
