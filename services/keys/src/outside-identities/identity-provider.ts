import type { ExchangeSecrets } from './exchange-secrets.ts';

/** What the identity provider sends back through the browser (RFC 6749 §4.1.2, RFC 9207 §2). Nothing of it is believed yet. */
export type ProviderAnswer = {
  readonly code?: string | undefined;
  readonly state?: string | undefined;
  readonly iss?: string | undefined;
  readonly error?: string | undefined;
};

/** Who the provider says that somebody is, after every check. */
export type ProvenIdentity = {
  /** With the subject, what identifies: neither is ever given to somebody else (OpenID Connect Core 1.0 §2). */
  readonly issuer: string;
  readonly subject: string;
  /** The address that the provider says it verified; `null` when it says no such thing. */
  readonly verifiedEmail: string | null;
};

/** The platform's own identity provider, as far as a sign-in needs it. */
export type IdentityProvider = {
  readonly issuer: string;
  /** What people know it as. */
  readonly name: string;
  /** Paths of the console where the way may end; the first unless asked for another. */
  readonly returnPaths: readonly string[];
  /**
   * Where the person signs in.
   *
   * @throws Refusal `identity-provider-unavailable`
   */
  authorizationUrl(secrets: ExchangeSecrets): Promise<string>;
  /**
   * Redeems the code and checks everything about the answer: state, issuer, signature, audience, nonce, times.
   *
   * @throws Refusal `identity-provider-unavailable`, `outside-sign-in-declined` or `outside-sign-in-invalid`
   */
  identify(answer: ProviderAnswer, secrets: ExchangeSecrets): Promise<ProvenIdentity>;
};
