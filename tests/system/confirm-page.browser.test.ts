import type { BrowserContext, Page } from 'playwright-core';
import t from 'tap';
import { linkFields } from './harness/mailbox.ts';
import { registerPerson } from './harness/person.ts';
import { startSystem } from './harness/system.ts';
import { CHROMIUM, launchChromium } from './harness/virtual-authenticator.ts';

// The pages behind the links of our mails, in a real Chromium, against real processes and real mail.

const skip =
  CHROMIUM === undefined ? 'needs a Chromium on this machine (Debian: apt-get install chromium)' : false;

t.test('the confirmation page', { skip, timeout: 300_000 }, async (t) => {
  const system = await startSystem(t);
  const chromiumBrowser = await launchChromium();
  t.teardown(() => chromiumBrowser.close());
  const person = await registerPerson(system);

  /** A browser of its own: with the person's session and binding, or with what `cookies` leaves of them. */
  async function openBrowser(
    t: { teardown(fn: () => unknown): void },
    keeps: (name: string) => boolean = () => true,
  ): Promise<{ context: BrowserContext; page: Page; faults: string[] }> {
    const context = await chromiumBrowser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
    t.teardown(() => context.close());
    const cookies = Array.from(person.browser.cookies()).filter(([name]) => keeps(name));
    await context.addCookies(
      cookies.map(([name, value]) => ({
        name,
        value,
        url: system.keysUrl,
        httpOnly: true,
        sameSite: 'Strict',
      })),
    );
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => {
      if (/Content Security|Trusted/.test(message.text())) faults.push(message.text());
    });
    page.on('request', (request) => {
      const { origin, protocol } = new URL(request.url());
      if (origin !== system.keysUrl && !['data:', 'about:'].includes(protocol))
        faults.push(`a request to ${request.url()}`);
    });
    return { context, page, faults };
  }

  /** A creation that waits for its confirmation. Recovery codes spare the test the wait for the next time step. */
  const recoveryCodes = [...person.recoveryCodes];
  async function startCreation(request: object = {}): Promise<{ id: string; link: string }> {
    const settings = { label: 'Grid bot', permissions: ['orders:read', 'orders:write'], ...request };
    const { id } = await person.browser.ok('POST', '/v1/key-creations', settings);
    const secondFactor = { method: 'recovery_code', code: recoveryCodes.shift() };
    await person.browser.ok('POST', `/v1/key-creations/${id}/second-factor`, { secondFactor });
    const fields = linkFields(await system.mailbox.waitForMail(person.email, id));
    return { id, link: `${system.keysUrl}/confirm#creation=${id}&token=${fields.get('token')}` };
  }

  const read = (id: string) => person.browser.ok('GET', `/v1/key-creations/${id}`);
  const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor();
  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
  const secretOn = (page: Page) => page.locator('#secret').textContent();

  await t.test(
    'KS-42 KS-48 one press makes the key; the secret is shown, copied, acknowledged and gone',
    async (t) => {
      const label = '<img src=x onerror="document.title=1">';
      const { id, link } = await startCreation({ label });
      const { page, context, faults } = await openBrowser(t);
      await page.goto(link);
      await heading(page, 'Create this API key?');
      t.equal(page.url(), `${system.keysUrl}/confirm`, 'the token is not in the address bar');
      t.match(await page.locator('main').innerText(), label, 'KS-67: a label is text');
      t.match(await page.locator('main').innerText(), 'Place, change and cancel orders');
      t.equal((await read(id)).state, 'awaiting_confirmation', 'opening it changed nothing');

      await button(page, 'Create API Key').press('Enter');
      await heading(page, 'Your API key');
      const secret = (await secretOn(page)) ?? '';
      t.match(secret, /^cs_[A-Za-z0-9_-]{132}$/);
      t.match(
        await page.locator('main').innerText(),
        /only time the secret is shown[\s\S]*Never store it online or in a cloud/,
      );
      t.match(
        await page.getByRole('img', { name: /QR code/ }).getAttribute('src'),
        /^data:image\/svg\+xml;base64,/,
      );
      await button(page, 'Copy secret').click();
      t.equal(await page.evaluate('navigator.clipboard.readText()'), secret);
      await button(page, 'Copy key ID').click();
      t.equal(await page.evaluate('navigator.clipboard.readText()'), (await read(id)).keyId);

      await button(page, 'I have saved it').click();
      await heading(page, 'Done');
      t.equal((await read(id)).state, 'completed');
      t.notOk((await page.content()).includes(secret), 'the page holds the secret no more');
      const kept = await page.evaluate(
        'JSON.stringify([{ ...localStorage }, { ...sessionStorage }, history.state, document.cookie, name])',
      );
      t.equal(kept, '[{},{},null,"",""]');
      t.notOk(JSON.stringify(await context.storageState()).includes(secret));
      t.same(faults, []);
    },
  );

  await t.test(
    'KS-33 KS-43 another browser explains itself, and the copied link works in the right one',
    async (t) => {
      const { id, link } = await startCreation();
      const elsewhere = await openBrowser(t, (name) => name.includes('session'));
      await elsewhere.page.goto(link);
      await button(elsewhere.page, 'Create API Key').click();
      await heading(elsewhere.page, 'Open this link in the other browser');
      await button(elsewhere.page, 'Copy link').click();
      const copied = String(await elsewhere.page.evaluate('navigator.clipboard.readText()'));
      t.equal(copied, link);
      t.match(await read(id), { state: 'awaiting_confirmation', keyId: null });

      const signedOut = await openBrowser(t, () => false);
      await signedOut.page.goto(link);
      await heading(signedOut.page, 'You are not signed in here');
      t.match(await signedOut.page.locator('main').innerText(), 'Started in another browser?');

      const { page, faults } = await openBrowser(t);
      await page.goto(`${system.keysUrl}/confirm`);
      await page.getByLabel('Link').fill(copied.slice(0, -5));
      await button(page, 'Go on').click();
      await page.getByText('That is not the whole link').waitFor();
      await page.getByLabel('Link').fill(copied);
      await button(page, 'Go on').click();
      await button(page, 'Create API Key').click();
      await heading(page, 'Your API key');
      t.same([...faults, ...elsewhere.faults, ...signedOut.faults], []);
    },
  );

  await t.test(
    'KS-45 F3 a lost answer is no lost key: trying again gives the same key a fresh secret',
    async (t) => {
      const { id, link } = await startCreation();
      const { page, faults } = await openBrowser(t);
      let lost = '';
      await page.route('**/confirmation', async (route) => {
        lost = (await (await route.fetch()).json()).secret;
        await route.abort('connectionreset');
      });
      await page.goto(link);
      await button(page, 'Create API Key').click();
      await heading(page, 'No answer came');
      await page.unroute('**/confirmation');
      await button(page, 'Try again').click();
      await heading(page, 'Show a fresh secret?');
      await button(page, 'Show a fresh secret').click();
      await heading(page, 'Your API key');
      t.match(lost, /^cs_/);
      t.not(await secretOn(page), lost);
      t.match(await read(id), { state: 'revealed' });
      t.same(faults, []);
    },
  );

  await t.test('KS-48 leaving, coming back and reloading show no secret', async (t) => {
    const { link } = await startCreation();
    const { page } = await openBrowser(t);
    await page.goto(link);
    await button(page, 'Create API Key').click();
    await heading(page, 'Your API key');
    const secret = (await secretOn(page)) ?? 'none';
    await page.emulateMedia({ media: 'print' });
    t.notOk(await page.locator('#secret').isVisible(), 'not on paper');
    await page.emulateMedia({ media: 'screen' });
    await page.goto(`${system.keysUrl}/verify-email`);
    await page.goBack();
    t.notOk((await page.content()).includes(secret), 'back');
    await page.reload();
    t.notOk((await page.content()).includes(secret), 'reload');
    // A page that the browser kept is told that it was left and that it is back; this is what it then does.
    await page.goto(link);
    await button(page, 'Show a fresh secret').click();
    await heading(page, 'Your API key');
    const fresh = (await secretOn(page)) ?? 'none';
    await page.evaluate(`dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))`);
    await heading(page, 'The secret was taken off this page');
    t.notOk((await page.content()).includes(fresh), 'left');
  });

  await t.test('ended creations say how they ended', async (t) => {
    const cancelled = await startCreation();
    await person.browser.ok('DELETE', `/v1/key-creations/${cancelled.id}`);
    const expired = await startCreation();
    await system.database.query('update key_creations set expires_at = now() where id = $1', [expired.id]);
    const { page } = await openBrowser(t);
    await page.goto(cancelled.link);
    await heading(page, 'This key creation was cancelled');
    await page.goto(expired.link);
    await heading(page, 'This link has expired');
  });

  await t.test('the page fits a small phone, in light and dark', async (t) => {
    const { link } = await startCreation({
      permissions: ['withdraw:write'],
      ipAllowlist: ['2001:db8:1:2:3:4:5:6'],
    });
    const { page } = await openBrowser(t);
    await page.setViewportSize({ width: 320, height: 640 });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.goto('about:blank');
      await page.goto(link);
      await page.getByRole('button').waitFor();
      await page.getByRole('button').click();
      await heading(page, 'Your API key');
      t.equal(await page.evaluate('document.documentElement.scrollWidth'), 320);
    }
  });

  await t.test('the verification page verifies on a press, not on being opened', async (t) => {
    const email = `reader-${Date.now()}@people.example`;
    const credentials = { email, password: 'correct horse battery staple' };
    await person.browser.ok('POST', '/v1/users', credentials);
    const token = linkFields(await system.mailbox.waitForMail(email, '#token=')).get('token');
    const { page, faults } = await openBrowser(t, () => false);
    await page.goto(`${system.keysUrl}/verify-email#token=${token}`);
    await heading(page, 'Verify your e-mail address');
    t.equal(page.url(), `${system.keysUrl}/verify-email`);
    const isVerified = async () =>
      (await system.database.query('select email_verified_at from users where email = $1', [email]))[0]
        ?.email_verified_at !== null;
    t.notOk(await isVerified());
    await button(page, 'Verify e-mail address').click();
    await heading(page, 'Your address is verified');
    t.ok(await isVerified());
    t.same(faults, []);
  });
});
