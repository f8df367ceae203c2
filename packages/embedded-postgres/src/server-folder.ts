import { createHash } from 'node:crypto';
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { mayUse, type ServerUser } from './run-as.ts';

/** Where root keeps what user postgres must reach when the wanted place is closed to it. */
export const PUBLIC_ROOT = '/var/lib/countersign';

/** A file in the wanted folder that says where the cluster really is. */
const POINTER = 'location';

/**
 * The folder that really holds the cluster: the wanted one, or, where user postgres cannot reach that, one below
 * `/var/lib/countersign`. The wanted folder then keeps a pointer, so that a new clone at an old path starts
 * afresh instead of meeting a cluster whose passwords are gone.
 */
export function serverFolder(
  wanted: string,
  user: ServerUser,
  onNotice: (line: string) => void = () => {},
): string {
  const folder = resolve(wanted);
  const pointed = pointedFolder(folder);
  if (pointed !== null) return pointed;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (user === null) return folder;
  chownSync(folder, user.uid, user.gid);
  if (mayUse(user, folder, 'w')) return folder;
  if (readdirSync(folder).length > 0) {
    throw new Error(
      `${folder} holds a PostgreSQL cluster that user postgres can no longer reach: open its parent folders again (chmod o+x)`,
    );
  }
  const fallback = makeFallback(folder, user);
  writeFileSync(join(folder, POINTER), `${fallback}\n`, { mode: 0o600 });
  onNotice(`PostgreSQL keeps its data in ${fallback}: user postgres cannot reach ${folder}`);
  return fallback;
}

/** The folder that an earlier start fell back to, or `null`. */
export function pointedFolder(wanted: string): string | null {
  const pointer = join(resolve(wanted), POINTER);
  if (!existsSync(pointer)) return null;
  const folder = readFileSync(pointer, 'utf8').trim();
  // What is read here is later emptied by a reset: nothing outside our own root may be named.
  if (dirname(folder) !== PUBLIC_ROOT || !/^[0-9a-f]{16}-[A-Za-z0-9]{6}$/.test(basename(folder))) {
    throw new Error(`${pointer} does not name a folder below ${PUBLIC_ROOT}`);
  }
  return folder;
}

/** The folder in use for the wanted one by now. */
export const existingFolder = (wanted: string): string => pointedFolder(wanted) ?? resolve(wanted);

/** Removes a cluster, wherever it is. Its server must not be running. */
export function removeServerFolder(wanted: string): void {
  const pointed = pointedFolder(wanted);
  if (pointed !== null) rmSync(pointed, { recursive: true, force: true });
  rmSync(resolve(wanted), { recursive: true, force: true });
}

function makeFallback(folder: string, user: NonNullable<ServerUser>): string {
  mkdirSync(PUBLIC_ROOT, { recursive: true, mode: 0o755 });
  const hash = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  const fallback = mkdtempSync(join(PUBLIC_ROOT, `${hash}-`));
  chownSync(fallback, user.uid, user.gid);
  if (mayUse(user, fallback, 'w')) return fallback;
  rmSync(fallback, { recursive: true });
  throw new Error(`user postgres can reach neither ${folder} nor ${PUBLIC_ROOT}`);
}
