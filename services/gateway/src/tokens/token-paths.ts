/** Issues a token. Only a signature may: a token that could issue others would never end. */
export const ISSUE_PATH = '/v2/auth/w/token';
/** Deletes a token: by its key, or the token itself. */
export const DELETION_PATH = '/v2/auth/w/token/del';
