import type { Database } from '@countersign/database';
import { mintToken, type Redacted } from '@countersign/sealing';
import type { Deps } from '../deps.ts';
import { LIMITS } from '../limits.ts';
import { Refusal } from '../refusal.ts';
import { exchangeDigest, exchangeSecrets } from './exchange-secrets.ts';
import type { IdentityProvider } from './identity-provider.ts';
import { insertExchange, type OutsideExchange } from './outside-exchange-store.ts';
import { returnPath } from './return-path.ts';

export type ExchangeToStart = {
  readonly next: string | undefined;
  readonly browserDigest: Buffer;
  /** The session that wants the identity linked to its user; `null`: a sign-in. */
  readonly linkingSessionId: string | null;
};

export type StartedExchange = {
  /** For the cookie of this browser. */
  readonly token: Redacted<string>;
  /** Where the browser is to go. */
  readonly authorizationUrl: string;
  readonly expiresAt: Date;
};

/** @throws Refusal `not-found` when no identity provider is configured */
export function requireProvider({ identityProvider }: Deps): IdentityProvider {
  if (identityProvider === null) throw new Refusal('not-found', { reason: 'no identity provider' });
  return identityProvider;
}

/** An exchange that the identity provider can begin, of which nothing is written down yet. */
export type PreparedExchange = Pick<StartedExchange, 'token' | 'authorizationUrl'> & {
  readonly exchange: OutsideExchange;
};

/**
 * Asks the identity provider where to send the browser: apart from what it will be begun with, because a provider
 * may be slow or away, and no transaction waits for it.
 *
 * @throws Refusal `not-found`, `validation-failed` or `identity-provider-unavailable`
 */
export async function prepareOutsideExchange(
  deps: Deps,
  { next, ...bound }: ExchangeToStart,
): Promise<PreparedExchange> {
  const provider = requireProvider(deps);
  const path = returnPath(next, provider.returnPaths);
  const token = mintToken(deps.randomBytes);
  const authorizationUrl = await provider.authorizationUrl(exchangeSecrets(token));
  const exchange = { ...bound, tokenDigest: exchangeDigest(token), returnPath: path };
  return { token, authorizationUrl, exchange };
}

/** Lets a browser go to the identity provider: for this browser only, once, and not for long. */
export async function startOutsideExchange(
  db: Database,
  { exchange, ...prepared }: PreparedExchange,
): Promise<StartedExchange> {
  const { expiresAt } = await insertExchange(db, exchange, LIMITS.outsideExchangeSeconds);
  return { ...prepared, expiresAt };
}
