import { randomBytes } from 'node:crypto';
import t from 'tap';
import { accessibilityFaults, startConsole, storedBy } from '../harness/console.ts';
import { linkFields } from '../harness/mailbox.ts';
import { registerPerson } from '../harness/person.ts';
import { CHROMIUM, plugIn } from '../harness/virtual-authenticator.ts';

// Accounts as people meet them: in a real Chromium, against real processes and real mail.

const skip =
  CHROMIUM === undefined ? 'needs a Chromium on this machine (Debian: apt-get install chromium)' : false;

const PASSWORD = 'ein ganz neuer Satz – mit Leerzeichen';

t.test('accounts in the console', { skip, timeout: 300_000 }, async (t) => {
  const system = await startConsole(t);
  const person = await registerPerson(system);
  const recoveryCodes = [...person.recoveryCodes];

  await t.test('somebody signs up, verifies the address, signs in and out', async (t) => {
    const { page, faults, goto, heading, press, fill } = await system.visit(t);
    const email = `${randomBytes(6).toString('hex')}@people.example`;
    await goto('/');
    await heading('Sign in to Countersign');
    await page.getByRole('link', { name: 'Sign up' }).click();
    await heading('Create your account');
    t.equal(
      await page.evaluate('document.activeElement.tagName'),
      'H1',
      'the focus is where the page begins',
    );
    await fill('E-mail address', email);
    await fill('Password', 'short');
    await press('Sign up');
    await page.getByText('At least 8 characters, please').waitFor();
    await fill('Password', PASSWORD);
    await press('Sign up');
    await heading('Look into your mailbox');
    await page.getByText(email).waitFor();
    t.same(await accessibilityFaults(page), []);

    const token = linkFields(await system.mailbox.waitForMail(email, '/verify-email#token=')).get('token');
    await goto(`/verify-email#token=${token}`);
    await heading('Verify your address');
    t.equal(page.url(), `${system.keysUrl}/verify-email`, 'the token is not in the address bar');
    t.same(await accessibilityFaults(page), []);
    await press('Verify address');
    await heading('Your address is verified');
    await page.getByRole('link', { name: 'Sign in' }).click();
    await fill('E-mail address', email);
    await fill('Password', 'not this one, not at all');
    await press('Sign in');
    await page.getByRole('alert').getByText('E-mail address or password is wrong').waitFor();
    t.equal(
      await page.getByRole('textbox', { name: 'E-mail address' }).inputValue(),
      email,
      'nothing typed is lost',
    );
    await fill('Password', PASSWORD);
    await press('Sign in');
    await heading('API keys');
    t.equal(new URL(page.url()).pathname, '/keys');

    t.same(await storedBy(page), { local: {}, session: {}, history: null, name: '', cookie: '' });
    await press('Your account');
    await press('Sign out');
    await heading('Sign in to Countersign');
    await page.goBack();
    await heading('Sign in to Countersign');
    t.same(faults, []);
  });

  await t.test(
    'KS-53 a page that needs a session asks for it in its place, second factor included',
    async (t) => {
      const { page, faults, goto, heading, press, fill } = await system.visit(t);
      await goto('/security');
      await heading('Sign in to Countersign');
      t.same(await accessibilityFaults(page), []);
      await fill('E-mail address', person.email);
      await fill('Password', person.password);
      await press('Sign in');
      await heading('One more step');
      t.same(await accessibilityFaults(page), []);
      await fill('Code from your authenticator app', '12345');
      await press('Sign in');
      await page.getByText('A code has six digits').waitFor();
      await fill('Code from your authenticator app', '000 000');
      await press('Sign in');
      await page.getByRole('alert').getByText('That was not accepted').waitFor();
      t.equal(await page.getByLabel('Code from your authenticator app').inputValue(), '000 000');
      await press('Use a recovery code instead');
      await fill('Recovery code', recoveryCodes.shift() ?? '');
      await press('Sign in');
      await heading('Security');
      t.equal(page.url(), `${system.keysUrl}/security`);
      t.same(faults, []);
    },
  );

  await t.test('a security key signs in', async (t) => {
    const { page, faults, goto, heading, press, fill, signInAs } = await system.visit(t);
    const owner = await registerPerson(system);
    await signInAs(owner);
    await plugIn(page, { protocol: 'ctap2', transport: 'usb' });
    await goto('/keys');
    await heading('API keys');
    // Registering is another page's matter; here it only has to be there.
    const secondFactor = { method: 'recovery_code', code: owner.recoveryCodes[0] };
    const registered = await page.evaluate(`(async () => {
      const post = async (path, body) => (await fetch(path, { method: 'POST',
        headers: { 'content-type': 'application/json' }, body: JSON.stringify(body ?? {}) })).json();
      const { publicKey } = await post('/v1/second-factors/webauthn/challenge');
      const credential = await navigator.credentials.create({
        publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(publicKey) });
      return post('/v1/second-factors/webauthn', { label: 'Key ring', attestation: credential.toJSON(),
        secondFactor: ${JSON.stringify(secondFactor)} });
    })()`);
    t.match(registered, { factor: { label: 'Key ring' } });
    await press('Your account');
    await press('Sign out');
    await fill('E-mail address', owner.email);
    await fill('Password', owner.password);
    await press('Sign in');
    await heading('One more step');
    await page.getByText('Have your security key').waitFor();
    t.same(await accessibilityFaults(page), []);
    await press('Sign in');
    await heading('API keys');
    t.same(faults, []);
  });

  await t.test('a session that ends while its page is open is renewed on top of it', async (t) => {
    const { page, faults, goto, heading, press, fill, signInAs } = await system.visit(t);
    const owner = await registerPerson(system);
    await signInAs(owner);
    await goto('/keys');
    await heading('API keys');
    await page.evaluate('document.querySelector("h1").dataset.mark = "the same element"');
    await owner.browser.ok('DELETE', '/v1/session');
    await page.evaluate('dispatchEvent(new Event("visibilitychange"))');
    const dialog = page.getByRole('dialog', { name: 'Please sign in again' });
    await dialog.waitFor();
    t.same(await accessibilityFaults(page), []);
    t.equal(await page.getByRole('textbox', { name: 'E-mail address' }).inputValue(), owner.email);
    await fill('Password', owner.password);
    await press('Sign in');
    await press('Use a recovery code instead');
    await fill('Recovery code', owner.recoveryCodes[0] ?? '');
    await press('Sign in');
    await dialog.waitFor({ state: 'hidden' });
    t.equal(await page.locator('h1').getAttribute('data-mark'), 'the same element', 'the page stayed');
    t.same(faults, []);
  });

  await t.test('who signs out in one tab is out in every one', async (t) => {
    const { context, faults, goto, heading, press, signInAs } = await system.visit(t);
    const owner = await registerPerson(system);
    await signInAs(owner);
    await goto('/history');
    await heading('Security history');
    const other = await context.newPage();
    await other.goto('/keys');
    await other.getByRole('heading', { level: 1, name: 'API keys' }).waitFor();
    await press('Your account');
    await press('Sign out');
    await heading('Sign in to Countersign');
    await other.getByRole('heading', { level: 1, name: 'Sign in to Countersign' }).waitFor();
    t.notOk((await other.content()).includes(owner.email));
    t.same(faults, []);
  });

  await t.test('KS-67 no text can become markup, a script or a style on any page', async (t) => {
    const { page, goto, heading } = await system.visit(t);
    await goto('/sign-in');
    await heading('Sign in to Countersign');
    const attempt = (code: string) =>
      page.evaluate(`(() => { try { ${code}; return 'done' } catch (error) { return error.name } })()`);
    for (const sink of [
      "document.body.innerHTML = '<img src=x onerror=alert(1)>'",
      "document.body.insertAdjacentHTML('beforeend', '<p>')",
      "document.createElement('script').text = 'document.title = 1'",
      "document.createElement('script').src = '/assets/x.js'",
      "trustedTypes.createPolicy('another', { createHTML: (text) => text })",
    ]) {
      t.equal(await attempt(sink), 'TypeError', sink);
    }
    await attempt(`const style = document.createElement('style');
      style.append('main { display: none !important }'); document.head.append(style)`);
    t.ok(await page.locator('main').isVisible(), 'a style without the nonce counts for nothing');
    t.equal(await page.locator('meta[name="style-nonce"]').count(), 0, 'and the nonce is not to be found');
  });

  await t.test('without a connection the page says so, and trying again goes on', async (t) => {
    const { page, context, faults, goto, heading, press, fill } = await system.visit(t);
    await goto('/forgotten-password');
    await fill('E-mail address', 'nobody@people.example');
    await context.setOffline(true);
    await press('Send the link');
    await page.getByRole('alert').getByText('No answer came').waitFor();
    t.same(await accessibilityFaults(page), []);
    await context.setOffline(false);
    await press('Send the link');
    await heading('Look into your mailbox');
    t.same(faults, []);
  });

  await t.test('a forgotten password is replaced by mail; the link is nowhere afterwards', async (t) => {
    const { page, faults, goto, heading, press, fill } = await system.visit(t);
    const owner = await registerPerson(system);
    await goto('/sign-in');
    await page.getByRole('link', { name: 'Forgotten your password?' }).click();
    await heading('Set a new password');
    t.same(await accessibilityFaults(page), []);
    await fill('E-mail address', owner.email);
    await press('Send the link');
    await heading('Look into your mailbox');
    const mail = await system.mailbox.waitForMail(owner.email, '/reset-password#token=');
    await goto(`/reset-password#token=${linkFields(mail).get('token')}`);
    await heading('Choose a new password');
    t.equal(page.url(), `${system.keysUrl}/reset-password`);
    t.same(await accessibilityFaults(page), []);
    const input = page.getByLabel(/^New password/);
    await input.fill('12345678900987654321');
    await press('Set new password');
    await page.getByText('This password is among the first that an attacker tries').waitFor();
    await page.getByRole('button', { name: 'Show or hide the password' }).click();
    t.equal(await input.getAttribute('type'), 'text');
    await input.fill(PASSWORD);
    await press('Set new password');
    await heading('Your new password is set');
    t.notOk((await page.content()).includes(PASSWORD));
    t.equal((await owner.browser.call('GET', '/v1/session')).status, 401, 'every session has ended');
    await page.getByRole('link', { name: 'Sign in' }).click();
    await fill('E-mail address', owner.email);
    await fill('Password', PASSWORD);
    await press('Sign in');
    await heading('One more step');
    t.same(faults, []);
  });

  await t.test('a change of address takes a press, signed in, in the browser that asked', async (t) => {
    const owner = await registerPerson(system);
    const newEmail = `new-${owner.email}`;
    await owner.browser.ok('POST', '/v1/users/email-change', {
      ...{ newEmail, password: owner.password },
      secondFactor: { method: 'recovery_code', code: owner.recoveryCodes[0] },
    });
    const mail = await system.mailbox.waitForMail(newEmail, '/change-email#token=');
    const path = `/change-email#token=${linkFields(mail).get('token')}`;

    const elsewhere = await system.visit(t);
    await elsewhere.goto(path);
    await elsewhere.heading('Sign in to Countersign');
    await elsewhere.page.getByText('You opened a link from a mail').waitFor();
    t.equal(elsewhere.page.url(), `${system.keysUrl}/change-email`);
    t.same(await accessibilityFaults(elsewhere.page), []);
    await elsewhere.signInAs(owner, (cookie) => cookie.includes('session'));
    await elsewhere.goto('/keys');
    await elsewhere.goto(path);
    await elsewhere.press('Change e-mail address');
    await elsewhere.heading('Open this link in the other browser');
    t.same(await accessibilityFaults(elsewhere.page), []);
    await elsewhere.press('Copy Link');
    const copied = String(await elsewhere.page.evaluate('navigator.clipboard.readText()'));
    t.equal(copied, `${system.keysUrl}${path}`);
    t.match(await owner.browser.ok('GET', '/v1/session'), { user: { email: owner.email } }, 'not yet');

    const { page, faults, goto, heading, press, signInAs } = await system.visit(t);
    await signInAs(owner);
    await goto(copied);
    await heading('Use this address from now on?');
    t.same(await accessibilityFaults(page), []);
    await press('Change e-mail address');
    await heading('Your address is changed');
    await press('Your account');
    await page.getByText(newEmail).waitFor();
    t.same([...faults, ...elsewhere.faults], []);
  });

  await t.test('the console speaks the language of the browser, and the one that was chosen', async (t) => {
    const { page, faults, goto, heading, press } = await system.visit(t, { locale: 'de', width: 390 });
    await goto('/sign-in');
    await heading('Bei Countersign anmelden');
    t.equal(await page.evaluate('document.documentElement.lang'), 'de');
    await press('Darstellung und Sprache');
    t.same(await accessibilityFaults(page), []);
    await page.getByText('English', { exact: true }).click();
    await heading('Sign in to Countersign');
    await page.reload();
    await heading('Sign in to Countersign');
    await press('Theme and language');
    await page.getByText('Dark', { exact: true }).click();
    await page.reload();
    await heading('Sign in to Countersign');
    t.equal(await page.evaluate('document.documentElement.dataset.mantineColorScheme'), 'dark');
    t.match(await storedBy(page), { local: { 'countersign-language': 'en', 'countersign-theme': 'dark' } });
    t.same(faults, []);
  });
});
