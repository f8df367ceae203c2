import { execFile } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Binaries } from './binaries.ts';
import { serverEnvironment } from './config.ts';
import type { ServerUser } from './run-as.ts';

const run = promisify(execFile);

const TIMEOUT_MS = 60_000;

/** True if the folder holds a cluster that was made to its end. */
export const isInitialised = (folder: string): boolean => existsSync(clusterDir(folder));

/** The data directory proper inside a server's folder. */
export const clusterDir = (folder: string): string => join(folder, 'data');

/**
 * Makes the cluster unless there is one. It is made aside and renamed, so that one whose making was cut off is
 * never taken for a whole one.
 */
export async function initialiseCluster(
  binaries: Binaries,
  user: ServerUser,
  folder: string,
  superuserPassword: string,
): Promise<void> {
  if (isInitialised(folder)) return;
  const aside = join(folder, 'data.new');
  const passwordFile = join(folder, 'initial-password');
  rmSync(aside, { recursive: true, force: true });
  rmSync(passwordFile, { force: true });
  mkdirSync(aside, { mode: 0o700 });
  writeFileSync(passwordFile, superuserPassword, { mode: 0o600 });
  if (user !== null) for (const path of [aside, passwordFile]) chownSync(path, user.uid, user.gid);
  try {
    await run(binaries.initdb, initdbArguments(aside, passwordFile), {
      ...user,
      cwd: folder,
      env: serverEnvironment(),
      timeout: TIMEOUT_MS,
    });
    renameSync(aside, clusterDir(folder));
  } catch (error) {
    throw new Error(`initdb could not make a cluster in ${folder}: ${lastWords(error)}`);
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(aside, { recursive: true, force: true });
  }
}

function initdbArguments(directory: string, passwordFile: string): string[] {
  const name = ['-U', 'postgres', '-A', 'scram-sha-256', '--pwfile', passwordFile];
  return ['-D', directory, ...name, '-E', 'UTF8', '--no-locale'];
}

function lastWords(error: unknown): string {
  const { stderr, message } = error as { stderr?: string; message: string };
  return (stderr?.trim() || message).split('\n').slice(-5).join('\n');
}
