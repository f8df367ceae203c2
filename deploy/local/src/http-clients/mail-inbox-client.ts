import { setTimeout as delay } from 'node:timers/promises';

/** What of a mail is looked at (MailDev's `GET /api/email`). */
type Mail = {
  readonly id: string;
  readonly text?: string;
  readonly to?: readonly { readonly address: string }[];
};

const POLL_MS = 150;
const TIMEOUT_MS = 30_000;
/**
 * The fragment of a link that a mail carries: `#token=…` or `#creation=…&token=…`. The link of a notice is for when
 * something was not the owner's doing; nobody who goes on follows it.
 */
const LINK = /https?:\/\/[^\s#]+(?<!\/revoke-all)#((?:creation=[\w-]+&)?token=[\w-]+)/;

export type MailLink = { readonly token: string; readonly creation: string | null };

export type MailInbox = {
  /** Waits for the first mail to the address that carries a link other than those seen before. */
  nextLink(address: string): Promise<MailLink>;
};

/** Reads the links out of a mail inbox. */
export function createMailInbox(origin: string): MailInbox {
  const seen = new Set<string>();
  const mailsTo = async (address: string): Promise<readonly Mail[]> => {
    const response = await fetch(`${origin}/api/email?to.address=${encodeURIComponent(address)}`, {
      signal: AbortSignal.timeout(5_000),
    });
    if (!response.ok) throw new Error(`the mail inbox answered ${response.status}`);
    const mails = (await response.json()) as Mail[];
    return mails.filter(({ to = [] }) => to.some((recipient) => recipient.address === address));
  };
  return {
    async nextLink(address) {
      for (const deadline = Date.now() + TIMEOUT_MS; Date.now() < deadline; await delay(POLL_MS)) {
        for (const mail of await mailsTo(address)) {
          if (seen.has(mail.id)) continue;
          seen.add(mail.id);
          const link = findLink(mail.text ?? '');
          if (link !== null) return link;
        }
      }
      throw new Error(`no mail with a link came to ${address} within ${TIMEOUT_MS / 1_000} s`);
    },
  };
}

/** The token (and key creation) of the link in a mail's text, or `null`. */
export function findLink(text: string): MailLink | null {
  const fragment = LINK.exec(text)?.[1];
  if (fragment === undefined) return null;
  const fields = new URLSearchParams(fragment);
  return { token: fields.get('token') ?? '', creation: fields.get('creation') };
}
