import { startService } from '@countersign/runtime';
import { readProvisionConfig } from './config.ts';
import { withPassword } from './database.ts';
import { provision } from './provision.ts';

// Roles, database and schemas: exit code 0 when they are as they should be, 78 for a bad configuration, 1 otherwise.
await startService(async () => {
  const { adminUrl, adminPassword, database, passwords } = readProvisionConfig(process.env);
  const url = adminPassword === null ? adminUrl : withPassword(adminUrl, adminPassword);
  await provision(url, database, passwords);
  process.stdout.write(`database ${database} and its roles are ready\n`);
});
