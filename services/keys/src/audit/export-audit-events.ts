import { Readable } from 'node:stream';
import type { Database } from '@countersign/database';
import type { Keyring } from '@countersign/sealing';
import type { StoredEvent, StoredHead } from './chain-checker.ts';
import { publicJwks } from './public-jwks.ts';
import { findHead, readEvents } from './verification-store.ts';

/** Version of what the lines hold; docs/verify-audit-export.mjs reads it. */
export const EXPORT_FORMAT = 'countersign-audit-export/1';

/**
 * The user's whole chain as JSON Lines: a header with the signed head and the public keys, then every event, oldest
 * first, with what its digest covers. A batch of events is in memory at a time. What is written meanwhile comes after
 * the head and is left out; an export that ends before its head was cut off on the way.
 */
export function exportAuditEvents(
  db: Database,
  { userId, keyring }: { userId: string; keyring: Keyring<'sign'> },
): Readable {
  return Readable.from(exportLines(db, { userId, keyring }), { objectMode: false });
}

async function* exportLines(
  db: Database,
  { userId, keyring }: { userId: string; keyring: Keyring<'sign'> },
): AsyncGenerator<string> {
  const head = await findHead(db, userId);
  yield `${JSON.stringify(headerOf(userId, head, keyring))}\n`;
  if (head === null) return;
  for await (const event of readEvents(db, userId)) {
    if (event.sequence > head.sequence) return;
    yield `${JSON.stringify(lineOf(event))}\n`;
  }
}

const headerOf = (userId: string, head: StoredHead | null, keyring: Keyring<'sign'>) => ({
  format: EXPORT_FORMAT,
  userId,
  head: head && {
    sequence: head.sequence,
    digest: head.digest.toString('base64url'),
    signingKeyId: head.signature?.signingKeyId ?? null,
    signature: head.signature?.signature.toString('base64url') ?? null,
  },
  keys: publicJwks(keyring),
});

const lineOf = ({ userId: _, signature: __, previousDigest, digest, ...event }: StoredEvent) => ({
  ...event,
  previousDigest: previousDigest.toString('base64url'),
  digest: digest.toString('base64url'),
});
