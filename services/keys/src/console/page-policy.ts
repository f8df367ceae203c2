/**
 * What a page of the console may do: scripts of this origin only, calls to it only, no frame around it. Styles besides
 * the files carry the nonce of this very answer. No text becomes markup or a script: the one Trusted Types policy of
 * the console lets nothing pass that holds a "<" (services/console/src/app/trusted-types.ts). The QR code is a `data:` image.
 */
export const pagePolicy = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "connect-src 'self'",
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types default',
  ].join('; ');

export type PageValues = {
  readonly platformName: string;
  /** Empty where examples for clients are not to be shown. */
  readonly gatewayUrl: string;
  readonly nonce: string;
};

/** The page with its settings and the nonce of this answer put in. */
export function fillPage(page: string, values: PageValues): string {
  return page.replaceAll(/\{\{(platformName|gatewayUrl|nonce)\}\}/g, (_mark, name: keyof PageValues) =>
    escapeHtml(values[name]),
  );
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
