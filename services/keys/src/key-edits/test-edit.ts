import type { TestApp, TestOwner } from '../http/test-app.ts';
import { someAddress, type TestAnswer, type TestBrowser } from '../http/test-browser.ts';

export type TestProof = { readonly secondFactor: unknown };

/** One edit through the API; from an address of its own, so that only the budgets limit it. */
export function edit(
  owner: TestOwner,
  keyId: string,
  change: object,
  proof: TestProof = { secondFactor: owner.freshSecondFactor() },
): Promise<TestAnswer> {
  const body = { ...change, ...proof };
  return owner.browser.request('PATCH', `/v1/keys/${keyId}`, { body, ip: someAddress() });
}

/** An edit that waits for its confirmation, as a test drives it. */
export type TestEdit = {
  readonly id: string;
  url(step?: string): string;
  read(): Promise<TestAnswer>;
  /** The token of the newest mail. */
  token(): Promise<string>;
  confirm(options?: { token?: string; browser?: TestBrowser }): Promise<TestAnswer>;
  resend(): Promise<TestAnswer>;
  cancel(browser?: TestBrowser): Promise<TestAnswer>;
};

export const WITHDRAWING = { permissions: ['orders:read', 'orders:write', 'withdraw:write'] };

/** Begins an edit that gives the key `withdraw`. */
export async function startEdit(
  app: TestApp,
  owner: TestOwner,
  keyId: string,
  change: object = WITHDRAWING,
): Promise<TestEdit> {
  const started = await edit(owner, keyId, change);
  if (started.status !== 202) throw new Error(`not started: ${started.status} ${started.text}`);
  const id: string = started.body.edit.id;
  const url = (step?: string) => `/v1/key-edits/${id}${step === undefined ? '' : `/${step}`}`;
  const send = (browser: TestBrowser, method: string, step?: string, body?: object) =>
    browser.request(method, url(step), { ...(body && { body }), ip: someAddress() });
  const token = async () => (await app.openOutboxMail(owner.user.id, 'key-edit-confirmation')).token;
  return {
    id,
    url,
    token,
    read: () => send(owner.browser, 'GET'),
    confirm: async (options = {}) =>
      send(options.browser ?? owner.browser, 'POST', 'confirmation', {
        token: options.token ?? (await token()),
      }),
    resend: () => send(owner.browser, 'POST', 'confirmation-email'),
    cancel: (browser = owner.browser) => send(browser, 'DELETE'),
  };
}
