import type { SecretName } from '../data-dir/layout.ts';

export type ServiceSpec = {
  readonly name: string;
  /** Relative to the repository. */
  readonly entry: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
};

export type StackAddresses = {
  readonly ports: Readonly<Record<'keys' | 'gateway' | 'exchange' | 'mailWeb' | 'smtp', number>>;
  readonly mailerPort: number;
  /** URL of the database as a role, without a password. */
  databaseUrl(role: string): string;
  secretFile(name: SecretName): string;
  readonly mailDir: string;
  /** Settings that every service gets. */
  readonly common: Readonly<Record<string, string | undefined>>;
  /** `REDIS_URL` and `REDIS_PASSWORD_FILE`, if there is a Redis. */
  readonly redis: Readonly<Record<string, string | undefined>>;
};

const HOST = '127.0.0.1';

/** The services in the order in which they are started: those of one row together, a row once the one before is ready. */
export function serviceSpecs(at: StackAddresses): readonly (readonly ServiceSpec[])[] {
  const consoleOrigin = `http://localhost:${at.ports.keys}`;
  const database = (role: SecretName & `${string}.password`) => ({
    DATABASE_URL: at.databaseUrl(role.replace('.password', '')),
    DATABASE_PASSWORD_FILE: at.secretFile(role),
  });
  const service = (name: string, entry: string, environment: ServiceSpec['environment']): ServiceSpec => ({
    name,
    entry,
    // No balancer has to notice first that a service here is about to stop.
    environment: { DRAIN_MS: '0', ...at.common, ...environment },
  });
  const mailInbox = service('mail-inbox', 'deploy/local/src/mail-inbox/main.ts', {
    MAIL_INBOX_WEB_PORT: String(at.ports.mailWeb),
    MAIL_INBOX_SMTP_PORT: String(at.ports.smtp),
    MAIL_INBOX_DIR: at.mailDir,
  });
  const exchange = service('sandbox-exchange', 'services/sandbox-exchange/src/main.ts', {
    EXCHANGE_HOST: HOST,
    EXCHANGE_PORT: String(at.ports.exchange),
    UPSTREAM_TOKEN_FILE: at.secretFile('upstream.token'),
  });
  const keys = service('keys', 'services/keys/src/main.ts', {
    ...database('countersign_keys.password'),
    ...at.redis,
    KEYS_HOST: HOST,
    KEYS_PORT: String(at.ports.keys),
    CONSOLE_ORIGIN: consoleOrigin,
    GATEWAY_URL: `http://${HOST}:${at.ports.gateway}`,
    // Built by the install step (deploy/local/build-console.js).
    CONSOLE_DIR: 'services/console/dist',
    GATEWAY_SEALING_PUBLIC_KEYRING_FILE: at.secretFile('gateway-sealing.public.jwks.json'),
    MAILER_SEALING_PUBLIC_KEYRING_FILE: at.secretFile('mailer-sealing.public.jwks.json'),
    SIGNING_PRIVATE_KEYRING_FILE: at.secretFile('signing.private.jwks.json'),
    TOTP_KEYRING_FILE: at.secretFile('totp.jwks.json'),
    LIMITS: 'relaxed-on-loopback',
  });
  const gateway = service('gateway', 'services/gateway/src/main.ts', {
    ...database('countersign_gateway.password'),
    ...at.redis,
    GATEWAY_HOST: HOST,
    GATEWAY_PORT: String(at.ports.gateway),
    GATEWAY_SEALING_PRIVATE_KEYRING_FILE: at.secretFile('gateway-sealing.private.jwks.json'),
    SIGNING_PUBLIC_KEYRING_FILE: at.secretFile('signing.public.jwks.json'),
    ASSERTION_PRIVATE_KEYRING_FILE: at.secretFile('assertion.private.jwks.json'),
    UPSTREAM_URL: `http://${HOST}:${at.ports.exchange}`,
    UPSTREAM_TOKEN_FILE: at.secretFile('upstream.token'),
    LIMITS: 'relaxed-on-loopback',
  });
  const mailer = service('mailer', 'services/mailer/src/main.ts', {
    ...database('countersign_mailer.password'),
    ...at.redis,
    MAILER_HOST: HOST,
    MAILER_PORT: String(at.mailerPort),
    MAILER_SEALING_PRIVATE_KEYRING_FILE: at.secretFile('mailer-sealing.private.jwks.json'),
    SIGNING_PUBLIC_KEYRING_FILE: at.secretFile('signing.public.jwks.json'),
    SMTP_HOST: HOST,
    SMTP_PORT: String(at.ports.smtp),
    SMTP_TLS: 'off',
    MAIL_FROM: 'Countersign <no-reply@countersign.localhost>',
    CONSOLE_ORIGIN: consoleOrigin,
  });
  return [
    [mailInbox, exchange],
    [keys, gateway, mailer],
  ];
}
