import { headerLines } from '../../proxy/header-lines.ts';
import { BITFINEX_V2 } from '../../routing/route-table.ts';
import type { Profile } from '../../verification/profile.ts';
import { checkBody } from '../../verification/steps/check-body.ts';
import { checkMethod } from '../../verification/steps/check-method.ts';
import { checkPath } from '../../verification/steps/check-path.ts';
import { readCredentials } from '../../verification/steps/read-credentials.ts';
import { ANSWERS } from './answers.ts';
import { permissionsAnswer } from './permissions-answer.ts';

const PERMISSIONS_PATH = '/v2/auth/r/permissions';
// The signed grammar admits no other type, and the client's own header is not signed: it decides nothing.
const JSON_BODY = headerLines(['content-type', 'application/json']);

/** Bitfinex REST v2: `/api` + path + nonce + body under one signature. */
export const BITFINEX_V2_PROFILE: Profile = {
  checkMethod,
  checkPath,
  readCredentials,
  signedBody: (body) => checkBody(body) ?? body,
  routes: BITFINEX_V2,
  answers: ANSWERS,
  forwardedHeaders: () => JSON_BODY,
  ownAnswer: (route, key) => (route.path === PERMISSIONS_PATH ? permissionsAnswer(key.permissions) : null),
};
