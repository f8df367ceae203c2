import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Account } from './person.ts';
import { type System, type SystemOptions, startSystem } from './system.ts';
import { launchChromium } from './virtual-authenticator.ts';

type Teardown = { teardown(fn: () => unknown): void };

/** What `npm test` has built before any test runs (deploy/local/build-console.js). */
export const CONSOLE_DIR = join(import.meta.dirname, '../../../services/console/dist');

/** The whole system with the console, and a Chromium: one for all tests of a file. */
export type ConsoleSystem = System & {
  readonly chromium: Browser;
  /** A person at a browser of their own. */
  visit(t: Teardown, options?: VisitOptions): Promise<Visit>;
};

export type VisitOptions = {
  readonly locale?: 'en' | 'de';
  readonly theme?: 'light' | 'dark';
  readonly width?: number;
};

export type Visit = {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What no page may ever do: break its policy, throw, ask another site for something. Empty when all is well. */
  readonly faults: readonly string[];
  /** Makes this the browser of somebody who is signed in: session and binding, or what `keeps` leaves of them. */
  signInAs(person: Account, keeps?: (cookie: string) => boolean): Promise<void>;
  /** Opens a path of the console. */
  goto(path: string): Promise<void>;
  /** Waits for a page's one heading. */
  heading(name: string | RegExp): Promise<void>;
  /** Presses a button by its whole name. */
  press(name: string): Promise<void>;
  fill(label: string, text: string): Promise<void>;
};

export async function startConsole(t: Teardown, options: SystemOptions = {}): Promise<ConsoleSystem> {
  const { settings = {}, ...rest } = options;
  const keys = async (url: string) => ({ CONSOLE_DIR, ...(await settings.keys?.(url)) });
  const system = await startSystem(t, { ...rest, settings: { ...settings, keys } });
  const chromium = await launchChromium();
  t.teardown(() => chromium.close());
  return { ...system, chromium, visit: (t, options) => visit(t, { system, chromium }, options) };
}

async function visit(
  t: Teardown,
  { system, chromium }: { system: System; chromium: Browser },
  { locale = 'en', theme = 'light', width = 1280 }: VisitOptions = {},
): Promise<Visit> {
  const context = await chromium.newContext({
    baseURL: system.keysUrl,
    locale: locale === 'de' ? 'de-DE' : 'en-GB',
    colorScheme: theme,
    viewport: { width, height: 844 },
    permissions: ['clipboard-read', 'clipboard-write'],
    reducedMotion: 'reduce',
  });
  t.teardown(() => context.close());
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  return {
    context,
    page,
    faults: watchFaults(page, system.keysUrl),
    async signInAs(person, keeps = () => true) {
      const kept = Array.from(person.browser.cookies()).filter(([name]) => keeps(name));
      const cookies = kept.map(([name, value]) => ({
        ...{ name, value, url: system.keysUrl },
        ...({ httpOnly: true, sameSite: 'Strict' } as const),
      }));
      await context.addCookies(cookies);
    },
    async goto(path) {
      await page.goto(path);
    },
    async heading(name) {
      const isText = typeof name === 'string';
      const heading = page.getByRole('heading', { level: 1, name, ...(isText ? { exact: true } : {}) });
      await heading.waitFor().catch(async () => {
        throw new Error(`no heading "${name}" at ${page.url()}: ${await page.locator('body').innerText()}`);
      });
    },
    press: (name) => page.getByRole('button', { name, exact: true }).click(),
    fill: (label, text) => page.getByLabel(label, { exact: true }).fill(text),
  };
}

/** Every page that a context opens later is watched by calling this for it, too. */
export function watchFaults(page: Page, origin: string): readonly string[] {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(`threw ${error.message}`));
  page.on('console', (message) => {
    // A refused call is logged by the browser itself, and is none of the page's doing.
    if (message.type() === 'error' && !/^Failed to load resource/.test(message.text())) {
      faults.push(message.text());
    }
  });
  page.on('request', (request) => {
    const { origin: target, protocol } = new URL(request.url());
    if (target !== origin && !['data:', 'about:', 'blob:'].includes(protocol)) {
      faults.push(`asked ${request.url()}`);
    }
  });
  return faults;
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds on the page as it stands, in both themes, as lines to compare with `[]`. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.evaluate(AXE);
    const violations: Violation[] = await page.evaluate(RUN_AXE);
    for (const { id, nodes } of violations) {
      for (const { target, failureSummary } of nodes) {
        found.push(`${colorScheme}: ${id} at ${target.join(' ')}: ${failureSummary.replaceAll('\n', ' ')}`);
      }
    }
  }
  return found;
}

type Violation = {
  readonly id: string;
  readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary: string }[];
};

/** Once every change of colour has arrived; what turns for ever is not waited for. */
const RUN_AXE = `Promise.allSettled(document.getAnimations()
    .filter(({ effect }) => Number.isFinite(effect.getComputedTiming().endTime))
    .map(({ finished }) => finished))
  .then(() => axe.run({ resultTypes: ['violations'] }))
  .then(({ violations }) => violations)`;

/** Everything that a browser keeps of a site, besides cookies that no script can read. */
export const storedBy = (page: Page): Promise<Record<string, unknown>> =>
  page.evaluate(
    `({ local: { ...localStorage }, session: { ...sessionStorage }, history: history.state, name: window.name,
        cookie: document.cookie })`,
  );
