import type { DatabaseTransaction } from '@countersign/database';
import { type ChainHead, eventDigest, signEvent, signHead } from './audit-chain.ts';
import { auditKeyring } from './audit-signer.ts';
import type { AuditEvent } from './audit-store.ts';
import type { Json } from './canonical-json.ts';
import { appendToChain, lockChainHead, type SignedEvent } from './chain-store.ts';

/**
 * Chains and signs events, the last thing that their transaction does: whoever waits for a chain's head holds up
 * nobody, and heads are locked in the order of user ids, so no two transactions ever wait for each other.
 */
export async function appendAuditEvents(
  trx: DatabaseTransaction,
  events: readonly AuditEvent[],
): Promise<void> {
  const byUser = Map.groupBy(events, ({ userId }) => userId);
  for (const userId of [...byUser.keys()].sort()) await appendOfUser(trx, userId, byUser.get(userId) ?? []);
}

async function appendOfUser(
  trx: DatabaseTransaction,
  userId: string,
  events: readonly AuditEvent[],
): Promise<void> {
  const keyring = auditKeyring(trx);
  const { now: at, ...locked } = await lockChainHead(trx, userId);
  let head: ChainHead = locked;
  const chained = events.map((event): SignedEvent => {
    const link = { ...memberOf(event), at, sequence: head.sequence + 1, previousDigest: head.digest };
    const digest = eventDigest(link);
    head = { userId, sequence: link.sequence, digest };
    return { ...link, digest, signature: signEvent(keyring, digest) };
  });
  await appendToChain(trx, chained, { ...head, at, signature: signHead(keyring, head) });
}

const memberOf = ({ userId, type, client, subject, details }: AuditEvent) => ({
  userId,
  type,
  ip: client?.ip ?? null,
  userAgent: client?.userAgent ?? null,
  subject: subject ?? null,
  // As it will come back from the database: dates as text, nothing undefined.
  details: JSON.parse(JSON.stringify(details ?? {})) as Json,
});
