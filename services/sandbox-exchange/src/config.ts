import { ConfigReader, type Environment } from '@countersign/runtime';

export type Config = {
  readonly logLevel: string;
  readonly host: string;
  readonly port: number;
  readonly upstreamToken: string;
};

/** The gateway holds the same file to the same rule. */
const TOKEN = /^[!-~]{16,512}$/;

export function readConfig(env: Environment): Config {
  const reader = new ConfigReader(env);
  const config = {
    logLevel: reader.oneOf(
      'LOG_LEVEL',
      ['info', 'trace', 'debug', 'warn', 'error', 'fatal', 'silent'],
      'info',
    ),
    host: reader.text('EXCHANGE_HOST', '127.0.0.1'),
    port: reader.integer('EXCHANGE_PORT', { fallback: 3200, min: 0, max: 65_535 }),
    upstreamToken: reader.file('UPSTREAM_TOKEN_FILE'),
  };
  if (config.upstreamToken !== '' && !TOKEN.test(config.upstreamToken)) {
    reader.fault('UPSTREAM_TOKEN_FILE must hold 16 to 512 visible ASCII characters');
  }
  return reader.finish('sandbox-exchange', config);
}
