/** What keeps cookies where there is no browser. */
export type CookieJar = {
  /** The `Cookie` header to send; `''` for none. */
  read(): string | Promise<string>;
  /** Takes the `Set-Cookie` headers of an answer. */
  store(setCookie: readonly string[]): void | Promise<void>;
};

/**
 * A jar in memory, for one service and one person: it knows names, values and ends, and nothing of paths and
 * domains. Whoever reads it is signed in as that person.
 */
export function memoryCookieJar(): CookieJar {
  const cookies = new Map<string, string>();
  return {
    read: () => Array.from(cookies, ([name, value]) => `${name}=${value}`).join('; '),
    store(setCookie) {
      for (const line of setCookie) {
        const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
        const split = pair.indexOf('=');
        if (isOver(attributes)) cookies.delete(pair.slice(0, split));
        else cookies.set(pair.slice(0, split), pair.slice(split + 1));
      }
    },
  };
}

function isOver(attributes: readonly string[]): boolean {
  const find = (name: string) =>
    attributes.find((text) => text.toLowerCase().startsWith(`${name}=`))?.slice(name.length + 1);
  const maxAge = find('max-age');
  if (maxAge !== undefined) return Number(maxAge) <= 0;
  const expires = find('expires');
  return expires !== undefined && Date.parse(expires) <= Date.now();
}
