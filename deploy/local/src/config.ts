import { isAbsolute, resolve } from 'node:path';
import { ConfigReader, type Environment } from '@countersign/runtime';
import { PORTS, type PortName } from './stack/ports.ts';

export type LocalConfig = {
  /** The repository's folder: what relative paths are relative to, and where the services are started. */
  readonly root: string;
  readonly dataDir: string;
  readonly ports: Readonly<Record<PortName, number>>;
  /** `null`: the default port, or a free one where that is taken. */
  readonly postgresPort: number | null;
  /** An administrator's URL of a PostgreSQL that replaces the embedded one, or `null`. */
  readonly databaseUrl: string | null;
  readonly redisUrl: string | null;
  readonly redisPasswordFile: string | null;
  readonly logLevel: string;
  /** What child processes get to see of this environment besides their own settings. */
  readonly inherited: Environment;
  readonly isColourWanted: boolean;
};

/** Enough for a program to find its shared libraries, certificates, time zone and temporary folder. */
const INHERITED = [
  'PATH',
  'HOME',
  'TZ',
  'LANG',
  'TMPDIR',
  'TEMP',
  'TMP',
  'SystemRoot',
  'NODE_EXTRA_CA_CERTS',
];
const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
const PORT_RANGE = { min: 1, max: 65_535 };

/** @throws ConfigError naming every fault */
export function readConfig(env: Environment, root: string): LocalConfig {
  const reader = new ConfigReader(env);
  const dataDir = reader.text('COUNTERSIGN_DATA_DIR', '.countersign');
  const ports = Object.fromEntries(
    Object.entries(PORTS).map(([name, { variable, fallback }]) => [
      name,
      reader.integer(variable, { fallback, ...PORT_RANGE }),
    ]),
  ) as Record<PortName, number>;
  const hasPostgresPort = reader.optional('COUNTERSIGN_POSTGRES_PORT') !== null;
  return reader.finish('the local stack', {
    root,
    dataDir: isAbsolute(dataDir) ? dataDir : resolve(root, dataDir),
    ports,
    postgresPort: hasPostgresPort ? reader.integer('COUNTERSIGN_POSTGRES_PORT', PORT_RANGE) : null,
    databaseUrl: databaseUrl(reader),
    redisUrl: reader.optional('REDIS_URL'),
    redisPasswordFile: reader.optional('REDIS_PASSWORD_FILE'),
    logLevel: reader.oneOf('LOG_LEVEL', LEVELS, 'info'),
    inherited: Object.fromEntries(INHERITED.flatMap((name) => (env[name] ? [[name, env[name]]] : []))),
    isColourWanted: !env.NO_COLOR,
  });
}

/** `null` where the environment names an installation itself, as for the key service's audit commands. */
export function readAuditConfig(env: Environment, root: string): LocalConfig | null {
  return new ConfigReader(env).optional('SIGNING_PUBLIC_KEYRING_FILE') === null
    ? readConfig(env, root)
    : null;
}

function databaseUrl(reader: ConfigReader): string | null {
  const url = reader.optional('DATABASE_URL');
  if (url !== null && !(URL.canParse(url) && /^postgres(ql)?:$/.test(new URL(url).protocol))) {
    reader.fault(
      'DATABASE_URL must be the URL of a PostgreSQL administrator, postgres://user:password@host:port/postgres',
    );
  }
  return url;
}
