/** For whom credentials are made, and on whose pages they may be used. */
export type RelyingParty = {
  /** A domain (WebAuthn §4): the console's own unless a parent of it was set. */
  readonly rpId: string;
  readonly origins: readonly string[];
};

/**
 * Front-ends that may call are on the same site, but a browser lets a page use a credential only when the RP ID is
 * the page's host or a parent domain of it. So those elsewhere can do everything but WebAuthn.
 */
export function relyingPartyOf({
  consoleOrigin,
  allowedOrigins,
  rpId = new URL(consoleOrigin).hostname,
}: {
  readonly consoleOrigin: string;
  readonly allowedOrigins: readonly string[];
  readonly rpId?: string;
}): RelyingParty {
  const isWithin = (origin: string) => `.${new URL(origin).hostname}`.endsWith(`.${rpId}`);
  return { rpId, origins: [...new Set([consoleOrigin, ...allowedOrigins])].filter(isWithin) };
}
