import { toWirePermissions } from '@countersign/permissions';
import { headerLines } from '../../proxy/header-lines.ts';
import { BITFINEX_V1 } from '../../routing/route-table.ts';
import { ALSO_BY_GET_V1 } from '../../routing/routes-v1.ts';
import type { Profile } from '../../verification/profile.ts';
import { V1_ANSWERS } from './answers.ts';
import { isSignedV1Path } from './path.ts';
import { readV1Credentials } from './read-credentials.ts';

const KEY_INFO_PATH = '/v1/key_info';
const NO_BYTES = Buffer.alloc(0);

/** Bitfinex REST v1: everything that is signed stands in the payload header. */
export const BITFINEX_V1_PROFILE: Profile = {
  checkMethod: (method, target) =>
    method === 'POST' || (method === 'GET' && ALSO_BY_GET_V1.has(target)) ? null : 'method-not-allowed',
  checkPath: (target) => (isSignedV1Path(target) ? null : 'path-malformed'),
  readCredentials: readV1Credentials,
  // Some clients repeat the payload as a body. It is not signed, so it ends here.
  signedBody: () => NO_BYTES,
  routes: BITFINEX_V1,
  answers: V1_ANSWERS,
  forwardedHeaders: ({ payload }) => headerLines(['x-bfx-payload', payload ?? '']),
  ownAnswer: (route, key) => (route.path === KEY_INFO_PATH ? keyInfo(key) : null),
};

/** `{"orders":{"read":true,"write":false},…}` for every scope of the wire. */
function keyInfo({ permissions }: Parameters<Profile['ownAnswer']>[1]): Buffer {
  const scopes = toWirePermissions(permissions).map(([scope, read, write]) => [
    scope,
    { read: read === 1, write: write === 1 },
  ]);
  return Buffer.from(JSON.stringify(Object.fromEntries(scopes)));
}
