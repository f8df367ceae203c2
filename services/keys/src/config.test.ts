import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConfigError, Environment } from '@countersign/runtime';
import { generateKeyPairJwks, generateSymmetricJwks } from '@countersign/sealing';
import t from 'tap';
import { readConfig } from './config.ts';

const folder = mkdtempSync(join(tmpdir(), 'countersign-config-'));
t.teardown(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content, { mode: 0o600 });
  return path;
}

const gateway = generateKeyPairJwks('X25519', 'gateway-1');
const mailer = generateKeyPairJwks('X25519', 'mailer-1');
const signing = generateKeyPairJwks('Ed25519', 'signing-1');

const GOOD: Environment = {
  COUNTERSIGN_ENVIRONMENT: 'test',
  CONSOLE_ORIGIN: 'https://keys.example.com',
  DATABASE_URL: 'postgres://countersign_keys@db.example.com:5432/countersign',
  DATABASE_PASSWORD_FILE: file('db', 'a database password\n'),
  GATEWAY_SEALING_PUBLIC_KEYRING_FILE: file('gateway.jwks', gateway.publicJwks),
  MAILER_SEALING_PUBLIC_KEYRING_FILE: file('mailer.jwks', mailer.publicJwks),
  SIGNING_PRIVATE_KEYRING_FILE: file('signing.jwks', signing.privateJwks),
  TOTP_KEYRING_FILE: file('totp.jwks', generateSymmetricJwks('totp-1')),
};

function faultsOf(changes: Environment): readonly string[] {
  try {
    readConfig({ ...GOOD, ...changes });
    return [];
  } catch (error) {
    return (error as ConfigError).faults;
  }
}

t.test('a good configuration is read, frozen, with safe defaults', async (t) => {
  const config = readConfig(GOOD);
  t.match(config, {
    isHttps: true,
    limits: 'standard',
    host: '127.0.0.1',
    trustedProxies: [],
    allowedOrigins: ['https://keys.example.com'],
    webauthn: {
      rpId: 'keys.example.com',
      origins: ['https://keys.example.com'],
      requireUserVerification: false,
    },
    redisUrl: null,
  });
  t.ok(Object.isFrozen(config));
});

t.test('a session’s ends can be set, and make sense together', async (t) => {
  t.match(readConfig(GOOD), { sessionIdleSeconds: 12 * 3_600, sessionLifetimeSeconds: 7 * 24 * 3_600 });
  const set = readConfig({ ...GOOD, SESSION_IDLE_MINUTES: '15', SESSION_LIFETIME_HOURS: '8' });
  t.match(set, { sessionIdleSeconds: 900, sessionLifetimeSeconds: 28_800 });
  t.match(faultsOf({ SESSION_IDLE_MINUTES: '61', SESSION_LIFETIME_HOURS: '1' }), [
    /SESSION_IDLE_MINUTES is longer/,
  ]);
  t.equal(faultsOf({ SESSION_IDLE_MINUTES: '0', SESSION_LIFETIME_HOURS: 'never' }).length, 2);
});

t.test('every fault is named at once', async (t) => {
  const faults = faultsOf({
    COUNTERSIGN_ENVIRONMENT: '',
    CONSOLE_ORIGIN: 'https://keys.example.com/',
    KEYS_PORT: '80443',
    DATABASE_PASSWORD_FILE: join(folder, 'nowhere'),
    SIGNING_PRIVATE_KEYRING_FILE: GOOD.TOTP_KEYRING_FILE,
    ALLOWED_ORIGINS: 'https://app.example.com/path',
    TRUSTED_PROXIES: '1',
    LIMITS: 'none',
  });
  for (const name of [
    'COUNTERSIGN_ENVIRONMENT',
    'CONSOLE_ORIGIN',
    'KEYS_PORT',
    'DATABASE_PASSWORD_FILE',
    'SIGNING_PRIVATE_KEYRING_FILE',
    'ALLOWED_ORIGINS',
    'TRUSTED_PROXIES',
    'LIMITS',
  ]) {
    t.equal(faults.filter((fault) => fault.includes(name)).length, 1, name);
  }
});

t.test('the key service refuses to hold a key that is another part’s', async (t) => {
  const opening = file('gateway-private.jwks', gateway.privateJwks);
  t.match(faultsOf({ GATEWAY_SEALING_PUBLIC_KEYRING_FILE: opening }), [/must be a public key/]);
  const mails = file('mailer-private.jwks', mailer.privateJwks);
  t.match(faultsOf({ MAILER_SEALING_PUBLIC_KEYRING_FILE: mails }), [/must be a public key/]);
});

t.test('a site without https, and relaxed limits, are for one’s own machine', async (t) => {
  t.same(faultsOf({ CONSOLE_ORIGIN: 'http://localhost:3000', LIMITS: 'relaxed-on-loopback' }), []);
  t.same(faultsOf({ CONSOLE_ORIGIN: 'http://127.0.0.1:3000' }), []);
  t.match(faultsOf({ CONSOLE_ORIGIN: 'http://keys.example.com' }), [/CONSOLE_ORIGIN/]);
  t.match(faultsOf({ LIMITS: 'relaxed-on-loopback' }), [/LIMITS/]);
});

t.test('an origin that the browser would write differently never matches, so it is a fault', async (t) => {
  for (const origin of [
    'https://app.example.com/',
    'app.example.com',
    '*',
    'null',
    'https://App.example.com',
    'ftp://app.example.com',
  ]) {
    t.match(faultsOf({ ALLOWED_ORIGINS: origin }), [/ALLOWED_ORIGINS/], origin);
  }
  t.same(faultsOf({ ALLOWED_ORIGINS: 'https://app.example.com, https://www.example.com' }), []);
});

t.test(
  'security keys belong to a domain that the console is in; front-ends outside of it cannot ask',
  async (t) => {
    const { webauthn } = readConfig({
      ...GOOD,
      ALLOWED_ORIGINS: 'https://app.example.com,https://example.org,https://notexample.com',
      WEBAUTHN_RP_ID: 'example.com',
    });
    t.same(webauthn, {
      rpId: 'example.com',
      origins: ['https://keys.example.com', 'https://app.example.com'],
      requireUserVerification: false,
    });
    for (const WEBAUTHN_RP_ID of [
      'example.org',
      'ys.example.com',
      'https://keys.example.com',
      'x.keys.example.com',
    ]) {
      t.match(faultsOf({ WEBAUTHN_RP_ID }), [/WEBAUTHN_RP_ID/], WEBAUTHN_RP_ID);
    }
  },
);

t.test('the PIN or fingerprint of security keys is required only where the operator says so', async (t) => {
  const required = readConfig({ ...GOOD, WEBAUTHN_USER_VERIFICATION: 'required' });
  t.equal(required.webauthn.requireUserVerification, true);
  t.match(faultsOf({ WEBAUTHN_USER_VERIFICATION: 'true' }), [/WEBAUTHN_USER_VERIFICATION/]);
});

t.test('signing in from outside is off until an issuer is named, and then complete or a fault', async (t) => {
  t.equal(readConfig(GOOD).oidc, null);
  const oidc = {
    OIDC_ISSUER: 'https://id.example.com/realms/example',
    OIDC_CLIENT_ID: 'countersign',
    OIDC_CLIENT_SECRET_FILE: file('oidc', 'a client secret\n'),
  };
  t.match(readConfig({ ...GOOD, ...oidc }).oidc, {
    scopes: 'openid email',
    returnPaths: ['/'],
    redirectUri: 'https://keys.example.com/v1/session/outside/callback',
  });
  t.same(faultsOf({ ...oidc, OIDC_ISSUER: 'http://localhost:8080/realms/example' }), []);
  t.match(faultsOf({ ...oidc, OIDC_ISSUER: '' }), [/OIDC_ISSUER is missing/]);
  t.match(faultsOf({ OIDC_ISSUER: oidc.OIDC_ISSUER }), [/OIDC_CLIENT_ID/, /OIDC_CLIENT_SECRET_FILE/]);
  for (const [name, values] of Object.entries({
    OIDC_ISSUER: [
      'http://id.example.com',
      'https://id.example.com?a',
      'id.example.com',
      'https://u@id.example.com',
    ],
    OIDC_SCOPES: ['email', 'openid  email', 'openid "email"'],
    OIDC_RETURN_PATHS: [
      '//evil.example',
      '/\\evil.example',
      'https://evil.example/',
      'a',
      '/a,//b',
      '/a/../b',
      '/a?b',
    ],
  })) {
    for (const value of values) t.match(faultsOf({ ...oidc, [name]: value }), [new RegExp(name)], value);
  }
  t.match(readConfig({ ...GOOD, ...oidc, OIDC_RETURN_PATHS: '/keys, /account' }).oidc, {
    returnPaths: ['/keys', '/account'],
  });
});

t.test('a console is served only from a folder that holds one', async (t) => {
  t.equal(readConfig(GOOD).consoleDir, null);
  t.same(faultsOf({ CONSOLE_DIR: folder }), [`CONSOLE_DIR is ${folder}, which holds no built console`]);
  const built = t.testdir({ 'index.html': '', 'pages.json': '[]' });
  t.equal(readConfig({ ...GOOD, CONSOLE_DIR: built }).consoleDir, built);
});

t.test('where clients reach the gateway is an origin, if it is told', async (t) => {
  t.equal(readConfig(GOOD).gatewayUrl, null);
  t.equal(
    readConfig({ ...GOOD, GATEWAY_URL: 'https://api.example.com' }).gatewayUrl,
    'https://api.example.com',
  );
  for (const GATEWAY_URL of [
    'https://api.example.com/',
    'https://api.example.com/v2',
    'javascript:alert(1)',
  ]) {
    t.match(faultsOf({ GATEWAY_URL }), [/GATEWAY_URL/], GATEWAY_URL);
  }
});
