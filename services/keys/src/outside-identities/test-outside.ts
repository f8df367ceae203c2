import { randomUUID } from 'node:crypto';
import { createLogger } from '@countersign/runtime';
import { createTestApp, TEST_ORIGIN, type TestApp } from '../http/test-app.ts';
import type { TestAnswer, TestBrowser } from '../http/test-browser.ts';
import { createIdentityProvider } from './oidc-adapter.ts';
import {
  type Account,
  answerAtProvider,
  startIdentityProvider,
  type TestIdentityProvider,
} from './test-identity-provider.ts';

type Test = { teardown(fn: () => unknown): void; fail(message: string): unknown };

export const OUTSIDE_COOKIE = '__Secure-countersign_outside';

export type OutsideApp = TestApp & {
  readonly provider: TestIdentityProvider;
  /** Somebody new at the provider, with a verified address unless told otherwise. */
  newcomer(account?: Account): { login: string; email: string };
};

/** The real key service with a real provider. */
export async function createOutsideApp(t: Test): Promise<OutsideApp> {
  const provider = await startIdentityProvider(TEST_ORIGIN);
  t.teardown(() => provider.close());
  const logger = createLogger('keys', 'silent', { write: () => {} });
  const context = { logger, now: () => new Date() };
  const service = await createTestApp(t, {
    identityProvider: createIdentityProvider(provider.settings, context),
  });
  return {
    ...service,
    provider,
    newcomer(account = {}) {
      const login = randomUUID();
      const email = `user-${login}@example.com`;
      provider.accounts.set(login, { email, email_verified: true, ...account });
      return { login, email };
    },
  };
}

/** Begins, goes to the provider and answers there: the address of our callback with the answer. */
export async function leaveAndAnswer(
  browser: TestBrowser,
  answer: { login: string } | 'cancel',
  { url = '/v1/session/outside', body = {} }: { url?: string; body?: object } = {},
): Promise<URL> {
  const started = await browser.post(url, body);
  if (started.status !== 201) throw new Error(`not started: ${started.status} ${started.text}`);
  return new URL(await answerAtProvider(started.body.authorizationUrl, answer));
}

/** Where the page that the browser gets sends it. */
export function bouncedTo({ status, text }: TestAnswer): string {
  const [, url = ''] = /http-equiv="refresh" content="0; url=([^"]*)"/.exec(text) ?? [];
  if (status !== 200 || url === '') throw new Error(`no page that goes on: ${status} ${text}`);
  return url.replaceAll('&amp;', '&');
}

/** The browser arrives from another site: of its cookies it brings the lax one only. */
export function arrive(browser: TestBrowser, callback: URL): Promise<TestAnswer> {
  const value = browser.cookies.get(OUTSIDE_COOKIE);
  const cookie = value === undefined ? undefined : `${OUTSIDE_COOKIE}=${value}`;
  const headers = { cookie, origin: undefined, 'sec-fetch-site': 'cross-site' };
  return browser.request('GET', `${callback.pathname}${callback.search}`, { headers });
}

/** The whole way back. @returns where in the console it ends */
export async function comeBack(browser: TestBrowser, callback: URL): Promise<string> {
  const next = bouncedTo(await arrive(browser, callback));
  if (next.startsWith(TEST_ORIGIN)) return next.slice(TEST_ORIGIN.length);
  const answer = await browser.request('GET', next, { headers: { origin: undefined } });
  return bouncedTo(answer).slice(TEST_ORIGIN.length);
}

/** Signs in from outside, start to end. @returns where in the console it ends */
export async function signInFromOutside(browser: TestBrowser, answer: { login: string } | 'cancel') {
  return comeBack(browser, await leaveAndAnswer(browser, answer));
}
