import type { Page } from 'playwright-core';
import t from 'tap';
import { accessibilityFaults, startConsole, watchFaults } from '../harness/console.ts';
import { awaitConfirmation, makeKey } from '../harness/make-key.ts';
import { type Person, registerAccount, registerPerson } from '../harness/person.ts';
import { CHROMIUM } from '../harness/virtual-authenticator.ts';

// What comes between a person and the page: another account in the same browser, the back button, a newer console,
// a service that is down, slow or speaks another language. In a real Chromium, against real processes.

const skip =
  CHROMIUM === undefined ? 'needs a Chromium on this machine (Debian: apt-get install chromium)' : false;

/** Signs in by the API in this page's browser: as from a tab that knows nothing of the console's tabs. */
const signInBehind = (page: Page, { email, password }: Person) =>
  page.evaluate(`fetch('/v1/session', { method: 'POST', headers: { 'content-type': 'application/json' },
    body: '${JSON.stringify({ email, password })}' }).then(({ status }) => status)`);

const secondFactorBehind = (page: Page, code: string | undefined) =>
  page.evaluate(`fetch('/v1/session/second-factor', { method: 'POST', headers: { 'content-type': 'application/json' },
    body: '${JSON.stringify({ secondFactor: { method: 'recovery_code', code } })}' }).then(({ status }) => status)`);

const registerKey = (page: Page, code: string | undefined) =>
  page.evaluate(`(async () => {
    const post = async (path, body) => (await fetch(path, { method: 'POST',
      headers: { 'content-type': 'application/json' }, body: JSON.stringify(body ?? {}) })).json();
    const { publicKey } = await post('/v1/second-factors/webauthn/challenge');
    const credential = await navigator.credentials.create({
      publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(publicKey) });
    return post('/v1/second-factors/webauthn', { label: 'Key ring', attestation: credential.toJSON(),
      secondFactor: ${JSON.stringify({ method: 'recovery_code', code })} });
  })()`);

t.test('what comes between, in the console', { skip, timeout: 300_000 }, async (t) => {
  const system = await startConsole(t);
  const ada = await registerPerson(system);
  const bob = await registerPerson(system);

  await t.test('another account in the same browser finds nothing of the one before', async (t) => {
    const { page, context, faults, goto, heading, signInAs } = await system.visit(t);
    await signInAs(ada);
    await goto('/keys/new');
    await heading('Create New Key');
    await page.getByRole('textbox', { name: 'Label' }).fill('a label that Ada typed');
    // A window beside it, so that this one is never left and come back to.
    const other = await context.newPage();
    const otherFaults = watchFaults(other, system.keysUrl);
    await other.goto('/history');
    await other.getByRole('heading', { level: 1, name: 'History' }).waitFor();
    // As somebody who comes back from the identity provider: signed in, with a page that begins anew.
    t.equal(await signInBehind(other, bob), 201);
    t.equal(await secondFactorBehind(other, bob.recoveryCodes[0]), 200);
    await other.reload();
    await other.getByRole('heading', { level: 1, name: 'History' }).waitFor();

    await page.getByRole('button', { name: 'Your account' }).click();
    await page.getByText(bob.email).waitFor();
    t.equal(await page.getByRole('textbox', { name: 'Label' }).inputValue(), '', 'nothing typed stays');
    t.notOk((await page.content()).includes(ada.email));
    t.same([...faults, ...otherFaults], []);
  });

  await t.test('an action that waits for signing in again is not done for another account', async (t) => {
    const { page, faults, goto, heading, press, signInAs } = await system.visit(t);
    const owner = await registerPerson(system);
    await makeKey(system, owner, { permissions: ['orders:read'] });
    await signInAs(owner);
    await goto('/keys');
    await heading('API keys');
    await page.getByRole('button', { name: 'Revoke all keys' }).waitFor();
    await owner.browser.ok('DELETE', '/v1/session');
    await press('Revoke all keys');
    const calls: string[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/v1/keys/revocation')) calls.push(request.method());
    });
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke all' }).click();
    const dialog = page.getByRole('dialog', { name: 'Please sign in again' });
    await dialog.waitFor();
    t.equal(calls.length, 1);
    // Meanwhile somebody else signs in, in a tab that the console hears nothing from.
    t.equal(await signInBehind(page, bob), 201);
    t.equal(await secondFactorBehind(page, bob.recoveryCodes[1]), 200);
    await page.evaluate('dispatchEvent(new Event("visibilitychange"))');
    await dialog.waitFor({ state: 'hidden' });
    await press('Your account');
    await page.getByText(bob.email).waitFor();
    t.equal(calls.length, 1, 'the revocation was not sent for the other account');
    t.same(faults, []);
  });

  await t.test('who signs in again in one tab is asked in no other', async (t) => {
    const { page, context, faults, goto, heading, signInAs } = await system.visit(t);
    const owner = await registerPerson(system);
    await signInAs(owner);
    await goto('/keys');
    await heading('API keys');
    await owner.browser.ok('DELETE', '/v1/session');
    await page.evaluate('dispatchEvent(new Event("visibilitychange"))');
    const dialog = page.getByRole('dialog', { name: 'Please sign in again' });
    await dialog.waitFor();
    const other = await context.newPage();
    await other.goto('/sign-in');
    await other.getByLabel('E-mail address').fill(owner.email);
    await other.getByLabel('Password', { exact: true }).fill(owner.password);
    await other.getByRole('button', { name: 'Sign in', exact: true }).click();
    await other.getByRole('button', { name: 'Use a recovery code instead' }).click();
    await other.getByLabel('Recovery code').fill(owner.recoveryCodes[0] ?? '');
    await other.getByRole('button', { name: 'Sign in', exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
    await heading('API keys');
    t.same(faults, []);
  });

  await t.test('an answer that tells of the session before comes too late', async (t) => {
    const { page, faults, goto, heading, press, signInAs } = await system.visit(t);
    const owner = await registerPerson(system);
    await signInAs(owner);
    await goto('/keys');
    await heading('API keys');
    const { promise: isSignedOut, resolve: signedOut } = Promise.withResolvers<void>();
    const { promise: isAsked, resolve: asked } = Promise.withResolvers<void>();
    await page.route('**/v1/session', async (route) => {
      if (route.request().method() !== 'GET') return route.continue();
      const answer = await route.fetch();
      asked();
      await isSignedOut;
      // The page may have given up waiting for it, which is as good.
      await route.fulfill({ response: answer }).catch(() => {});
    });
    await page.evaluate('dispatchEvent(new Event("visibilitychange"))');
    await isAsked;
    await press('Your account');
    await press('Sign out');
    await heading('Sign in to Countersign');
    signedOut();
    await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
    await page.unrouteAll({ behavior: 'wait' });
    await heading('Sign in to Countersign');
    t.equal(await page.getByRole('dialog').count(), 0);
    t.notOk((await page.content()).includes(owner.email));
    t.same(faults, []);
  });

  await t.test('going back closes the second-factor dialog, and what it was for is not done', async (t) => {
    const { page, faults, goto, heading, press, signInAs } = await system.visit(t);
    const owner = await registerPerson(system);
    await signInAs(owner);
    await goto('/keys');
    await page.getByRole('link', { name: 'Create New Key' }).first().click();
    await heading('Create New Key');
    await press('Generate API Key');
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    await page.goBack();
    await heading('API keys');
    await dialog.waitFor({ state: 'hidden' });
    t.same(faults, []);
  });

  await t.test('a touch of the security key after its dialog was closed does nothing', async (t) => {
    const { page, context, faults, goto, heading, press, signInAs } = await system.visit(t);
    const owner = await registerPerson(system);
    await signInAs(owner);
    const devtools = await context.newCDPSession(page);
    await devtools.send('WebAuthn.enable', { enableUI: false });
    const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
      options: { protocol: 'ctap2', transport: 'usb', automaticPresenceSimulation: true },
    });
    const touches = (enabled: boolean) =>
      devtools.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled });
    await goto('/keys/new');
    await registerKey(page, owner.recoveryCodes[0]);
    await page.reload();
    await heading('Create New Key');
    const countersigned: string[] = [];
    page.on('request', (request) => {
      if (/key-creations\/[^/]+\/second-factor$/.test(request.url())) countersigned.push(request.url());
    });

    await touches(false);
    await press('Generate API Key');
    const dialog = page.getByRole('dialog');
    const challenged = page.waitForResponse('**/v1/second-factor-challenges');
    await dialog.getByRole('button', { name: 'Confirm' }).click();
    await challenged;
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await touches(true);
    // Asking once more works, and is the only one that counts.
    await press('Generate API Key');
    await dialog.getByRole('button', { name: 'Confirm' }).click();
    await heading('Confirm by mail');
    t.equal(countersigned.length, 1);
    t.same(faults, []);
  });

  await t.test('a touch after the dialog that adds a security key was closed adds none', async (t) => {
    const { page, context, faults, goto, heading, press, fill, signInAs } = await system.visit(t);
    const owner = await registerPerson(system);
    await signInAs(owner);
    const devtools = await context.newCDPSession(page);
    await devtools.send('WebAuthn.enable', { enableUI: false });
    const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
      options: { protocol: 'ctap2', transport: 'usb', automaticPresenceSimulation: false },
    });
    await goto('/security');
    await heading('Security');
    const dialog = page.getByRole('dialog');
    await press('Add a security key');
    await fill('Name', 'Closed before');
    const challenged = page.waitForResponse('**/v1/second-factors/webauthn/challenge');
    await press('Register');
    await challenged;
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await devtools.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled: true });
    // Asking once more works: the second factor that was there is asked for, once.
    await press('Add a security key');
    await fill('Name', 'Asked for again');
    await press('Register');
    await page.getByRole('dialog', { name: 'Confirm with your second factor' }).waitFor();
    const { credentials } = await devtools.send('WebAuthn.getCredentials', { authenticatorId });
    t.equal(credentials.length, 1, 'the first touch made no credential');
    t.same(faults, []);
  });

  await t.test('what an app is given to set it up is gone from a page that was left', async (t) => {
    const { page, faults, goto, press, signInAs } = await system.visit(t);
    await signInAs(await registerAccount(system));
    await goto('/security');
    await press('Set up');
    const dialog = page.getByRole('dialog', { name: 'Set up an authenticator app' });
    await dialog.waitFor();
    await page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))");
    await dialog.waitFor({ state: 'hidden' });
    t.notMatch(await page.content(), /[A-Z2-7]{32}/);
    t.same(faults, []);
  });

  await t.test('a cut or lengthened link leaves nothing of its token in the address bar', async (t) => {
    const { page, faults, goto, heading } = await system.visit(t);
    for (const fragment of ['token=abc', `token=${'a'.repeat(43)}>`, `creation=1&token=${'b'.repeat(43)}.`]) {
      await goto('about:blank');
      await goto(`/verify-email#${fragment}`);
      await heading('This link is not whole');
      t.equal(page.url(), `${system.keysUrl}/verify-email`, fragment);
    }
    t.same(faults, []);
  });

  await t.test('the link to copy leads to its page, wherever its reader has gone meanwhile', async (t) => {
    const { page, faults, goto, heading, press } = await system.visit(t);
    const owner = await registerPerson(system);
    const { path } = await awaitConfirmation(system, owner, { permissions: ['orders:read'] });
    await goto(path);
    await heading('Sign in to Countersign');
    await page.getByRole('link', { name: 'Forgotten your password?' }).click();
    await heading('Set a new password');
    await page.getByRole('link', { name: 'Back to signing in' }).click();
    await heading('Sign in to Countersign');
    await press('Copy Link');
    t.equal(await page.evaluate('navigator.clipboard.readText()'), `${system.keysUrl}${path}`);
    t.same(faults, []);
  });

  await t.test(
    'a newer console, or no connection, is told with what to do, and never a blank page',
    async (t) => {
      const { page, goto, heading } = await system.visit(t);
      await page.route('**/assets/index-*.js', (route) => route.fulfill({ status: 404 }));
      await goto('/sign-in');
      await page.getByRole('alert').getByText('The console did not load completely').waitFor();
      await page.unrouteAll();
      await page.getByRole('button', { name: 'Reload the page' }).click();
      await heading('Sign in to Countersign');
      await page.route('**/assets/en-*.js', (route) => route.fulfill({ status: 404 }));
      await page.reload();
      await page.getByRole('alert').getByText('The console did not load completely').waitFor();
      await page.unrouteAll();
      await page.getByRole('button', { name: 'Reload the page' }).click();
      await heading('Sign in to Countersign');
      await page.route('**/assets/sign-up-page-*.js', (route) => route.fulfill({ status: 404 }));
      await page.getByRole('link', { name: 'Sign up' }).click();
      await heading('This page did not arrive');
      t.same(await accessibilityFaults(page), []);
      await page.unrouteAll();
      await page.getByRole('button', { name: 'Reload the page' }).click();
      await heading('Create your account');
    },
  );

  await t.test('the header is there before any script, in the theme that was chosen', async (t) => {
    for (const width of [1280, 390]) {
      const { page, context, faults, heading } = await system.visit(t, { theme: 'light', width });
      await context.addInitScript(() => localStorage.setItem('countersign-theme', 'dark'));
      const held: (() => Promise<void>)[] = [];
      await page.route('**/assets/index-*.js', (route) => void held.push(() => route.continue()));
      await page.goto('/sign-in', { waitUntil: 'commit' });
      const header = page.getByRole('banner');
      await header.getByText('Countersign').waitFor();
      const look = () =>
        page.evaluate(`(() => {
          const header = document.querySelector('header');
          const mark = header.querySelector('svg');
          const places = [header, mark].map((each) => Object.values(each.getBoundingClientRect().toJSON()).join());
          return [getComputedStyle(header).backgroundColor, ...places];
        })()`) as Promise<string[]>;
      const [colour, ...places] = await look();
      t.equal(colour, 'rgb(26, 34, 41)');
      for (const release of held) await release();
      await heading('Sign in to Countersign');
      t.equal(await page.getByRole('banner').count(), 1, 'the page has taken its place');
      t.same(await look(), [colour, ...places], 'and nothing moves');
      t.same(faults, []);
    }
  });

  await t.test(
    'a browser that keeps nothing for this site still shows the page, and is told why',
    async (t) => {
      const { page, context, faults, goto, heading } = await system.visit(t);
      await context.addInitScript(() => {
        const refuse = () => {
          throw new DOMException('storage is blocked', 'SecurityError');
        };
        Object.defineProperty(globalThis, 'localStorage', { get: refuse });
        Object.defineProperty(globalThis, 'BroadcastChannel', { value: refuse });
        Object.defineProperty(Navigator.prototype, 'cookieEnabled', { get: () => false });
      });
      await goto('/sign-in');
      await heading('Sign in to Countersign');
      await page.getByText('Your browser keeps no cookies for this site').waitFor();
      t.same(await accessibilityFaults(page), []);
      t.same(faults, []);
    },
  );

  await t.test(
    'a proxy in between, a limit and a fault are told in words, and trying again goes on',
    async (t) => {
      const { page, faults, goto, heading, press, signInAs } = await system.visit(t);
      const owner = await registerPerson(system);
      await signInAs(owner);
      const problem = { type: 'about:blank', title: 'T', detail: '<b>D</b>', requestId: 'req-77' };
      const answers = [
        { status: 429, code: 'rate-limited', told: 'Too many requests from here' },
        { status: 500, code: 'internal-error', told: /req-77/ },
        { status: 502, code: null, told: 'This does not work at the moment' },
        { status: 200, code: null, told: 'Something else answered' },
      ];
      for (const { status, code, told } of answers) {
        const contentType = code === null ? 'text/html' : 'application/problem+json';
        const body = code === null ? '<h1>Bad gateway</h1>' : JSON.stringify({ ...problem, status, code });
        await page.route('**/v1/session', (route) =>
          route.fulfill({ status, contentType, body, headers: { 'retry-after': '7' } }),
        );
        await goto('/keys');
        await page.getByRole('alert').getByText(told).waitFor();
        t.notMatch(await page.locator('main').innerText(), /Bad gateway|<b>/);
        await page.unrouteAll();
        await press('Try again');
        await heading('API keys');
      }
      t.same(faults, []);
    },
  );
});
