import { readFile } from 'node:fs/promises';
import t from 'tap';
import { Browser } from '../harness/browser.ts';
import { accessibilityFaults, startConsole, storedBy } from '../harness/console.ts';
import { makeKey } from '../harness/make-key.ts';
import { registerPerson } from '../harness/person.ts';
import { CHROMIUM } from '../harness/virtual-authenticator.ts';

// Sessions and the security history, in a real Chromium, against real processes.

const skip =
  CHROMIUM === undefined ? 'needs a Chromium on this machine (Debian: apt-get install chromium)' : false;

t.test('sessions and history in the console', { skip, timeout: 300_000 }, async (t) => {
  const system = await startConsole(t);

  await t.test('a session is seen and ended from another one, at once', async (t) => {
    const owner = await registerPerson(system);
    const away = await system.visit(t);
    await away.goto('/keys');
    await away.fill('E-mail address', owner.email);
    await away.fill('Password', owner.password);
    await away.press('Sign in');
    await away.heading('One more step');
    await away.press('Use a recovery code instead');
    await away.fill('Recovery code', owner.recoveryCodes[0] ?? '');
    await away.press('Sign in');
    await away.heading('API keys');

    const { page, faults, goto, heading, signInAs } = await system.visit(t);
    await signInAs(owner);
    await goto('/sessions');
    await heading('Sessions');
    await page.getByRole('heading', { name: '2 open sessions' }).waitFor();
    const rows = page.getByRole('listitem');
    t.match(await rows.nth(0).innerText(), /This session/);
    t.match(
      await rows.nth(1).innerText(),
      /Chrome on Linux\s+Started .+, from 127\.0\.0\.1 \(this machine\)/,
    );
    t.same(await accessibilityFaults(page), []);
    await page.getByRole('button', { name: /^End: Chrome on Linux/ }).click();
    await page.getByRole('heading', { name: '1 open session' }).waitFor();
    await page.getByText('You are signed in here and nowhere else').waitFor();
    t.equal(await page.getByRole('button', { name: /^End/ }).count(), 0, 'this one ends by signing out');

    await away.page.reload();
    await away.heading('Sign in to Countersign');
    t.same([...faults, ...away.faults], []);
  });

  await t.test(
    'all others end together; one that has not shown its second factor is told apart',
    async (t) => {
      const owner = await registerPerson(system);
      for (let count = 0; count < 2; count++) {
        const away = await system.visit(t);
        await away.goto('/keys');
        await away.fill('E-mail address', owner.email);
        await away.fill('Password', owner.password);
        await away.press('Sign in');
        await away.heading('One more step');
      }
      const { page, faults, goto, press, signInAs } = await system.visit(t, { width: 390 });
      await signInAs(owner);
      await goto('/sessions');
      await page.getByRole('heading', { name: '3 open sessions' }).waitFor();
      t.equal(await page.getByText('has not shown the second factor').count(), 2);
      t.same(await accessibilityFaults(page), []);
      await press('End all others');
      await page.getByRole('status').getByText('All other sessions have ended').waitFor();
      await page.getByRole('heading', { name: '1 open session' }).waitFor();
      const { items } = await owner.browser.ok('GET', '/v1/sessions');
      t.equal(items.length, 1);
      t.same(faults, []);
    },
  );

  await t.test('what gets no answer says so, and is done by trying again', async (t) => {
    const owner = await registerPerson(system);
    const { email, password } = owner;
    await new Browser(system.keysUrl).ok('POST', '/v1/session', { email, password });
    const { context, page, faults, goto, heading, press, signInAs } = await system.visit(t);
    await signInAs(owner);
    await goto('/keys');
    await heading('API keys');
    await page.route('**/v1/audit-events?**', (route) => route.abort());
    await page.getByRole('link', { name: 'History' }).click();
    await heading('Security history');
    await page.getByRole('alert').getByText('No answer came').waitFor();
    t.same(await accessibilityFaults(page), []);
    await page.unroute('**/v1/audit-events?**');
    await press('Try again');
    await page.getByText('A second factor was set up').last().waitFor();
    await page.getByRole('link', { name: 'Sessions' }).click();
    await page.getByRole('heading', { name: '2 open sessions' }).waitFor();
    await context.setOffline(true);
    await press('End all others');
    await page.getByRole('alert').getByText('No answer came').waitFor();
    await context.setOffline(false);
    await press('End all others');
    await page.getByRole('heading', { name: '1 open session' }).waitFor();
    t.same(faults, []);
  });

  await t.test('what could not be read anew says that it may be old, until it could', async (t) => {
    const owner = await registerPerson(system);
    const { context, page, faults, goto, heading, press, signInAs } = await system.visit(t);
    await signInAs(owner);
    await page.clock.install();
    const views = [
      ['Sessions', 'Sessions', '1 open session'],
      ['History', 'Security history', 'A second factor was set up'],
      ['API keys', 'API keys', 'Bot'],
      ['Security', 'Security', 'Authenticator app'],
    ] as const;
    const { keyId } = await makeKey(system, owner, { label: 'Bot', permissions: ['orders:read'] });
    const open = async ([link, title, text]: (typeof views)[number]) => {
      await page.getByRole('navigation').getByRole('link', { name: link, exact: true }).first().click();
      await heading(title);
      await page.locator('main').getByText(text).filter({ visible: true }).first().waitFor();
    };
    await goto('/keys');
    for (const view of views) await open(view);
    const old = page.getByRole('status').filter({ hasText: 'This may be out of date' });
    for (const view of views) {
      await context.setOffline(true);
      // Longer than what was read counts as fresh.
      await page.clock.fastForward(20_000);
      await open(view);
      await old.waitFor();
      t.same(await accessibilityFaults(page), [], view[0]);
      await context.setOffline(false);
      await press('Try again');
      await old.waitFor({ state: 'detached' });
    }
    const openKey = async () => {
      await open(['API keys', 'API keys', 'Bot']);
      await page.getByRole('link', { name: 'Bot' }).click();
      await page.locator('main').getByText(keyId).first().waitFor();
    };
    await openKey();
    await context.setOffline(true);
    await page.clock.fastForward(20_000);
    await openKey();
    await old.waitFor();
    await context.setOffline(false);
    await old.getByRole('button', { name: 'Try again' }).click();
    await old.waitFor({ state: 'detached' });
    t.same(faults, []);
  });

  await t.test('the history is told in sentences, in the zone and the language of its reader', async (t) => {
    const owner = await registerPerson(system);
    const { id } = await owner.browser.ok('POST', '/v1/key-creations', {
      ...{ label: 'Grid bot', permissions: ['orders:read', 'wallets:read'] },
    });
    await owner.browser.call('POST', `/v1/key-creations/${id}/second-factor`, {
      secondFactor: { method: 'totp', code: '000000' },
    });
    await owner.browser.ok('DELETE', `/v1/key-creations/${id}`);
    const { items } = await owner.browser.ok('GET', '/v1/audit-events', undefined);
    const begun = items.find(({ type }: { type: string }) => type === 'key-creation-started');

    const { page, faults, goto, heading, signInAs } = await system.visit(t, { locale: 'de' });
    await signInAs(owner);
    await goto('/history');
    await heading('Sicherheitsverlauf');
    const row = page.getByRole('listitem').filter({ hasText: 'Ein API-Schlüssel wurde begonnen' });
    t.match(await row.innerText(), /„Grid bot“ · Berechtigungen: orders:read, wallets:read/);
    t.match(await row.innerText(), /Unbekannter Browser, 127\.0\.0\.1 \(dieser Rechner\) Alles dazu/);
    const shown = await row.locator('time').innerText();
    const expected = new Intl.DateTimeFormat('de', { timeStyle: 'medium' }).format(new Date(begun.at));
    t.equal(shown, expected);
    await page.getByText('Authenticator-App · Versuch 1').waitFor();
    t.same(await accessibilityFaults(page), []);
    t.same(faults, []);
  });

  await t.test(
    'it is narrowed down by what happened, by day and by subject, and read on page by page',
    async (t) => {
      const owner = await registerPerson(system);
      for (let count = 0; count < 30; count++) {
        await owner.browser.ok('PATCH', '/v1/notification-preferences', { 'sign-in': count % 2 === 0 });
      }
      const { page, faults, goto, heading, press, signInAs } = await system.visit(t, { width: 390 });
      await signInAs(owner);
      await goto('/history');
      await heading('Security history');
      await page.getByText('25 entries shown').waitFor();
      t.same(await accessibilityFaults(page), []);
      await press('Show more');
      await page.getByText('The account was created').last().waitFor();
      const all = await page.getByRole('listitem').count();
      t.ok(all > 30, `${all}`);
      t.equal(await page.getByRole('button', { name: 'Show more' }).count(), 0);

      await page.getByLabel('What happened').selectOption('A second factor was set up');
      await page.getByText('1 entry, that is all').waitFor();
      t.match(await page.getByRole('listitem').innerText(), /Authenticator app/);
      await page.getByRole('button', { name: /^Everything about it: A second factor was set up/ }).click();
      await page.getByText(/^About [0-9a-f-]{36}$/).waitFor();
      await page.getByLabel('From').fill('2040-01-01');
      await page.getByText('Nothing here. Another choice may show more.').waitFor();
      t.same(await accessibilityFaults(page), []);
      await press('Show everything');
      await page.getByText(/that is all|25 entries shown/).waitFor();
      await page.getByLabel('Until').fill('2020-01-01');
      await page.getByText('Nothing here').waitFor();
      t.equal(new URL(page.url()).search, '', 'what somebody looks for stands in no address');
      t.same(await storedBy(page), { local: {}, session: {}, history: null, name: '', cookie: '' });
      t.same(faults, []);
    },
  );

  await t.test('the whole history is a file that can be verified', async (t) => {
    const owner = await registerPerson(system);
    const { page, faults, goto, press, signInAs } = await system.visit(t);
    await signInAs(owner);
    await goto('/history');
    const download = page.waitForEvent('download');
    await press('Download the whole history');
    t.equal((await download).suggestedFilename(), 'security-history.jsonl');
    const lines = (await readFile(await (await download).path(), 'utf8')).trimEnd().split('\n');
    const [header, ...events] = lines.map((line) => JSON.parse(line));
    t.equal(events.length, header.head.sequence, 'all of it');
    t.same(faults, []);
  });

  await t.test('nothing but the history is saved as one: a session that is over comes first', async (t) => {
    const owner = await registerPerson(system);
    const { page, faults, goto, press, fill, signInAs } = await system.visit(t);
    await signInAs(owner);
    await goto('/history');
    await page.getByText('A second factor was set up').last().waitFor();
    await owner.browser.ok('DELETE', '/v1/session');
    const saved: string[] = [];
    page.on('download', (download) => saved.push(download.suggestedFilename()));
    await press('Download the whole history');
    await page.getByRole('dialog', { name: 'Please sign in again' }).waitFor();
    t.same(saved, []);
    const download = page.waitForEvent('download');
    await fill('Password', owner.password);
    await press('Sign in');
    await press('Use a recovery code instead');
    await fill('Recovery code', owner.recoveryCodes[0] ?? '');
    await press('Sign in');
    const [header] = (await readFile(await (await download).path(), 'utf8')).split('\n');
    t.match(JSON.parse(header ?? ''), { format: /^countersign-audit-export/ });
    await page.route('**/v1/audit-events/export', (route) => route.abort());
    await press('Download the whole history');
    await page.getByRole('alert').getByText('No answer came').waitFor();
    t.same(saved, ['security-history.jsonl']);
    t.same(await accessibilityFaults(page), []);
    t.same(faults, []);
  });

  await t.test('a session that ends under the list is renewed on top of it', async (t) => {
    const owner = await registerPerson(system);
    const { page, faults, goto, press, fill, signInAs } = await system.visit(t);
    await signInAs(owner);
    await goto('/history');
    await page.getByText('A second factor was set up').last().waitFor();
    await owner.browser.ok('DELETE', '/v1/session');
    await page.getByLabel('What happened').selectOption('Signed out');
    await page.getByRole('dialog', { name: 'Please sign in again' }).waitFor();
    await fill('Password', owner.password);
    await press('Sign in');
    await press('Use a recovery code instead');
    await fill('Recovery code', owner.recoveryCodes[0] ?? '');
    await press('Sign in');
    await page.getByText('1 entry, that is all').waitFor();
    t.same(faults, []);
  });
});
