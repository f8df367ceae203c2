import type { Database, DatabaseTransaction } from '@countersign/database';
import type { Keyring } from '@countersign/sealing';
import type { KyselyPlugin, PluginTransformQueryArgs, PluginTransformResultArgs } from 'kysely';

/** Goes with a database handle into every transaction that is begun on it, and changes no query. */
class AuditSigner implements KyselyPlugin {
  readonly keyring: Keyring<'sign'>;

  constructor(keyring: Keyring<'sign'>) {
    this.keyring = keyring;
  }

  transformQuery({ node }: PluginTransformQueryArgs) {
    return node;
  }

  async transformResult({ result }: PluginTransformResultArgs) {
    return result;
  }
}

/** The handle on which audit events can be written: they are signed with this keyring (docs/adr/0016). */
export const signingAuditEvents = (db: Database, keyring: Keyring<'sign'>): Database =>
  db.withPlugin(new AuditSigner(keyring));

/** @throws Error on a transaction of any other handle: an event without a signature is never written */
export function auditKeyring(trx: DatabaseTransaction): Keyring<'sign'> {
  const signer = trx.getExecutor().plugins.find((plugin) => plugin instanceof AuditSigner);
  if (signer === undefined) throw new Error('this database handle cannot sign audit events');
  return signer.keyring;
}
