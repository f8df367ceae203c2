import { startService } from '@countersign/runtime';
import { readMigrateConfig } from './config.ts';
import { withPassword } from './database.ts';
import { migrate } from './migrate.ts';

// The one migration step: exit code 0 when the schema is current, 78 for a bad configuration, 1 otherwise.
await startService(async () => {
  const { databaseUrl, databasePassword } = readMigrateConfig(process.env);
  const done = await migrate(withPassword(databaseUrl, databasePassword));
  const summary = done.length === 0 ? 'the schema is current, nothing to do' : `migrated: ${done.join(', ')}`;
  process.stdout.write(`${summary}\n`);
});
