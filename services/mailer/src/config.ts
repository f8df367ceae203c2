import { ConfigReader, type Environment } from '@countersign/runtime';
import { parseKeyring } from '@countersign/sealing';
import { isPlainAddress } from './delivery/mail-address.ts';
import type { MailAddress, SmtpSettings } from './delivery/smtp-adapter.ts';

export type Config = ReturnType<typeof readConfig>;

/** Mails handed over at a time, each on a connection of its own. */
export const CONCURRENCY = 5;

/** The only reader of the environment. Throws `ConfigError` with every fault. */
export function readConfig(env: Environment) {
  const reader = new ConfigReader(env);
  return reader.finish('mailer', {
    logLevel: reader.text('LOG_LEVEL', 'info'),
    host: reader.text('MAILER_HOST', '127.0.0.1'),
    port: reader.integer('MAILER_PORT', { fallback: 3300, min: 0, max: 65_535 }),
    ...databaseSettings(reader),
    redisUrl: reader.optional('REDIS_URL'),
    redisPassword: optionalFile(reader, 'REDIS_PASSWORD_FILE'),
    keyrings: {
      openAsMailer: reader.parsedFile('MAILER_SEALING_PRIVATE_KEYRING_FILE', (text) =>
        parseKeyring(text, 'open'),
      ),
      verify: reader.parsedFile('SIGNING_PUBLIC_KEYRING_FILE', (text) => parseKeyring(text, 'verify')),
    },
    smtp: smtpSettings(reader),
    from: mailFrom(reader),
    context: {
      consoleOrigin: reader.origin('CONSOLE_ORIGIN'),
      platformName: platformName(reader),
    },
  });
}

/** What the dead-letter commands need. */
export function readCommandConfig(env: Environment) {
  const reader = new ConfigReader(env);
  return reader.finish('dead letters', databaseSettings(reader));
}

function databaseSettings(reader: ConfigReader) {
  return {
    databaseUrl: reader.text('DATABASE_URL'),
    databasePassword: reader.file('DATABASE_PASSWORD_FILE'),
  };
}

function smtpSettings(reader: ConfigReader): SmtpSettings {
  const host = reader.text('SMTP_HOST');
  const tls = reader.oneOf('SMTP_TLS', ['required', 'off'], 'required');
  if (tls === 'off' && host !== '' && !isLoopback(host)) {
    reader.fault(`SMTP_TLS is off, which is for loopback hosts only, but SMTP_HOST is "${host}"`);
  }
  return {
    host,
    port: reader.integer('SMTP_PORT', { fallback: 587, min: 1, max: 65_535 }),
    tls,
    credentials: smtpCredentials(reader),
    ca: optionalFile(reader, 'SMTP_CA_FILE'),
    maxConnections: CONCURRENCY,
    maxPerSecond: reader.integer('SMTP_MAX_PER_SECOND', { fallback: 20, min: 1, max: 10_000 }),
  };
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

function smtpCredentials(reader: ConfigReader): SmtpSettings['credentials'] {
  const user = reader.optional('SMTP_USER');
  const password = optionalFile(reader, 'SMTP_PASSWORD_FILE');
  if (user !== null && password !== null) return { user, password };
  if (user !== null || password !== null) {
    reader.fault('SMTP_USER and SMTP_PASSWORD_FILE belong together: set both or neither');
  }
  return null;
}

function optionalFile(reader: ConfigReader, name: string): string | null {
  return reader.optional(name) === null ? null : reader.file(name);
}

/** `keys@example.com` or `Example Keys <keys@example.com>`. */
function mailFrom(reader: ConfigReader): MailAddress {
  const value = reader.text('MAIL_FROM');
  const [, name = '', inner] = /^([^<>"\p{Cc}]*?)\s*<([^<>]*)>$/u.exec(value) ?? [];
  const address = inner ?? value;
  if (value !== '' && !isPlainAddress(address)) {
    reader.fault(
      `MAIL_FROM is "${value}" but must be an address such as keys@example.com or Example <keys@example.com>`,
    );
  }
  return { name, address };
}

function platformName(reader: ConfigReader): string {
  const name = reader.text('PLATFORM_NAME', 'Countersign');
  if (!/^[^\p{C}]{1,60}$/u.test(name))
    reader.fault('PLATFORM_NAME must be one line of at most 60 characters');
  return name;
}
