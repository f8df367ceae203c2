import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError, type Environment } from '@countersign/runtime';
import t from 'tap';
import { readConfig } from './config.ts';

function tokenFile(t: { testdir(): string }, content: string): string {
  const path = join(t.testdir(), 'upstream-token');
  writeFileSync(path, content);
  return path;
}

function faultsOf(env: Environment): ConfigError {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error;
  }
  throw new Error('the configuration was accepted');
}

t.test('a good configuration is read, the token without the line end of its file', async (t) => {
  const path = tokenFile(t, 'a-token-of-sufficient-length\n');
  const config = readConfig({ EXCHANGE_HOST: '0.0.0.0', EXCHANGE_PORT: '3201', UPSTREAM_TOKEN_FILE: path });
  const expected = {
    logLevel: 'info',
    host: '0.0.0.0',
    port: 3201,
    upstreamToken: 'a-token-of-sufficient-length',
  };
  t.same(config, expected);
});

t.test('every fault of a bad configuration is told at once, and never the token', async (t) => {
  const path = tokenFile(t, 'short-secret');
  const env = { LOG_LEVEL: 'loud', EXCHANGE_PORT: '99999', UPSTREAM_TOKEN_FILE: path };
  const error = faultsOf(env);
  t.equal(error.faults.length, 3);
  t.notMatch(error.message, 'short-secret');
});

t.test('without a token file it does not start', async (t) => {
  t.match(faultsOf({}).faults, [/UPSTREAM_TOKEN_FILE/]);
  t.match(faultsOf({ UPSTREAM_TOKEN_FILE: '/no/such/file' }).faults, [/ENOENT/]);
  t.throws(
    () => readConfig({ UPSTREAM_TOKEN_FILE: tokenFile(t, 'two tokens are one too many') }),
    ConfigError,
  );
});
