/** The database's roles. Each service signs in as its own; only `countersign_migrate` changes a schema. */
export const ROLES = [
  'countersign_migrate',
  'countersign_keys',
  'countersign_gateway',
  'countersign_mailer',
] as const;
export type Role = (typeof ROLES)[number];

export const SERVICE_ROLES = ['countersign_keys', 'countersign_gateway', 'countersign_mailer'] as const;

/** Per-role limits: nothing in the database waits for ever. */
export const ROLE_TIMEOUTS: Record<Role, { statement: string; lock: string; idleInTransaction: string }> = {
  countersign_migrate: { statement: '10min', lock: '10s', idleInTransaction: '1min' },
  countersign_keys: { statement: '10s', lock: '3s', idleInTransaction: '15s' },
  countersign_gateway: { statement: '3s', lock: '1s', idleInTransaction: '5s' },
  countersign_mailer: { statement: '10s', lock: '3s', idleInTransaction: '15s' },
};
