import t from 'tap';
import { accessibilityFaults, startConsole } from '../harness/console.ts';
import { linkFields } from '../harness/mailbox.ts';
import { nextRecoveryCode } from '../harness/make-key.ts';
import { registerPerson } from '../harness/person.ts';
import { CHROMIUM } from '../harness/virtual-authenticator.ts';

// From the form to the mail, in a real Chromium, against real processes and real mail.

const skip =
  CHROMIUM === undefined ? 'needs a Chromium on this machine (Debian: apt-get install chromium)' : false;

t.test('creating an API key in the console', { skip, timeout: 300_000 }, async (t) => {
  const system = await startConsole(t, { upstream: 'sandbox' });
  const person = await registerPerson(system);

  await t.test('somebody chooses, countersigns, confirms by mail and has the key', async (t) => {
    const { page, context, faults, goto, heading, press, fill, signInAs } = await system.visit(t);
    await signInAs(person);
    await goto('/keys/new');
    await heading('Create New Key');
    const isOn = (name: string) => page.getByRole('switch', { name, exact: true }).isChecked();
    t.same(
      await Promise.all(['Orders: Read', 'Wallets: Read', 'Orders: Write', 'Withdrawals: Write'].map(isOn)),
      [true, true, false, false],
      'every read switch is on, every write switch is off',
    );
    t.same(await accessibilityFaults(page), []);
    await page.getByRole('switch', { name: 'Orders: Write' }).press(' ');
    await page.getByText('This key can act on your account from anywhere').waitFor();
    await fill('Label', '<img src=x onerror="document.title=1">');
    await press('Generate API Key');
    await page.getByRole('dialog', { name: 'Confirm with your second factor' }).waitFor();
    await press('Use a recovery code instead');
    await fill('Recovery code', nextRecoveryCode(person));
    await press('Confirm');
    await heading('Confirm by mail');
    await page.getByText(`${person.email[0]}…@people.example`).waitFor();
    t.notMatch(await page.locator('main').innerText(), person.email, 'not whole, for those who look on');
    t.same(await accessibilityFaults(page), []);

    const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    const mail = await system.mailbox.waitForMail(person.email, id);
    const opened = await context.newPage();
    await opened.goto(`${system.keysUrl}/confirm#${linkFields(mail)}`);
    await opened.getByRole('heading', { name: 'Create this API key?' }).waitFor();
    await opened.getByRole('button', { name: 'Create API Key' }).click();
    await opened.getByRole('heading', { level: 1, name: 'Your API key' }).waitFor();
    await heading('Your API key is created');
    await opened.getByRole('button', { name: 'I have saved it' }).click();
    await opened.getByRole('heading', { level: 1, name: 'Your API key is ready' }).waitFor();
    t.same(faults, []);
  });
});
