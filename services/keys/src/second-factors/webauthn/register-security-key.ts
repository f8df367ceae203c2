import { randomUUID } from 'node:crypto';
import type { DatabaseTransaction } from '@countersign/database';
import { labelError } from '../../api-keys/key-settings.ts';
import { parseLabel } from '../../api-keys/label.ts';
import type { Deps } from '../../deps.ts';
import type { ClientInfo } from '../../http/client-info.ts';
import type { Once } from '../../idempotency/run-once.ts';
import { LIMITS } from '../../limits.ts';
import { Refusal } from '../../refusal.ts';
import type { SessionContext } from '../../sessions/session.ts';
import { type AddedFactor, addFactor, enrolmentApproval } from '../add-factor.ts';
import { requireStepUpIfEnrolled } from '../require-step-up-if-enrolled.ts';
import type { SecondFactor } from '../second-factor.ts';
import type { VerifiedRegistration } from './ceremony.ts';
import { CEREMONY_FAULTS, type CeremonyFaultCode } from './ceremony-fault.ts';
import { type TakenChallenge, takeRegistrationChallenge } from './challenge-store.ts';
import {
  findSecurityKey,
  insertSecurityKey,
  listSecurityKeys,
  type SecurityKey,
} from './security-key-store.ts';
import { statedChallenge } from './stated-challenge.ts';
import type { Attestation } from './webauthn.schemas.ts';
import { verifyRegistration } from './webauthn-adapter.ts';

export type SecurityKeyRegistration = {
  readonly session: SessionContext;
  readonly label: string;
  readonly attestation: Attestation;
  /** Of a factor that the account has already. */
  readonly secondFactor: SecondFactor | null;
  readonly browserDigest: Buffer;
  readonly client: ClientInfo;
};

export type RegisteredSecurityKey = AddedFactor & { readonly securityKey: SecurityKey };

/**
 * Registers a security key. Its challenge is used up before the attestation is looked at. Where the account has a
 * factor, that one must approve this very registration.
 *
 * @throws Refusal `email-not-verified`, `validation-failed`, `security-key-already-registered`,
 * `security-key-limit-reached`, and those of `requireStepUpIfEnrolled`
 */
export async function registerSecurityKey(
  deps: Deps,
  registration: SecurityKeyRegistration,
  once: Once,
): Promise<RegisteredSecurityKey> {
  const { session, secondFactor, browserDigest, client } = registration;
  if (!session.isEmailVerified) throw new Refusal('email-not-verified');
  const label = readLabel(registration.label);
  const challenge = await takeChallenge(deps, registration);
  const verified = await verify(deps, registration.attestation, challenge);
  const approval = enrolmentApproval(challenge.id);
  const stepUp = { session, secondFactor, browserDigest, client, approval };
  const registered = await requireStepUpIfEnrolled(deps, stepUp, async (trx) => {
    await once.begin(trx);
    const made = await insert(trx, deps, registration, { label, verified });
    await once.keep(trx, undefined);
    return made;
  });
  deps.nudgeRelay();
  return registered;
}

/** The label of a security key, by the rules for those of API keys. */
export function readLabel(text: string): string {
  const result = parseLabel(text);
  if (!result.ok) throw new Refusal('validation-failed', { errors: [labelError(result.fault)] });
  return result.label;
}

async function takeChallenge(
  { db }: Deps,
  { session, attestation }: SecurityKeyRegistration,
): Promise<TakenChallenge> {
  const { userId, sessionId } = session;
  const challenge = statedChallenge(attestation.response.clientDataJSON);
  const taken =
    challenge === null ? null : await takeRegistrationChallenge(db, { userId, sessionId, challenge });
  if (taken === null) throw refusalOf('challenge-mismatch');
  return taken;
}

async function verify(
  { settings }: Deps,
  attestation: Attestation,
  { challenge }: TakenChallenge,
): Promise<VerifiedRegistration> {
  const expected = { ...settings.webauthn, challenge };
  const verdict = await verifyRegistration({ attestation, ...expected });
  if (!verdict.ok) throw refusalOf(verdict.fault);
  return verdict.value;
}

/** What a front-end can do something about has a code of its own; the sentence says the rest. */
function refusalOf(fault: CeremonyFaultCode): Refusal {
  const code = TELLING.find((telling) => telling === fault) ?? 'attestation-invalid';
  const detail = CEREMONY_FAULTS[fault];
  return new Refusal('validation-failed', { errors: [{ field: 'attestation', code, detail }] });
}

const TELLING = [
  'challenge-mismatch',
  'origin-refused',
  'algorithm-not-offered',
  'user-not-verified',
] as const;

async function insert(
  trx: DatabaseTransaction,
  deps: Deps,
  registration: SecurityKeyRegistration,
  { label, verified }: { label: string; verified: VerifiedRegistration },
): Promise<RegisteredSecurityKey> {
  const { userId } = registration.session;
  const { length } = await listSecurityKeys(trx, userId);
  if (length >= LIMITS.securityKeysPerUser) throw new Refusal('security-key-limit-reached');
  const factorId = randomUUID();
  const { credentialId: id, ...facts } = verified;
  const factor = { id: factorId, method: 'webauthn', label } as const;
  const added = await addFactor(trx, deps, { ...registration, factor }, async () => {
    if (!(await insertSecurityKey(trx, { ...facts, factorId, userId, label, id }))) {
      throw new Refusal('security-key-already-registered');
    }
  });
  const securityKey = await findSecurityKey(trx, { userId, factorId });
  if (securityKey === null) throw new Error('a security key has vanished');
  return { ...added, securityKey };
}
