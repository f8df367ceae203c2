import type { Database } from '@countersign/database';
import { acceptedMethods } from './accepted-methods.ts';
import type { StepUpPurpose } from './approval.ts';
import { readFactorSummary } from './factor-store.ts';
import type { SecondFactorMethod } from './second-factor.ts';

/** What the account can countersign this with now, the preferred method first. Empty without an active factor. */
export async function enrolledMethods(
  db: Database,
  userId: string,
  purpose: StepUpPurpose,
): Promise<SecondFactorMethod[]> {
  return acceptedMethods(await readFactorSummary(db, userId), purpose);
}
