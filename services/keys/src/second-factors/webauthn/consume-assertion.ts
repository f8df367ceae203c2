import type { DatabaseTransaction } from '@countersign/database';
import type { Approval } from '../approval.ts';
import type { TakenChallenge } from './challenge-store.ts';
import { findCredential } from './security-key-store.ts';
import type { Assertion } from './webauthn.schemas.ts';

export type AssertionProof = {
  readonly userId: string;
  readonly approval: Approval;
  /** `null`: it was not open, or not this session's. */
  readonly challenge: TakenChallenge | null;
  readonly assertion: Assertion;
};

/** True for an assertion by a credential of the user over a challenge that was made for this very approval. */
export async function consumeAssertion(
  trx: DatabaseTransaction,
  { userId, approval, challenge, assertion }: AssertionProof,
): Promise<boolean> {
  // KS-27: made for another purpose, subject or change, it approves nothing here.
  if (challenge === null || !challenge.approvalDigest.equals(approval.digest)) return false;
  const credentialId = Buffer.from(assertion.id, 'base64url');
  const credential = await findCredential(trx, { userId, credentialId });
  if (credential === null) return false;
  throw new Error('no security key can be registered yet');
}
