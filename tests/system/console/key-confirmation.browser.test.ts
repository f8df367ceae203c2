import type { Page } from 'playwright-core';
import t from 'tap';
import { accessibilityFaults, startConsole, storedBy, watchFaults } from '../harness/console.ts';
import { awaitConfirmation } from '../harness/make-key.ts';
import { registerPerson } from '../harness/person.ts';
import { CHROMIUM } from '../harness/virtual-authenticator.ts';

// From the link of the mail to the secret, and what becomes of it, in a real Chromium.

const skip =
  CHROMIUM === undefined ? 'needs a Chromium on this machine (Debian: apt-get install chromium)' : false;

const SETTINGS = { label: 'Grid bot', permissions: ['orders:read', 'orders:write'] };

const SECRET = /cs_[A-Za-z0-9_-]{132}/;
const secretOn = async (page: Page) => SECRET.exec(await page.locator('main').innerText())?.[0] ?? 'none';

/** Everything that the page's scripts can still reach, strings included. */
async function memoryOf(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page);
  const chunks: string[] = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await session.detach();
  return chunks.join('');
}

t.test('confirming a key creation in the console', { skip, timeout: 300_000 }, async (t) => {
  const system = await startConsole(t);

  await t.test(
    'KS-42 KS-48 one press makes the key; the secret is shown, copied, acknowledged and gone',
    async (t) => {
      const person = await registerPerson(system);
      const label = '<img src=x onerror="document.title=1">';
      const { id, token, path } = await awaitConfirmation(system, person, { ...SETTINGS, label });
      const read = () => person.browser.ok('GET', `/v1/key-creations/${id}`);
      const visit = await system.visit(t);
      const { page, context, faults, goto, heading, press } = visit;
      const sent: string[] = [];
      page.on('request', (request) => {
        sent.push(request.url(), JSON.stringify(request.headers()));
      });
      await visit.signInAs(person);
      await goto('/keys');
      await goto(path);
      await heading('Create this API key?');
      t.equal(page.url(), `${system.keysUrl}/confirm`, 'the token is not in the address bar');
      t.match(await page.locator('main').innerText(), label, 'KS-67: a label is text');
      t.match(await page.locator('main').innerText(), 'Place, change and cancel orders');
      t.same(await accessibilityFaults(page), []);
      t.equal((await read()).state, 'awaiting_confirmation', 'opening it changed nothing');

      await page.getByRole('button', { name: 'Create API Key' }).press('Enter');
      await heading('Your API key');
      const secret = await secretOn(page);
      t.match(secret, SECRET);
      t.match(
        await page.locator('main').innerText(),
        /only time the secret is shown[\s\S]*online or in a cloud/,
      );
      t.same(await accessibilityFaults(page), []);
      await press('Copy Secret');
      await page.getByRole('button', { name: 'Copied: Secret' }).waitFor();
      t.equal(await page.evaluate('navigator.clipboard.readText()'), secret);
      await press('Copy Key ID');
      t.equal(await page.evaluate('navigator.clipboard.readText()'), (await read()).keyId);
      const picture = page.getByRole('img', { name: /QR code/ });
      t.match(await picture.getAttribute('src'), /^data:image\/svg\+xml;base64,/);

      await press('Hide secret');
      t.notOk((await page.content()).includes(secret), 'hidden is not in the page at all');
      t.equal(await picture.count(), 0);
      await press('Copy Secret');
      t.equal(await page.evaluate('navigator.clipboard.readText()'), secret, 'yet it can be copied');
      await press('Show secret');
      await page.emulateMedia({ media: 'print' });
      t.notMatch(await page.locator('main').innerText(), SECRET, 'not on paper');
      t.notOk(await picture.isVisible());
      await page.emulateMedia({ media: 'screen' });

      await press('I have saved it');
      await heading('Your API key is ready');
      t.equal((await read()).state, 'completed');
      t.notOk((await page.content()).includes(secret), 'the page holds the secret no more');
      await page.goBack();
      t.notOk((await page.content()).includes(secret), 'nor the page before');
      const { local, ...kept } = await storedBy(page);
      t.notOk(JSON.stringify([local, await context.storageState()]).match(/cs_|token/));
      t.same(kept, { session: {}, history: null, name: '', cookie: '' });
      for (const text of [token, secret]) {
        t.notOk(
          sent.some((line) => line.includes(text)),
          'in no address and no header',
        );
        t.notOk(system.output().includes(text), 'in no log');
      }
      t.same(faults, []);
    },
  );

  await t.test(
    'KS-33 KS-43 another browser explains itself, and the copied link works in the right one',
    async (t) => {
      const person = await registerPerson(system);
      const { id, path } = await awaitConfirmation(system, person, SETTINGS);
      const link = `${system.keysUrl}${path}`;
      const elsewhere = await system.visit(t);
      await elsewhere.signInAs(person, (cookie) => cookie.includes('session'));
      await elsewhere.goto(path);
      await elsewhere.press('Create API Key');
      await elsewhere.heading('Open this link in the other browser');
      t.same(await accessibilityFaults(elsewhere.page), []);
      await elsewhere.press('Copy Link');
      const copied = String(await elsewhere.page.evaluate('navigator.clipboard.readText()'));
      t.equal(copied, link);
      t.match(await person.browser.ok('GET', `/v1/key-creations/${id}`), {
        state: 'awaiting_confirmation',
        keyId: null,
      });

      const { page, faults, signInAs, goto, heading, press, fill } = await system.visit(t);
      await signInAs(person);
      await goto('/confirm');
      await heading('Paste the link from the mail');
      t.same(await accessibilityFaults(page), []);
      await fill('Link', copied.slice(0, -40));
      await press('Go on');
      await page.getByText('That is not the whole link').waitFor();
      await fill('Link', copied);
      await press('Go on');
      await press('Create API Key');
      await heading('Your API key');
      t.same([...faults, ...elsewhere.faults], []);
    },
  );

  await t.test(
    'KS-35 signed out, or as somebody else, one signs in as the right one and goes on',
    async (t) => {
      const [person, other] = [await registerPerson(system), await registerPerson(system)];
      const { path } = await awaitConfirmation(system, person, SETTINGS);
      const { page, faults, context, signInAs, goto, heading, press, fill } = await system.visit(t);
      // The browser is the person's, the session somebody else's.
      await signInAs(person, (cookie) => cookie.includes('browser'));
      await signInAs(other, (cookie) => cookie.includes('session'));
      await goto(path);
      await heading('This link belongs to another account');
      t.same(await accessibilityFaults(page), []);
      await press('Sign in with the other account');
      await heading('Sign in to Countersign');
      await fill('E-mail address', person.email);
      await fill('Password', person.password);
      await press('Sign in');
      await heading('One more step');
      await press('Use a recovery code instead');
      await fill('Recovery code', person.recoveryCodes.at(-1) ?? '');
      await press('Sign in');
      await heading('Create this API key?');
      // The session ends under the page: it is renewed on top, and the press goes on.
      const ended = (await context.cookies()).filter(({ name }) => name.includes('session'));
      t.equal(ended.length, 1);
      await context.clearCookies({ name: ended[0]?.name ?? '' });
      await press('Create API Key');
      await page.getByRole('dialog', { name: 'Please sign in again' }).waitFor();
      await fill('Password', person.password);
      await press('Sign in');
      await press('Use a recovery code instead');
      await fill('Recovery code', person.recoveryCodes.at(-2) ?? '');
      await press('Sign in');
      await heading('Your API key');
      t.match(await secretOn(page), SECRET);
      t.same(faults, []);
    },
  );

  await t.test(
    'KS-45 F3 a lost answer is no lost key: trying again gives the same key a fresh secret',
    async (t) => {
      const person = await registerPerson(system);
      const { id, path } = await awaitConfirmation(system, person, SETTINGS);
      const { page, context, faults, signInAs, goto, heading, press } = await system.visit(t);
      await signInAs(person);
      let lost = { apiKey: { id: '' }, secret: '' };
      await page.route('**/confirmation', async (route) => {
        lost = await (await route.fetch()).json();
        await route.abort('connectionreset');
      });
      await goto(path);
      await press('Create API Key');
      await heading('No answer came');
      t.same(await accessibilityFaults(page), []);
      await page.unroute('**/confirmation');
      await context.setOffline(true);
      await press('Try again');
      await heading('No answer came');
      await context.setOffline(false);
      await press('Try again');
      await heading('Your API key');
      t.match(lost.secret, SECRET);
      t.not(await secretOn(page), lost.secret);
      t.ok((await page.content()).includes(lost.apiKey.id), 'the same key');
      t.match(await person.browser.ok('GET', `/v1/key-creations/${id}`), { state: 'revealed' });
      // Another tab, or the link once more, says what a fresh secret would do.
      const again = await context.newPage();
      const more = watchFaults(again, system.keysUrl);
      await again.goto(path);
      await again.getByRole('heading', { name: 'Show a fresh secret?' }).waitFor();
      await again.getByText('a fresh one ends it').waitFor();
      t.same(await accessibilityFaults(again), []);
      // Saying that it was saved may get lost as well; the secret stays until that has arrived.
      await context.setOffline(true);
      await press('I have saved it');
      await page.getByRole('alert').getByText('No answer came').waitFor();
      t.match(await secretOn(page), SECRET);
      await context.setOffline(false);
      await press('I have saved it');
      await heading('Your API key is ready');
      t.same([...faults, ...more], []);
    },
  );

  await t.test('KS-48 leaving, coming back and reloading show no secret', async (t) => {
    const person = await registerPerson(system);
    const { path } = await awaitConfirmation(system, person, SETTINGS);
    const { page, faults, signInAs, goto, heading, press } = await system.visit(t);
    await signInAs(person);
    await goto(path);
    await press('Create API Key');
    await heading('Your API key');
    const first = await secretOn(page);
    await page.getByRole('link', { name: 'Security' }).click();
    await heading('Security');
    await page.goBack();
    await heading('Show a fresh secret?');
    t.notOk((await page.content()).includes(first), 'back within the console');
    await press('Show a fresh secret');
    await heading('Your API key');
    const second = await secretOn(page);
    await page.goto('about:blank');
    await page.goBack();
    await page.waitForLoadState();
    t.notOk((await page.content()).includes(second), 'back from another site');
    // A page that the browser kept is told that it was left and that it is back; this is what it then does.
    await goto('/keys');
    await goto(path);
    await press('Show a fresh secret');
    await heading('Your API key');
    const third = await secretOn(page);
    const left =
      await page.evaluate(`(dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true })),
      document.documentElement.outerHTML)`);
    t.notOk(String(left).includes(third), 'gone before the browser could keep the page');
    await heading('The secret was taken off this page');
    t.same(await accessibilityFaults(page), []);
    await press('Show a fresh secret');
    await heading('Your API key');
    t.not(await secretOn(page), third);
    await page.evaluate(`dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))`);
    await heading('The secret was taken off this page');
    await page.reload();
    await heading('Paste the link from the mail');
    t.equal(new Set([first, second, third]).size, 3);
    t.same(faults, []);
  });

  await t.test(
    'KS-48 once it was saved, or the page was left, the secret is nowhere in its memory',
    async (t) => {
      const person = await registerPerson(system);
      const { page, faults, signInAs, goto, heading, press } = await system.visit(t);
      await signInAs(person);
      for (const [end, title] of [
        [() => press('I have saved it'), 'Your API key is ready'],
        [() => page.getByRole('link', { name: 'Sessions' }).click(), 'Sessions'],
      ] as const) {
        const { path } = await awaitConfirmation(system, person, SETTINGS);
        await goto('/keys');
        await goto(path);
        await press('Create API Key');
        await heading('Your API key');
        const secret = await secretOn(page);
        t.ok((await memoryOf(page)).includes(secret), 'the look into memory finds what is there');
        await end();
        await heading(title);
        t.notOk((await memoryOf(page)).includes(secret), title);
      }
      t.same(faults, []);
    },
  );

  await t.test('KS-48 the secret goes when its time is over, and not before', async (t) => {
    const person = await registerPerson(system);
    const { id, path } = await awaitConfirmation(system, person, SETTINGS);
    const { page, faults, signInAs, goto, heading, press } = await system.visit(t);
    await signInAs(person);
    // The reader's clock is an hour fast: by it, the time was over before it began.
    await page.clock.install({ time: Date.now() + 3_600_000 });
    await goto(path);
    await press('Create API Key');
    await heading('Your API key');
    const secret = await secretOn(page);
    await page.clock.fastForward(500_000);
    t.equal(await secretOn(page), secret);
    await page.clock.fastForward(100_000);
    await heading('The secret is shown no longer');
    t.equal(await page.evaluate('document.activeElement.tagName'), 'H1', 'said aloud');
    t.notOk((await page.content()).includes(secret));
    t.notOk((await memoryOf(page)).includes(secret), 'nor is it anywhere in its memory');
    t.equal(await page.getByRole('img', { name: /QR code/ }).count(), 0);
    t.match(await page.locator('main').innerText(), /If not, revoke the key and create a new one/);
    t.same(await accessibilityFaults(page), []);
    const { keyId } = await person.browser.ok('GET', `/v1/key-creations/${id}`);
    await page.getByRole('link', { name: 'Open this API key' }).click();
    await heading('Grid bot');
    t.equal(new URL(page.url()).pathname, `/keys/${keyId}`);
    t.same(faults, []);
  });

  await t.test('KS-46 every end of a key creation has words, and none of them a secret', async (t) => {
    const person = await registerPerson(system);
    const { page, faults, signInAs, goto, heading } = await system.visit(t);
    await signInAs(person);
    const settle = async (path: string, title: string) => {
      await goto('/keys');
      await goto(path);
      await heading(title);
    };
    const cancelled = await awaitConfirmation(system, person, SETTINGS);
    await person.browser.ok('DELETE', `/v1/key-creations/${cancelled.id}`);
    await settle(cancelled.path, 'This key creation was cancelled');
    const expired = await awaitConfirmation(system, person, SETTINGS);
    await system.database.query('update key_creations set expires_at = now() where id = $1', [expired.id]);
    await settle(expired.path, 'This key creation has expired');
    const done = await awaitConfirmation(system, person, SETTINGS);
    await person.browser.ok('POST', `/v1/key-creations/${done.id}/confirmation`, { token: done.token });
    await person.browser.ok('POST', `/v1/key-creations/${done.id}/acknowledgement`);
    await settle(done.path, 'Your API key is ready');
    t.same(await accessibilityFaults(page), []);
    const open = await awaitConfirmation(system, person, SETTINGS);
    await settle(open.path.replace(open.token, 'A'.repeat(43)), 'Create this API key?');
    await page.getByRole('button', { name: 'Create API Key' }).click();
    await heading('This link is not right');
    await settle(open.path, 'Create this API key?');
    await person.browser.ok('DELETE', `/v1/key-creations/${open.id}`);
    await page.getByRole('button', { name: 'Create API Key' }).click();
    await heading('This key creation was cancelled');
    const begun = await person.browser.ok('POST', '/v1/key-creations', SETTINGS);
    await settle(`/confirm#creation=${begun.id}&token=${open.token}`, 'Your second factor is still to come');
    await page.getByRole('link', { name: 'Go on with the second factor' }).click();
    await page.getByText('Nothing was sent yet').waitFor();
    t.same(faults, []);
  });

  await t.test('the secret fits a small phone, in German, in light and dark', async (t) => {
    const person = await registerPerson(system);
    for (const theme of ['light', 'dark'] as const) {
      const { path } = await awaitConfirmation(system, person, {
        permissions: ['withdraw:write'],
        ipAllowlist: ['2001:db8:1:2:3:4:5:6'],
      });
      const { page, faults, signInAs, goto, heading, press } = await system.visit(t, {
        ...{ theme, width: 320, locale: 'de' },
      });
      await signInAs(person);
      await goto(path);
      await heading('Diesen API-Schlüssel erstellen?');
      t.equal(await page.evaluate('document.documentElement.scrollWidth'), 320);
      await press('API-Schlüssel erstellen');
      await heading('Ihr API-Schlüssel');
      t.equal(await page.evaluate('document.documentElement.scrollWidth'), 320);
      t.same(faults, []);
    }
  });
});
