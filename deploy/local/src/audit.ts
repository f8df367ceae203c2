import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type LocalConfig, readAuditConfig } from './config.ts';
import { dataLayout } from './data-dir/layout.ts';
import { runningStack } from './data-dir/lock-data-dir.ts';
import { exitWithMessage } from './exit-with-message.ts';
import { embeddedAdminUrl, roleUrl } from './stack/start-database.ts';

const COMMANDS: Readonly<Record<string, string>> = { verify: 'verify-main.ts', anchor: 'anchor-main.ts' };

/** `npm run audit:verify` and `audit:anchor`: on the local stack, unless the environment names an installation. */
function main(): void {
  const [command = '', ...args] = process.argv.slice(2);
  const file = COMMANDS[command];
  if (file === undefined) throw new Error('usage: npm run audit:verify, or npm run audit:anchor');
  const root = fileURLToPath(new URL('../../..', import.meta.url));
  const config = readAuditConfig(process.env, root);
  const entry = join(root, 'services/keys/src/audit', file);
  const child = spawn(process.execPath, [entry, ...args], {
    stdio: 'inherit',
    ...(config !== null && { env: { ...config.inherited, ...settingsOf(config) } }),
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  child.on('exit', (code) => process.exit(code ?? 1));
}

/** What the key service's audit commands need, for the stack that runs on the data folder. */
function settingsOf(config: LocalConfig): Record<string, string> {
  const layout = dataLayout(config.dataDir);
  const stack = runningStack(layout);
  if (stack === null) throw new Error(`no local stack runs on ${layout.dataDir}: start one with npm start`);
  const adminUrl = config.databaseUrl ?? embeddedAdminUrl(layout, stack.postgresPort ?? 0);
  return {
    DATABASE_URL: roleUrl(adminUrl, 'countersign_keys'),
    DATABASE_PASSWORD_FILE: layout.secret('countersign_keys.password'),
    SIGNING_PUBLIC_KEYRING_FILE: layout.secret('signing.public.jwks.json'),
  };
}

try {
  main();
} catch (error) {
  exitWithMessage(error);
}
