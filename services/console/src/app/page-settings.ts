/** What the server wrote into the page for us. */
function readMeta(name: string): string {
  return document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? '';
}

/** The name that people know the platform by. */
export const PLATFORM_NAME = readMeta('platform-name');

/** What clients are pointed at; empty where no examples are to be shown. */
export const GATEWAY_URL = readMeta('gateway-url');

const nonce = readMeta('style-nonce');
// Read once; styles that somebody might smuggle in find none.
document.querySelector('meta[name="style-nonce"]')?.remove();

/** Lets styles that scripts put in pass the page's policy; another one with each answer of the server. */
export const styleNonce = (): string => nonce;
