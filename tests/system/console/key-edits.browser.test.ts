import { eventually } from '@countersign/testing';
import t from 'tap';
import { accessibilityFaults, type Visit } from '../harness/console.ts';
import {
  approveEdit,
  BOT,
  focusedName,
  ORDER,
  readKey,
  startKeyOwners,
  tabTo,
  WALLETS,
} from '../harness/key-owner.ts';
import { linkFields } from '../harness/mailbox.ts';
import { nextRecoveryCode } from '../harness/make-key.ts';
import { type Person, registerPerson } from '../harness/person.ts';
import { CHROMIUM, createCredential, plugIn } from '../harness/virtual-authenticator.ts';

// Edits of API keys, from the lock to the gateway: in a real Chromium, against real processes and real mail.

const skip =
  CHROMIUM === undefined ? 'needs a Chromium on this machine (Debian: apt-get install chromium)' : false;

t.test('edits of API keys in the console', { skip, timeout: 300_000 }, async (t) => {
  const { system, statusOf, visitKey } = await startKeyOwners(t);

  await t.test(
    'KS-63 an edit shows what changes, sends only that, and holds at the gateway at once',
    async (t) => {
      const visit = await visitKey(t);
      const { page, faults, key, person, press } = visit;
      await visit.openKey();
      t.equal(await page.getByRole('switch').count(), 0, 'locked');
      t.same(await accessibilityFaults(page), []);
      await press('Edit permissions');
      await page.getByText('Nothing yet.').waitFor();
      const danger = page.getByText('This key can act on your account from anywhere');
      t.equal(await danger.count(), 0, 'reading is no danger');
      t.ok(await page.getByRole('button', { name: 'Update Permissions' }).isDisabled());
      await page.getByRole('switch', { name: 'Orders: Write' }).check();
      await danger.waitFor();
      await page.getByRole('switch', { name: 'Wallets: Read' }).uncheck();
      const changes = page.getByRole('list', { name: 'What changes' });
      t.match(
        await changes.innerText(),
        /Added: Orders: Write\s+Place, change and cancel orders[\s\S]*Removed: Wallets: Read/,
      );
      t.same(await accessibilityFaults(page), []);
      t.not(await statusOf(key, ORDER), 200);

      const requests: unknown[] = [];
      page.on('request', (request) => request.method() === 'PATCH' && requests.push(request.postDataJSON()));
      await press('Update Permissions');
      t.match(
        await page.getByRole('dialog').innerText(),
        /This is what you approve:[\s\S]*Added: Orders: Write/,
      );
      t.same(await accessibilityFaults(page), []);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
      t.ok(
        await page.getByRole('switch', { name: 'Orders: Write' }).isChecked(),
        'closing the dialog keeps the form',
      );
      await press('Update Permissions');
      await approveEdit(visit, person);
      await page.getByText('The key is updated').waitFor();
      t.match(requests, [
        {
          permissions: ['orders:read', 'orders:write'],
          version: 1,
          secondFactor: { method: 'recovery_code' },
        },
      ]);
      t.same(Object.keys(requests[0] as object).toSorted(), ['permissions', 'secondFactor', 'version']);
      t.equal(await page.getByRole('switch').count(), 0, 'locked again');
      t.equal(await statusOf(key, ORDER), 200);
      t.not(await statusOf(key, WALLETS), 200);

      await press('Edit permissions');
      await visit.fill('Label', 'Grid bot 2');
      await page
        .getByRole('radio', { name: 'Only from these addresses' })
        .or(page.getByRole('radio').nth(1))
        .first()
        .check();
      await page.getByPlaceholder('203.0.113.7').fill('203.0.113.0/24');
      await press('Add');
      await danger.waitFor({ state: 'detached' });
      await page.getByRole('combobox').selectOption('30');
      t.match(
        await changes.innerText(),
        /Grid bot → Grid bot 2[\s\S]*Removed: Any IP address[\s\S]*Added: IP address 203\.0\.113\.0\/24[\s\S]*Never → /,
      );
      await press('Update Permissions');
      await approveEdit(visit, person);
      await visit.heading('Grid bot 2');
      const edited = await person.browser.ok('GET', `/v1/keys/${key.keyId}`);
      t.match(edited, {
        label: 'Grid bot 2',
        ipAllowlist: ['203.0.113.0/24'],
        version: 3,
        permissions: BOT.permissions.slice(0, 1),
      });
      t.ok(Date.parse(edited.expiresAt) > Date.now() + 29 * 86_400_000);
      t.not(await statusOf(key, ORDER), 200, 'the address of this test is no longer allowed');

      await press('Edit permissions');
      await page.getByText('Nothing yet.').waitFor();
      await press('Cancel');
      t.equal(await page.getByRole('switch').count(), 0);
      t.same(faults, []);
    },
  );

  await t.test(
    'what the service refuses about a field is told at the field, and costs no second factor',
    async (t) => {
      const visit = await visitKey(t);
      const { page, faults, press, person } = visit;
      await visit.openKey();
      await press('Edit permissions');
      for (const name of ['Orders: Read', 'Wallets: Read'])
        await page.getByRole('switch', { name }).uncheck();
      await press('Update Permissions');
      const code = nextRecoveryCode(person);
      await approveEdit(visit, person, code);
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
      await page.getByText('Choose at least one permission').waitFor();
      t.same(await accessibilityFaults(page), []);
      await page.getByRole('switch', { name: 'Orders: Read' }).check();
      await press('Update Permissions');
      await approveEdit(visit, person, code);
      await page.getByText('The key is updated').waitFor();
      t.same(faults, []);
    },
  );

  await t.test('of two tabs that edit the same key, the second is shown what came first', async (t) => {
    const visit = await visitKey(t);
    const { page, faults, press, person, key } = visit;
    await visit.openKey();
    await press('Edit permissions');
    await page.getByRole('switch', { name: 'Orders: Write' }).check();
    await person.browser.ok('PATCH', `/v1/keys/${key.keyId}`, {
      permissions: ['orders:read'],
      secondFactor: { method: 'recovery_code', code: nextRecoveryCode(person) },
    });
    await press('Update Permissions');
    await approveEdit(visit, person);
    await page.getByRole('alert').getByText('The API key was changed in the meantime').waitFor();
    t.equal(await page.getByRole('switch').count(), 0, 'locked, to look at it as it is');
    t.notMatch(await page.getByRole('list', { name: 'Permissions' }).innerText(), 'Wallets');
    t.equal((await readKey(person, key)).version, 2);
    t.same(await accessibilityFaults(page), []);
    t.same(faults, []);
  });

  await t.test(
    'a session that ends inside the dialogs is renewed on top of them, and the work goes on',
    async (t) => {
      const visit = await visitKey(t);
      const { page, faults, press, fill, person, key } = visit;
      await visit.openKey();
      await press('Edit permissions');
      await page.getByRole('switch', { name: 'Orders: Write' }).check();
      await press('Update Permissions');
      await person.browser.ok('DELETE', '/v1/session');
      await approveEdit(visit, person);
      const again = page.getByRole('dialog', { name: 'Please sign in again' });
      const signInAgain = async () => {
        await again.waitFor();
        await fill('Password', person.password);
        await again.getByRole('button', { name: 'Sign in', exact: true }).click();
        await again.getByRole('button', { name: 'Use a recovery code instead' }).click();
        await again.getByLabel('Recovery code', { exact: true }).fill(nextRecoveryCode(person));
        await again.getByRole('button', { name: 'Sign in', exact: true }).click();
        await again.waitFor({ state: 'hidden' });
      };
      await signInAgain();
      await page.getByText('The key is updated').waitFor();
      t.equal(await statusOf(key, ORDER), 200);

      await press('Revoke Grid bot');
      await fill('Reason (optional)', 'The bot is retired');
      await page.context().clearCookies({ name: /session/ });
      await page.getByRole('dialog').getByRole('button', { name: 'Revoke', exact: true }).click();
      await signInAgain();
      await page.getByText('Revoked: Grid bot').waitFor();
      t.not(await statusOf(key, ORDER), 200);
      t.same(faults, []);
    },
  );

  await t.test(
    'F3 an answer that got lost is found out: an edit is made once, and said to be made',
    async (t) => {
      const visit = await visitKey(t);
      const { page, context, faults, press, fill, person, key } = visit;
      await visit.openKey();
      await press('Edit permissions');
      await page.getByRole('switch', { name: 'Orders: Write' }).check();
      await press('Update Permissions');
      await context.setOffline(true);
      await approveEdit(visit, person);
      await page.getByRole('dialog').getByText('No answer came').waitFor();
      t.same(await accessibilityFaults(page), []);
      await context.setOffline(false);
      t.equal((await readKey(person, key)).version, 1, 'nothing was changed');
      await page.route(`**/v1/keys/${key.keyId}`, async (route) => {
        if (route.request().method() === 'PATCH') await route.fetch();
        await route.abort('connectionreset');
      });
      await page.getByRole('dialog').getByRole('button', { name: 'Update Permissions' }).click();
      await eventually('the edit', async () => (await readKey(person, key)).version === 2);
      await page.getByRole('dialog').getByText('No answer came').waitFor();
      await page.unroute(`**/v1/keys/${key.keyId}`);
      await fill('Recovery code', nextRecoveryCode(person));
      await page.getByRole('dialog').getByRole('button', { name: 'Update Permissions' }).click();
      await page.getByText('The key is updated').waitFor();
      t.equal((await readKey(person, key)).version, 2);

      await press('Revoke Grid bot');
      await context.setOffline(true);
      await page.getByRole('dialog').getByRole('button', { name: 'Revoke', exact: true }).click();
      await page.getByRole('dialog').getByText('No answer came').waitFor();
      t.equal(await statusOf(key, ORDER), 200);
      await context.setOffline(false);
      await page.getByRole('dialog').getByRole('button', { name: 'Revoke', exact: true }).click();
      await page.getByText('Revoked: Grid bot').waitFor();
      t.not(await statusOf(key, ORDER), 200);
      t.same(faults, []);
    },
  );

  /** Asks for withdrawals, as far as the mail. Gives the path of its link. */
  async function askForWithdrawals(visit: Visit, person: Person): Promise<string> {
    const { page, press } = visit;
    await press('Edit permissions');
    await page.getByRole('switch', { name: 'Withdrawals: Write' }).check();
    await page.getByText('Withdrawals take one more step').waitFor();
    await page.getByText('This key can withdraw funds, from anywhere').waitFor();
    await press('Update Permissions');
    await approveEdit(visit, person);
    await page.getByText('Open the link in your mail').waitFor();
    const fields = linkFields(await system.mailbox.waitForMail(person.email, '/confirm#edit='));
    return `/confirm#${fields}`;
  }

  await t.test('KS-33 KS-43 withdrawals wait for the mail, in the browser that asked', async (t) => {
    const visit = await visitKey(t);
    const { page, context, faults, person, key } = visit;
    await visit.openKey();
    const path = await askForWithdrawals(visit, person);
    t.match(await page.getByRole('status').allInnerTexts(), [/Added: Withdrawals: Write/]);
    t.same(await accessibilityFaults(page), []);
    t.same((await readKey(person, key)).permissions, BOT.permissions, 'not yet');

    const elsewhere = await system.visit(t, { width: 390 });
    await elsewhere.goto(path);
    await elsewhere.heading('Sign in to Countersign');
    await elsewhere.signInAs(person, (cookie) => cookie.includes('session'));
    await elsewhere.goto('/keys');
    await elsewhere.goto(path);
    await elsewhere.heading('Change this API key?');
    t.equal(elsewhere.page.url(), `${system.keysUrl}/confirm`, 'the token is not in the address bar');
    t.match(await elsewhere.page.getByRole('list', { name: 'What changes' }).innerText(), 'Withdraw funds');
    t.same(await accessibilityFaults(elsewhere.page), []);
    await elsewhere.press('Update Permissions');
    await elsewhere.heading('Open this link in the other browser');
    t.same(await accessibilityFaults(elsewhere.page), []);
    await elsewhere.press('Copy Link');
    const copied = String(await elsewhere.page.evaluate('navigator.clipboard.readText()'));
    t.equal(copied, `${system.keysUrl}${path}`);
    const stranger = await system.visit(t);
    await stranger.signInAs(await registerPerson(system));
    await stranger.goto(path);
    await stranger.heading('This link belongs to another account');
    t.same((await readKey(person, key)).permissions, BOT.permissions, 'still not');

    const tab = await context.newPage();
    await tab.goto('/confirm');
    await tab.getByLabel('Link').fill(copied);
    await tab.getByRole('button', { name: 'Go on' }).click();
    // The answer gets lost; the page finds out by itself that it was done.
    await tab.route('**/confirmation', async (route) => {
      await route.fetch();
      await route.abort('connectionreset');
    });
    await tab.getByRole('button', { name: 'Update Permissions' }).click();
    await tab.getByRole('heading', { name: 'This change is made' }).waitFor();
    t.same(await accessibilityFaults(tab), []);
    t.same((await readKey(person, key)).permissions, [...BOT.permissions, 'withdraw:write']);
    await page.getByText('This change is made').waitFor();
    await page.getByRole('list', { name: 'Permissions' }).getByText('Withdraw funds').waitFor();
    await visit.goto(path);
    await visit.heading('This change is made');
    t.same([...faults, ...elsewhere.faults, ...stranger.faults], []);
  });

  await t.test('a waiting edit is sent again and cancelled; its link then changes nothing', async (t) => {
    const visit = await visitKey(t);
    const { page, faults, press, person, key } = visit;
    await visit.openKey();
    const path = await askForWithdrawals(visit, person);
    const mailsNow = () =>
      system.mailbox.mails().filter(({ text }) => text?.includes('/confirm#edit=')).length;
    const before = mailsNow();
    await press('Send it again');
    await page.getByText('1 more mail can be sent.').waitFor();
    await eventually('the mail once more', () => mailsNow() === before + 1);
    await page.reload();
    await page.getByText('Open the link in your mail').waitFor();
    await press('Cancel this change');
    await page.getByText('This change was cancelled').waitFor();
    await visit.goto(path);
    await visit.heading('This change was cancelled');
    t.same(await accessibilityFaults(page), []);
    await page.getByRole('link', { name: 'Go to the key' }).click();
    await visit.heading('Grid bot');
    t.same((await readKey(person, key)).permissions, BOT.permissions);
    t.same(faults, []);
  });

  await t.test(
    'a key is edited by the keyboard alone, and the focus is always where one goes on',
    async (t) => {
      const visit = await visitKey(t, { width: 390 });
      const { page, faults, person, key } = visit;
      await visit.openKey();
      await tabTo(page, 'Edit permissions');
      await page.keyboard.press('Enter');
      await eventually('the focus in the form', async () => (await focusedName(page)) === 'Settings');
      await tabTo(page, 'Cancel');
      await page.keyboard.press('Enter');
      await eventually('the focus back', async () => (await focusedName(page)) === 'Edit permissions');
      await page.keyboard.press('Enter');
      await tabTo(page, 'Withdrawals: Write');
      await page.keyboard.press('Space');
      await tabTo(page, 'Update Permissions');
      await page.keyboard.press('Enter');
      await page.getByRole('dialog').waitFor();
      await tabTo(page, 'Use a recovery code instead');
      await page.keyboard.press('Enter');
      await eventually('the focus in the field', async () => /^Recovery code/.test(await focusedName(page)));
      await page.keyboard.type(nextRecoveryCode(person));
      await page.keyboard.press('Enter');
      await eventually('the focus at what comes next', async () =>
        (await focusedName(page)).includes('Open the link in your mail'),
      );
      await tabTo(page, 'Cancel this change');
      await page.keyboard.press('Enter');
      await page.getByText('This change was cancelled').waitFor();
      t.same((await readKey(person, key)).permissions, BOT.permissions);
      t.same(faults, []);
    },
  );

  await t.test('KS-27 a security key approves exactly the change that was shown', async (t) => {
    const visit = await visitKey(t);
    const { page, faults, press, person, key } = visit;
    await plugIn(page, { protocol: 'ctap2', transport: 'usb' });
    await visit.openKey();
    const { publicKey } = await person.browser.ok('POST', '/v1/second-factors/webauthn/challenge');
    await person.browser.ok('POST', '/v1/second-factors/webauthn', {
      label: 'Key ring',
      attestation: await createCredential(page, publicKey),
      secondFactor: { method: 'recovery_code', code: nextRecoveryCode(person) },
    });
    // Registering changed the session's token, in the browser that did it.
    await visit.signInAs(person);
    await page.reload();
    await press('Edit permissions');
    await page.getByRole('switch', { name: 'Orders: Write' }).check();
    await visit.fill('Label', 'Bot with a key');
    await press('Update Permissions');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Have your security key').waitFor();
    // What the key signs is one change, what is sent another: such an answer is worth nothing.
    await page.route(`**/v1/keys/${key.keyId}`, async (route) => {
      const body = route.request().postDataJSON();
      await route.continue({ postData: { ...body, permissions: [...body.permissions, 'wallets:write'] } });
    });
    await dialog.getByRole('button', { name: 'Update Permissions' }).click();
    await dialog.getByRole('alert').getByText('That was not accepted').waitFor();
    await page.unroute(`**/v1/keys/${key.keyId}`);
    t.match(await readKey(person, key), { version: 1, permissions: BOT.permissions });
    await dialog.getByRole('button', { name: 'Update Permissions' }).click();
    await visit.heading('Bot with a key');
    t.same((await readKey(person, key)).permissions, ['orders:read', 'orders:write', 'wallets:read']);
    t.same(faults, []);
  });
});
