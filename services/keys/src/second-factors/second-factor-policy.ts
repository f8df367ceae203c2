import { type Approval, approvalOf } from './approval.ts';

/** What a security key approves when it switches "security keys only" on or off. */
export function policyApproval(securityKeyOnly: boolean): Approval {
  return approvalOf('second-factor-policy', { change: ['securityKeyOnly', securityKeyOnly] });
}
