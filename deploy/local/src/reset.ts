import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pointedFolder, removeServerFolder, stopLeftOver } from '@countersign/embedded-postgres';
import { readConfig } from './config.ts';
import { endLeftOvers } from './data-dir/end-left-overs.ts';
import { dataLayout } from './data-dir/layout.ts';
import { killedStack, runningStack } from './data-dir/lock-data-dir.ts';
import { exitWithMessage } from './exit-with-message.ts';

/** What a stack puts into its data folder. Nothing else there is touched. */
const OURS = ['demo-user.json', 'logs', 'mails', 'secrets', 'stack.json'];

/** `npm run reset`: forgets keys, users, mails and logs of the local stack. */
async function main(): Promise<void> {
  const config = readConfig(process.env, fileURLToPath(new URL('../../..', import.meta.url)));
  const layout = dataLayout(config.dataDir);
  const running = runningStack(layout);
  if (running !== null) {
    throw new Error(
      `a local stack runs on ${layout.dataDir} (process ${running.pid}): stop it first, with Ctrl-C`,
    );
  }
  const found = OURS.filter((name) => existsSync(join(layout.dataDir, name)));
  const hasPostgres = existsSync(layout.postgres);
  if (found.length === 0 && !hasPostgres) {
    console.log(`There is nothing in ${layout.dataDir} to remove.`);
    return;
  }
  await endLeftOvers(killedStack(layout)?.children.filter(({ name }) => name !== 'postgres') ?? []);
  await stopLeftOver(layout.postgres);
  const elsewhere = pointedFolder(layout.postgres);
  console.log(
    `Removing from ${layout.dataDir}: ${[...found, ...(hasPostgres ? ['postgres'] : [])].join(', ')}`,
  );
  if (elsewhere !== null) console.log(`Removing ${elsewhere}, where its PostgreSQL kept the data`);
  if (config.databaseUrl !== null) {
    console.log(
      'The database that DATABASE_URL names is left as it is: drop its database "countersign" yourself.',
    );
  }
  removeServerFolder(layout.postgres);
  for (const name of found) rmSync(join(layout.dataDir, name), { recursive: true });
  if (readdirSync(layout.dataDir).length === 0) rmSync(layout.dataDir, { recursive: true });
  console.log('Done. The next npm start begins afresh.');
}

await main().catch(exitWithMessage);
