/** Cookies of one browser for one site: name to value. */
export type CookieJar = Map<string, string>;

/** Takes in the `Set-Cookie` headers of an answer (RFC 6265 §5.2, as far as one site and no expiry dates but past ones go). */
export function storeCookies(jar: CookieJar, setCookies: readonly string[]): void {
  for (const header of setCookies) {
    const [pair = '', ...attributes] = header.split(';').map((part) => part.trim());
    const separator = pair.indexOf('=');
    if (separator < 1) continue;
    const name = pair.slice(0, separator);
    if (attributes.some((attribute) => /^max-age=(0|-\d+)$/i.test(attribute))) jar.delete(name);
    else jar.set(name, pair.slice(separator + 1));
  }
}

/** The `Cookie` header, or `null` for none. */
export function cookieHeader(jar: CookieJar): string | null {
  return jar.size === 0 ? null : [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
}

/** The same browser without its binding cookie: to the key service, another browser that holds the same session. */
export function withoutBinding(jar: CookieJar): CookieJar {
  return new Map([...jar].filter(([name]) => !name.endsWith('countersign_browser')));
}
