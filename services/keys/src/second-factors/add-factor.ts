import type { DatabaseTransaction } from '@countersign/database';
import type { Redacted } from '@countersign/sealing';
import { insertAuditEvent } from '../audit/audit-store.ts';
import type { Deps } from '../deps.ts';
import type { ClientInfo } from '../http/client-info.ts';
import { notify } from '../notifications/notify.ts';
import { raiseAssurance } from '../sessions/raise-assurance.ts';
import type { SessionContext } from '../sessions/session.ts';
import { hasFactor } from './accepted-methods.ts';
import { type Approval, approvalOf } from './approval.ts';
import { markFirstFactor, readFactorSummary } from './factor-store.ts';
import { mintRecoveryCodes } from './recovery-codes/mint-recovery-codes.ts';
import { rememberBrowser } from './remember-browser.ts';
import { holdWithdrawal } from './withdraw-hold.ts';

type Addition = {
  readonly session: SessionContext;
  readonly factor: {
    readonly id: string;
    readonly method: 'totp' | 'webauthn';
    readonly label: string | null;
  };
  readonly browserDigest: Buffer;
  readonly client: ClientInfo;
};

export type AddedFactor = {
  /** Shown this once; `null` where the account had a factor, whose codes go on. */
  readonly recoveryCodes: Redacted<string>[] | null;
  /** The session's new token. */
  readonly token: Redacted<string>;
};

/** What a step-up approves that lets a factor be added: this very factor, by the id its enrolment began with. */
export function enrolmentApproval(id: string): Approval {
  return approvalOf('second-factor-enrolment', { subject: id });
}

/**
 * Adds a factor that the person has just proven, in a transaction that holds the user's lock: `insert` makes it
 * count. The first one brings recovery codes; a further one starts the hold on `withdraw`, for it may be
 * somebody else's. The session is raised, under a new token.
 */
export async function addFactor(
  trx: DatabaseTransaction,
  deps: Deps,
  { session, factor, browserDigest, client }: Addition,
  insert: () => Promise<void>,
): Promise<AddedFactor> {
  const { userId } = session;
  const { id: subject, method, label } = factor;
  const hadFactor = hasFactor(await readFactorSummary(trx, userId));
  await insert();
  const recoveryCodes = hadFactor ? null : await mintRecoveryCodes(trx, deps, userId);
  if (!(await markFirstFactor(trx, userId))) await holdWithdrawal(trx, deps, userId);
  await rememberBrowser(trx, { userId, browserDigest });
  const details = label === null ? { method } : { method, label };
  await insertAuditEvent(trx, { userId, type: 'second-factor-enrolled', client, subject, details });
  await notify(trx, deps, { kind: 'second-factor-added', userId, client, method, label });
  return { recoveryCodes, token: await raiseAssurance(trx, deps, session) };
}
