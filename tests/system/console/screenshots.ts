import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { accessibilityFaults, type ConsoleSystem, startConsole, type Visit } from '../harness/console.ts';
import { awaitConfirmation, makeKey } from '../harness/make-key.ts';
import { type Person, registerPerson } from '../harness/person.ts';
import { GatewayClient, nextNonce, signRequest } from '../harness/signed-call.ts';
import { showNewcomer } from './newcomer-scenes.ts';

// `npm run screenshots`: every page in both themes and two widths, each looked at by axe, too.

const FOLDER = process.env.SCREENSHOTS_DIR ?? join(import.meta.dirname, '../../../docs/images');

/** `creation` waits for its mail's link; nobody's own for somebody who is signed out. */
type Scene = Visit & { readonly person: Person; readonly creation: { id: string; path: string } };

/** How to get to each page, signed in. */
const SIGNED_IN: Readonly<Record<string, (scene: Scene) => Promise<unknown>>> = {
  'api-keys': (visit) => visit.goto('/keys'),
  'api-key': async (visit) => {
    await visit.goto('/keys');
    await visit.page.getByRole('link', { name: 'Grid bot' }).click();
    await visit.heading('Grid bot');
    await visit.page.getByText('nonce went backwards').waitFor();
  },
  'api-key-editing': async (visit) => {
    await visit.goto('/keys');
    await visit.page.getByRole('link', { name: 'Tax report' }).click();
    await visit.press('Edit permissions');
    await visit.page.getByRole('switch', { name: 'Orders: Write' }).check();
    await visit.press('Update Permissions');
    await visit.page.getByRole('dialog').waitFor();
  },
  'api-key-danger': async (visit) => {
    await visit.goto('/keys');
    await visit.page.getByRole('link', { name: 'Treasury' }).click();
    await visit.press('Edit permissions');
    await visit.page.getByText('This key can withdraw funds', { exact: true }).scrollIntoViewIfNeeded();
  },
  'api-key-revoking': async (visit) => {
    await visit.goto('/keys');
    await visit.press('Revoke Grid bot');
    await visit.page.getByRole('dialog').waitFor();
  },
  'new-key': (visit) => visit.goto('/keys/new'),
  'new-key-danger': async ({ page, goto }) => {
    await goto('/keys/new');
    await page.getByRole('switch', { name: 'Withdrawals: Write' }).press(' ');
    await page.getByText('This key never expires').scrollIntoViewIfNeeded();
  },
  'new-key-by-mail': async ({ creation, goto, heading }) => {
    await goto(`/keys/new/${creation.id}`);
    await heading('Confirm by mail');
  },
  'new-key-confirmation': async ({ creation, goto, heading }) => {
    await goto(creation.path);
    await heading('Create this API key?');
  },
  'new-key-secret': async ({ press, heading }) => {
    await press('Create API Key');
    await heading('Your API key');
  },
  'new-key-secret-over': async ({ page, creation, goto, press, heading }) => {
    await page.clock.install();
    await goto('/keys');
    await goto(creation.path);
    await press('Show a fresh secret');
    await heading('Your API key');
    await page.clock.fastForward(600_000);
    await heading('The secret is shown no longer');
  },
  sessions: (visit) => visit.goto('/sessions'),
  'sessions-old': async ({ page, goto, heading }) => {
    await goto('/sessions');
    await page.getByText('This session').waitFor();
    await page.route('**/v1/sessions?*', (route) => route.abort());
    await page.getByRole('link', { name: 'History' }).click();
    await heading('Security history');
    await page.clock.fastForward(20_000);
    await page.getByRole('link', { name: 'Sessions' }).click();
    await page.getByText('This may be out of date').waitFor();
    await page.unroute('**/v1/sessions?*');
  },
  history: async ({ page, goto }) => {
    await goto('/history');
    await page.getByRole('listitem').first().waitFor();
  },
  'sign-in-again': async ({ page, goto }) => {
    await goto('/keys');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.context().clearCookies({ name: 'countersign_session' });
    await page.evaluate('dispatchEvent(new Event("visibilitychange"))');
    await page.getByRole('dialog').waitFor();
  },
};

const SIGNED_OUT: typeof SIGNED_IN = {
  preferences: async (visit) => {
    await visit.goto('/sign-in');
    await visit.press('Theme and language');
  },
  'sign-in': (visit) => visit.goto('/sign-in'),
  'sign-in-refused': async (visit) => {
    await visit.goto('/sign-in');
    await visit.fill('E-mail address', 'ada@example.com');
    await visit.fill('Password', 'not the right one');
    await visit.press('Sign in');
    await visit.page.getByRole('alert').waitFor();
  },
  'second-factor': async (visit) => {
    await visit.goto('/sign-in');
    await visit.fill('E-mail address', visit.person.email);
    await visit.fill('Password', visit.person.password);
    await visit.press('Sign in');
    await visit.heading('One more step');
    await visit.fill('Code from your authenticator app', '123 456');
    await visit.press('Sign in');
    await visit.page.getByRole('alert').waitFor();
  },
  'sign-up': (visit) => visit.goto('/sign-up'),
  'verify-email': (visit) => visit.goto(`/verify-email#token=${'a'.repeat(43)}`),
  'forgotten-password': (visit) => visit.goto('/forgotten-password'),
  'revoke-all': (visit) => visit.goto(`/revoke-all#token=${'a'.repeat(43)}`),
  'reset-password': (visit) => visit.goto(`/reset-password#token=${'a'.repeat(43)}`),
};

/** Keys as people have them: in use, refused, about to end, ended. */
async function makeKeys(system: ConsoleSystem, person: Person): Promise<void> {
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
  const old = await makeKey(system, person, { label: 'First try', permissions: ['account:read'] });
  await person.browser.ok('POST', `/v1/keys/${old.keyId}/revocation`, {});
  const reads = ['account:read', 'history:read', 'orders:read', 'positions:read', 'wallets:read'];
  await makeKey(system, person, { label: 'Tax report', permissions: reads, expiresAt: inDays(3) });
  const addresses = ['203.0.113.7', '203.0.113.64/26', '2001:db8:7::/48'];
  const treasury = {
    label: 'Treasury',
    permissions: ['wallets:read', 'withdraw:write'],
    ipAllowlist: addresses,
  };
  await makeKey(system, person, { ...treasury, expiresAt: inDays(90) });
  const bot = await makeKey(system, person, { label: 'Grid bot', permissions: [...reads, 'orders:write'] });
  const gateway = new GatewayClient(system.gatewayUrls[0] ?? '', 1);
  await gateway.send(signRequest(bot, '/v2/auth/r/wallets', { nonce: nextNonce() }));
  await gateway.send(signRequest(bot, '/v2/auth/r/wallets', { nonce: String(Date.now()) }));
  await gateway.send(signRequest(bot, '/v2/auth/w/withdraw'));
  await gateway.close();
}

t.test('screenshots', { timeout: 600_000 }, async (t) => {
  const system = await startConsole(t);
  const person = await registerPerson(system);
  await makeKeys(system, person);
  mkdirSync(FOLDER, { recursive: true });
  for (const theme of ['light', 'dark'] as const) {
    for (const width of [390, 1280]) {
      const picture = async ({ page }: Visit, name: string) => {
        await page.screenshot({ path: join(FOLDER, `${name}-${theme}-${width}.png`) });
        // Both themes at once; what is left is as it was.
        if (theme === 'light') t.same(await accessibilityFaults(page), [], `${name}, ${width} wide`);
        await page.emulateMedia({ colorScheme: theme });
      };
      for (const [isSignedIn, pages] of [
        [false, SIGNED_OUT],
        [true, SIGNED_IN],
      ] as const) {
        const visit = await system.visit(t, { theme, width });
        const settings = { label: 'Market maker', permissions: ['orders:read', 'orders:write'] };
        const creation = isSignedIn
          ? await awaitConfirmation(system, person, settings)
          : { id: '', path: '' };
        if (isSignedIn) await visit.signInAs(person);
        for (const [name, open] of Object.entries(pages)) {
          await open({ ...visit, person, creation });
          await visit.page.getByRole('heading', { level: 1 }).waitFor();
          await picture(visit, name);
        }
        t.same(visit.faults, []);
        await visit.context.close();
      }
      const newcomer = await system.visit(t, { theme, width });
      await showNewcomer(system, newcomer, async (name) => {
        await picture(newcomer, name);
      });
      t.same(newcomer.faults, []);
      await newcomer.context.close();
    }
  }
});
