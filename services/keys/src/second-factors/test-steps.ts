import type { TestOwner } from '../http/test-app.ts';
import { someAddress, type TestAnswer, type TestBrowser } from '../http/test-browser.ts';

/** A request from an address of its own, so that only the budgets of the account limit it. */
export function fromAnywhere(browser: TestBrowser, url: string, body: object): Promise<TestAnswer> {
  return browser.request('POST', url, { body, ip: someAddress() });
}

/** The second-factor step of signing in; each time from another address. */
export function step(browser: TestBrowser, secondFactor: unknown): Promise<TestAnswer> {
  return fromAnywhere(browser, '/v1/session/second-factor', { secondFactor });
}

/** A code of six digits that none of the acceptable time steps has. */
export function wrongCode({ totpCode }: TestOwner): string {
  const near = [-1, 0, 1].map((offset) => totpCode(offset));
  return ['000000', '000001', '000002', '000003'].find((code) => !near.includes(code)) ?? '';
}
