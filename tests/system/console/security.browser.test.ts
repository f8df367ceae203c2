import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import t from 'tap';
import { Authenticator } from '../harness/authenticator.ts';
import { Browser } from '../harness/browser.ts';
import { accessibilityFaults, startConsole, storedBy, type Visit } from '../harness/console.ts';
import { registerAccount, registerPerson } from '../harness/person.ts';
import { CHROMIUM, plugIn } from '../harness/virtual-authenticator.ts';

// The security page in a real Chromium: second factors and the account, against real processes and real mail.

const skip =
  CHROMIUM === undefined ? 'needs a Chromium on this machine (Debian: apt-get install chromium)' : false;

const USB_KEY = { protocol: 'ctap2', transport: 'usb' } as const;
const A_CODE = /[0-9A-Z]{4}(-[0-9A-Z]{4}){4}/;
const NEW_PASSWORD = 'ein ganz neuer Satz – mit Leerzeichen';

const dialog = (page: Page, name: string) => page.getByRole('dialog', { name, exact: true });

/** In the second-factor dialog: answers with a recovery code. */
async function giveRecoveryCode({ page, fill }: Visit, code: string, submit: string): Promise<void> {
  const asked = dialog(page, 'Confirm with your second factor');
  await asked.waitFor();
  const instead = asked.getByRole('button', { name: 'Use a recovery code instead' });
  if (await instead.isVisible()) await instead.click();
  await fill('Recovery code', code);
  await asked.getByRole('button', { name: submit, exact: true }).click();
}

t.test('the security page of the console', { skip, timeout: 300_000 }, async (t) => {
  const system = await startConsole(t);

  await t.test('an app is set up; recovery codes are shown once, and are nowhere afterwards', async (t) => {
    const owner = await registerAccount(system);
    const visit = await system.visit(t, { width: 390 });
    const { page, faults, goto, heading, press, fill, signInAs } = visit;
    await signInAs(owner);
    await goto('/security');
    await heading('Security');
    await page.getByText('Set up a second factor').waitFor();
    t.same(await accessibilityFaults(page), []);

    await press('Set up');
    await dialog(page, 'Set up an authenticator app').waitFor();
    t.ok(await page.evaluate('document.querySelector("img[alt^=QR]").naturalWidth > 0'));
    const secret = await dialog(page, 'Set up an authenticator app').locator('code').innerText();
    t.match(secret, /^[A-Z2-7]{32,}$/);
    t.same(await accessibilityFaults(page), []);
    await press('Copy Secret');
    t.equal(await page.evaluate('navigator.clipboard.readText()'), secret);
    await fill('Code from your authenticator app', '000000');
    await press('Activate');
    await page.getByRole('alert').getByText('That was not accepted').waitFor();
    await fill('Code from your authenticator app', await new Authenticator(secret).nextCode());
    await press('Activate');

    const shown = dialog(page, 'Your recovery codes');
    await shown.waitFor();
    const codes = await shown.getByRole('listitem').allInnerTexts();
    t.equal(codes.length, 10);
    for (const code of codes) t.match(code, A_CODE);
    t.same(await accessibilityFaults(page), []);
    await press('Copy');
    const copied = String(await page.evaluate('navigator.clipboard.readText()'));
    t.ok(codes.every((code) => copied.includes(code)));
    const download = page.waitForEvent('download');
    await press('Download');
    const file = await readFile(await (await download).path(), 'utf8');
    t.equal((await download).suggestedFilename(), 'recovery-codes.txt');
    t.ok(codes.every((code) => file.includes(code)));
    await page.emulateMedia({ media: 'print' });
    t.ok(await shown.getByText(codes[0] ?? '').isVisible(), 'they are printed');
    t.notOk(await shown.getByRole('button', { name: 'Print' }).isVisible(), 'and nothing else is');
    t.notOk(await page.getByRole('heading', { level: 1, includeHidden: true }).isVisible());
    await page.emulateMedia({ media: 'screen' });

    await press('I have saved them');
    await shown.waitFor({ state: 'hidden' });
    const html = await page.content();
    for (const hidden of [...codes, secret]) t.notOk(html.includes(hidden), 'not in the page any more');
    await page.getByText('10 unused codes left').waitFor();
    await page.getByRole('list', { name: 'Authenticator app' }).getByText('Active').waitFor();
    t.same(await accessibilityFaults(page), []);
    t.same(await storedBy(page), { local: {}, session: {}, history: null, name: '', cookie: '' });
    t.same(faults, []);
  });

  await t.test('recovery codes are gone from a page that was left and comes back', async (t) => {
    const owner = await registerPerson(system);
    const visit = await system.visit(t);
    const { page, faults, goto, heading, press, signInAs } = visit;
    await signInAs(owner);
    await goto('/keys');
    await heading('API keys');
    await page.getByRole('link', { name: 'Security' }).click();
    let unused = owner.recoveryCodes[0] ?? '';
    for (const leave of ['within the console', 'from the site'] as const) {
      await press('New recovery codes');
      await giveRecoveryCode(visit, unused, 'New recovery codes');
      const shown = dialog(page, 'Your recovery codes');
      await shown.waitFor();
      const codes = await shown.getByRole('listitem').allInnerTexts();
      if (leave === 'from the site') {
        await page.goto('about:blank');
      } else {
        await page.goBack();
        await heading('API keys');
      }
      await (leave === 'from the site' ? page.goBack() : page.goForward());
      await heading('Security');
      t.notOk(await shown.isVisible());
      const html = await page.content();
      t.notOk(
        codes.some((code) => html.includes(code)),
        leave,
      );
      t.equal((await owner.browser.call('GET', '/v1/session')).status, 200);
      unused = codes[0] ?? '';
    }
    t.same(faults, []);
  });

  await t.test('a wrong code stays in the dialog; what a removal means is said before', async (t) => {
    const owner = await registerPerson(system);
    const other = new Browser(system.keysUrl);
    await other.ok('POST', '/v1/session', { email: owner.email, password: owner.password });
    const visit = await system.visit(t);
    const { page, faults, goto, press, fill, signInAs } = visit;
    await signInAs(owner);
    await goto('/security');
    await press('Remove: Authenticator app');
    const asked = dialog(page, 'Confirm with your second factor');
    await asked.getByText(/Your other sessions end, for a day no API key/).waitFor();
    t.same(await accessibilityFaults(page), []);
    await fill('Code from your authenticator app', '000000');
    await asked.getByRole('button', { name: 'Remove', exact: true }).click();
    await asked.getByText('That was not accepted').waitFor();
    await giveRecoveryCode(visit, owner.recoveryCodes[0] ?? '', 'Remove');
    await page.getByRole('button', { name: 'Set up', exact: true }).waitFor();
    await page.getByText(/No new withdrawals by API keys until/).waitFor();
    t.equal(await page.getByRole('heading', { name: 'Recovery codes' }).count(), 0, 'they are dead');
    t.equal((await other.call('GET', '/v1/session')).status, 401);
    await system.mailbox.waitForMail(owner.email, 'removed');
    t.same(faults, []);
  });

  await t.test('security keys are added, named, used and removed', async (t) => {
    const owner = await registerAccount(system);
    const visit = await system.visit(t);
    const { page, faults, goto, press, fill, signInAs } = visit;
    await signInAs(owner);
    await goto('/security');
    await press('Add a security key');
    const adding = dialog(page, 'Add a security key');
    await adding.waitFor();
    t.same(await accessibilityFaults(page), []);
    await plugIn(page, USB_KEY);
    await press('Register');
    await adding.getByText('The label is blank').waitFor();
    await fill('Name', 'Blue key');
    await press('Register');
    await dialog(page, 'Your recovery codes').waitFor();
    await press('I have saved them');
    const keys = page.getByRole('list', { name: 'Security keys' });
    await keys.getByText('Blue key').waitFor();
    await keys.getByText('Never used').waitFor();

    await press('Add a security key');
    await fill('Name', 'The same once more');
    await press('Register');
    await adding.getByText('This security key is registered already').waitFor();
    await adding.getByRole('button', { name: 'Close' }).click();

    await press('Rename: Blue key');
    await fill('Name', 'Key ring');
    t.same(await accessibilityFaults(page), []);
    await press('Rename');
    await keys.getByText('Key ring').waitFor();

    await page.getByRole('switch', { name: 'Accept security keys only' }).click({ force: true });
    const asked = dialog(page, 'Confirm with your second factor');
    await asked.getByRole('button', { name: 'Accept security keys only' }).click();
    await asked.waitFor({ state: 'hidden' });
    await page
      .getByRole('switch', { name: 'Accept security keys only', checked: true })
      .waitFor({ state: 'attached' });
    await keys.getByText(/Last used/).waitFor();
    t.same(await accessibilityFaults(page), []);

    await press('Remove: Key ring');
    await asked.getByRole('button', { name: 'Remove', exact: true }).click();
    await page
      .getByRole('alert')
      .getByText(/last security key/i)
      .waitFor();
    await page.getByRole('switch', { name: 'Accept security keys only' }).click({ force: true });
    await asked.getByRole('button', { name: 'Accept every second factor' }).click();
    await asked.waitFor({ state: 'hidden' });
    await press('Remove: Key ring');
    await asked.getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByText('None so far').waitFor();
    t.same(faults, []);
  });

  await t.test('a further factor takes one that is there; a wrong one wastes only the attempt', async (t) => {
    const owner = await registerPerson(system);
    const visit = await system.visit(t);
    const { page, faults, goto, press, fill, signInAs } = visit;
    await signInAs(owner);
    await plugIn(page, USB_KEY);
    await goto('/security');
    await press('Add a security key');
    await fill('Name', 'Spare');
    await press('Register');
    await giveRecoveryCode(visit, 'AAAA-AAAA-AAAA-AAAA-AAAA', 'Register');
    await dialog(page, 'Add a security key').getByText('That was not accepted').waitFor();
    t.equal(await page.getByLabel('Name', { exact: true }).inputValue(), 'Spare', 'nothing typed is lost');
    await press('Register');
    await giveRecoveryCode(visit, owner.recoveryCodes[0] ?? '', 'Register');
    await page.getByRole('list', { name: 'Security keys' }).getByText('Spare').waitFor();
    t.equal(await dialog(page, 'Your recovery codes').count(), 0, 'the codes that are there go on');
    t.same(faults, []);
  });

  await t.test('the app is set up after a security key, approved by that key', async (t) => {
    const owner = await registerAccount(system);
    const visit = await system.visit(t);
    const { page, faults, goto, press, fill, signInAs } = visit;
    await signInAs(owner);
    await plugIn(page, USB_KEY);
    await goto('/security');
    await press('Add a security key');
    await fill('Name', 'Blue key');
    await press('Register');
    await press('I have saved them');
    await press('Set up');
    const secret = await dialog(page, 'Set up an authenticator app').locator('code').innerText();
    await fill('Code from your authenticator app', await new Authenticator(secret).nextCode());
    await press('Activate');
    const asked = dialog(page, 'Confirm with your second factor');
    await asked.waitFor();
    t.same(await accessibilityFaults(page), []);
    await asked.getByRole('button', { name: 'Activate' }).click();
    await page.getByRole('list', { name: 'Authenticator app' }).getByText('Active').waitFor();
    t.notOk((await page.content()).includes(secret));
    t.same(faults, []);
  });

  await t.test('a security key that does not answer is no dead end', async (t) => {
    const owner = await registerAccount(system);
    const { page, faults, goto, press, fill, signInAs } = await system.visit(t);
    await signInAs(owner);
    await goto('/security');
    // Somebody who says no in the browser's own window.
    await page.evaluate(`navigator.credentials.create = async () => {
      throw new DOMException('no', 'NotAllowedError');
    }`);
    await press('Add a security key');
    await fill('Name', 'Blue key');
    await press('Register');
    await page.getByRole('alert').getByText('No security key answered').waitFor();
    t.ok(await page.getByRole('button', { name: 'Register' }).isEnabled());
    t.same(faults, []);
  });

  await t.test('password and address are changed with everything proven anew', async (t) => {
    const owner = await registerPerson(system);
    const visit = await system.visit(t, { width: 390 });
    const { page, faults, goto, press, fill, signInAs } = visit;
    await signInAs(owner);
    await goto('/security');
    await press('Change password');
    const changing = dialog(page, 'Change password');
    await fill('Your password', owner.password);
    await page.getByLabel(/^New password/).fill(owner.email);
    await changing.getByRole('button', { name: 'Change password' }).click();
    await giveRecoveryCode(visit, owner.recoveryCodes[0] ?? '', 'Change password');
    await changing.getByText('Your e-mail address is no password').waitFor();
    t.same(await accessibilityFaults(page), []);
    await page.getByLabel(/^New password/).fill(NEW_PASSWORD);
    await fill('Your password', 'not this one, not at all');
    await changing.getByRole('button', { name: 'Change password' }).click();
    await giveRecoveryCode(visit, owner.recoveryCodes[0] ?? '', 'Change password');
    await changing.getByText('The password is wrong').waitFor();
    await fill('Your password', owner.password);
    await changing.getByRole('button', { name: 'Change password' }).click();
    await giveRecoveryCode(visit, owner.recoveryCodes[0] ?? '', 'Change password');
    await changing.getByText('Your new password is set').waitFor();
    t.notOk((await page.content()).includes(NEW_PASSWORD));
    await changing.getByRole('button', { name: 'Close' }).click();

    await press('Change e-mail address');
    const newEmail = `new-${owner.email}`;
    await fill('New e-mail address', newEmail);
    await fill('Your password', NEW_PASSWORD);
    t.same(await accessibilityFaults(page), []);
    await press('Send the link');
    await giveRecoveryCode(visit, owner.recoveryCodes[1] ?? '', 'Send the link');
    await dialog(page, 'Change e-mail address').getByText('Look into your mailbox').waitFor();
    await system.mailbox.waitForMail(newEmail, '/change-email#token=');
    t.same(faults, []);
  });

  await t.test('mails that warn cannot be switched off, the others can', async (t) => {
    const owner = await registerPerson(system);
    const { context, page, faults, goto, signInAs } = await system.visit(t);
    await signInAs(owner);
    await goto('/security');
    const revoked = page.getByRole('switch', { name: 'An API key was revoked' });
    await revoked.waitFor({ state: 'attached' });
    t.equal(await page.getByRole('region', { name: 'Mails' }).getByRole('switch').count(), 3);
    await context.setOffline(true);
    await revoked.click({ force: true });
    await page.getByRole('alert').getByText('No answer came').waitFor();
    t.ok(await revoked.isChecked(), 'nothing is shown that did not happen');
    await context.setOffline(false);
    await revoked.click({ force: true });
    await page.locator('[role=switch]:not(:checked):enabled').nth(1).waitFor({ state: 'attached' });
    const { notifications } = await owner.browser.ok('GET', '/v1/notification-preferences');
    t.match(
      notifications.find(({ kind }: { kind: string }) => kind === 'key-revoked'),
      { enabled: false },
    );
    t.same(faults, []);
  });

  await t.test('closing the account takes a tick, the password and a second factor', async (t) => {
    const owner = await registerPerson(system);
    const visit = await system.visit(t);
    const { page, faults, goto, heading, press, fill, signInAs } = visit;
    await signInAs(owner);
    await goto('/security');
    await press('Close the account …');
    const closing = dialog(page, 'Close the account');
    const submit = closing.getByRole('button', { name: 'Close the account' });
    await submit.waitFor();
    t.notOk(await submit.isEnabled());
    t.same(await accessibilityFaults(page), []);
    await fill('Your password', owner.password);
    await page.getByLabel('Yes, close my account and end all of its API keys').check();
    await submit.click();
    await giveRecoveryCode(visit, owner.recoveryCodes[0] ?? '', 'Close the account');
    await heading('Sign in to Countersign');
    t.equal(
      (await owner.browser.call('POST', '/v1/session', { email: owner.email, password: owner.password }))
        .status,
      401,
    );
    t.same(faults, []);
  });

  await t.test(
    'a session that ends in the middle of a dialog is renewed, and the dialog goes on',
    async (t) => {
      const owner = await registerPerson(system);
      const visit = await system.visit(t);
      const { page, faults, goto, press, fill, signInAs } = visit;
      const codes = [...owner.recoveryCodes];
      await signInAs(owner);
      await goto('/security');

      const signInAgain = async () => {
        const again = dialog(page, 'Please sign in again');
        await again.waitFor();
        await again.getByLabel('Password', { exact: true }).fill(owner.password);
        await again.getByRole('button', { name: 'Sign in' }).click();
        await again.getByRole('button', { name: 'Use a recovery code instead' }).click();
        await again.getByLabel('Recovery code', { exact: true }).fill(codes.shift() ?? '');
        await again.getByRole('button', { name: 'Sign in' }).click();
        await again.waitFor({ state: 'hidden' });
      };
      const endSession = () => visit.page.request.delete(`${system.keysUrl}/v1/session`);

      await press('New recovery codes');
      await dialog(page, 'Confirm with your second factor').waitFor();
      await endSession();
      await giveRecoveryCode(visit, codes.pop() ?? '', 'New recovery codes');
      await signInAgain();
      await dialog(page, 'Your recovery codes').waitFor();
      codes.splice(
        0,
        codes.length,
        ...(await dialog(page, 'Your recovery codes').getByRole('listitem').allInnerTexts()),
      );
      await press('I have saved them');

      await plugIn(page, USB_KEY);
      await press('Add a security key');
      await fill('Name', 'Blue key');
      await endSession();
      await press('Register');
      await signInAgain();
      await giveRecoveryCode(visit, codes.pop() ?? '', 'Register');
      await page.getByRole('list', { name: 'Security keys' }).getByText('Blue key').waitFor();

      await press('Rename: Blue key');
      await fill('Name', 'Key ring');
      await endSession();
      await press('Rename');
      const again = dialog(page, 'Please sign in again');
      await again.getByLabel('Password', { exact: true }).fill(owner.password);
      await again.getByRole('button', { name: 'Sign in' }).click();
      await again.getByText('Have your security key').waitFor();
      await again.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('list', { name: 'Security keys' }).getByText('Key ring').waitFor();

      // The security key itself is what finds out here.
      await press('Change password');
      const changing = dialog(page, 'Change password');
      await fill('Your password', owner.password);
      await page.getByLabel(/^New password/).fill(NEW_PASSWORD);
      await changing.getByRole('button', { name: 'Change password' }).click();
      const asked = dialog(page, 'Confirm with your second factor');
      await asked.waitFor();
      await endSession();
      await asked.getByRole('button', { name: 'Change password' }).click();
      await again.getByLabel('Password', { exact: true }).fill(owner.password);
      await again.getByRole('button', { name: 'Sign in' }).click();
      await again.getByText('Have your security key').waitFor();
      await again.getByRole('button', { name: 'Sign in' }).click();
      await changing.getByText('Your new password is set').waitFor();
      t.same(faults, []);
    },
  );

  await t.test('everything is reached with the keyboard alone', async (t) => {
    const owner = await registerPerson(system);
    const visit = await system.visit(t);
    const { page, faults, goto, heading, signInAs } = visit;
    await signInAs(owner);
    await goto('/security');
    await heading('Security');
    const tabTo = async (name: string) => {
      for (let steps = 0; steps < 40; steps++) {
        await page.keyboard.press('Tab');
        if ((await nameOfFocus(page)) === name) return;
      }
      throw new Error(`the focus never came to "${name}"`);
    };
    await page.getByRole('button', { name: 'New recovery codes' }).waitFor();
    await tabTo('New recovery codes');
    await page.keyboard.press('Enter');
    await dialog(page, 'Confirm with your second factor').waitFor();
    await tabTo('Use a recovery code instead');
    await page.keyboard.press('Enter');
    await page.keyboard.type(owner.recoveryCodes[0] ?? '');
    await page.keyboard.press('Enter');
    await dialog(page, 'Your recovery codes').waitFor();
    await page.keyboard.press('Escape');
    t.ok(await dialog(page, 'Your recovery codes').isVisible(), 'a slip does not lose them');
    await tabTo('I have saved them');
    await page.keyboard.press('Enter');
    await dialog(page, 'Your recovery codes').waitFor({ state: 'hidden' });
    t.same(faults, []);
  });

  await t.test('what cannot be read says so, in German, too', async (t) => {
    const owner = await registerPerson(system);
    const { page, faults, goto, heading, press, signInAs } = await system.visit(t, { locale: 'de' });
    await signInAs(owner);
    await page.route('**/v1/second-factor-policy', (route) => route.abort());
    await goto('/security');
    await heading('Sicherheit');
    await page.getByRole('alert').getByText('Es kam keine Antwort').waitFor();
    await page.unroute('**/v1/second-factor-policy');
    await press('Noch einmal versuchen');
    await page.getByText('Noch 10 unbenutzte Codes').waitFor();
    t.same(await accessibilityFaults(page), []);
    t.same(faults, []);
  });
});

const nameOfFocus = (page: Page): Promise<string> =>
  page.evaluate(
    `(document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.innerText ?? '').trim()`,
  );
