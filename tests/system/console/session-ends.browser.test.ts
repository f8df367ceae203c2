import t from 'tap';
import { startConsole, type Visit } from '../harness/console.ts';
import { registerAccount, registerPerson } from '../harness/person.ts';
import { CHROMIUM } from '../harness/virtual-authenticator.ts';

// A session that ends while somebody is in the middle of a dialog of their account, in a real Chromium.

const skip =
  CHROMIUM === undefined ? 'needs a Chromium on this machine (Debian: apt-get install chromium)' : false;

t.test(
  'a session that ends in the middle of a dialog of the account',
  { skip, timeout: 300_000 },
  async (t) => {
    const system = await startConsole(t);
    const endSession = ({ page }: Visit) => page.request.delete(`${system.keysUrl}/v1/session`);
    const dialog = ({ page }: Visit, name: string) => page.getByRole('dialog', { name, exact: true });

    /** Signs in on top of the dialog; with a recovery code where the account has a second factor. */
    async function signInAgain(visit: Visit, password: string, recoveryCode?: string): Promise<void> {
      const again = dialog(visit, 'Please sign in again');
      await again.getByLabel('Password', { exact: true }).fill(password);
      await again.getByRole('button', { name: 'Sign in' }).click();
      if (recoveryCode !== undefined) {
        await again.getByRole('button', { name: 'Use a recovery code instead' }).click();
        await again.getByLabel('Recovery code', { exact: true }).fill(recoveryCode);
        await again.getByRole('button', { name: 'Sign in' }).click();
      }
      await again.waitFor({ state: 'hidden' });
    }

    async function approve(visit: Visit, recoveryCode: string, submitLabel: string): Promise<void> {
      const asked = dialog(visit, 'Confirm with your second factor');
      await asked.getByRole('button', { name: 'Use a recovery code instead' }).click();
      await asked.getByLabel('Recovery code', { exact: true }).fill(recoveryCode);
      await asked.getByRole('button', { name: submitLabel }).click();
    }

    await t.test('the set-up of an app begins once its owner is back', async (t) => {
      const owner = await registerAccount(system);
      const visit = await system.visit(t);
      await visit.signInAs(owner);
      await visit.goto('/security');
      // All of the page is there: what is asked for later would find out that the session ended.
      await visit.page.getByRole('button', { name: 'Set up', exact: true }).waitFor();
      await visit.page.getByRole('switch').first().waitFor({ state: 'attached' });
      await endSession(visit);
      await visit.press('Set up');
      await signInAgain(visit, owner.password);
      await dialog(visit, 'Set up an authenticator app').getByText('Scan this with the app').waitFor();
      t.same(visit.faults, []);
    });

    await t.test('the address is changed to what was typed before', async (t) => {
      const owner = await registerPerson(system);
      const visit = await system.visit(t);
      await visit.signInAs(owner);
      await visit.goto('/security');
      await visit.press('Change e-mail address');
      await visit.fill('New e-mail address', `new-${owner.email}`);
      await visit.fill('Your password', owner.password);
      await visit.press('Send the link');
      await dialog(visit, 'Confirm with your second factor').waitFor();
      await endSession(visit);
      await approve(visit, owner.recoveryCodes[0] ?? '', 'Send the link');
      await signInAgain(visit, owner.password, owner.recoveryCodes[1]);
      await dialog(visit, 'Change e-mail address').getByText('Look into your mailbox').waitFor();
      await system.mailbox.waitForMail(`new-${owner.email}`, '/change-email#token=');
      t.same(visit.faults, []);
    });

    await t.test('the account is closed only by its owner, who signed in again', async (t) => {
      const owner = await registerPerson(system);
      const credentials = { email: owner.email, password: owner.password };
      const visit = await system.visit(t);
      await visit.signInAs(owner);
      await visit.goto('/security');
      await visit.press('Close the account …');
      await visit.fill('Your password', owner.password);
      await visit.page.getByLabel('Yes, close my account and end all of its API keys').check();
      await dialog(visit, 'Close the account').getByRole('button', { name: 'Close the account' }).click();
      await dialog(visit, 'Confirm with your second factor').waitFor();
      await endSession(visit);
      await approve(visit, owner.recoveryCodes[0] ?? '', 'Close the account');
      await dialog(visit, 'Please sign in again').waitFor();
      t.equal((await owner.browser.call('POST', '/v1/session', credentials)).status, 201, 'not closed yet');
      await signInAgain(visit, owner.password, owner.recoveryCodes[1]);
      await visit.heading('Sign in to Countersign');
      t.equal((await owner.browser.call('POST', '/v1/session', credentials)).status, 401, 'closed now');
      t.same(visit.faults, []);
    });
  },
);
