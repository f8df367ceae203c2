import { createDatabase, type Database } from '@countersign/database';
import { createLogger } from '@countersign/runtime';

/** A handle for the audit commands: one connection, which can read and nothing else that matters. */
export function openAuditDatabase({
  databaseUrl: url,
  databasePassword: password,
}: {
  databaseUrl: string;
  databasePassword: string;
}): Database {
  const logger = createLogger('audit', 'silent');
  return createDatabase({ url, password, poolSize: 1, applicationName: 'countersign-audit', logger });
}
