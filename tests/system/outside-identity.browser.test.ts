import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser as Chromium, chromium, type Page } from 'playwright-core';
import t from 'tap';
import {
  answerAtProvider,
  startIdentityProvider,
  type TestIdentityProvider,
} from '../../services/keys/src/outside-identities/test-identity-provider.ts';
import { Browser } from './harness/browser.ts';
import { accessibilityFaults, CONSOLE_DIR } from './harness/console.ts';
import { registerPerson } from './harness/person.ts';
import { startSystem } from './harness/system.ts';

// Signing in from outside in a real Chromium: which cookies a browser sends on the way back from another site is its
// business, and what such designs fail at. The provider is at 127.0.0.1, the key service at localhost: two sites.

const EXECUTABLE = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  existsSync,
);
const skip =
  EXECUTABLE === undefined ? 'needs a Chromium on this machine (Debian: apt-get install chromium)' : false;

/** Any page of the console would do: those that need a session ask for it in their place. */
const CONSOLE_PAGE = '/keys';

t.test('signing in from outside', { skip, timeout: 300_000 }, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-outside-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  let provider: TestIdentityProvider | undefined;
  const system = await startSystem(t, {
    gateways: 0,
    settings: {
      keys: async (keysUrl) => {
        provider = await startIdentityProvider(keysUrl, { returnPaths: [CONSOLE_PAGE, '/security'] });
        const { issuer, clientId, clientSecret } = provider.settings;
        const file = join(folder, 'client-secret');
        writeFileSync(file, clientSecret.expose(), { mode: 0o600 });
        return {
          CONSOLE_DIR,
          OIDC_ISSUER: issuer,
          OIDC_CLIENT_ID: clientId,
          OIDC_CLIENT_SECRET_FILE: file,
          OIDC_RETURN_PATHS: `${CONSOLE_PAGE},/security`,
        };
      },
    },
  });
  t.teardown(() => provider?.close());
  provider?.accounts.set('ada', { email: 'ada@people.example', email_verified: true });
  const chromiumBrowser: Chromium = await chromium.launch({
    executablePath: EXECUTABLE ?? '',
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  });
  t.teardown(() => chromiumBrowser.close());

  /** A browser of its own, on a page of the console, and every address that it comes to from now on. */
  async function openConsole(t: { teardown(fn: () => unknown): void }) {
    const context = await chromiumBrowser.newContext();
    t.teardown(() => context.close());
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    await page.goto(system.keysUrl + CONSOLE_PAGE);
    const addresses: string[] = [];
    // The page takes the fragment out of the address bar, so it is noted on arrival.
    page.on('framenavigated', (frame) => void addresses.push(frame.url()));
    return { context, page, addresses };
  }

  const leave = (page: Page) => page.getByRole('button', { name: 'Sign in with Single sign-on' }).click();
  const answer = async (page: Page, name: 'Sign in' | 'Cancel') => {
    await page.getByLabel('Who').fill('ada');
    await page.getByRole('button', { name, exact: true }).click();
  };
  const whoIsSignedIn = (page: Page) => page.evaluate("fetch('/v1/session').then((answer) => answer.json())");
  const arrived = (page: Page) => page.waitForURL((url) => url.pathname === CONSOLE_PAGE);

  await t.test(
    'the browser ends on the console, signed in, and every request carries the session',
    async (t) => {
      const { context, page } = await openConsole(t);
      const sent = new Map<string, Promise<Record<string, string>>>();
      page.on('request', (request) => {
        if (!request.isNavigationRequest()) return;
        sent.set(new URL(request.url()).pathname, request.allHeaders());
      });
      const cookiesOf = async (path: string) => (await sent.get(path))?.cookie ?? '';
      await leave(page);
      await answer(page, 'Sign in');
      await arrived(page);
      await page.getByRole('heading', { level: 1, name: 'API keys' }).waitFor();
      t.equal(page.url(), system.keysUrl + CONSOLE_PAGE, 'neither code nor state is in the address bar');
      t.match(await whoIsSignedIn(page), { user: { email: 'ada@people.example' }, assurance: 'password' });

      const callback = await cookiesOf('/v1/session/outside/callback');
      t.match(callback, /countersign_outside=/);
      t.notMatch(
        callback,
        /countersign_browser|countersign_session/,
        'strict cookies do not come from another site',
      );
      t.match(
        await cookiesOf('/v1/session/outside/completion'),
        /countersign_browser=/,
        'one hop later they do',
      );
      t.match(
        await cookiesOf(CONSOLE_PAGE),
        /countersign_session=/,
        'a console that is rendered on a server sees the session',
      );
      t.notMatch(await cookiesOf(CONSOLE_PAGE), /countersign_outside/);

      const kept = await context.cookies(system.keysUrl);
      t.same(kept.map(({ name, sameSite }) => `${name} ${sameSite}`).toSorted(), [
        'countersign_browser Strict',
        'countersign_session Strict',
      ]);
      await page.reload();
      t.match(await whoIsSignedIn(page), { user: { email: 'ada@people.example' } });
    },
  );

  await t.test(
    'an account links a sign-in from outside on its security page, and removes it again',
    async (t) => {
      const { context, page } = await openConsole(t);
      const owner = await registerPerson(system);
      await context.addCookies(
        Array.from(owner.browser.cookies(), ([name, value]) => ({
          ...{ name, value, url: system.keysUrl, httpOnly: true },
          sameSite: 'Strict' as const,
        })),
      );
      provider?.accounts.set('grace', { email: 'grace@people.example', email_verified: true });
      const section = page.getByRole('region', { name: 'Sign-ins from outside' });
      const asked = page.getByRole('dialog', { name: 'Confirm with your second factor' });
      const approve = async (index: number, submit: string) => {
        await asked.getByRole('button', { name: 'Use a recovery code instead' }).click();
        await asked.getByRole('textbox').fill(owner.recoveryCodes[index] ?? '');
        await asked.getByRole('button', { name: submit }).click();
      };
      await page.goto(`${system.keysUrl}/security`);
      await section.getByRole('button', { name: 'Link Single sign-on' }).click();
      await approve(0, 'Go on');
      await page.getByLabel('Who').fill('grace');
      await page.getByRole('button', { name: 'Cancel', exact: true }).click();
      await section.getByRole('alert').getByText('The other service did not sign you in').waitFor();

      await section.getByRole('button', { name: 'Link Single sign-on' }).click();
      await approve(1, 'Go on');
      await page.getByLabel('Who').fill('grace');
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
      await section
        .getByRole('listitem')
        .getByText(/^Linked/)
        .waitFor();
      t.same(await accessibilityFaults(page), []);
      await section.getByRole('button', { name: 'Remove' }).click();
      await approve(2, 'Remove');
      await section.getByRole('listitem').waitFor({ state: 'detached' });
      t.same((await owner.browser.ok('GET', '/v1/outside-identities')).items, []);
    },
  );

  await t.test(
    'called off at the provider, the browser ends on the console with a code of ours',
    async (t) => {
      const { page, addresses } = await openConsole(t);
      await leave(page);
      await answer(page, 'Cancel');
      await arrived(page);
      t.ok(addresses.includes(`${system.keysUrl}${CONSOLE_PAGE}#refused=outside-sign-in-declined`));
      await page.getByRole('alert').getByText('The other service did not sign you in').waitFor();
      t.equal(page.url(), system.keysUrl + CONSOLE_PAGE, 'nor does the code stay there');
      t.match(await whoIsSignedIn(page), { code: 'not-signed-in' });
    },
  );

  await t.test('who has no password here signs in again from outside, too', async (t) => {
    const { page } = await openConsole(t);
    await leave(page);
    await answer(page, 'Sign in');
    await arrived(page);
    await page.getByRole('heading', { level: 1, name: 'API keys' }).waitFor();
    t.equal(
      await page.evaluate("fetch('/v1/session', { method: 'DELETE' }).then(({ status }) => status)"),
      204,
    );
    await page.evaluate('dispatchEvent(new Event("visibilitychange"))');
    const dialog = page.getByRole('dialog', { name: 'Please sign in again' });
    // The provider still knows who this is, and sends the browser back without a question.
    const back = page.waitForRequest(/\/v1\/session\/outside\/completion/);
    await dialog.getByRole('button', { name: 'Sign in with Single sign-on' }).click();
    await back;
    await arrived(page);
    await page.getByRole('heading', { level: 1, name: 'API keys' }).waitFor();
    t.match(await whoIsSignedIn(page), { user: { email: 'ada@people.example' } });
  });

  await t.test('KS-55: a link to the end of somebody else’s sign-in signs nobody in', async (t) => {
    const attacker = new Browser(system.keysUrl);
    const { authorizationUrl } = await attacker.ok('POST', '/v1/session/outside');
    const callback = await answerAtProvider(authorizationUrl, { login: 'ada' });
    for (const url of [callback, callback.replace('/callback?', '/completion?')]) {
      const { page, addresses } = await openConsole(t);
      // Its page goes on at once, which may end the wait for it.
      await page.goto(url).catch(() => {});
      await arrived(page);
      t.ok(addresses.includes(`${system.keysUrl}${CONSOLE_PAGE}#refused=outside-sign-in-expired`), url);
      t.match(await whoIsSignedIn(page), { code: 'not-signed-in' });
    }
  });

  await t.test('KS-54: a page of another site cannot begin', async (t) => {
    const { context, page } = await openConsole(t);
    await page.goto(`${provider?.settings.issuer}/.well-known/openid-configuration`);
    const url = `${system.keysUrl}/v1/session/outside`;
    await page.evaluate(
      `fetch('${url}', { method: 'POST', mode: 'no-cors', credentials: 'include' }).catch(() => {})`,
    );
    t.same(await context.cookies(url), []);
  });
});
