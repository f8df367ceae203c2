import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { BrowserContext, Page } from 'playwright-core';
import t from 'tap';
import { startConsole } from './harness/console.ts';
import { linkFields } from './harness/mailbox.ts';
import {
  CHROMIUM,
  createCredential,
  getAssertion,
  plugIn,
  VIRTUAL_AUTHENTICATORS,
} from './harness/virtual-authenticator.ts';

// Security keys in a real Chromium, with the authenticators that it can pretend, against real processes and real mail.

const skip =
  CHROMIUM === undefined ? 'needs a Chromium on this machine (Debian: apt-get install chromium)' : false;

// biome-ignore lint/suspicious/noExplicitAny: a test asserts on whatever came
type Answer = { readonly status: number; readonly body: any };

/** A call by the page that is open, with the cookies of its browser. */
const call = (page: Page, method: string, path: string, body?: object): Promise<Answer> =>
  page.evaluate(
    async (request) => {
      const response = await fetch(request.path, {
        method: request.method,
        headers: request.body === null ? {} : { 'content-type': 'application/json' },
        body: request.body,
      });
      const text = await response.text();
      return { status: response.status, body: text === '' ? null : JSON.parse(text) };
    },
    { method, path, body: body === undefined ? null : JSON.stringify(body) },
  );

async function ok(page: Page, method: string, path: string, body?: object) {
  const answer = await call(page, method, path, body);
  if (answer.status >= 300) {
    throw new Error(`${method} ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  }
  return answer.body;
}

/** Has the security key approve exactly this. */
async function approve(page: Page, what: { purpose: string; subject?: string; change?: object }) {
  const { challengeId, publicKey } = await ok(page, 'POST', '/v1/second-factor-challenges', what);
  return { method: 'webauthn', challengeId, assertion: await getAssertion(page, publicKey) };
}

async function registerSecurityKey(page: Page): Promise<Answer> {
  const { publicKey } = await ok(page, 'POST', '/v1/second-factors/webauthn/challenge');
  const attestation = await createCredential(page, publicKey);
  return call(page, 'POST', '/v1/second-factors/webauthn', { label: 'Blue key', attestation });
}

t.test('a security key, and nothing else, countersigns', { skip, timeout: 300_000 }, async (t) => {
  const system = await startConsole(t);

  /** A browser of its own on a page of ours, and a new user who signed in with the password there. */
  async function signUp(t: { teardown(fn: () => unknown): void }) {
    const context: BrowserContext = await system.chromium.newContext();
    t.teardown(() => context.close());
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    await page.goto(`${system.keysUrl}/sign-in`);
    const email = `${randomBytes(6).toString('hex')}@people.example`;
    const credentials = { email, password: randomBytes(12).toString('base64url') };
    await ok(page, 'POST', '/v1/users', credentials);
    const token = linkFields(await system.mailbox.waitForMail(email, '#token=')).get('token');
    await ok(page, 'POST', '/v1/users/email-verification', { token });
    await ok(page, 'POST', '/v1/session', credentials);
    return { page, credentials };
  }

  for (const [name, authenticator] of Object.entries(VIRTUAL_AUTHENTICATORS)) {
    await t.test(`${name} registers, signs in, creates a key and edits it`, async (t) => {
      const { page, credentials } = await signUp(t);
      await plugIn(page, authenticator);
      t.match(await registerSecurityKey(page), {
        status: 201,
        body: { factor: { method: 'webauthn', label: 'Blue key' } },
      });

      await ok(page, 'DELETE', '/v1/session');
      t.match(await ok(page, 'POST', '/v1/session', credentials), { assurance: 'password' });
      t.match(await call(page, 'GET', '/v1/keys'), { status: 403, body: { code: 'second-factor-required' } });
      const signIn = await approve(page, { purpose: 'sign-in' });
      t.match(await ok(page, 'POST', '/v1/session/second-factor', { secondFactor: signIn }), {
        assurance: 'second_factor',
      });

      const settings = { label: 'Grid bot', permissions: ['orders:read'] };
      const { id } = await ok(page, 'POST', '/v1/key-creations', settings);
      const secondFactor = await approve(page, { purpose: 'key-creation', subject: id });
      const url = `/v1/key-creations/${id}`;
      t.match(await ok(page, 'POST', `${url}/second-factor`, { secondFactor }), {
        state: 'awaiting_confirmation',
      });
      const fields = linkFields(await system.mailbox.waitForMail(credentials.email, id));
      await page.goto(`${system.keysUrl}/confirm#creation=${id}&token=${fields.get('token')}`);
      await page.getByRole('button', { name: 'Create API Key' }).click();
      await page.getByRole('heading', { level: 1, name: 'Your API key' }).waitFor();
      t.match(await page.locator('main').innerText(), /cs_[A-Za-z0-9_-]{132}/);

      const { keyId } = await ok(page, 'GET', url);
      const change = { permissions: ['orders:read', 'orders:write'] };
      const key = `/v1/keys/${keyId}`;
      const forAnother = await approve(page, {
        purpose: 'key-edit',
        subject: keyId,
        change: { label: 'Another' },
      });
      t.match(await call(page, 'PATCH', key, { ...change, secondFactor: forAnother }), {
        status: 403,
        body: { code: 'second-factor-invalid' },
      });
      const forThis = await approve(page, { purpose: 'key-edit', subject: keyId, change });
      t.match(await ok(page, 'PATCH', key, { ...change, secondFactor: forThis }), {
        apiKey: { id: keyId, status: 'active', permissions: change.permissions },
      });
      t.match(await ok(page, 'GET', key), { permissions: change.permissions });
    });
  }

  await t.test('the lines in docs/flows/security-keys.md work as they stand', async (t) => {
    const document = readFileSync(new URL('../../docs/flows/security-keys.md', import.meta.url), 'utf8');
    const [post, register, use] = [...document.matchAll(/^```js\n([\s\S]*?)^```/gm)].map(([, code]) => code);
    const { page } = await signUp(t);
    await plugIn(page, { protocol: 'ctap2', transport: 'usb' });
    await page.evaluate(`(async () => { ${post} ${register} })()`);
    const { id } = await ok(page, 'POST', '/v1/key-creations', { permissions: ['orders:read'] });
    await page.evaluate(`(async (creationId) => { ${post} ${use} })('${id}')`);
    t.match(await ok(page, 'GET', `/v1/key-creations/${id}`), { state: 'awaiting_confirmation' });
  });

  await t.test(
    'KS-20: a browser offers no security key of somebody else, nor the same one twice',
    async (t) => {
      const { page } = await signUp(t);
      await plugIn(page, { protocol: 'ctap2', transport: 'usb' });
      t.match(await registerSecurityKey(page), { status: 201 });
      await t.rejects(
        registerSecurityKey(page),
        /InvalidStateError/,
        'it is one of the excluded credentials',
      );
      const other = await signUp(t);
      await plugIn(other.page, { protocol: 'ctap2', transport: 'usb' });
      t.match(await registerSecurityKey(other.page), { status: 201 });
      const { publicKey } = await ok(page, 'POST', '/v1/second-factor-challenges', { purpose: 'sign-in' });
      await t.rejects(getAssertion(other.page, { ...publicKey, timeout: 1_000 }), /NotAllowedError/);
    },
  );
});
