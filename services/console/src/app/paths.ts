/**
 * Every page's path, in one table: the router reads it, and the build hands it to whoever serves the console. Parts
 * that begin with a colon are parameters. No path and no query ever holds a token.
 */
export const PATHS = {
  home: '/',
  signIn: '/sign-in',
  signUp: '/sign-up',
  verifyEmail: '/verify-email',
  forgottenPassword: '/forgotten-password',
  resetPassword: '/reset-password',
  changeEmail: '/change-email',
  confirm: '/confirm',
  keys: '/keys',
  newKey: '/keys/new',
  key: '/keys/:keyId',
  keyCreation: '/keys/new/:creationId',
  revokeAll: '/revoke-all',
  security: '/security',
  sessions: '/sessions',
  history: '/history',
} as const;

/** The page of one API key. */
export const keyPath = (keyId: string): string => PATHS.key.replace(':keyId', keyId);

/** Where a key creation shows how far it is. */
export const creationPath = (id: string): string => PATHS.keyCreation.replace(':creationId', id);

export type PageName = keyof typeof PATHS;
