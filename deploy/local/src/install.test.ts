import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { identifyProcess } from './data-dir/identify-process.ts';

const STEPS = ['install.js', 'build-console.js'];

/** Stands in for npm 10: records how it was called, installs a test runner and a Node, and forgets .bin/node. */
const NPM = `
import { appendFileSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
appendFileSync('calls', process.argv.slice(2).join(' ') + '\\n');
if (process.env.NPM_FAILS) { console.error('npm error network'); process.exit(7); }
rmSync('node_modules', { recursive: true, force: true });
mkdirSync('node_modules/.bin', { recursive: true });
mkdirSync('node_modules/tap/dist/esm', { recursive: true });
mkdirSync('node_modules/node-here/bin', { recursive: true });
symlinkSync(process.execPath, 'node_modules/node-here/bin/node');
writeFileSync('node_modules/node-here/package.json', '{"bin":{"node":"bin/node"}}');
mkdirSync('node_modules/vite/bin', { recursive: true });
writeFileSync('node_modules/vite/bin/vite.js', process.env.VITE ?? '');
writeFileSync('node_modules/tap/dist/esm/run.mjs', "import { appendFileSync } from 'node:fs'; appendFileSync('calls', 'tap ' + process.argv[2] + '\\\\n');");
`;

/** A repository with nothing in it but the install step and a lock file. */
function repository(t: Test) {
  const root = t.testdir({
    deploy: { local: {} },
    'package-lock.json': '{"packages":{}}',
    'package.json': '{"type":"module","optionalDependencies":{"node-elsewhere":"1","node-here":"1"}}',
  });
  for (const file of STEPS) {
    copyFileSync(join(import.meta.dirname, '..', file), join(root, 'deploy/local', file));
  }
  mkdirSync(join(root, 'npm'));
  const npm = join(root, 'npm/npm-cli.js');
  writeFileSync(npm, NPM);
  return {
    root,
    calls: () =>
      existsSync(join(root, 'calls'))
        ? readFileSync(join(root, 'calls'), 'utf8').split('\n').slice(0, -1)
        : [],
    async run(env: Record<string, string> = {}) {
      const child = spawn(process.execPath, ['deploy/local/install.js'], {
        cwd: root,
        env: { PATH: process.env.PATH, npm_execpath: npm, npm_node_execpath: process.execPath, ...env },
      });
      let output = '';
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding('utf8').on('data', (text: string) => {
          output += text;
        });
      }
      const [code] = (await once(child, 'close')) as [number];
      return { code, output };
    },
  };
}

const CI = 'ci --include=dev --include=optional --no-audit --no-fund --loglevel=error';

t.test(
  'packages are installed once for each lock file, and nothing is said when there is nothing to do',
  async (t) => {
    const { root, calls, run } = repository(t);
    const first = await run();
    t.equal(first.code, 0, first.output);
    t.match(first.output, /installing the packages/);
    t.same(calls(), [CI, 'tap build']);
    const node = join(root, 'node_modules/.bin/node');
    t.equal(
      readlinkSync(node),
      '../node-here/bin/node',
      'the pinned Node is on the path of every npm script',
    );
    t.same(await run(), { code: 0, output: '' });
    t.equal(calls().length, 2);

    writeFileSync(join(root, 'package-lock.json'), '{"packages":{"node_modules/x":{"version":"1.0.0"}}}');
    t.equal((await run()).code, 0);
    t.same(calls(), [CI, 'tap build', CI, 'tap build']);
  },
);

t.test('what somebody installed by hand is taken as it is, if it is what the lock file names', async (t) => {
  const { root, calls, run } = repository(t);
  await run();
  const lock = {
    packages: {
      '': {},
      'node_modules/x': { version: '1.0.0' },
      'node_modules/y': { version: '2.0.0', optional: true },
    },
  };
  const installed = (version: string) => ({ packages: { 'node_modules/x': { version } } });
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify(lock));
  writeFileSync(join(root, 'node_modules/.package-lock.json'), JSON.stringify(installed('1.0.0')));
  t.equal((await run()).code, 0);
  t.same(calls(), [CI, 'tap build', 'tap build'], 'only the test runner is prepared');

  writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ ...lock, more: 1 }));
  writeFileSync(join(root, 'node_modules/.package-lock.json'), JSON.stringify(installed('0.9.0')));
  t.equal((await run()).code, 0);
  t.equal(calls()[3], CI);
});

t.test('packages are not pulled from under a running stack', async (t) => {
  const { root, calls, run } = repository(t);
  mkdirSync(join(root, '.countersign'));
  const state = join(root, '.countersign/stack.json');
  writeFileSync(state, JSON.stringify(identifyProcess(process.pid)));
  const { code, output } = await run();
  t.equal(code, 1);
  t.match(output, new RegExp(`a local stack is running on them \\(process ${process.pid}\\)`));
  t.same(calls(), []);

  writeFileSync(state, JSON.stringify({ pid: spawnSync(process.execPath, ['-e', '']).pid, identity: null }));
  t.equal((await run()).code, 0, 'the state of a dead stack stops nobody');
});

t.test('when npm fails, the message says so, and the next run tries again', async (t) => {
  const { calls, run } = repository(t);
  const { code, output } = await run({ NPM_FAILS: '1' });
  t.equal(code, 1);
  t.match(output, /npm error network/);
  t.match(output, /npm ci ended with code 7, so nothing was started/);
  t.equal((await run()).code, 0);
  t.same(calls(), [CI, CI, 'tap build']);
});

/** Stands in for Vite: records that it ran, and writes what the source says. */
const VITE = `
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
const [, , , folder, , out] = process.argv;
appendFileSync('calls', 'vite build\\n');
const source = readFileSync(folder + '/src/main.tsx', 'utf8');
if (source === 'broken') { console.error('a fault in line 1'); process.exit(3); }
mkdirSync(out, { recursive: true });
writeFileSync(out + '/index.html', source);
`;

t.test(
  'the console is built once for each state of its sources; a build that fails leaves the old one',
  async (t) => {
    const { root, calls, run } = repository(t);
    const source = join(root, 'services/console/src/main.tsx');
    mkdirSync(join(root, 'services/console/src'), { recursive: true });
    mkdirSync(join(root, 'packages/client/src'), { recursive: true });
    mkdirSync(join(root, 'packages/user-agent/src'), { recursive: true });
    writeFileSync(source, 'first');
    const built = () => readFileSync(join(root, 'services/console/dist/index.html'), 'utf8');
    const first = await run({ VITE });
    t.equal(first.code, 0, first.output);
    t.match(first.output, /building the console/);
    t.equal(built(), 'first');
    t.same(await run(), { code: 0, output: '' }, 'nothing to do');

    writeFileSync(source, 'second');
    t.equal((await run()).code, 0);
    t.equal(built(), 'second');
    writeFileSync(join(root, 'packages/client/src/client.ts'), 'the client is a part of it');
    t.equal((await run()).code, 0);
    t.same(calls().slice(2), Array(3).fill('vite build'));

    writeFileSync(source, 'broken');
    const failed = await run();
    t.equal(failed.code, 1);
    t.match(failed.output, /a fault in line 1[\s\S]*Building the console \(vite build\) ended with code 3/);
    t.equal(built(), 'second');
    writeFileSync(source, 'mended');
    t.equal((await run()).code, 0);
    t.equal(built(), 'mended');
    t.same(readdirSync(join(root, 'services/console')).toSorted(), ['dist', 'src']);
  },
);
