import { ConfigReader, type Environment } from '@countersign/runtime';

export type Config = {
  readonly logLevel: string;
  readonly host: string;
  readonly port: number;
  readonly upstreamToken: string;
};

/** A token that can be guessed would let anybody past the gateway: 128 bits as base64url are 22 characters. */
const SHORTEST_TOKEN = 22;

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
  if (config.upstreamToken !== '' && !/^[!-+\--~]+$/.test(config.upstreamToken)) {
    reader.fault('UPSTREAM_TOKEN_FILE must hold printable characters without blanks and commas');
  } else if (config.upstreamToken !== '' && config.upstreamToken.length < SHORTEST_TOKEN) {
    reader.fault(`UPSTREAM_TOKEN_FILE holds a token of less than ${SHORTEST_TOKEN} characters`);
  }
  return reader.finish('sandbox-exchange', config);
}
