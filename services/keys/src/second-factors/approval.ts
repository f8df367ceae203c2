import { createHash } from 'node:crypto';
import { encodeFields } from '@countersign/sealing';

/** Everything that a fresh second factor can be asked for. */
export const STEP_UP_PURPOSES = [
  'sign-in',
  'key-creation',
  'key-edit',
  'second-factor-enrolment',
  'second-factor-removal',
  'second-factor-policy',
  'recovery-codes',
  'password-change',
  'email-change',
  'account-closing',
  'outside-identity-link',
  'outside-identity-removal',
] as const;

export type StepUpPurpose = (typeof STEP_UP_PURPOSES)[number];

/** JSON in one canonical form: the feature that asks decides about order and spelling, never the client. */
export type CanonicalChange = null | string | number | boolean | readonly CanonicalChange[];

/** What exactly is approved. A second factor that was made for anything else does not count. */
export type Approval = {
  readonly purpose: StepUpPurpose;
  /** Id of the key, key creation or factor that it is about; `null` when it is about the account. */
  readonly subject: string | null;
  /** SHA-256 over purpose, subject and change: a WebAuthn challenge is bound to it. */
  readonly digest: Buffer;
};

/** The approval of a change. Two changes that differ in anything have different digests. */
export function approvalOf(
  purpose: StepUpPurpose,
  { subject = null, change = null }: { subject?: string | null; change?: CanonicalChange } = {},
): Approval {
  const fields = ['countersign/approval/v1', purpose, JSON.stringify(subject), JSON.stringify(change)];
  return { purpose, subject, digest: createHash('sha256').update(encodeFields(fields)).digest() };
}
