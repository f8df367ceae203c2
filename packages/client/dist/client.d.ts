import type { CookieJar } from './cookie-jar.js';
import type { AnswerOf, ItemOf, ListPath, Method, OptionArguments, OptionsOf, PathOf } from './operation.js';
export type ClientOptions = {
    /** Where the key service is, such as `https://keys.example.com`; `''`, the default, for the page's own origin. */
    readonly baseUrl?: string;
    /** Needed outside of browsers, which keep cookies themselves. */
    readonly cookies?: CookieJar;
    readonly fetch?: typeof fetch;
    /** How long to wait for an answer; 30 seconds unless told. */
    readonly timeoutMs?: number;
};
/** A success with what stands around its body. */
export type Answer<T> = {
    readonly body: T;
    readonly status: number;
    readonly requestId: string | null;
    /** The first answer to this idempotency key, once more. */
    readonly isReplayed: boolean;
    /** Where the caller's address stands; `null` where a proxy took the headers away. */
    readonly rateLimit: {
        readonly limit: number;
        readonly remaining: number;
        readonly resetSeconds: number;
    } | null;
};
/**
 * The key service's API with the types of its description. Holds no state of its own: the session is a cookie, which
 * no script can read.
 *
 * Every method throws `ProblemError` when the service refuses, `UnexpectedAnswerError` when something else answers,
 * and what `fetch` throws when nothing does: a `TypeError`, or a `DOMException` named `TimeoutError` or `AbortError`.
 */
export declare class CountersignClient {
    #private;
    constructor({ baseUrl, cookies, fetch: own, timeoutMs }?: ClientOptions);
    get<P extends PathOf<'get'>>(path: P, ...[options]: OptionArguments<'get', P>): Promise<AnswerOf<'get', P>>;
    post<P extends PathOf<'post'>>(path: P, ...[options]: OptionArguments<'post', P>): Promise<AnswerOf<'post', P>>;
    patch<P extends PathOf<'patch'>>(path: P, ...[options]: OptionArguments<'patch', P>): Promise<AnswerOf<'patch', P>>;
    delete<P extends PathOf<'delete'>>(path: P, ...[options]: OptionArguments<'delete', P>): Promise<AnswerOf<'delete', P>>;
    /** The whole answer, where status, request ID or limits matter. */
    request<M extends Method, P extends PathOf<M>>(method: M, path: P, ...[options]: OptionArguments<M, P>): Promise<Answer<AnswerOf<M, P>>>;
    /** Every item of a list, page by page, as long as the caller goes on asking. */
    items<P extends ListPath>(path: P, options?: OptionsOf<'get', P>): AsyncGenerator<ItemOf<P>, void, void>;
}
