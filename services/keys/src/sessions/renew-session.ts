import type { DatabaseTransaction } from '@countersign/database';
import { mintToken, type Redacted, tokenDigest } from '@countersign/sealing';
import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import { SESSION_PURPOSE } from './load-session.ts';
import { replaceSessionToken } from './session-store.ts';

/**
 * Goes on with the session under a new token, in the transaction of the change that asks for it: whoever had
 * copied the token before has nothing.
 *
 * @throws Refusal `not-signed-in` when the session ended in the meantime
 */
export async function renewSession(
  trx: DatabaseTransaction,
  deps: Deps,
  sessionId: string,
): Promise<Redacted<string>> {
  const token = mintToken(deps.randomBytes);
  const digest = tokenDigest(SESSION_PURPOSE, token.expose());
  if (await replaceSessionToken(trx, { sessionId, tokenDigest: digest })) return token;
  throw new Refusal('not-signed-in', { reason: 'the session ended meanwhile' });
}
