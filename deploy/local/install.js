// Runs before `npm start`, `npm test` and `npm run demo`, on whatever Node the machine has (20 or later), so it is
// plain JavaScript without dependencies. It installs what package-lock.json names, once per lock file, builds the console,
// once for each state of its sources, and says nothing when there is nothing to do.

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildConsole } from './build-console.js';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const MODULES = join(ROOT, 'node_modules');
const BIN = join(MODULES, '.bin');
const STAMP = join(MODULES, '.countersign-install');
const TAP = join(MODULES, 'tap/dist/esm/run.mjs');
const VITE = join(MODULES, 'vite/bin/vite.js');
const OLDEST_NODE = 20;
const PINNED_NODE = 26;
const HEARTBEAT_MS = 10_000;

const say = (line) => process.stderr.write(`${line}\n`);

function fail(lines) {
  say(['', ...lines, ''].join('\n'));
  process.exit(1);
}

/** What an install depends on: the lock file, and the machine that platform packages were chosen for. */
function wantedStamp() {
  const lock = readFileSync(join(ROOT, 'package-lock.json'));
  return `${createHash('sha256').update(lock).digest('hex')} ${process.platform}-${process.arch}`;
}

const readOrNull = (path) => (existsSync(path) ? readFileSync(path, 'utf8').trim() : null);

/** True if npm's own record of node_modules agrees with the lock file: somebody ran `npm install` by hand. */
function isInstalledByHand() {
  const record = readOrNull(join(MODULES, '.package-lock.json'));
  if (record === null) return false;
  const installed = JSON.parse(record).packages;
  const wanted = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(wanted).every(
    ([path, { version, optional }]) =>
      path === '' ||
      (installed[path] === undefined ? optional === true : installed[path].version === version),
  );
}

/** The process ID of a local stack that runs on our data folder, or `null`. Reads what src/stack-state.ts writes. */
function runningStack() {
  const dataDir = resolve(ROOT, process.env.COUNTERSIGN_DATA_DIR || '.countersign');
  try {
    const { pid, identity } = JSON.parse(readFileSync(join(dataDir, 'stack.json'), 'utf8'));
    process.kill(pid, 0);
    // A process ID is used again after a while; the start time in /proc (field 22 of stat) tells them apart.
    const stat = readOrNull(`/proc/${pid}/stat`);
    const isOther =
      stat !== null && identity !== null && stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] !== identity;
    return isOther ? null : pid;
  } catch {
    return null;
  }
}

/** npm must not run on the Node inside node_modules, which it is about to replace. */
function npmCommand() {
  const isOurs = (path) => path.startsWith(MODULES + sep);
  const path = (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => !isOurs(resolve(folder)))
    .join(delimiter);
  const cli = process.env.npm_execpath;
  const node = [process.env.npm_node_execpath, process.execPath].find(
    (candidate) => candidate && existsSync(candidate) && !isOurs(realpathSync(candidate)),
  );
  const isNpm = cli !== undefined && /npm-cli\.c?js$/.test(cli) && existsSync(cli);
  return isNpm && node !== undefined
    ? { command: node, prefix: [cli], shell: false, path }
    : { command: 'npm', prefix: [], shell: process.platform === 'win32', path };
}

/** Runs a program to its end with its output visible; without a terminal a line now and then shows that it lives. */
function run(command, args, { what, shell = false, env = process.env }) {
  return new Promise((done) => {
    const started = Date.now();
    const seconds = () => Math.round((Date.now() - started) / 1000);
    const heartbeat = process.stderr.isTTY
      ? undefined
      : setInterval(() => say(`  … ${what}, ${seconds()} s`), HEARTBEAT_MS);
    const child = spawn(command, args, { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'], shell, env });
    const end = (problem) => {
      clearInterval(heartbeat);
      done({ problem, seconds: seconds() });
    };
    child.once('error', (error) => end(error.message));
    child.once('exit', (code, signal) => end(code === 0 ? null : `ended with ${signal ?? `code ${code}`}`));
  });
}

async function install() {
  const stack = runningStack();
  if (stack !== null) {
    fail([
      `The lock file changed, so packages must be installed, but a local stack is running on them (process ${stack}).`,
      'Stop it first (Ctrl-C in its terminal), then run this again.',
    ]);
  }
  say(
    'Countersign: installing the packages that package-lock.json names (npm ci). This takes about a minute …',
  );
  const { command, prefix, shell, path } = npmCommand();
  const args = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'];
  const env = { ...process.env, PATH: path, npm_config_update_notifier: 'false' };
  const { problem, seconds } = await run(command, [...prefix, ...args], { what: 'installing', shell, env });
  if (problem !== null) {
    fail([
      `npm ci ${problem}, so nothing was started. What npm said stands above.`,
      'Usual causes: no way to the package registry (network, proxy), no space left, or node_modules in use.',
      'Mend that and run the same command again; it starts over by itself.',
    ]);
  }
  say(`Countersign: packages installed in ${seconds} s.`);
}

/**
 * The Node that everything runs on: pinned in package.json, or the machine's own where no package fits it.
 * npm 10 drops .bin/node again together with the packages for other machines, which name their program alike; so
 * it is put back here.
 */
function pinnedNode() {
  const { optionalDependencies = {} } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  for (const name of Object.keys(optionalDependencies)) {
    const manifest = readOrNull(join(MODULES, name, 'package.json'));
    const program = manifest === null ? undefined : JSON.parse(manifest).bin?.node;
    if (program === undefined) continue;
    const path = join(MODULES, name, program);
    linkNode(relative(BIN, path));
    return path;
  }
  if (Number(process.versions.node.split('.')[0]) >= PINNED_NODE) return process.execPath;
  return fail([
    `There is no packaged Node ${PINNED_NODE} for this machine (${process.platform}-${process.arch}).`,
    `Install Node ${PINNED_NODE} yourself and run the same command with it; yours is ${process.version}.`,
  ]);
}

function linkNode(target) {
  if (process.platform === 'win32') {
    const shim = join(BIN, 'node.cmd');
    if (!existsSync(shim)) writeFileSync(shim, `@"%~dp0${target}" %*\r\n`);
  } else if (!existsSync(join(BIN, 'node'))) {
    symlinkSync(target, join(BIN, 'node'));
  }
}

/** tap generates its test class for the chosen plugins once after an install. */
async function buildTestRunner(node) {
  const { problem } = await run(node, [TAP, 'build'], { what: 'preparing the test runner' });
  if (problem !== null) fail([`Preparing the test runner (tap build) ${problem}.`]);
}

/** The pages that people see, for the key service to serve. */
async function runVite(node, folder) {
  say('Countersign: building the console …');
  const args = ['build', join(ROOT, 'services/console'), '--outDir', folder, '--logLevel', 'warn'];
  const { problem, seconds } = await run(node, [VITE, ...args], { what: 'building the console' });
  if (problem !== null) {
    fail([
      `Building the console (vite build) ${problem}, so nothing was started. What it said stands above.`,
    ]);
  }
  say(`Countersign: console built in ${seconds} s.`);
}

if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
  fail([`Countersign needs Node ${OLDEST_NODE} or later to install itself; yours is ${process.version}.`]);
}
const wanted = wantedStamp();
if (readOrNull(STAMP) !== wanted) {
  if (!isInstalledByHand()) await install();
  await buildTestRunner(pinnedNode());
  writeFileSync(STAMP, `${wanted}\n`);
}
await buildConsole({ root: ROOT, build: (folder) => runVite(pinnedNode(), folder) });
