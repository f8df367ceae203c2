import t from 'tap';
import { serviceSpecs } from './service-specs.ts';

const rows = serviceSpecs({
  ports: { keys: 3000, gateway: 3100, exchange: 3200, mailWeb: 1080, smtp: 1025 },
  mailerPort: 40_000,
  databaseUrl: (role) => `postgres://${role}@127.0.0.1:5440/countersign`,
  secretFile: (name) => `/secrets/${name}`,
  mailDir: '/mails',
  common: { PATH: '/bin' },
  redis: {},
});
const environmentOf = (name: string) => {
  const found = rows.flat().find((spec) => spec.name === name);
  return JSON.stringify(found?.environment ?? t.fail(`no service ${name}`));
};

t.test('each service is handed its own keys and nothing more', async (t) => {
  const files = (name: string) =>
    [...environmentOf(name).matchAll(/\/secrets\/([\w.-]+)/g)].map(([, file]) => file);
  t.same(files('keys'), [
    'countersign_keys.password',
    'gateway-sealing.public.jwks.json',
    'mailer-sealing.public.jwks.json',
    'signing.private.jwks.json',
    'totp.jwks.json',
  ]);
  t.same(files('gateway'), [
    'countersign_gateway.password',
    'gateway-sealing.private.jwks.json',
    'signing.public.jwks.json',
    'assertion.private.jwks.json',
    'upstream.token',
  ]);
  t.same(files('mailer'), [
    'countersign_mailer.password',
    'mailer-sealing.private.jwks.json',
    'signing.public.jwks.json',
  ]);
  t.same(files('sandbox-exchange'), ['upstream.token']);
  t.same(files('mail-inbox'), []);
});

t.test(
  'each service signs in to the database as its own role, and listens on the loopback only',
  async (t) => {
    for (const name of ['keys', 'gateway', 'mailer']) {
      t.match(environmentOf(name), `"DATABASE_URL":"postgres://countersign_${name}@`);
      t.match(environmentOf(name), `"${name.toUpperCase()}_HOST":"127.0.0.1"`);
    }
  },
);
