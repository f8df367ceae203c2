import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { contextFiles } from './build-context.ts';

/** Instructions that say something about running, not about files. */
const WITHOUT_FILES = new Set(['ARG', 'ENV', 'USER', 'EXPOSE', 'ENTRYPOINT']);

type Recipe = { readonly dockerfile: string; readonly dockerignore: string };

const OF_SERVICES: Recipe = { dockerfile: 'deploy/docker/Dockerfile', dockerignore: '.dockerignore' };

/**
 * Does what a container engine would do with a Dockerfile of ours, in plain folders: each stage is a folder,
 * COPY copies just what the build context holds, RUN runs. Knows the few instructions which those files use and
 * refuses any other, so that it cannot drift from them unnoticed.
 *
 * @param workspace the WORKSPACE argument, for example `services/keys`
 * @param target folder to lay the stages out in
 * @returns the folder that the image's last stage starts its command in
 */
export function layOutImage(
  root: string,
  workspace: string,
  target: string,
  { dockerfile, dockerignore }: Recipe = OF_SERVICES,
): string {
  const context = contextFiles(root, readFileSync(join(root, dockerignore), 'utf8'));
  const stages: { name: string; folder: string }[] = [];
  let workdir = '/';

  const inStage = (path: string) =>
    join(stages.at(-1)?.folder ?? '', path.startsWith('/') ? path : join(workdir, path));
  const handlers: Record<string, (words: string[]) => void> = {
    FROM([, , name]) {
      stages.push({ name: name ?? '', folder: join(target, String(stages.length)) });
      workdir = '/';
    },
    WORKDIR([path = '/']) {
      workdir = path;
      mkdirSync(inStage('.'), { recursive: true });
    },
    COPY(words) {
      const from = words.find((word) => word.startsWith('--from='))?.slice('--from='.length);
      const paths = words.filter((word) => !word.startsWith('--'));
      const destination = paths.pop() ?? '';
      for (const source of paths) {
        if (from === undefined) copyFromContext(root, context, source, inStage(destination), destination);
        else
          copyFolder(
            join(stages.find(({ name }) => name === from)?.folder ?? '', source),
            inStage(destination),
          );
      }
    },
    RUN(words) {
      execFileSync('sh', ['-c', words.join(' ')], { cwd: inStage('.'), stdio: ['ignore', 'ignore', 'pipe'] });
    },
  };

  for (const line of instructions(readFileSync(join(root, dockerfile), 'utf8'))) {
    const [instruction = '', ...words] = line.replace(/\$\{WORKSPACE\}/g, workspace).split(/\s+/);
    if (WITHOUT_FILES.has(instruction)) continue;
    const handle = handlers[instruction];
    if (handle === undefined) throw new Error(`the layout does not know the instruction ${instruction}`);
    handle(words);
  }
  return inStage('.');
}

function instructions(dockerfile: string): string[] {
  return dockerfile
    .replaceAll('\\\n', ' ')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}

function copyFolder(source: string, target: string): void {
  cpSync(source, target, { recursive: true, verbatimSymlinks: true });
}

/** A file goes into a folder (`./`) or to a name; of a folder, what the context holds of it goes. */
function copyFromContext(
  root: string,
  context: string[],
  source: string,
  target: string,
  destination: string,
): void {
  const below = context.filter((path) => path === source || path.startsWith(`${source}/`));
  if (below.length === 0) throw new Error(`COPY ${source}: the build context does not hold it`);
  for (const path of below) {
    const isFile = path === source;
    const inside = isFile ? (destination.endsWith('/') ? path : '') : path.slice(source.length + 1);
    const to = join(target, inside);
    mkdirSync(dirname(to), { recursive: true });
    cpSync(join(root, path), to);
  }
}
