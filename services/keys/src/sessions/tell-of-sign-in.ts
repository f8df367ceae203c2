import type { DatabaseTransaction } from '@countersign/database';
import type { Deps } from '../deps.ts';
import type { ClientInfo } from '../http/client-info.ts';
import { notify } from '../notifications/notify.ts';
import { readFactorSummary } from '../second-factors/factor-store.ts';
import { recogniseSignIn, rememberSignInBrowser } from './sign-in-browser-store.ts';

/**
 * Tells the owner of a sign-in, if it is in a browser in which this user had not signed in before, or if the owner
 * wants to be told of each. The very first one is nobody else's news. Before the session is written, and under the
 * user's lock.
 */
export async function tellOfSignIn(
  trx: DatabaseTransaction,
  deps: Deps,
  { userId, browserDigest, client }: { userId: string; browserDigest: Buffer | null; client: ClientInfo },
): Promise<void> {
  const { isFirst, isKnownBrowser } = await recogniseSignIn(trx, { userId, browserDigest });
  if (browserDigest !== null) await rememberSignInBrowser(trx, { userId, browserDigest });
  if (isFirst) return;
  if (isKnownBrowser) return notify(trx, deps, { kind: 'sign-in', userId, client });
  const { hasTotp, securityKeys } = await readFactorSummary(trx, userId);
  const isSecondFactorToCome = hasTotp || securityKeys > 0;
  await notify(trx, deps, { kind: 'new-sign-in', userId, client, isSecondFactorToCome });
}
