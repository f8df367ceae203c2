import type { Page } from 'playwright-core';
import t from 'tap';
import { linkFields } from './harness/mailbox.ts';
import { registerPerson } from './harness/person.ts';
import { startSystem } from './harness/system.ts';
import { CHROMIUM, launchChromium } from './harness/virtual-authenticator.ts';

// The pages behind the links that change an account, in a real Chromium, against real processes and real mail.

const skip =
  CHROMIUM === undefined ? 'needs a Chromium on this machine (Debian: apt-get install chromium)' : false;

t.test('the pages that change an account', { skip, timeout: 300_000 }, async (t) => {
  const system = await startSystem(t);
  const chromiumBrowser = await launchChromium();
  t.teardown(() => chromiumBrowser.close());
  const person = await registerPerson(system);
  const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor();

  async function openPage(): Promise<{ page: Page; faults: string[] }> {
    const context = await chromiumBrowser.newContext();
    t.teardown(() => context.close());
    const cookies = Array.from(person.browser.cookies(), ([name, value]) => ({
      ...{ name, value, url: system.keysUrl },
      ...({ httpOnly: true, sameSite: 'Strict' } as const),
    }));
    await context.addCookies(cookies);
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => {
      if (/Content Security|Trusted/.test(message.text())) faults.push(message.text());
    });
    return { page, faults };
  }

  await t.test('a change of address takes a press in the browser that asked', async (t) => {
    const newEmail = `new-${person.email}`;
    const request = { newEmail, password: person.password };
    const secondFactor = { method: 'recovery_code', code: person.recoveryCodes[0] };
    await person.browser.ok('POST', '/v1/users/email-change', { ...request, secondFactor });
    const token = linkFields(await system.mailbox.waitForMail(newEmail, '/change-email#token=')).get('token');
    const { page, faults } = await openPage();
    await page.goto(`${system.keysUrl}/change-email#token=${token}`);
    await heading(page, 'Use this address from now on?');
    t.equal(page.url(), `${system.keysUrl}/change-email`);
    t.match(await person.browser.ok('GET', '/v1/session'), { user: { email: person.email } }, 'not yet');
    await page.getByRole('button', { name: 'Change e-mail address' }).click();
    await heading(page, 'Your address is changed');
    const signIn = { email: newEmail, password: person.password };
    t.equal((await person.browser.call('POST', '/v1/session', signIn)).status, 201);
    t.same(faults, []);
  });

  await t.test('a new password is typed, pasted or shown, and refused with the reason', async (t) => {
    const email = `new-${person.email}`;
    await person.browser.ok('POST', '/v1/users/password-reset', { email });
    const token = linkFields(await system.mailbox.waitForMail(email, '/reset-password#token=')).get('token');
    const { page, faults } = await openPage();
    await page.goto(`${system.keysUrl}/reset-password#token=${token}`);
    await heading(page, 'Set a new password');
    t.equal(page.url(), `${system.keysUrl}/reset-password`);
    const input = page.getByLabel('New password');
    const submit = page.getByRole('button', { name: 'Set new password' });
    await input.fill('12345678900987654321');
    await submit.click();
    await page.getByText('This password is among the first that an attacker tries').waitFor();
    await page.getByLabel('Show what I type').check();
    t.equal(await input.getAttribute('type'), 'text');
    const newPassword = 'ein ganz anderer Satz – mit Leerzeichen';
    await input.fill(newPassword);
    await submit.click();
    await heading(page, 'Your new password is set');
    t.notOk((await page.content()).includes(newPassword));
    t.equal((await person.browser.call('GET', '/v1/session')).status, 401, 'every session has ended');
    const signIn = await person.browser.call('POST', '/v1/session', { email, password: newPassword });
    t.match(signIn, { status: 201, body: { assurance: 'password' } });
    t.same(faults, []);
  });
});
