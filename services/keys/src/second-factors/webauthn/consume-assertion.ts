import type { DatabaseTransaction } from '@countersign/database';
import { insertAuditEvent } from '../../audit/audit-store.ts';
import type { Deps } from '../../deps.ts';
import type { ClientInfo } from '../../http/client-info.ts';
import { notify } from '../../notifications/notify.ts';
import type { Approval } from '../approval.ts';
import type { CeremonyFaultCode } from './ceremony-fault.ts';
import type { TakenChallenge } from './challenge-store.ts';
import { advanceCounter, findCredential, type SecurityKey } from './security-key-store.ts';
import { userHandleOf } from './user-handle.ts';
import type { Assertion } from './webauthn.schemas.ts';
import { verifyAssertion } from './webauthn-adapter.ts';

export type AssertionProof = {
  readonly userId: string;
  readonly approval: Approval;
  /** `null`: it was not open, or not this session's. */
  readonly challenge: TakenChallenge | null;
  readonly assertion: Assertion;
  readonly client: ClientInfo;
};

/** Faults that only the genuine private key can cause: somebody has a copy of it, or of an old assertion. */
const ALARMING: ReadonlySet<CeremonyFaultCode> = new Set(['counter-not-risen', 'backup-eligibility-changed']);

/**
 * True for an assertion by a credential of the user over a challenge that was made for this very approval. An
 * assertion whose counter went back is refused like any other, and its owner hears of it.
 */
export async function consumeAssertion(
  trx: DatabaseTransaction,
  deps: Deps,
  { userId, approval, challenge, assertion, client }: AssertionProof,
): Promise<boolean> {
  // KS-27: made for another purpose, subject or change, it approves nothing here.
  if (challenge === null || !challenge.approvalDigest.equals(approval.digest)) return false;
  const credential = await findCredential(trx, { userId, id: Buffer.from(assertion.id, 'base64url') });
  if (credential === null) return false;
  const verdict = await verifyAssertion({
    assertion,
    credential: { ...credential, userHandle: userHandleOf(userId) },
    ...deps.settings.webauthn,
    challenge: challenge.challenge,
  });
  if (verdict.ok) {
    const { signatureCounter, backedUp } = verdict.value;
    if (await advanceCounter(trx, { factorId: credential.factorId, signatureCounter, backedUp })) return true;
  }
  const fault = verdict.ok ? 'counter-not-risen' : verdict.fault;
  if (ALARMING.has(fault)) await raiseAlarm(trx, deps, credential, { fault, client });
  return false;
}

async function raiseAlarm(
  trx: DatabaseTransaction,
  deps: Deps,
  { userId, factorId, label }: SecurityKey,
  { fault, client }: { fault: CeremonyFaultCode; client: ClientInfo },
): Promise<void> {
  const details = { label, fault };
  await insertAuditEvent(trx, { userId, type: 'security-key-copied', client, subject: factorId, details });
  await notify(trx, deps, { kind: 'security-key-copied', userId, client, label });
}
