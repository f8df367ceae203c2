import type { Database } from '@countersign/database';
import type { FieldError } from '../field-error.ts';
import { readOwnCreation } from '../key-creation/authorize-creation.ts';
import { creationApproval } from '../key-creation/pass-second-factor.ts';
import { proposeEdit } from '../key-edits/propose-edit.ts';
import { findIssuer } from '../outside-identities/outside-identity-store.ts';
import { Refusal } from '../refusal.ts';
import type { SessionContext } from '../sessions/session.ts';
import { assertEmail } from '../users/email-address.ts';
import { emailChangeApproval } from '../users/email-change-approval.ts';
import { enrolmentApproval } from './add-factor.ts';
import { type Approval, approvalOf, type StepUpPurpose } from './approval.ts';
import type { ApprovalRequest } from './approval-request.schemas.ts';
import { policyApproval } from './second-factor-policy.ts';
import { findTotpFactor } from './totp/totp-store.ts';
import { isRegistrationOpen } from './webauthn/challenge-store.ts';
import { findSecurityKey } from './webauthn/security-key-store.ts';

/**
 * Turns what a client names into the approval that the operation will ask for. Whatever does not exist, or is
 * another account's, is `not-found`; what the purpose does not take is `validation-failed`. What the operation itself
 * would refuse, it may refuse already.
 */
type Resolver = (db: Database, session: SessionContext, request: ApprovalRequest) => Promise<Approval>;

/** One a purpose. The operation builds its approval with the same function, from the same values. */
const RESOLVERS: Readonly<Record<StepUpPurpose, Resolver>> = {
  'sign-in': aboutAccount('sign-in'),
  'key-creation': about('subject', async (db, { userId }, subject) =>
    creationApproval(await readOwnCreation(db, uuid(subject), userId)),
  ),
  'key-edit': resolveKeyEdit,
  'second-factor-enrolment': about('subject', resolveEnrolment),
  'second-factor-removal': about('subject', resolveRemoval),
  'second-factor-policy': about('change', async (_db, _session, { securityKeyOnly, ...rest }) => {
    assertNothing(rest);
    if (securityKeyOnly === undefined) throw missing('change.securityKeyOnly');
    return policyApproval(securityKeyOnly);
  }),
  'recovery-codes': aboutAccount('recovery-codes'),
  'password-change': aboutAccount('password-change'),
  'email-change': about('change', async (_db, _session, { newEmail, ...rest }) => {
    assertNothing(rest);
    if (newEmail === undefined) throw missing('change.newEmail');
    return emailChangeApproval(assertEmail(newEmail, 'change.newEmail'));
  }),
  'account-closing': aboutAccount('account-closing'),
  'outside-identity-link': aboutAccount('outside-identity-link'),
  'outside-identity-removal': about('subject', async (db, { userId }, subject) => {
    const id = uuid(subject);
    if ((await findIssuer(db, { userId, id })) === null) throw new Refusal('not-found');
    return approvalOf('outside-identity-removal', { subject: id });
  }),
};

/** What `resolveApproval` can answer. */
export const RESOLVE_REFUSALS = [
  'not-found',
  'key-already-revoked',
  'key-expired',
  'key-unchanged',
  'key-version-conflict',
] as const;

/** @throws Refusal `validation-failed`, or one of `RESOLVE_REFUSALS` */
export async function resolveApproval(
  db: Database,
  session: SessionContext,
  { purpose, ...request }: ApprovalRequest & { readonly purpose: StepUpPurpose },
): Promise<Approval> {
  return RESOLVERS[purpose](db, session, request);
}

async function resolveKeyEdit(
  db: Database,
  { userId }: SessionContext,
  { subject: keyId, change: { securityKeyOnly, newEmail, ...input } = {} }: ApprovalRequest,
): Promise<Approval> {
  assertNothing({ securityKeyOnly, newEmail });
  if (keyId === undefined) throw missing('subject');
  return (await proposeEdit(db, { userId, keyId, input })).approval;
}

async function resolveEnrolment(
  db: Database,
  { userId, sessionId }: SessionContext,
  subject: string,
): Promise<Approval> {
  const id = uuid(subject);
  const totp = await findTotpFactor(db, { userId, factorId: id });
  const isOpen =
    totp === null ? await isRegistrationOpen(db, { id, userId, sessionId }) : totp.activatedAt === null;
  if (!isOpen) throw new Refusal('not-found');
  return enrolmentApproval(id);
}

async function resolveRemoval(db: Database, { userId }: SessionContext, subject: string): Promise<Approval> {
  const factor = { userId, factorId: uuid(subject) };
  const found = (await findTotpFactor(db, factor)) ?? (await findSecurityKey(db, factor));
  if (found === null) throw new Refusal('not-found');
  return approvalOf('second-factor-removal', { subject: factor.factorId });
}

/** For purposes that are about the account or the session itself. */
function aboutAccount(purpose: StepUpPurpose): Resolver {
  return async (_db, _session, request) => {
    assertNothing(request);
    return approvalOf(purpose);
  };
}

/** For purposes that need exactly one of subject and change. */
function about<K extends keyof ApprovalRequest>(
  needed: K,
  resolve: (
    db: Database,
    session: SessionContext,
    value: NonNullable<ApprovalRequest[K]>,
  ) => Promise<Approval>,
): Resolver {
  return async (db, session, request) => {
    const { [needed]: value, ...rest } = request;
    assertNothing(rest);
    if (value === undefined) throw missing(needed);
    return resolve(db, session, value);
  };
}

/** An id that is none is nobody's. */
function uuid(text: string): string {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)) throw new Refusal('not-found');
  return text;
}

function assertNothing(rest: Readonly<Record<string, unknown>>): void {
  const errors = Object.entries(rest)
    .filter(([, value]) => value !== undefined)
    .map(([field]) => ({
      field,
      code: 'unknown-field' as const,
      detail: 'is nothing that this purpose takes',
    }));
  if (errors.length > 0) throw new Refusal('validation-failed', { errors });
}

function missing(field: string): Refusal {
  const error: FieldError = { field, code: 'required', detail: 'is what this purpose needs to know' };
  return new Refusal('validation-failed', { errors: [error] });
}
