import { eventually } from '@countersign/testing';
import t from 'tap';
import { accessibilityFaults } from '../harness/console.ts';
import { BOT, focusedName, ORDER, startKeyOwners, tabTo, WALLETS } from '../harness/key-owner.ts';
import { linkFields } from '../harness/mailbox.ts';
import { makeKey, nextRecoveryCode } from '../harness/make-key.ts';
import { registerPerson } from '../harness/person.ts';
import { nextNonce, signRequest } from '../harness/signed-call.ts';
import { CHROMIUM } from '../harness/virtual-authenticator.ts';

// API keys as their owners watch over them: in a real Chromium, against real processes, real mail and a real gateway.

const skip =
  CHROMIUM === undefined ? 'needs a Chromium on this machine (Debian: apt-get install chromium)' : false;

t.test('API keys in the console', { skip, timeout: 300_000 }, async (t) => {
  const { system, gateway, statusOf, visitKey } = await startKeyOwners(t);

  await t.test(
    'KS-67 the list says what each key may do, from where, until when, and how it was used',
    async (t) => {
      const person = await registerPerson(system);
      const { page, faults, goto, heading, signInAs, press } = await system.visit(t);
      await signInAs(person);
      await goto('/keys');
      await heading('API keys');
      await page.getByText('No API keys yet').waitFor();
      const revokeAll = page.getByRole('button', { name: 'Revoke all keys' });
      t.equal(await revokeAll.count(), 0, 'there is nothing to revoke');
      t.same(await accessibilityFaults(page), []);

      const label = '<img src=x onerror="document.title=1">';
      const addresses = ['203.0.113.7', '203.0.113.64/26', '2001:db8::/48'];
      await makeKey(system, person, { label, permissions: ['withdraw:write'], ipAllowlist: addresses });
      const expiresAt = new Date(Date.now() + 3 * 86_400_000).toISOString();
      const bot = await makeKey(system, person, { ...BOT, expiresAt });
      const gone = await makeKey(system, person, { label: 'Old bot', permissions: ['orders:read'] });
      await person.browser.ok('POST', `/v1/keys/${gone.keyId}/revocation`, {});
      t.equal(await statusOf(bot, WALLETS), 200);
      const used = async () => (await person.browser.ok('GET', `/v1/keys/${bot.keyId}`)).lastUsed;
      await eventually('the key to be known as used', used);
      await page.reload();
      const row = (name: string) =>
        page.getByRole('listitem').filter({ has: page.getByRole('heading', { name }) });
      t.match(
        await row('Grid bot').innerText(),
        /ck_\w{30}[\s\S]*Active[\s\S]*Orders\s*R[\s\S]*in 3 days[\s\S]*127\.0\.0\.1/,
      );
      t.match(
        await row(label).innerText(),
        /Withdrawals\s*W[\s\S]*203\.0\.113\.7[\s\S]*and 1 more[\s\S]*Never[\s\S]*Not yet/,
      );
      t.match(await row('Old bot').innerText(), /Revoked[\s\S]*Nothing/, 'a revoked key may do nothing');
      t.equal(await row('Old bot').getByRole('button').count(), 0);
      await page.getByText('3 keys', { exact: true }).waitFor();
      t.same(await accessibilityFaults(page), []);
      await page.setViewportSize({ width: 390, height: 844 });
      t.equal(
        await page.evaluate('document.documentElement.scrollWidth'),
        390,
        'nothing sticks out on a phone',
      );
      t.same(await accessibilityFaults(page), []);

      await page.getByText('Revoked', { exact: true }).first().click();
      await page.getByText('1 key', { exact: true }).waitFor();
      t.equal(new URL(page.url()).search, '?status=revoked');
      t.ok(await revokeAll.isVisible(), 'of the others, which the list does not show now');
      await page.getByRole('link', { name: 'Old bot' }).click();
      await heading('Old bot');
      await page.getByText('This key is revoked').waitFor();
      t.equal(await page.getByRole('button', { name: 'Edit permissions' }).count(), 0);
      t.same(await accessibilityFaults(page), []);
      await page.goBack();
      await page.getByText('1 key', { exact: true }).waitFor();
      await page.getByText('All', { exact: true }).click();
      await page.getByRole('searchbox', { name: 'Search labels' }).fill('grid');
      await page.getByText('1 key', { exact: true }).waitFor();
      await page.getByRole('searchbox', { name: 'Search labels' }).fill('no such label');
      await page.getByText('No key matches').waitFor();
      await page.getByRole('searchbox', { name: 'Search labels' }).fill('');
      await page.getByText('3 keys', { exact: true }).waitFor();

      // Smaller pages of the same list.
      await page.route('**/v1/keys?*', (route) =>
        route.continue({ url: route.request().url().replace('limit=25', 'limit=2') }),
      );
      await page.reload();
      await page.getByRole('link', { name: 'Grid bot' }).waitFor();
      t.equal(await row(label).count(), 0);
      await press('Show more');
      await row(label).waitFor();
      await page.getByText('3 keys', { exact: true }).waitFor();
      t.same(faults, []);
    },
  );

  await t.test('a list that cannot be read says so, and is read on a press', async (t) => {
    const { page, faults, goto, heading, press } = await visitKey(t);
    await page.route('**/v1/keys?*', (route) => route.abort('connectionreset'));
    await goto('/keys');
    await heading('API keys');
    await page.getByRole('alert').getByText('No answer came').waitFor();
    await page.getByRole('button', { name: 'Revoke all keys' }).waitFor();
    t.same(await accessibilityFaults(page), []);
    await page.unroute('**/v1/keys?*');
    await press('Try again');
    await page.getByRole('link', { name: 'Grid bot' }).waitFor();
    t.same(faults, []);
  });

  await t.test('refused requests are told with their reason and what to do', async (t) => {
    const { page, faults, goto, heading, key, person } = await visitKey(t);
    const accepted = nextNonce();
    await gateway.send(signRequest(key, WALLETS, { nonce: accepted }));
    const sent = String(Date.now());
    const refused = await gateway.send(signRequest(key, WALLETS, { nonce: sent }));
    t.match(refused.body, ['error', 10114]);
    await statusOf(key, ORDER);
    await gateway.send(signRequest({ ...key, secret: `cs_${'a'.repeat(132)}` }, WALLETS));
    const refusals = async () => (await person.browser.ok('GET', `/v1/keys/${key.keyId}/refusals`)).items;
    await eventually('three kinds of refusals', async () => (await refusals()).length === 3);
    const ofNonce = (await refusals()).find(({ reason }: { reason: string }) => reason === 'nonce-too-small');
    t.ok(BigInt(ofNonce.lastNonce) >= BigInt(accepted));
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await goto('/keys');
    await page
      .getByText(/^A request was refused .*: (Your bot's nonce|The key may not|The signature)/)
      .waitFor();
    t.notOk(
      asked.some((path) => path.endsWith('/refusals')),
      'the list itself says it: no call a row',
    );
    await page.getByRole('link', { name: 'What to do' }).click();
    await heading('Grid bot');
    await page.getByRole('heading', { name: "Your bot's nonce went backwards" }).waitFor();
    await page
      .getByText(`Last accepted: ${ofNonce.lastNonce} (microseconds). Sent: ${sent} (milliseconds).`)
      .waitFor();
    await page.getByText('let every program that has the key count alike').waitFor();
    await page.getByRole('heading', { name: `The key may not do this: ${ORDER}` }).waitFor();
    await page.getByRole('heading', { name: 'The signature was wrong' }).waitFor();
    t.same(await accessibilityFaults(page), []);
    t.same(faults, []);
  });

  await t.test(
    'revoking takes one question and no second factor, by the keyboard alone, and holds at once',
    async (t) => {
      const { page, faults, goto, key } = await visitKey(t, { width: 390 });
      t.equal(await statusOf(key, WALLETS), 200);
      await goto('/keys');
      await page.getByRole('link', { name: 'Grid bot' }).waitFor();
      await tabTo(page, 'Revoke Grid bot');
      await page.keyboard.press('Enter');
      const dialog = page.getByRole('dialog', { name: 'Revoke this API key?' });
      await dialog.waitFor();
      t.same(await accessibilityFaults(page), []);
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'hidden' });
      t.equal(await statusOf(key, WALLETS), 200, 'nothing was revoked');
      await eventually('the focus to come back', async () => (await focusedName(page)) === 'Revoke Grid bot');
      await page.keyboard.press('Enter');
      await dialog.waitFor();
      await tabTo(page, 'Revoke');
      await page.keyboard.press('Enter');
      await page.getByText('Revoked: Grid bot').waitFor();
      t.match(await focusedName(page), 'Revoked: Grid bot', 'the focus is where it is said');
      t.not(await statusOf(key, WALLETS), 200);
      t.same(await accessibilityFaults(page), []);
      t.same(faults, []);
    },
  );

  await t.test('one press revokes every key', async (t) => {
    const { page, faults, goto, press, key, person } = await visitKey(t);
    const other = await makeKey(system, person, BOT);
    await goto('/keys');
    await press('Revoke all keys');
    t.same(await accessibilityFaults(page), []);
    await press('Revoke all');
    await page.getByText('2 keys are revoked').waitFor();
    await page.getByRole('button', { name: 'Revoke all keys' }).waitFor({ state: 'detached' });
    t.not(await statusOf(key, WALLETS), 200);
    t.not(await statusOf(other, WALLETS), 200);
    t.same(faults, []);
  });

  await t.test('a key of somebody else, or of nobody, is not there', async (t) => {
    const { page, faults, goto, heading } = await visitKey(t);
    const stranger = await makeKey(system, await registerPerson(system), BOT);
    for (const keyId of [stranger.keyId, 'ck_nobody']) {
      await goto(`/keys/${keyId}`);
      await heading('There is no such API key');
      t.same(await accessibilityFaults(page), []);
    }
    t.same(faults, []);
  });

  await t.test('KS-90 the link of a notice revokes everything on a press, signed in or not', async (t) => {
    const { person, key } = await visitKey(t);
    await person.browser.ok('POST', '/v1/recovery-codes', {
      secondFactor: { method: 'recovery_code', code: nextRecoveryCode(person) },
    });
    const mail = await system.mailbox.waitForMail(person.email, '/revoke-all#token=');
    const token = linkFields(mail).get('token');
    const { page, faults, goto, heading, press } = await system.visit(t, { width: 390 });
    await goto(`/revoke-all#token=${token}`);
    await heading('Revoke everything?');
    t.equal(page.url(), `${system.keysUrl}/revoke-all`, 'the token is not in the address bar');
    t.same(await accessibilityFaults(page), []);
    t.equal(await statusOf(key, WALLETS), 200, 'opening it changed nothing');
    await press('Revoke everything');
    await heading('Everything is revoked');
    t.same(await accessibilityFaults(page), []);
    t.not(await statusOf(key, WALLETS), 200);
    t.equal((await person.browser.call('GET', '/v1/session')).status, 401);
    await goto('about:blank');
    await goto(`/revoke-all#token=${token}`);
    await press('Revoke everything');
    await heading('This was done before');
    await goto('about:blank');
    await goto(`/revoke-all#token=${'a'.repeat(43)}`);
    await press('Revoke everything');
    await heading('This link does not work any more');
    await goto('about:blank');
    await goto('/revoke-all');
    await heading('This link is not whole');
    t.same(faults, []);
  });
});
