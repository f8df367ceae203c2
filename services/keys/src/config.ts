import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigReader, type Environment } from '@countersign/runtime';
import { parseKeyring, parseSymmetricKeyring, Redacted } from '@countersign/sealing';
import { type LimitScale, SESSION_DEFAULTS } from './limits.ts';
import type { OidcSettings } from './outside-identities/oidc-adapter.ts';
import { type RelyingParty, relyingPartyOf } from './second-factors/webauthn/relying-party.ts';

export type Config = ReturnType<typeof readConfig>;

/** The only reader of the environment. Throws `ConfigError` with every fault. */
export function readConfig(env: Environment) {
  const reader = new ConfigReader(env);
  const consoleOrigin = reader.origin('CONSOLE_ORIGIN');
  const limits = reader.oneOf('LIMITS', ['standard', 'relaxed-on-loopback'], 'standard');
  checkLocality(reader, consoleOrigin, limits);
  const allowedOrigins = originList(reader, consoleOrigin);
  return reader.finish('keys', {
    logLevel: reader.text('LOG_LEVEL', 'info'),
    environment: reader.text('COUNTERSIGN_ENVIRONMENT'),
    host: reader.text('KEYS_HOST', '127.0.0.1'),
    port: reader.integer('KEYS_PORT', { fallback: 3000, min: 0, max: 65_535 }),
    databaseUrl: reader.text('DATABASE_URL'),
    databasePassword: reader.file('DATABASE_PASSWORD_FILE'),
    databasePoolSize: reader.integer('DATABASE_POOL_SIZE', { fallback: 10, min: 2, max: 200 }),
    redisUrl: reader.optional('REDIS_URL'),
    redisPassword:
      reader.optional('REDIS_PASSWORD_FILE') === null ? null : reader.file('REDIS_PASSWORD_FILE'),
    platformName: reader.text('PLATFORM_NAME', 'Countersign'),
    gatewayUrl: gatewayUrl(reader),
    consoleOrigin,
    consoleDir: consoleFolder(reader),
    isHttps: consoleOrigin.startsWith('https://'),
    allowedOrigins,
    webauthn: {
      ...relyingParty(reader, consoleOrigin, allowedOrigins),
      requireUserVerification:
        reader.oneOf('WEBAUTHN_USER_VERIFICATION', ['preferred', 'required'], 'preferred') === 'required',
    },
    oidc: identityProvider(reader, consoleOrigin),
    trustedProxies: reader.cidrs('TRUSTED_PROXIES'),
    limits,
    withdrawHoldHours: reader.integer('WITHDRAW_HOLD_HOURS', { fallback: 24, min: 0, max: 720 }),
    ...sessionEnds(reader),
    drainMs: reader.integer('DRAIN_MS', { fallback: 5_000, min: 0, max: 120_000 }),
    keyrings: {
      sealToGateway: reader.parsedFile('GATEWAY_SEALING_PUBLIC_KEYRING_FILE', (text) =>
        parseKeyring(text, 'seal'),
      ),
      sealToMailer: reader.parsedFile('MAILER_SEALING_PUBLIC_KEYRING_FILE', (text) =>
        parseKeyring(text, 'seal'),
      ),
      sign: reader.parsedFile('SIGNING_PRIVATE_KEYRING_FILE', (text) => parseKeyring(text, 'sign')),
      totp: reader.parsedFile('TOTP_KEYRING_FILE', parseSymmetricKeyring),
    },
  });
}

/**
 * What the audit commands need (audit/verify-main.ts, audit/anchor-main.ts): the database as countersign_keys, and the
 * public halves of every signing key that ever signed an event here.
 */
export function readAuditConfig(env: Environment) {
  const reader = new ConfigReader(env);
  return reader.finish('the audit command', {
    databaseUrl: reader.databaseUrl('DATABASE_URL'),
    databasePassword: reader.file('DATABASE_PASSWORD_FILE'),
    keyring: reader.parsedFile('SIGNING_PUBLIC_KEYRING_FILE', (text) => parseKeyring(text, 'verify')),
  });
}

/** Where the built console lies; a folder without one would be found out by the first visitor only. */
function consoleFolder(reader: ConfigReader): string | null {
  const folder = reader.optional('CONSOLE_DIR');
  if (folder === null) return null;
  if (!existsSync(join(folder, 'index.html')) || !existsSync(join(folder, 'pages.json'))) {
    reader.fault(`CONSOLE_DIR is ${folder}, which holds no built console`);
  }
  return folder;
}

/** What clients are pointed at, for the examples that the console shows; `null` shows none. */
function gatewayUrl(reader: ConfigReader): string | null {
  return reader.optional('GATEWAY_URL') === null ? null : reader.origin('GATEWAY_URL');
}

/** Both hold for sessions that begin from then on. */
function sessionEnds(reader: ConfigReader) {
  const idleMinutes = reader.integer('SESSION_IDLE_MINUTES', {
    fallback: SESSION_DEFAULTS.idleMinutes,
    min: 5,
    max: 43_200,
  });
  const lifetimeHours = reader.integer('SESSION_LIFETIME_HOURS', {
    fallback: SESSION_DEFAULTS.lifetimeHours,
    min: 1,
    max: 2_160,
  });
  if (idleMinutes > lifetimeHours * 60) {
    reader.fault(
      'SESSION_IDLE_MINUTES is longer than SESSION_LIFETIME_HOURS, so that it would never end one',
    );
  }
  return { sessionIdleSeconds: idleMinutes * 60, sessionLifetimeSeconds: lifetimeHours * 3_600 };
}

/** What is meant for one's own machine must not slip into a site that others reach. */
function checkLocality(reader: ConfigReader, consoleOrigin: string, limits: LimitScale): void {
  if (!URL.canParse(consoleOrigin)) return;
  const { protocol, hostname } = new URL(consoleOrigin);
  const isLocal = LOCAL_HOSTS.test(hostname);
  if (protocol === 'http:' && !isLocal) {
    reader.fault(
      'CONSOLE_ORIGIN is http, which only localhost may be: cookies and keys would travel in clear',
    );
  }
  if (limits !== 'standard' && !isLocal) {
    reader.fault('LIMITS is relaxed-on-loopback, which only goes with a CONSOLE_ORIGIN on localhost');
  }
}

const LOCAL_HOSTS = /^(localhost|.+\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

const OIDC_DETAILS = [
  'OIDC_CLIENT_ID',
  'OIDC_CLIENT_SECRET_FILE',
  'OIDC_SCOPES',
  'OIDC_NAME',
  'OIDC_RETURN_PATHS',
];

/** Signing in from outside; `null` while no issuer is named. */
function identityProvider(reader: ConfigReader, consoleOrigin: string): OidcSettings | null {
  const issuer = reader.optional('OIDC_ISSUER');
  if (issuer === null) {
    const idle = OIDC_DETAILS.filter((name) => reader.optional(name) !== null);
    if (idle.length > 0) reader.fault(`OIDC_ISSUER is missing, so ${idle.join(', ')} would do nothing`);
    return null;
  }
  if (!isIssuer(issuer)) {
    reader.fault(
      'OIDC_ISSUER must be a URL such as https://id.example.com: https (http on a loopback host only), no query',
    );
  }
  const scopes = reader.text('OIDC_SCOPES', 'openid email');
  if (
    !/^[\x21\x23-\x5b\x5d-\x7e]+( [\x21\x23-\x5b\x5d-\x7e]+)*$/.test(scopes) ||
    !scopes.split(' ').includes('openid')
  ) {
    reader.fault('OIDC_SCOPES must be words separated by a space, openid among them');
  }
  return {
    issuer,
    clientId: reader.text('OIDC_CLIENT_ID'),
    clientSecret: new Redacted(reader.file('OIDC_CLIENT_SECRET_FILE')),
    scopes,
    name: reader.text('OIDC_NAME', 'Single sign-on'),
    redirectUri: `${consoleOrigin}/v1/session/outside/callback`,
    returnPaths: pathList(reader),
  };
}

/** OpenID Connect Discovery 1.0 §3: https, no query, no fragment. */
function isIssuer(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, search, hash, username } = new URL(text);
  if (search !== '' || hash !== '' || username !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && LOCAL_HOSTS.test(hostname));
}

/** Paths of the console; written so that no browser can read another host into one. */
function pathList(reader: ConfigReader): readonly string[] {
  const paths = reader
    .text('OIDC_RETURN_PATHS', '/')
    .split(',')
    .map((text) => text.trim());
  for (const path of paths) {
    if (!/^\/(?!\/)[\w./~-]{0,199}$/.test(path) || new URL(path, 'https://a.example').pathname !== path) {
      reader.fault(`OIDC_RETURN_PATHS holds "${path}", which is no plain path such as /account`);
    }
  }
  return paths;
}

/** The console's own origin and the front-ends that may call besides it. */
function originList(reader: ConfigReader, consoleOrigin: string): readonly string[] {
  const further = (reader.optional('ALLOWED_ORIGINS') ?? '').split(',').map((text) => text.trim());
  const origins = further.filter(Boolean);
  for (const origin of origins) {
    if (!/^https?:/.test(origin) || !URL.canParse(origin) || new URL(origin).origin !== origin) {
      reader.fault(
        `ALLOWED_ORIGINS holds "${origin}", which is not an origin such as https://app.example.com`,
      );
    }
  }
  return [consoleOrigin, ...origins];
}

/** Security keys belong to a domain: the console's own host, or a parent of it that front-ends on sibling hosts share. */
function relyingParty(
  reader: ConfigReader,
  consoleOrigin: string,
  allowedOrigins: readonly string[],
): RelyingParty {
  // Reported already.
  if (![consoleOrigin, ...allowedOrigins].every((origin) => URL.canParse(origin))) return NO_PARTY;
  const rpId = reader.optional('WEBAUTHN_RP_ID') ?? new URL(consoleOrigin).hostname;
  const party = relyingPartyOf({ consoleOrigin, allowedOrigins, rpId });
  if (party.origins.includes(consoleOrigin)) return party;
  reader.fault(
    `WEBAUTHN_RP_ID is "${rpId}", which is neither the host of CONSOLE_ORIGIN nor a domain that it is in`,
  );
  return NO_PARTY;
}

const NO_PARTY: RelyingParty = { rpId: '', origins: [] };
