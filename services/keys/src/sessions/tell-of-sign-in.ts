import type { DatabaseTransaction } from '@countersign/database';
import type { Deps } from '../deps.ts';
import type { ClientInfo } from '../http/client-info.ts';
import { notify } from '../notifications/notify.ts';
import { enrolledMethods } from '../second-factors/enrolled-methods.ts';
import { isFirstSignIn, isSignInBrowser, rememberSignInBrowser } from './sign-in-browser-store.ts';

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
  const isFirst = await isFirstSignIn(trx, userId);
  const isKnown = browserDigest !== null && (await isSignInBrowser(trx, { userId, browserDigest }));
  if (browserDigest !== null) await rememberSignInBrowser(trx, { userId, browserDigest });
  if (isFirst) return;
  if (isKnown) return notify(trx, deps, { kind: 'sign-in', userId, client });
  const isSecondFactorToCome = (await enrolledMethods(trx, userId)).length > 0;
  await notify(trx, deps, { kind: 'new-sign-in', userId, client, isSecondFactorToCome });
}
