import { spawn, spawnSync } from 'node:child_process';
import type { Page } from 'playwright-core';
import t from 'tap';
import { accessibilityFaults, startConsole, type Visit, watchFaults } from '../harness/console.ts';
import { linkFields } from '../harness/mailbox.ts';
import { awaitConfirmation, makeKey, nextRecoveryCode } from '../harness/make-key.ts';
import { type Person, registerPerson } from '../harness/person.ts';
import { CHROMIUM, plugIn } from '../harness/virtual-authenticator.ts';

// From the form to the mail, and to the first request with the new key: in a real Chromium, against real processes.

const skip =
  CHROMIUM === undefined ? 'needs a Chromium on this machine (Debian: apt-get install chromium)' : false;

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** The second factor in the dialog, with a recovery code: spares the wait for the next time step. */
async function countersign({ page, press, fill }: Visit, code: string): Promise<void> {
  await page.getByRole('dialog', { name: 'Confirm with your second factor' }).waitFor();
  await press('Use a recovery code instead');
  await fill('Recovery code', code);
  await press('Confirm');
}

const creationIn = (page: Page) => new URL(page.url()).pathname.split('/').at(-1) ?? '';

t.test('creating an API key in the console', { skip, timeout: 300_000 }, async (t) => {
  const system = await startConsole(t, { upstream: 'sandbox' });
  const stateOf = async (person: Person, id: string) =>
    (await person.browser.ok('GET', `/v1/key-creations/${id}`)).state;

  await t.test(
    'somebody chooses, countersigns, confirms by mail, and the examples work with the key',
    async (t) => {
      const person = await registerPerson(system);
      const visit = await system.visit(t);
      const { page, context, faults, goto, heading, press, fill, signInAs } = visit;
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
      await fill('Label', 'Grid bot');
      await press('Generate API Key');
      await countersign(visit, nextRecoveryCode(person));
      await heading('Confirm by mail');
      await page.getByText(`${person.email[0]}…@people.example`).waitFor();
      t.notMatch(await page.locator('main').innerText(), person.email, 'not whole, for those who look on');
      t.same(await accessibilityFaults(page), []);

      const mail = await system.mailbox.waitForMail(person.email, creationIn(page));
      const opened = await context.newPage();
      const more = watchFaults(opened, system.keysUrl);
      await opened.goto(`/confirm#${linkFields(mail)}`);
      await button(opened, 'Create API Key').click();
      await opened.getByRole('heading', { level: 1, name: 'Your API key', exact: true }).waitFor();
      const secret = /cs_[A-Za-z0-9_-]{132}/.exec(await opened.locator('main').innerText())?.[0] ?? '';
      await page.bringToFront();
      await heading('Your API key is created');
      await opened.bringToFront();
      await button(opened, 'I have saved it').click();
      await opened.getByRole('heading', { level: 1, name: 'Your API key is ready' }).waitFor();
      t.same(await accessibilityFaults(opened), []);
      for (const [name, example] of Object.entries(EXAMPLES)) {
        await opened.getByRole('tab', { name }).click();
        await button(opened, `Copy ${name}`).click();
        const program = String(await opened.evaluate('navigator.clipboard.readText()'));
        t.notMatch(program, /cs_/, 'no secret in a text that can be copied');
        if (!isThere(example.command[0])) continue;
        t.match(await run(program, secret, example as typeof EXAMPLES.curl), example.prints, name);
      }
      t.same([...faults, ...more], []);
    },
  );

  await t.test('what is wrong is said beside the field, and nothing that was typed is lost', async (t) => {
    const person = await registerPerson(system);
    const visit = await system.visit(t);
    const { page, context, faults, goto, press, fill, signInAs } = visit;
    await signInAs(person);
    await goto('/keys/new');
    await page.getByRole('switch', { name: 'Withdrawals: Write' }).press(' ');
    await page.getByText('This key can withdraw funds, from anywhere').waitFor();
    await page.getByText('This key never expires').waitFor();
    await page.getByRole('radio', { name: 'Only from these addresses' }).check();
    await page.getByText('This key can withdraw funds', { exact: true }).waitFor();
    const address = page.getByRole('textbox', { name: 'Address or network' });
    await address.pressSequentially('192.0.2.');
    t.equal(await page.getByText('This is neither').count(), 0, 'nobody is told off in the middle');
    await address.fill('example.com');
    await page.getByText('This is neither an IP address nor a network').waitFor();
    await address.fill('10.0.0.1/8');
    await page.getByText('Did you mean 10.0.0.0/8?').waitFor();
    t.same(await accessibilityFaults(page), []);
    await press('Add 10.0.0.0/8');
    await address.fill('192.0.2.7, 2001:DB8::1');
    await address.press('Enter');
    await press('Use my current IP address');
    await button(page, 'Remove 2001:db8::1').click();
    const listed = page.getByRole('list', { name: 'Only from these addresses' }).getByRole('listitem');
    t.same(await listed.allInnerTexts(), [
      '10.0.0.0/8',
      '192.0.2.7',
      (await person.browser.ok('GET', '/v1/session')).ip,
    ]);

    await fill('Label', 'Bot\u202e');
    await page.getByRole('combobox', { name: 'Expires' }).selectOption('On a date of my own');
    await page.getByLabel('Date and time, in your time zone').fill('2020-01-31T12:00');
    await press('Generate API Key');
    await page.getByText('The label holds an invisible character').waitFor();
    await page.getByText('This is in the past').waitFor();
    await fill('Label', 'Bot');
    await page.getByRole('combobox', { name: 'Expires' }).selectOption('In 30 days');
    await context.setOffline(true);
    await press('Generate API Key');
    await page.getByText('No answer came').waitFor();
    await context.setOffline(false);
    await person.browser.ok('DELETE', '/v1/session');
    await press('Generate API Key');
    await page.getByRole('dialog', { name: 'Please sign in again' }).waitFor();
    await fill('Password', person.password);
    await press('Sign in');
    await press('Use a recovery code instead');
    await fill('Recovery code', nextRecoveryCode(person));
    await press('Sign in');
    await page.getByRole('dialog', { name: 'Confirm with your second factor' }).waitFor();
    await press('Close');
    t.equal(await page.getByRole('textbox', { name: 'Label' }).inputValue(), 'Bot');
    t.equal(await listed.count(), 3);
    t.ok(await page.getByRole('switch', { name: 'Withdrawals: Write' }).isChecked());
    t.same(faults, []);
  });

  await t.test(
    'whoever closes the dialog goes on with the same creation, or with another after a change',
    async (t) => {
      const person = await registerPerson(system);
      const visit = await system.visit(t);
      const { page, faults, goto, heading, press, fill, signInAs } = visit;
      await signInAs(person);
      const begun: string[] = [];
      page.on('response', async (response) => {
        if (response.url().endsWith('/v1/key-creations') && response.ok())
          begun.push((await response.json()).id);
      });
      await goto('/keys/new');
      for (const label of ['First', 'First', 'Second']) {
        await fill('Label', label);
        await press('Generate API Key');
        await page.getByRole('dialog', { name: 'Confirm with your second factor' }).waitFor();
        await press('Close');
      }
      t.equal(begun.length, 2);
      t.equal(await stateOf(person, begun[0] ?? ''), 'cancelled');
      await goto(`/keys/new/${begun[1]}`);
      await heading('Your second factor is still to come');
      t.same(await accessibilityFaults(page), []);
      await press('Go on with the second factor');
      await page.getByRole('dialog', { name: 'Confirm with your second factor' }).waitFor();
      await press('Use a recovery code instead');
      for (const code of ['wrong-wrong-wrong', 'still-not-right', 'and-not-this-one']) {
        await fill('Recovery code', code);
        await press('Confirm');
        await page.getByRole('dialog').getByRole('alert').waitFor();
      }
      await fill('Recovery code', nextRecoveryCode(person));
      await press('Confirm');
      await heading('Confirm by mail');
      t.same(faults, []);
    },
  );

  await t.test(
    'a second factor that is wrong too often ends the creation, and the form begins another',
    async (t) => {
      const person = await registerPerson(system);
      const visit = await system.visit(t);
      const { page, faults, goto, heading, press, fill, signInAs } = visit;
      await signInAs(person);
      await goto('/keys/new');
      await fill('Label', 'Bot');
      await press('Generate API Key');
      const dialog = page.getByRole('dialog', { name: 'Confirm with your second factor' });
      await dialog.waitFor();
      await press('Use a recovery code instead');
      for (let attempt = 1; attempt <= 6; attempt++) {
        await fill('Recovery code', `wrong-code-number-${attempt}`);
        const answer = page.waitForResponse('**/second-factor');
        await press('Confirm');
        await answer;
      }
      await dialog.waitFor({ state: 'hidden' });
      await page.getByRole('alert').waitFor();
      t.equal(await page.getByRole('textbox', { name: 'Label' }).inputValue(), 'Bot');
      await press('Generate API Key');
      await countersign(visit, nextRecoveryCode(person));
      await heading('Confirm by mail');
      t.same(faults, []);
    },
  );

  await t.test('a security key countersigns a key creation', async (t) => {
    const person = await registerPerson(system);
    const { page, faults, goto, heading, press, signInAs } = await system.visit(t);
    await signInAs(person);
    await plugIn(page, { protocol: 'ctap2', transport: 'usb' });
    await goto('/keys/new');
    const secondFactor = { method: 'recovery_code', code: nextRecoveryCode(person) };
    await page.evaluate(`(async () => {
      const post = async (path, body) => (await fetch(path, { method: 'POST',
        headers: { 'content-type': 'application/json' }, body: JSON.stringify(body ?? {}) })).json();
      const { publicKey } = await post('/v1/second-factors/webauthn/challenge');
      const credential = await navigator.credentials.create({
        publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(publicKey) });
      return post('/v1/second-factors/webauthn', { label: 'Key ring', attestation: credential.toJSON(),
        secondFactor: ${JSON.stringify(secondFactor)} });
    })()`);
    await page.reload();
    await press('Generate API Key');
    await page.getByText('Have your security key').waitFor();
    t.same(await accessibilityFaults(page), []);
    await press('Confirm');
    await heading('Confirm by mail');
    t.ok(await system.mailbox.waitForMail(person.email, creationIn(page)));
    await page.getByRole('link', { name: 'Paste the link here' }).click();
    await heading('Paste the link from the mail');
    await goto('/keys/new/none-of-ours');
    await heading('There is no such page');
    t.same(faults, []);
  });

  await t.test(
    'the mail can be sent again so often, and the creation cancelled; time ends it, too',
    async (t) => {
      const person = await registerPerson(system);
      const { page, faults, goto, heading, press, signInAs } = await system.visit(t);
      await signInAs(person);
      const settings = { label: 'Bot', permissions: ['orders:read'] };
      const { id } = await awaitConfirmation(system, person, settings);
      await goto(`/keys/new/${id}`);
      await page.getByText('It can be sent 2 more times.').waitFor();
      await press('Send the mail again');
      await page.getByText('Sent. It can be sent once more.').waitFor();
      await press('Send the mail again');
      await page.getByText('It cannot be sent again').waitFor();
      t.ok(await button(page, 'Send the mail again').isDisabled());
      t.same(await accessibilityFaults(page), []);
      await press('Cancel this key creation');
      await heading('This key creation was cancelled');
      t.equal(await stateOf(person, id), 'cancelled');

      const second = await awaitConfirmation(system, person, settings);
      await goto(`/keys/new/${second.id}`);
      await heading('Confirm by mail');
      await system.database.query('update key_creations set expires_at = now() where id = $1', [second.id]);
      await heading('This key creation has expired');
      t.same(faults, []);
    },
  );

  await t.test(
    'the waiting page asks how far it is for as long as somebody looks, and no longer',
    async (t) => {
      const person = await registerPerson(system);
      const { page, faults, goto, heading, signInAs } = await system.visit(t);
      await signInAs(person);
      const { id } = await awaitConfirmation(system, person, { permissions: ['orders:read'] });
      let asked = 0;
      page.on('request', () => asked++);
      const within = async (ms: number) => {
        asked = 0;
        await page.clock.runFor(ms);
        return asked;
      };
      await page.clock.install();
      await goto(`/keys/new/${id}`);
      await heading('Confirm by mail');
      t.ok((await within(10_000)) >= 1);
      const look = (state: string) =>
        page.evaluate(`Object.defineProperty(document, 'visibilityState', { value: '${state}', configurable: true });
        dispatchEvent(new Event('visibilitychange'))`);
      await look('hidden');
      t.equal(await within(300_000), 0, 'hidden');
      const again = page.waitForRequest(`**/v1/key-creations/${id}`);
      await look('visible');
      await again;
      await person.browser.ok('DELETE', `/v1/key-creations/${id}`);
      await page.clock.runFor(20_000);
      await heading('This key creation was cancelled');
      t.equal(await within(300_000), 0, 'what has ended is asked for no more');
      t.same(faults, []);
    },
  );

  await t.test('a key is replaced: settings filled in, and the old one ends when it was said', async (t) => {
    const person = await registerPerson(system);
    const visit = await system.visit(t);
    const { page, faults, goto, heading, press, signInAs } = visit;
    await signInAs(person);
    const permissions = ['orders:read', 'orders:write'];
    const settings = { label: 'Old bot', permissions, ipAllowlist: ['192.0.2.7', '2001:db8::/48'] };
    const old = await makeKey(system, person, settings);
    await goto(`/keys/new?replaces=${old.keyId}`);
    await heading('Replace an API key');
    t.equal(await page.getByRole('textbox', { name: 'Label' }).inputValue(), 'Old bot');
    t.same(await accessibilityFaults(page), []);
    await page.getByRole('combobox', { name: 'The old key ends' }).selectOption('After an hour');
    await press('Generate API Key');
    await countersign(visit, nextRecoveryCode(person));
    await heading('Confirm by mail');
    const id = creationIn(page);
    const token = linkFields(await system.mailbox.waitForMail(person.email, id)).get('token');
    await person.browser.ok('POST', `/v1/key-creations/${id}/confirmation`, { token });
    await heading('Your API key is created');
    const apiKey = await person.browser.ok('GET', `/v1/keys/${old.keyId}`);
    const hours = (Date.parse(apiKey.expiresAt) - Date.now()) / 3_600_000;
    t.ok(hours > 0.9 && hours <= 1, `the old key ends in ${hours} hours`);
    t.match(await person.browser.ok('GET', `/v1/keys/${apiKey.replacedBy}`), settings);
    await goto('/keys/new?replaces=ck_nonsense');
    await page.getByRole('alert').waitFor();
    t.same(faults, []);
  });

  await t.test('without a second factor the page leads to where one is set up', async (t) => {
    const person = await registerPerson(system);
    const { page, faults, goto, heading, signInAs } = await system.visit(t);
    await signInAs(person);
    const { items } = await person.browser.ok('GET', '/v1/second-factors');
    await person.browser.ok('DELETE', `/v1/second-factors/${items[0].id}`, {
      secondFactor: { method: 'recovery_code', code: nextRecoveryCode(person) },
    });
    await goto('/keys/new');
    await page.getByText('Set up a second factor first').waitFor();
    t.equal(await button(page, 'Generate API Key').count(), 0);
    t.same(await accessibilityFaults(page), []);
    await page.getByRole('link', { name: 'Set up a second factor' }).click();
    await heading('Security');
    t.same(faults, []);
  });
});

/** How each example is run, and what it prints when the gateway has told it what the key may do. */
const EXAMPLES = {
  // First: it counts in whole seconds, and the nonces of a key must rise.
  curl: { command: ['bash', '-c'], prints: /"orders",1,1/ },
  ccxt: { command: [process.execPath, '--input-type=module', '--eval'], prints: /'orders', 1, 1/ },
  Python: { command: ['python3', '-c'], prints: /"orders",1,1/ },
  WebSocket: {
    command: [process.execPath, '--input-type=module', '--eval'],
    prints: /"event":"auth","status":"OK"/,
  },
} as const;

const isThere = (command: string) => spawnSync(command, ['--version']).error === undefined;

/** Runs an example as its reader would, with the secret in the environment, until it has printed that. */
async function run(program: string, secret: string, { command, prints }: (typeof EXAMPLES)['ccxt' | 'curl']) {
  const [file, ...args] = command;
  const env = { ...process.env, COUNTERSIGN_SECRET: secret };
  const child = spawn(file, [...args, program], { env, timeout: 30_000 });
  let output = '';
  for await (const chunk of child.stdout) {
    output += chunk;
    if (prints.test(output)) break;
  }
  child.kill();
  return output;
}
