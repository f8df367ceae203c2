import { beforeCommit, type Database, type DatabaseTransaction } from '@countersign/database';
import type { ClientInfo } from '../http/client-info.ts';
import { appendAuditEvents } from './append-audit-events.ts';

/** Everything the security history can say. Past tense: it has happened. */
export const AUDIT_EVENT_TYPES = [
  'user-registered',
  'registration-repeated',
  'email-verified',
  'outside-identity-linked',
  'outside-identity-removed',
  'signed-in',
  'signed-out',
  'session-ended',
  'password-failed',
  'password-changed',
  'password-reset-requested',
  'password-reset',
  'email-change-requested',
  'email-changed',
  'account-closed',
  'registration-lapsed',
  'second-factor-enrolled',
  'second-factor-removed',
  'second-factor-failed',
  'second-factor-passed',
  'recovery-code-used',
  'recovery-codes-replaced',
  'second-factor-renamed',
  'second-factor-policy-changed',
  'security-key-copied',
  'key-creation-started',
  'key-creation-approved',
  'key-creation-refused',
  'key-creation-cancelled',
  'confirmation-mail-resent',
  'wrong-browser-attempt',
  'key-created',
  'key-revealed-again',
  'key-reveal-acknowledged',
  'key-replaced',
  'key-edit-approved',
  'key-edit-cancelled',
  'key-edited',
  'key-revoked',
  'revocation-link-used',
  'notification-preferences-changed',
] as const;

export type AuditEventType = (typeof AUDIT_EVENT_TYPES)[number];

export type AuditEvent = {
  readonly userId: string;
  readonly type: AuditEventType;
  readonly client: ClientInfo | null;
  /** Key ID, key creation, session or factor that it is about. */
  readonly subject?: string;
  /** Facts for the reader; never a secret, token or code. */
  readonly details?: Readonly<Record<string, unknown>>;
};

const waiting = new WeakMap<DatabaseTransaction, AuditEvent[]>();

/**
 * Writes in the transaction that changes state, as the last thing before its commit: without its audit event, nothing
 * happens. The events of one transaction stand in the order in which they were handed in.
 */
export async function insertAuditEvent(trx: DatabaseTransaction, event: AuditEvent): Promise<void> {
  const others = waiting.get(trx);
  if (others !== undefined) {
    others.push(event);
    return;
  }
  const events = [event];
  waiting.set(trx, events);
  beforeCommit(trx, async () => {
    waiting.delete(trx);
    await appendAuditEvents(trx, events);
  });
}

export type ListedAuditEvent = {
  readonly id: string;
  readonly type: string;
  readonly at: string;
  readonly ip: string | null;
  readonly userAgent: string | null;
  readonly subject: string | null;
  readonly details: Record<string, unknown>;
};

export type AuditFilter = {
  readonly type: string | null;
  readonly subject: string | null;
  /** From this instant on. */
  readonly from: Date | null;
  /** Before this instant. */
  readonly to: Date | null;
};

type EventPage = { readonly userId: string; readonly before: string | null; readonly limit: number };

/** A user's events that the filter lets through, newest first; `before` is the id of the last one on the page before. */
export async function listAuditEvents(
  db: Database,
  { userId, before, limit }: EventPage,
  { type, subject, from, to }: AuditFilter,
): Promise<ListedAuditEvent[]> {
  const rows = await db
    .selectFrom('audit_events')
    .select(['id', 'type', 'at', 'ip', 'user_agent', 'subject', 'details'])
    .where('user_id', '=', userId)
    .$if(before !== null, (query) => query.where('id', '<', before ?? ''))
    .$if(type !== null, (query) => query.where('type', '=', type ?? ''))
    .$if(subject !== null, (query) => query.where('subject', '=', subject ?? ''))
    .$if(from !== null, (query) => query.where('at', '>=', from ?? new Date()))
    .$if(to !== null, (query) => query.where('at', '<', to ?? new Date()))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ at, user_agent, ...row }) => ({
    ...row,
    at: at.toISOString(),
    userAgent: user_agent,
  }));
}
