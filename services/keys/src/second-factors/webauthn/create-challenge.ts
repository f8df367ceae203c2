import { inTransaction } from '@countersign/database';
import type { Deps } from '../../deps.ts';
import type { SessionContext } from '../../sessions/session.ts';
import { lockUser } from '../../users/user-store.ts';
import type { Approval } from '../approval.ts';
import { type Ceremony, insertChallenge } from './challenge-store.ts';

/** 256 bits: whoever answers must have asked (WebAuthn Level 3 §13.4.3 wants 128 at least). */
const CHALLENGE_BYTES = 32;

export type CreatedChallenge = {
  readonly challenge: Buffer;
  readonly expiresAt: Date;
};

type Asked = { readonly id: string; readonly ceremony: Ceremony; readonly approval: Approval };

/** A fresh challenge of the session, for one ceremony and one approval. */
export async function createChallenge(
  deps: Deps,
  { userId, sessionId }: SessionContext,
  asked: Asked,
): Promise<CreatedChallenge> {
  const challenge = Buffer.from(deps.randomBytes(CHALLENGE_BYTES));
  const expiresAt = await inTransaction(deps.db, async (trx) => {
    // Those who ask for one account take turns, so that no session gets more than its number.
    await lockUser(trx, userId);
    return insertChallenge(trx, { ...asked, userId, sessionId, challenge });
  });
  return { challenge, expiresAt };
}
