import type { Page } from 'playwright-core';
import { type ConsoleSystem, startConsole, type Visit, type VisitOptions } from './console.ts';
import { makeKey, nextRecoveryCode } from './make-key.ts';
import { type Person, type RevealedKey, registerPerson } from './person.ts';
import { GatewayClient, signRequest } from './signed-call.ts';

type Teardown = { teardown(fn: () => unknown): void };

export const WALLETS = '/v2/auth/r/wallets';
export const ORDER = '/v2/auth/w/order/submit';

/** What every new owner's key is like. */
export const BOT = { label: 'Grid bot', permissions: ['orders:read', 'wallets:read'] } as const;

export type KeyOwner = Visit & {
  readonly person: Person;
  readonly key: RevealedKey;
  /** Goes to the page of the key. */
  openKey(): Promise<void>;
};

export type KeyOwners = {
  readonly system: ConsoleSystem;
  readonly gateway: GatewayClient;
  /** What the gateway answers to a call with this key. */
  statusOf(key: RevealedKey, path: string): Promise<number>;
  /** Somebody new with one key, signed in. */
  visitKey(t: Teardown, options?: VisitOptions): Promise<KeyOwner>;
};

/** The system, for people who have API keys. */
export async function startKeyOwners(t: Teardown): Promise<KeyOwners> {
  const system = await startConsole(t);
  const gateway = new GatewayClient(system.gatewayUrls[0] ?? '', 2);
  t.teardown(() => gateway.close());
  return {
    system,
    gateway,
    statusOf: async (key, path) => (await gateway.send(signRequest(key, path))).status,
    async visitKey(t, options) {
      const person = await registerPerson(system);
      const key = await makeKey(system, person, BOT);
      const visit = await system.visit(t, options);
      await visit.signInAs(person);
      const openKey = async () => {
        await visit.goto(`/keys/${key.keyId}`);
        await visit.heading(BOT.label);
      };
      return { ...visit, person, key, openKey };
    },
  };
}

/** Types a recovery code into the dialog that approves an edit. */
export async function approveEdit(
  { press, fill, page }: Visit,
  person: Person,
  code = nextRecoveryCode(person),
): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  const other = page.getByRole('button', { name: 'Use a recovery code instead' });
  if (await other.isVisible()) await press('Use a recovery code instead');
  await fill('Recovery code', code);
  await dialog.getByRole('button', { name: 'Update Permissions' }).click();
}

/** A key as the service describes it to its owner. */
export const readKey = (person: Person, { keyId }: RevealedKey) =>
  person.browser.ok('GET', `/v1/keys/${keyId}`);

/** What has the focus, by the name that is read out. */
export const focusedName = (page: Page): Promise<string> =>
  page.evaluate<string>(
    'document.activeElement.getAttribute("aria-label") ?? (document.activeElement.labels?.[0] ?? document.activeElement).innerText',
  );

/** Presses Tab until something of that name has the focus. */
export async function tabTo(page: Page, name: string): Promise<void> {
  const passed: string[] = [];
  while ((await focusedName(page)) !== name) {
    if (passed.length > 60) throw new Error(`Tab never came to "${name}", but to: ${passed.join(', ')}`);
    await page.keyboard.press('Tab');
    passed.push(await focusedName(page));
  }
}
