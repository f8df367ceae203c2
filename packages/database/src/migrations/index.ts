import type { Migration } from 'kysely/migration';
import * as firstSchema from './0001-first-schema.ts';
import * as securityKeys from './0002-security-keys.ts';
import * as accounts from './0003-accounts.ts';
import * as keyEdits from './0004-key-edits.ts';
import * as notifications from './0005-notifications.ts';
import * as auditChain from './0006-audit-chain.ts';
import * as outsideIdentities from './0007-outside-identities.ts';
import * as idempotency from './0008-idempotency.ts';
import * as keyRefusals from './0010-key-refusals.ts';
import * as sweeps from './0013-sweeps.ts';
import * as scopedTokens from './0014-scoped-tokens.ts';

/** Every migration by name, in order. The services check that the newest one has run. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-first-schema': firstSchema,
  '0002-security-keys': securityKeys,
  '0003-accounts': accounts,
  '0004-key-edits': keyEdits,
  '0005-notifications': notifications,
  '0006-audit-chain': auditChain,
  '0007-outside-identities': outsideIdentities,
  '0008-idempotency': idempotency,
  '0010-key-refusals': keyRefusals,
  '0013-sweeps': sweeps,
  '0014-scoped-tokens': scopedTokens,
};
