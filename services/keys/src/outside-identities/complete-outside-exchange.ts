import { inTransaction } from '@countersign/database';
import type { Redacted } from '@countersign/sealing';
import type { Deps } from '../deps.ts';
import type { ClientInfo } from '../http/client-info.ts';
import { Refusal } from '../refusal.ts';
import type { SessionContext } from '../sessions/session.ts';
import { exchangeDigest, exchangeSecrets } from './exchange-secrets.ts';
import type { ProvenIdentity, ProviderAnswer } from './identity-provider.ts';
import { linkOutsideIdentity } from './link-outside-identity.ts';
import { type OutsideExchange, takeExchange } from './outside-exchange-store.ts';
import { returnPath } from './return-path.ts';
import { signInFromOutside } from './sign-in-from-outside.ts';
import { requireProvider } from './start-outside-exchange.ts';

export type Completion = {
  readonly answer: ProviderAnswer;
  /** From this browser's cookies; `null` where there is none. */
  readonly token: Redacted<string> | null;
  readonly browserDigest: Buffer | null;
  readonly session: SessionContext | null;
  readonly formerSession: Buffer | null;
  readonly client: ClientInfo;
};

/** Where the browser goes from here, and with what. */
export type CompletedExchange = {
  readonly returnPath: string;
  readonly refusal: Refusal | null;
  /** Of the session that was opened; `null` when none was. */
  readonly sessionToken: Redacted<string> | null;
};

/**
 * Ends what `startOutsideExchange` began: the exchange is used up first, then the provider's answer is checked, then
 * the session is opened or the identity linked. A refusal changes nothing else.
 *
 * @throws Refusal `not-found` when no identity provider is configured; every other refusal is part of the result
 */
export async function completeOutsideExchange(
  deps: Deps,
  completion: Completion,
): Promise<CompletedExchange> {
  const provider = requireProvider(deps);
  const { token } = completion;
  const exchange = token === null ? null : await take(deps, token, completion.browserDigest);
  if (token === null || exchange === null) {
    const refusal = new Refusal('outside-sign-in-expired');
    return { returnPath: returnPath(undefined, provider.returnPaths), refusal, sessionToken: null };
  }
  const end = { returnPath: exchange.returnPath, refusal: null, sessionToken: null };
  try {
    const identity = await provider.identify(completion.answer, exchangeSecrets(token));
    const sessionToken = await useIdentity(deps, { identity, exchange, completion });
    deps.nudgeRelay();
    return { ...end, sessionToken };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { ...end, refusal: error };
  }
}

async function take({ db }: Deps, token: Redacted<string>, browserDigest: Buffer | null) {
  if (browserDigest === null) return null;
  const tokenDigest = exchangeDigest(token);
  return inTransaction(db, (trx) => takeExchange(trx, { tokenDigest, browserDigest }));
}

type Proven = {
  readonly identity: ProvenIdentity;
  readonly exchange: OutsideExchange;
  readonly completion: Completion;
};

async function useIdentity(
  deps: Deps,
  { identity, exchange: { linkingSessionId, browserDigest }, completion }: Proven,
): Promise<Redacted<string> | null> {
  const { session, formerSession, client } = completion;
  return inTransaction(deps.db, async (trx) => {
    if (linkingSessionId === null) {
      const signIn = { identity, browserDigest, formerSession, client };
      return (await signInFromOutside(trx, deps, signIn)).token;
    }
    await linkOutsideIdentity(trx, deps, { identity, linkingSessionId, session, client });
    return null;
  });
}
