import { isProblemBody, ProblemError, UnexpectedAnswerError } from './problem.js';
const TIMEOUT_MS = 30_000;
/**
 * The key service's API with the types of its description. Holds no state of its own: the session is a cookie, which
 * no script can read.
 *
 * Every method throws `ProblemError` when the service refuses, `UnexpectedAnswerError` when something else answers,
 * and what `fetch` throws when nothing does: a `TypeError`, or a `DOMException` named `TimeoutError` or `AbortError`.
 */
export class CountersignClient {
    #baseUrl;
    #cookies;
    #fetch;
    #timeoutMs;
    constructor({ baseUrl = '', cookies, fetch: own, timeoutMs = TIMEOUT_MS } = {}) {
        this.#baseUrl = baseUrl.replace(/\/+$/, '');
        this.#cookies = cookies ?? null;
        // A browser's fetch works on its window only.
        this.#fetch = own ?? ((input, init) => fetch(input, init));
        this.#timeoutMs = timeoutMs;
    }
    get(path, ...[options]) {
        return this.#body('get', path, options);
    }
    post(path, ...[options]) {
        return this.#body('post', path, options);
    }
    patch(path, ...[options]) {
        return this.#body('patch', path, options);
    }
    delete(path, ...[options]) {
        return this.#body('delete', path, options);
    }
    /** The whole answer, where status, request ID or limits matter. */
    async request(method, path, ...[options]) {
        const response = await this.#send(method, String(path), (options ?? {}));
        const body = await readBody(response);
        if (!response.ok)
            throw toError(response, body);
        return { body: body, status: response.status, ...readHeaders(response.headers) };
    }
    /** Every item of a list, page by page, as long as the caller goes on asking. */
    async *items(path, options = {}) {
        const { query, ...rest } = options;
        let cursor = null;
        do {
            const page = await this.#body('get', path, {
                ...rest,
                query: { ...query, ...(cursor === null ? {} : { cursor }) },
            });
            yield* page.items;
            cursor = page.nextCursor;
        } while (cursor !== null);
    }
    async #body(method, path, options) {
        const response = await this.#send(method, path, (options ?? {}));
        const body = await readBody(response);
        if (!response.ok)
            throw toError(response, body);
        return body;
    }
    async #send(method, path, input) {
        const { body, idempotencyKey, signal, timeoutMs = this.#timeoutMs } = input;
        const cookie = await this.#cookies?.read();
        const timeout = AbortSignal.timeout(timeoutMs);
        const headers = {
            accept: 'application/json',
            ...(body === undefined ? {} : { 'content-type': 'application/json' }),
            ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
            ...(cookie ? { cookie } : {}),
        };
        const response = await this.#fetch(this.#baseUrl + fillPath(path, input.path) + queryOf(input.query), {
            method: method.toUpperCase(),
            headers,
            // The session belongs to this service alone; an answer that leads elsewhere is none of it.
            credentials: 'include',
            redirect: 'error',
            signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
            ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        });
        await this.#cookies?.store(response.headers.getSetCookie());
        return response;
    }
}
function fillPath(path, values = {}) {
    return path.replace(/\{(\w+)\}/g, (_, name) => {
        const value = values[name];
        if (value === undefined || value === '')
            throw new TypeError(`${path} needs "${name}"`);
        return encodeURIComponent(String(value));
    });
}
function queryOf(values = {}) {
    const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== null);
    const query = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
    return query === '' ? '' : `?${query}`;
}
async function readBody(response) {
    const text = await response.text();
    if (text === '')
        return undefined;
    try {
        return JSON.parse(text);
    }
    catch {
        throw new UnexpectedAnswerError(response.status);
    }
}
function toError({ status, headers }, body) {
    if (!isProblemBody(body))
        return new UnexpectedAnswerError(status);
    return new ProblemError(body, numberIn(headers, 'retry-after'));
}
function readHeaders(headers) {
    const limit = numberIn(headers, 'ratelimit-limit');
    const remaining = numberIn(headers, 'ratelimit-remaining');
    const resetSeconds = numberIn(headers, 'ratelimit-reset');
    const isKnown = limit !== null && remaining !== null && resetSeconds !== null;
    return {
        requestId: headers.get('request-id'),
        isReplayed: headers.get('idempotency-replayed') === 'true',
        rateLimit: isKnown ? { limit, remaining, resetSeconds } : null,
    };
}
function numberIn(headers, name) {
    const text = headers.get(name);
    return text === null || !/^\d+$/.test(text) ? null : Number(text);
}
