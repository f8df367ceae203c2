import { randomInt } from 'node:crypto';
import type { FastifyInstance } from 'fastify';

export type TestAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>;
  /** The parsed JSON; `undefined` when the answer has no body. */
  // biome-ignore lint/suspicious/noExplicitAny: a test says what it expects to find.
  readonly body: any;
  readonly text: string;
};

export type TestRequest = {
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body?: unknown;
  /** Sent as it is, with the content type in `headers`. */
  readonly raw?: string | Buffer;
  readonly ip?: string;
};

/** A browser of the console: keeps cookies, says where it comes from. */
export type TestBrowser = {
  readonly cookies: Map<string, string>;
  request(method: string, url: string, request?: TestRequest): Promise<TestAnswer>;
  get(url: string): Promise<TestAnswer>;
  post(url: string, body?: unknown): Promise<TestAnswer>;
  patch(url: string, body?: unknown): Promise<TestAnswer>;
  delete(url: string, body?: unknown): Promise<TestAnswer>;
};

/** Documentation addresses (RFC 3849), one a browser, so that limits by address do not mix tests up. */
export const someAddress = () =>
  `2001:db8:${randomInt(0x10000).toString(16)}:${randomInt(0x10000).toString(16)}::1`;

export function createTestBrowser(
  app: FastifyInstance,
  { origin, ip = someAddress() }: { origin: string; ip?: string },
): TestBrowser {
  const cookies = new Map<string, string>();
  const browser: TestBrowser = {
    cookies,
    async request(method, url, { headers = {}, body, raw, ip: from = ip } = {}) {
      const given = { ...browserHeaders(origin, cookies), ...headers };
      const sent = Object.entries(given).filter(([, value]) => value !== undefined) as [string, string][];
      const answer = await app.inject({
        method: method as 'GET',
        url,
        headers: Object.fromEntries(sent),
        remoteAddress: from,
        ...(raw !== undefined ? { payload: raw } : body !== undefined ? { payload: body as object } : {}),
      });
      for (const header of [answer.headers['set-cookie'] ?? []].flat()) storeCookie(cookies, header);
      const isJson = answer.payload !== '' && /json\b/.test(String(answer.headers['content-type'] ?? ''));
      return {
        status: answer.statusCode,
        headers: answer.headers,
        body: isJson ? JSON.parse(answer.payload) : undefined,
        text: answer.payload,
      };
    },
    get: (url) => browser.request('GET', url),
    post: (url, body) => browser.request('POST', url, { body }),
    patch: (url, body) => browser.request('PATCH', url, { body }),
    delete: (url, body) => browser.request('DELETE', url, { body }),
  };
  return browser;
}

function browserHeaders(origin: string, cookies: ReadonlyMap<string, string>) {
  const cookie = Array.from(cookies, ([name, value]) => `${name}=${value}`).join('; ');
  return {
    'user-agent': 'Mozilla/5.0 (test)',
    origin,
    'sec-fetch-site': 'same-origin',
    ...(cookie === '' ? {} : { cookie }),
  };
}

function storeCookie(cookies: Map<string, string>, header: string): void {
  const [pair = '', ...attributes] = header.split(';').map((part) => part.trim());
  const split = pair.indexOf('=');
  const isOver = attributes.some((text) => /^(max-age=0|expires=thu, 01 jan 1970)/i.test(text));
  if (isOver) cookies.delete(pair.slice(0, split));
  else cookies.set(pair.slice(0, split), pair.slice(split + 1));
}
