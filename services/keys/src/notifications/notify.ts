import { type DatabaseTransaction, databaseTime } from '@countersign/database';
import type { NoticeKind, SecurityNotice } from '@countersign/outbox';
import { mintToken, tokenDigest } from '@countersign/sealing';
import type { Deps } from '../deps.ts';
import { LIMITS, limitsFor } from '../limits.ts';
import { queueMail } from '../outbox/queue-mail.ts';
import type { Notice } from './notice.ts';
import { NOTICE_POLICIES } from './notice-policy.ts';
import { countNotice, findNoticeAddress, findPreference } from './notification-store.ts';
import { insertRevocationLink } from './revocation-link-store.ts';

const REVOCATION_LINK_PURPOSE = 'revocation-link';

type NotifyDeps = Pick<Deps, 'keyrings' | 'randomBytes' | 'settings'>;

/**
 * Mails the owner that something happened to the account, in the transaction in which it happens: neither is
 * there without the other. Nudge the relay after the commit. Nothing is sent where the person switched a harmless
 * kind off, where somebody causes more of a kind than an hour may have, or to an address that nobody verified.
 */
export async function notify(trx: DatabaseTransaction, deps: NotifyDeps, notice: Notice): Promise<void> {
  const { kind, userId, client, recipient: given, ...facts } = notice;
  // In this order: what an attacker causes all the time ends after one statement.
  if (!(await isWithinLimit(trx, deps, userId, kind))) return;
  if (!(await isWanted(trx, userId, kind))) return;
  const recipient = given ?? (await findNoticeAddress(trx, userId));
  if (recipient === null) return;
  const at = await databaseTime(trx);
  const payload = {
    kind,
    facts,
    at: at.toISOString(),
    from: client,
    revocation: NOTICE_POLICIES[kind].hasLink ? await mintRevocationLink(trx, deps, userId) : null,
  } as SecurityNotice;
  const notAfter = new Date(at.getTime() + LIMITS.noticeMailSeconds * 1_000);
  const mail = { template: 'security-notice', payload } as const;
  await queueMail(trx, { userId, about: null, recipient, notAfter, mail }, deps.keyrings);
}

async function isWanted(trx: DatabaseTransaction, userId: string, kind: NoticeKind): Promise<boolean> {
  const { isSwitchable, isEnabledByDefault } = NOTICE_POLICIES[kind];
  if (!isSwitchable) return true;
  return (await findPreference(trx, { userId, kind })) ?? isEnabledByDefault;
}

async function isWithinLimit(
  trx: DatabaseTransaction,
  { settings }: NotifyDeps,
  userId: string,
  kind: NoticeKind,
): Promise<boolean> {
  if (!NOTICE_POLICIES[kind].isLimited) return true;
  const { noticesPerHour: perHour } = limitsFor(settings.limits);
  return countNotice(trx, { userId, kind, perHour });
}

async function mintRevocationLink(trx: DatabaseTransaction, { randomBytes }: NotifyDeps, userId: string) {
  const token = mintToken(randomBytes).expose();
  const expiresAt = await insertRevocationLink(trx, {
    userId,
    tokenDigest: revocationLinkDigest(token),
    validSeconds: LIMITS.revocationLinkSeconds,
  });
  return { token, expiresAt: expiresAt.toISOString() };
}

/** The only form in which the token of a notice's link is stored. */
export function revocationLinkDigest(token: string): Buffer {
  return tokenDigest(REVOCATION_LINK_PURPOSE, token);
}
