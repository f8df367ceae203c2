import { inTransaction } from '@countersign/database';
import { insertAuditEvent } from '../audit/audit-store.ts';
import type { Deps } from '../deps.ts';
import type { ClientInfo } from '../http/client-info.ts';
import { assertSameBrowser, lockOwnCreation } from './authorize-creation.ts';
import { moveKeyCreation } from './key-creation-store.ts';
import { transition } from './transitions.ts';

export type Acknowledgement = {
  readonly creationId: string;
  readonly userId: string;
  readonly browserDigest: Buffer | null;
  readonly client: ClientInfo;
};

/**
 * The person has recorded the secret: from here on nobody can ask for another one.
 *
 * @throws Refusal `reveal-closed` when that is so already, `wrong-browser`, `not-found`, or what the state answers
 */
export async function acknowledgeReveal(
  deps: Deps,
  { creationId: id, userId, browserDigest, client }: Acknowledgement,
): Promise<void> {
  await inTransaction(deps.db, async (trx) => {
    const creation = await lockOwnCreation(trx, id, userId);
    const to = transition(creation.state, 'acknowledged');
    assertSameBrowser(creation, browserDigest);
    await moveKeyCreation(trx, { id, from: creation.state, to });
    const details = { keyId: creation.keyId };
    await insertAuditEvent(trx, { userId, type: 'key-reveal-acknowledged', client, subject: id, details });
  });
}
