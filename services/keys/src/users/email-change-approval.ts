import { type Approval, approvalOf } from '../second-factors/approval.ts';

/** What a second factor approves for a change of address: this very one, in canonical form. */
export function emailChangeApproval(newEmail: string): Approval {
  return approvalOf('email-change', { change: newEmail });
}
