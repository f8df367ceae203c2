import type { DatabaseTransaction } from '@countersign/database';
import { mintToken, type Redacted, tokenDigest } from '@countersign/sealing';
import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import { SESSION_PURPOSE } from './load-session.ts';
import type { SessionContext } from './session.ts';
import { raiseSession } from './session-store.ts';

/**
 * Raises the session to `second_factor`, in the transaction that used the factor up, and gives it a new token.
 *
 * @throws Refusal `not-signed-in` when the session ended, or another request raised it, in the meantime
 */
export async function raiseAssurance(
  trx: DatabaseTransaction,
  deps: Deps,
  { sessionId, assurance }: SessionContext,
): Promise<Redacted<string>> {
  const token = mintToken(deps.randomBytes);
  const digest = tokenDigest(SESSION_PURPOSE, token.expose());
  const isRaised = await raiseSession(trx, { sessionId, from: assurance, tokenDigest: digest });
  if (!isRaised) throw new Refusal('not-signed-in', { reason: 'the session changed meanwhile' });
  return token;
}
