import { useSyncExternalStore } from 'react';

/**
 * What the link of a mail brought: kept in memory only, and taken out of the address bar before anything else runs, so
 * that no history, no referrer and no screenshot holds a token. Signing in on the way leaves it where it is.
 */
export type MailLink = {
  readonly token: string | null;
  readonly creation: string | null;
  readonly edit: string | null;
};

export const NO_MAIL_LINK: MailLink = { token: null, creation: null, edit: null };

const TOKEN = /^[A-Za-z0-9_-]{20,200}$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The fields of a fragment, or of a whole link that somebody pasted; `null` for what is not there or not whole. */
export function readMailLink(link: string): MailLink {
  const fields = new URLSearchParams(link.slice(link.indexOf('#') + 1).trim());
  const matching = (name: string, form: RegExp) => {
    const value = fields.get(name) ?? '';
    return form.test(value) ? value : null;
  };
  return {
    creation: matching('creation', UUID),
    edit: matching('edit', UUID),
    token: matching('token', TOKEN),
  };
}

const listeners = new Set<() => void>();
/** The page that the link leads to; signing in on the way may take a person to others. */
let page = location.pathname;
let current = takeFragment();

function takeFragment(): MailLink {
  // Also of a link that a mail program has cut or added to: what is left of its token shows nearly all of it.
  if (location.hash.includes('token')) {
    const link = readMailLink(location.hash);
    history.replaceState(history.state, '', location.pathname);
    return link;
  }
  return NO_MAIL_LINK;
}

/** For a link that a person pasted, and to forget one that was used up. */
export function setMailLink(link: MailLink): void {
  current = link;
  page = location.pathname;
  for (const listener of listeners) listener();
}

/** The link as it was in the mail, for a person to copy into another browser. */
export function mailLinkUrl(link: MailLink): string {
  const fields = Object.entries(link).flatMap(([name, value]) => (value === null ? [] : [[name, value]]));
  return `${location.origin}${page}#${new URLSearchParams(fields)}`;
}

// A link opened in a tab that already shows the page.
addEventListener('hashchange', () => {
  const link = takeFragment();
  if (link.token !== null) setMailLink(link);
});

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useMailLink = (): MailLink => useSyncExternalStore(subscribe, () => current);
