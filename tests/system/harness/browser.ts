import {
  type CookieJar,
  cookieHeader,
  storeCookies,
  withoutBinding,
} from '../../../deploy/local/src/http-clients/cookie-jar.ts';

/** The answer to a call: status and parsed body. `body` is `any` because tests look into it freely. */
export type Answer = {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a test asserts on whatever came
  readonly body: any;
  readonly headers: Headers;
};

/** A browser as far as the API can tell: it keeps cookies and sends them back. */
export class Browser {
  readonly #origin: string;
  readonly #jar: CookieJar;
  readonly #target: string;

  /** @param target where calls really go, if not to the origin itself */
  constructor(origin: string, jar: CookieJar = new Map(), target = origin) {
    this.#origin = origin;
    this.#jar = jar;
    this.#target = target;
  }

  cookies(): ReadonlyMap<string, string> {
    return this.#jar;
  }

  /** Another browser that somehow holds the same session, but not this one's binding. */
  elsewhere(): Browser {
    return new Browser(this.#origin, withoutBinding(this.#jar));
  }

  /** The same browser behind a proxy. */
  through(proxyUrl: string): Browser {
    return new Browser(this.#origin, this.#jar, proxyUrl);
  }

  async call(method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await fetch(`${this.#target}${path}`, {
      method,
      signal: AbortSignal.timeout(20_000),
      headers: {
        cookie: cookieHeader(this.#jar) ?? '',
        origin: this.#origin,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    storeCookies(this.#jar, response.headers.getSetCookie());
    const text = await response.text();
    return {
      status: response.status,
      body: text === '' ? null : JSON.parse(text),
      headers: response.headers,
    };
  }

  /** A call that must succeed; anything else is shown whole. */
  async ok(method: string, path: string, body?: unknown) {
    const answer = await this.call(method, path, body);
    if (answer.status >= 300) {
      throw new Error(`${method} ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    }
    return answer.body;
  }
}
