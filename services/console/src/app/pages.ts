import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import { PageNotLoaded } from './page-not-loaded.ts';
import { PATHS, type PageName } from './paths.ts';

/** Who sees it: `anyone`, or who has a `session` of the full assurance; others sign in first, in its place. */
export type Access = 'anyone' | 'session';

export type Page = {
  readonly access: Access;
  readonly component: LazyExoticComponent<ComponentType>;
  /** Fetches its code. */
  readonly load: () => Promise<unknown>;
};

const page = (access: Access, load: () => Promise<{ default: ComponentType }>): Page => ({
  access,
  load,
  component: lazy(() =>
    load().catch((cause: unknown) => {
      throw new PageNotLoaded(cause);
    }),
  ),
});

/** Every page by its name (paths.ts). Each is loaded when it is first shown. */
export const PAGES: Readonly<Record<PageName, Page>> = {
  home: page('session', () => import('./home-page.tsx')),
  signIn: page('anyone', () => import('../users/sign-in-page.tsx')),
  signUp: page('anyone', () => import('../users/sign-up-page.tsx')),
  verifyEmail: page('anyone', () => import('../users/verify-email-page.tsx')),
  forgottenPassword: page('anyone', () => import('../users/forgotten-password-page.tsx')),
  resetPassword: page('anyone', () => import('../users/reset-password-page.tsx')),
  changeEmail: page('session', () => import('../users/change-email-page.tsx')),
  confirm: page('session', () => import('../key-creation/confirm-page.tsx')),
  keys: page('session', () => import('../api-keys/keys-page.tsx')),
  newKey: page('session', () => import('../key-creation/new-key-page.tsx')),
  key: page('session', () => import('../api-keys/key-page.tsx')),
  keyCreation: page('session', () => import('../key-creation/creation-page.tsx')),
  revokeAll: page('anyone', () => import('../api-keys/revoke-by-link-page.tsx')),
  security: page('session', () => import('../second-factors/security-page.tsx')),
  sessions: page('session', () => import('../sessions/sessions-page.tsx')),
  history: page('session', () => import('../audit/history-page.tsx')),
};

/** The page that the router will show for a path: the first one that fits. */
export function pageAt(path: string): Page | undefined {
  const names = Object.keys(PATHS) as PageName[];
  const name = names.find((each) => new RegExp(`^${PATHS[each].replaceAll(/:\w+/g, '[^/]+')}$`).test(path));
  return name && PAGES[name];
}
