import type { RefusalCode } from '../refusal.ts';
import type { ProviderAnswer } from './identity-provider.ts';

/** Where a refused exchange may end: with these codes, in the fragment of the page that the person lands on. */
export const LANDING_REFUSALS = [
  'identity-provider-unavailable',
  'outside-sign-in-declined',
  'outside-sign-in-invalid',
  'outside-sign-in-expired',
  'outside-email-unverified',
  'outside-identity-not-linked',
  'outside-identity-taken',
  'outside-identity-limit-reached',
  'not-signed-in',
  'second-factor-required',
] as const satisfies readonly RefusalCode[];

/** The console's page, told in the fragment why it did not work. Nothing that the provider wrote gets there. */
export function landingUrl(consoleOrigin: string, path: string, refusal: RefusalCode | null): string {
  return `${consoleOrigin}${path}${refusal === null ? '' : `#refused=${refusal}`}`;
}

export const COMPLETION_PATH = '/v1/session/outside/completion';

export function completionUrl(answer: ProviderAnswer): string {
  const given = Object.entries(answer).filter(([, value]) => value !== undefined) as [string, string][];
  return `${COMPLETION_PATH}?${new URLSearchParams(given)}`;
}

/**
 * A page that goes on to `url` by itself. The browser came here from another site and so withheld its strict cookies;
 * what this page asks for next, it asks for as this site, and they are sent.
 */
export function bouncePage(url: string): string {
  const escaped = url.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="refresh" content="0; url=${escaped}">
<title>Signing in</title>
<p><a href="${escaped}">Go on</a></p>
</html>
`;
}
