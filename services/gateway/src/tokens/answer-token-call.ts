import type { Database } from '@countersign/database';
import { mintScopedToken, type RandomBytes } from '@countersign/sealing';
import type { Rejection } from '../rejection.ts';
import type { Verified } from '../verification/pipeline.ts';
import { digestOf } from './authenticate-token.ts';
import { DELETION_PATH, ISSUE_PATH } from './token-paths.ts';
import { tokenPermissions } from './token-permissions.ts';
import type { TokenSigner } from './token-record.ts';
import { parseTokenDeletion, parseTokenRequest } from './token-request.ts';
import { deleteToken, insertToken } from './token-store.ts';

export type AnswerTokenCallDeps = {
  readonly database: Database;
  readonly signer: TokenSigner;
  readonly randomBytes: RandomBytes;
  /** Live tokens of one key at most. */
  readonly maxLive: number;
};

const DELETED = Buffer.from('[1]');

/** The body of the answer to a call that is about tokens, which never reaches the upstream; `null` for every other call. */
export function answerTokenCall(
  deps: AnswerTokenCallDeps,
  verified: Verified,
): Promise<Buffer | Rejection> | null {
  if (verified.route.path === ISSUE_PATH) return issue(deps, verified);
  if (verified.route.path === DELETION_PATH) return remove(deps, verified);
  return null;
}

/** `["ct_…"]`: the only place where the token ever stands. */
async function issue(
  { database, signer, randomBytes, maxLive }: AnswerTokenCallDeps,
  { key, body, tokenDigest }: Verified,
): Promise<Buffer | Rejection> {
  if (tokenDigest !== null) return 'permission-missing';
  const request = parseTokenRequest(body);
  if (request === null) return 'token-request-malformed';
  const token = mintScopedToken(randomBytes);
  const digest = digestOf(token.expose());
  const permissions = tokenPermissions(key.permissions, request);
  const isStored = await insertToken(database, {
    keyId: key.keyId,
    ttlSeconds: request.ttlSeconds,
    notAfter: key.expiresAt,
    maxLive,
    sign: (expiresAt) =>
      signer.sign({ digest, keyId: key.keyId, keyVersion: key.version, permissions, expiresAt }),
  });
  return isStored ? Buffer.from(JSON.stringify([token.expose()])) : 'token-limit-reached';
}

/** A token may end itself and no other. The answer says whether there was one: a typing error must not pass for done. */
async function remove(
  { database }: AnswerTokenCallDeps,
  { key, body, tokenDigest }: Verified,
): Promise<Buffer | Rejection> {
  const token = parseTokenDeletion(body);
  if (token === null) return 'token-request-malformed';
  const digest = digestOf(token);
  if (tokenDigest !== null && !tokenDigest.equals(digest)) return 'permission-missing';
  return (await deleteToken(database, { digest, keyId: key.keyId })) ? DELETED : 'token-not-found';
}
