import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Database } from '@countersign/database';
import type { Keyring } from '@countersign/sealing';
import { readAnchorLine } from './anchor.ts';
import type { ChainHead } from './audit-chain.ts';
import type { AuditFault } from './audit-fault.ts';
import { findDigests } from './verification-store.ts';

export type AnchorCheck = {
  readonly path: string;
  readonly keyring: Keyring<'verify'>;
  readonly userId: string | null;
  readonly report: (fault: AuditFault) => void;
};

const BATCH = 500;

/**
 * Every event that was the newest once must still be where it was: so the end of a chain cannot be cut off, nor a
 * whole user go, without its being noticed. @returns how many anchored heads were compared
 */
export async function verifyAnchor(db: Database, check: AnchorCheck): Promise<number> {
  let heads: ChainHead[] = [];
  let compared = 0;
  const lines = createInterface({ input: createReadStream(check.path), crlfDelay: Number.POSITIVE_INFINITY });
  for await (const line of lines) {
    if (line === '') continue;
    const head = readAnchorLine(line, check.keyring);
    if (head === null) check.report({ kind: 'anchor-not-genuine', userId: null, sequence: null });
    else if (check.userId === null || check.userId === head.userId) heads.push(head);
    if (heads.length < BATCH) continue;
    await compare(db, heads, check);
    compared += heads.length;
    heads = [];
  }
  await compare(db, heads, check);
  return compared + heads.length;
}

async function compare(db: Database, heads: readonly ChainHead[], { report }: AnchorCheck): Promise<void> {
  const placeOf = ({ userId, sequence }: Pick<ChainHead, 'userId' | 'sequence'>) => `${userId} ${sequence}`;
  const found = await findDigests(db, heads);
  const digests = new Map(found.map((event) => [placeOf(event), event.digest]));
  for (const head of heads) {
    const digest = digests.get(placeOf(head));
    const { userId, sequence } = head;
    if (digest === undefined) report({ kind: 'anchored-event-missing', userId, sequence });
    else if (!digest.equals(head.digest)) report({ kind: 'anchored-event-differs', userId, sequence });
  }
}
