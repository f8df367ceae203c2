import type { CookieJar } from './cookie-jar.ts';
import type {
  AnswerOf,
  CallOptions,
  ItemOf,
  ListPath,
  Method,
  OptionArguments,
  OptionsOf,
  PathOf,
  TextPath,
} from './operation.ts';
import { isProblemBody, ProblemError, UnexpectedAnswerError } from './problem.ts';

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
  /** By the service's clock, to the second; `null` where a proxy or another origin hides it. */
  readonly answeredAt: Date | null;
  /** The first answer to this idempotency key, once more. */
  readonly isReplayed: boolean;
  /** Where the caller's address stands; `null` where a proxy took the headers away. */
  readonly rateLimit: {
    readonly limit: number;
    readonly remaining: number;
    readonly resetSeconds: number;
  } | null;
};

type Input = CallOptions & {
  readonly path?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
};

const TIMEOUT_MS = 30_000;

/**
 * The key service's API with the types of its description. Holds no state of its own: the session is a cookie, which
 * no script can read.
 *
 * Every method throws `ProblemError` when the service refuses, `UnexpectedAnswerError` when something else answers,
 * and what `fetch` throws when nothing does: a `TypeError`, or a `DOMException` named `TimeoutError` or `AbortError`.
 */
export class CountersignClient {
  readonly #baseUrl: string;
  readonly #cookies: CookieJar | null;
  readonly #fetch: typeof fetch;
  readonly #timeoutMs: number;

  constructor({ baseUrl = '', cookies, fetch: own, timeoutMs = TIMEOUT_MS }: ClientOptions = {}) {
    this.#baseUrl = baseUrl.replace(/\/+$/, '');
    this.#cookies = cookies ?? null;
    // A browser's fetch works on its window only.
    this.#fetch = own ?? ((input, init) => fetch(input, init));
    this.#timeoutMs = timeoutMs;
  }

  get<P extends PathOf<'get'>>(
    path: P,
    ...[options]: OptionArguments<'get', P>
  ): Promise<AnswerOf<'get', P>> {
    return this.#body('get', path, options);
  }

  post<P extends PathOf<'post'>>(
    path: P,
    ...[options]: OptionArguments<'post', P>
  ): Promise<AnswerOf<'post', P>> {
    return this.#body('post', path, options);
  }

  patch<P extends PathOf<'patch'>>(
    path: P,
    ...[options]: OptionArguments<'patch', P>
  ): Promise<AnswerOf<'patch', P>> {
    return this.#body('patch', path, options);
  }

  delete<P extends PathOf<'delete'>>(
    path: P,
    ...[options]: OptionArguments<'delete', P>
  ): Promise<AnswerOf<'delete', P>> {
    return this.#body('delete', path, options);
  }

  /** An answer that is no JSON, as it stands: the export of the security history. */
  async text<P extends TextPath>(path: P, ...[options]: OptionArguments<'get', P>): Promise<string> {
    const response = await this.#send('get', String(path), (options ?? {}) as Input);
    if (!response.ok) throw toError(response, await readBody(response));
    return response.text();
  }

  /** The whole answer, where status, request ID or limits matter. */
  async request<M extends Method, P extends PathOf<M>>(
    method: M,
    path: P,
    ...[options]: OptionArguments<M, P>
  ): Promise<Answer<AnswerOf<M, P>>> {
    const response = await this.#send(method, String(path), (options ?? {}) as Input);
    const body = await readBody(response);
    if (!response.ok) throw toError(response, body);
    return { body: body as AnswerOf<M, P>, status: response.status, ...readHeaders(response.headers) };
  }

  /** Every item of a list, page by page, as long as the caller goes on asking. */
  async *items<P extends ListPath>(
    path: P,
    options: OptionsOf<'get', P> = {} as OptionsOf<'get', P>,
  ): AsyncGenerator<ItemOf<P>, void, void> {
    const { query, ...rest } = options as Input;
    let cursor: string | null = null;
    do {
      const page: { items: ItemOf<P>[]; nextCursor: string | null } = await this.#body('get', path, {
        ...rest,
        query: { ...query, ...(cursor === null ? {} : { cursor }) },
      });
      yield* page.items;
      cursor = page.nextCursor;
    } while (cursor !== null);
  }

  async #body<T>(method: Method, path: string, options: unknown): Promise<T> {
    const response = await this.#send(method, path, (options ?? {}) as Input);
    const body = await readBody(response);
    if (!response.ok) throw toError(response, body);
    return body as T;
  }

  async #send(method: Method, path: string, input: Input): Promise<Response> {
    const { body, idempotencyKey, signal, timeoutMs = this.#timeoutMs } = input;
    const cookie = await this.#cookies?.read();
    const timeout = AbortSignal.timeout(timeoutMs);
    const headers: Record<string, string> = {
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

function fillPath(path: string, values: Input['path'] = {}): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined || value === '') throw new TypeError(`${path} needs "${name}"`);
    // Dots are not encoded, and would climb to another path.
    if (value === '.' || value === '..') throw new TypeError(`${path} takes no "${value}" for "${name}"`);
    return encodeURIComponent(String(value));
  });
}

function queryOf(values: Input['query'] = {}): string {
  const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== null);
  const query = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return query === '' ? '' : `?${query}`;
}

async function readBody(response: Response): Promise<unknown> {
  const text = await response.text();
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new UnexpectedAnswerError(response.status);
  }
}

function toError({ status, headers }: Response, body: unknown): Error {
  if (!isProblemBody(body)) return new UnexpectedAnswerError(status);
  return new ProblemError(body, numberIn(headers, 'retry-after'));
}

function readHeaders(headers: Headers): Omit<Answer<unknown>, 'body' | 'status'> {
  const limit = numberIn(headers, 'ratelimit-limit');
  const remaining = numberIn(headers, 'ratelimit-remaining');
  const resetSeconds = numberIn(headers, 'ratelimit-reset');
  const isKnown = limit !== null && remaining !== null && resetSeconds !== null;
  return {
    requestId: headers.get('request-id'),
    answeredAt: dateIn(headers),
    isReplayed: headers.get('idempotency-replayed') === 'true',
    rateLimit: isKnown ? { limit, remaining, resetSeconds } : null,
  };
}

function numberIn(headers: Headers, name: string): number | null {
  const text = headers.get(name);
  return text === null || !/^\d+$/.test(text) ? null : Number(text);
}

function dateIn(headers: Headers): Date | null {
  const date = new Date(headers.get('date') ?? '');
  return Number.isNaN(date.getTime()) ? null : date;
}
