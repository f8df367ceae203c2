import { sql } from 'kysely';
import t from 'tap';
import { createApp } from '../app.ts';
import { createTestApp, TEST_ORIGIN } from '../http/test-app.ts';
import { createTestBrowser, someAddress } from '../http/test-browser.ts';
import {
  anyToken,
  approvedCreation,
  beginCreation,
  eventsOf,
  failAtCommit,
  isLive,
  keysOf,
  makeKey,
  readAsGateway,
  sameSessionElsewhere,
  whileLocked,
} from './test-creation.ts';

const app = await createTestApp(t);
const otherInstance = await createApp(app.deps);
t.teardown(() => otherInstance.close());

t.test(
  'KS-31 KS-32: 50 parallel confirmations over two instances make one key with one live secret',
  async (t) => {
    const owner = await app.signInWithTotp();
    const creation = await approvedCreation(app, owner);
    const body = { token: await creation.token() };
    const twin = createTestBrowser(otherInstance, { origin: TEST_ORIGIN });
    for (const [name, value] of owner.browser.cookies) twin.cookies.set(name, value);
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        (index % 2 === 0 ? owner.browser : twin).request('POST', creation.url('confirmation'), {
          body,
          ip: someAddress(),
        }),
      ),
    );
    const reveals = answers.filter(({ status }) => status === 201);
    t.ok(reveals.length > 0);
    t.same(
      [...new Set(answers.map(({ status }) => status))].filter((status) => ![201, 503].includes(status)),
      [],
    );
    t.equal((await keysOf(app, creation.id)).length, 1);
    t.equal(new Set(reveals.map(({ body }) => body.apiKey.id)).size, 1, 'all answers name the same key');
    t.equal(new Set(reveals.map(({ body }) => body.secret)).size, reveals.length, 'no secret is given twice');
    const live = await Promise.all(reveals.map(({ body }) => isLive(app, body.apiKey.id, body.secret)));
    t.equal(live.filter(Boolean).length, 1, 'exactly one secret is live');
  },
);

t.test('KS-45 F3: after a lost answer the same browser gets the same key with a fresh secret', async (t) => {
  const owner = await app.signInWithTotp();
  const creation = await approvedCreation(app, owner);
  const token = await creation.token();
  const lost = (await creation.confirm({ token })).body;
  const again = await creation.confirm({ token });
  t.equal(again.status, 201);
  t.equal(again.body.apiKey.id, lost.apiKey.id);
  t.not(again.body.secret, lost.secret);
  t.equal(again.body.apiKey.version, 2);
  t.equal(again.body.revealUntil, lost.revealUntil, 'the window does not start anew');
  t.notOk(await isLive(app, lost.apiKey.id, lost.secret), 'the lost secret is dead');
  t.ok(await isLive(app, lost.apiKey.id, again.body.secret));
  const { record, state } = await readAsGateway(app, lost.apiKey.id);
  t.match([record.version, record.verifierGeneration, state.version], [2, 2, 2]);
  t.match((await eventsOf(app, owner.user.id)).slice(-2), ['key-created', 'key-revealed-again']);
});

t.test(
  'KS-46 KS-47: after acknowledgement, use, window, revocation or elsewhere no secret is shown',
  async (t) => {
    const closed = { status: 410, body: { code: 'reveal-closed' } };
    const cases: Record<string, (made: Awaited<ReturnType<typeof makeKey>>) => Promise<unknown>> = {
      acknowledgement: ({ creation }) => creation.acknowledge(),
      use: ({ keyId }) =>
        app.database.query('update key_states set last_nonce = 1 where key_id = $1', [keyId]),
      window: ({ creation }) =>
        app.database.query('update key_creations set reveal_until = now() where id = $1', [creation.id]),
    };
    for (const [name, close] of Object.entries(cases)) {
      const made = await makeKey(app, await app.signInWithTotp());
      const token = await made.creation.token();
      await close(made);
      const before = await readAsGateway(app, made.keyId);
      t.match(await made.creation.confirm({ token }), closed, `confirmation after ${name}`);
      t.match(await made.creation.acknowledge(), closed, `acknowledgement after ${name}`);
      t.match((await made.creation.read()).body, { state: 'completed', nextStep: null }, name);
      t.same(await readAsGateway(app, made.keyId), before, 'key and secret are as they were');
      t.ok(await isLive(app, made.keyId, made.secret));
    }
    const made = await makeKey(app, await app.signInWithTotp());
    const { creation, keyId } = made;
    const elsewhere = sameSessionElsewhere(app, creation.owner);
    t.match(await creation.confirm({ browser: elsewhere }), { status: 409, body: { code: 'wrong-browser' } });
    t.match(await creation.acknowledge(elsewhere), { status: 409, body: { code: 'wrong-browser' } });
    t.ok(await isLive(app, keyId, made.secret));
    await creation.owner.browser.post(`/v1/keys/${keyId}/revocation`, {});
    t.match(await creation.confirm(), closed, 'confirmation after revocation');
  },
);

t.test('KS-46: another session of the same browser does not get another secret', async (t) => {
  const made = await makeKey(app, await app.signInWithTotp());
  const { creation } = made;
  const { owner } = creation;
  await app.signIn({ user: owner.user, browser: owner.browser });
  const secondFactor = owner.freshSecondFactor();
  t.equal((await owner.browser.post('/v1/session/second-factor', { secondFactor })).status, 200);
  t.match(await creation.confirm(), { status: 410, body: { code: 'reveal-closed' } });
  t.ok(await isLive(app, made.keyId, made.secret));
  t.equal((await creation.acknowledge()).status, 204, 'saying that it was recorded is no secret');
});

t.test(
  'P3: a key used between the look at it and its re-reveal keeps the secret that was used',
  async (t) => {
    const made = await makeKey(app, await app.signInWithTotp());
    const { keyId, secret, creation } = made;
    const token = await creation.token();
    // The confirmation has read the nonce as zero and waits for the key; then the gateway accepts a request.
    const again = await whileLocked(
      app,
      sql`select from api_keys where key_id = ${keyId} for update`,
      () => creation.confirm({ token }),
      {
        waiting: 1,
        meanwhile: () =>
          app.database.query('update key_states set last_nonce = 7 where key_id = $1', [keyId]),
      },
    );
    t.match(again, { status: 410, body: { code: 'reveal-closed' } });
    t.ok(await isLive(app, keyId, secret));
    t.match((await readAsGateway(app, keyId)).record, { version: 1, verifierGeneration: 1 });
  },
);

t.test('P3: a re-reveal and a first use at the same moment: never are both accepted', async (t) => {
  const owner = await app.signInWithTotp();
  for (let round = 0; round < 5; round++) {
    const { keyId, secret, creation } = await makeKey(app, owner);
    const token = await creation.token();
    const use = app.database.query(
      `update key_states set last_nonce = 7 where key_id = $1 and status = 'active' and version = 1
       and last_nonce < 7 returning version`,
      [keyId],
    );
    const [again, used] = await Promise.all([creation.confirm({ token }), use]);
    t.same([again.status, used.length], again.status === 201 ? [201, 0] : [410, 1]);
    t.equal(await isLive(app, keyId, secret), again.status === 410);
  }
});

t.test(
  'KS-49 KS-52: the reveal is not for any cache, and no host header gets into mail or answer',
  async (t) => {
    const owner = await app.signInWithTotp();
    const creation = await beginCreation(app, owner);
    const headers = { host: 'evil.example.com', 'x-forwarded-host': 'evil.example.com' };
    const secondFactor = owner.freshSecondFactor();
    await owner.browser.request('POST', creation.url('second-factor'), { headers, body: { secondFactor } });
    t.notMatch(JSON.stringify(await app.openOutboxMail(owner.user.id, 'key-confirmation')), 'evil');
    const body = { token: await creation.token() };
    const reveal = await owner.browser.request('POST', creation.url('confirmation'), { headers, body });
    t.equal(reveal.status, 201);
    t.notMatch(reveal.text, 'evil');
    t.match(reveal.headers, { 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
    t.notOk(reveal.headers.etag ?? reveal.headers['last-modified'] ?? reveal.headers.location);
  },
);

t.test(
  'F2 F3: a confirmation that fails at its commit leaves no key, and repeating it makes one',
  async (t) => {
    const owner = await app.signInWithTotp();
    const creation = await approvedCreation(app, owner);
    const repair = await failAtCommit(app, 'key-created');
    t.match(await creation.confirm(), { status: 500, body: { code: 'internal-error' } });
    t.equal((await keysOf(app, creation.id)).length, 0);
    t.match((await creation.read()).body, { state: 'awaiting_confirmation', keyId: null });
    await repair();
    const confirmed = await creation.confirm();
    t.equal(confirmed.status, 201);
    t.ok(await isLive(app, confirmed.body.apiKey.id, confirmed.body.secret));
  },
);

t.test('KS-50: neither secret nor token, cookie, code or QR code is in any log line or table', async (t) => {
  const owner = await app.signInWithTotp();
  const creation = await approvedCreation(app, owner);
  const token = await creation.token();
  const first = (await creation.confirm({ token })).body.secret;
  const second = (await creation.confirm({ token })).body.secret;
  await creation.confirm({ token: anyToken() });
  await creation.acknowledge();
  const canaries = [token, first, second, ...owner.browser.cookies.values(), owner.totpSecret];
  t.ok(canaries.length >= 6 && canaries.every((canary) => canary.length > 20));
  const dump = await app.database.query<{ row: string }>(`
    select query_to_xml(format('select * from countersign.%I', table_name), true, false, '')::text as row
    from information_schema.tables where table_schema = 'countersign'`);
  const seen = app.logLines.join('\n') + dump.map(({ row }) => row).join('\n');
  t.ok(seen.includes(owner.user.email), 'the search looks at the right things');
  for (const [index, canary] of canaries.entries()) t.notOk(seen.includes(canary), `canary ${index}`);
});
