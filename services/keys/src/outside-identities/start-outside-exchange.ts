import { mintToken, type Redacted } from '@countersign/sealing';
import type { Deps } from '../deps.ts';
import { LIMITS } from '../limits.ts';
import { Refusal } from '../refusal.ts';
import { exchangeDigest, exchangeSecrets } from './exchange-secrets.ts';
import type { IdentityProvider } from './identity-provider.ts';
import { insertExchange } from './outside-exchange-store.ts';
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

/**
 * Lets a browser go to the identity provider: for this browser only, once, and not for long.
 *
 * @throws Refusal `not-found`, `validation-failed` or `identity-provider-unavailable`
 */
export async function startOutsideExchange(
  deps: Deps,
  { next, browserDigest, linkingSessionId }: ExchangeToStart,
): Promise<StartedExchange> {
  const provider = requireProvider(deps);
  const path = returnPath(next, provider.returnPaths);
  const token = mintToken(deps.randomBytes);
  const authorizationUrl = await provider.authorizationUrl(exchangeSecrets(token));
  const exchange = { tokenDigest: exchangeDigest(token), browserDigest, linkingSessionId, returnPath: path };
  const { expiresAt } = await insertExchange(deps.db, exchange, LIMITS.outsideExchangeSeconds);
  return { token, authorizationUrl, expiresAt };
}
