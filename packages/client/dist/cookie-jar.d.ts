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
export declare function memoryCookieJar(): CookieJar;
