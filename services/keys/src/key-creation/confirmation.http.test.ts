import { Redacted } from '@countersign/sealing';
import { verifierOf } from '@countersign/sealing/minting';
import { sql } from 'kysely';
import t from 'tap';
import { createApp } from '../app.ts';
import { createTestApp, TEST_ORIGIN } from '../http/test-app.ts';
import { createTestBrowser, someAddress, type TestAnswer } from '../http/test-browser.ts';
import {
  approvedCreation,
  beginCreation,
  failAtCommit,
  makeKey,
  readAsGateway,
  sameSessionElsewhere,
  whileLocked,
} from './test-creation.ts';

const app = await createTestApp(t);
const otherInstance = await createApp(app.deps);
t.teardown(() => otherInstance.close());

const anyToken = () => Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url');

/** True if the gateway would accept what this secret signs. */
async function isLive(keyId: string, secret: string): Promise<boolean> {
  const { verifier, record, state } = await readAsGateway(app, keyId);
  const isInForce = state.status === 'active' && state.version === record.version;
  return isInForce && verifier?.equals(verifierOf(new Redacted(secret))) === true;
}

const keysOf = (creationId: string) =>
  app.database.query<{ key_id: string }>('select key_id from api_keys where creation_id = $1', [creationId]);

const eventsOf = async (userId: string) =>
  (
    await app.database.query<{ type: string }>(
      'select type from audit_events where user_id = $1 order by id',
      [userId],
    )
  ).map(({ type }) => type);

t.test('KS-30: wrong tokens are refused and never end the creation', async (t) => {
  const owner = await app.signInWithTotp();
  const creation = await approvedCreation(app, owner);
  const right = await creation.token();
  for (const token of [
    ...Array.from({ length: 12 }, anyToken),
    right.toLowerCase(),
    right.slice(1) + right[0],
  ]) {
    const answer = await creation.confirm({ token });
    t.match(answer, { status: 403, body: { code: 'confirmation-token-invalid' } });
  }
  for (const token of ['', right.slice(1), `${right}A`, `${right}=`, null, 1, [right], { $ne: '' }]) {
    const answer = await owner.browser.post(creation.url('confirmation'), { token });
    t.equal(answer.status, 400);
  }
  t.match((await creation.confirm()).status, 201);
});

t.test('KS-30: the token of another creation is a wrong token', async (t) => {
  const owner = await app.signInWithTotp();
  const first = await approvedCreation(app, owner);
  const token = await first.token();
  const second = await approvedCreation(app, owner);
  t.match((await second.confirm({ token })).body, { code: 'confirmation-token-invalid' });
});

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
    t.equal((await keysOf(creation.id)).length, 1);
    t.equal(new Set(reveals.map(({ body }) => body.apiKey.id)).size, 1, 'all answers name the same key');
    t.equal(new Set(reveals.map(({ body }) => body.secret)).size, reveals.length, 'no secret is given twice');
    const live = await Promise.all(reveals.map(({ body }) => isLive(body.apiKey.id, body.secret)));
    t.equal(live.filter(Boolean).length, 1, 'exactly one secret is live');
  },
);

t.test('KS-33: another browser with the same session is told so and changes nothing', async (t) => {
  const owner = await app.signInWithTotp();
  const creation = await approvedCreation(app, owner);
  const before = (await creation.read()).body;
  for (const binding of [null, anyToken(), 'not-a-token']) {
    const browser = sameSessionElsewhere(app, owner);
    if (binding !== null) browser.cookies.set('__Host-countersign_browser', binding);
    const answer = await creation.confirm({ browser });
    t.match(answer, { status: 409, body: { code: 'wrong-browser' } });
    t.match(answer.body.detail, 'Copy the link');
  }
  t.same((await creation.read()).body, before);
  t.same((await keysOf(creation.id)).length, 0);
  t.same((await eventsOf(owner.user.id)).slice(-3), Array(3).fill('wrong-browser-attempt'));
  t.equal((await creation.confirm()).status, 201, 'and then it works in the right one');
});

t.test('a binding cookie sent twice counts for none: one of the two was planted', async (t) => {
  const owner = await app.signInWithTotp();
  const creation = await approvedCreation(app, owner);
  const cookie = Array.from(owner.browser.cookies, ([name, value]) => `${name}=${value}`).join('; ');
  const planted = `${cookie}; __Host-countersign_browser=${anyToken()}`;
  const answer = await owner.browser.request('POST', creation.url('confirmation'), {
    headers: { cookie: planted },
    body: { token: await creation.token() },
  });
  t.match(answer, { status: 409, body: { code: 'wrong-browser' } });
});

t.test('KS-34: the right browser signed in as somebody else is refused, and nothing changes', async (t) => {
  const owner = await app.signInWithTotp();
  const creation = await approvedCreation(app, owner);
  const token = await creation.token();
  const stranger = await app.signInWithTotp();
  const browser = app.browser();
  for (const [name, value] of stranger.browser.cookies) browser.cookies.set(name, value);
  const binding = owner.browser.cookies.get('__Host-countersign_browser');
  browser.cookies.set('__Host-countersign_browser', binding ?? '');
  t.match(await creation.confirm({ browser, token }), { status: 403, body: { code: 'wrong-account' } });
  t.match(await creation.confirm({ browser: stranger.browser, token }), { body: { code: 'wrong-account' } });
  const guess = await creation.confirm({ browser: stranger.browser, token: anyToken() });
  t.match(guess, { status: 404, body: { code: 'not-found' } }, 'KS-60: a guesser learns nothing');
  t.equal((await creation.confirm()).status, 201);
});

t.test(
  'KS-35: signed out in between: 401, and after signing in again in this browser it goes on',
  async (t) => {
    const owner = await app.signInWithTotp();
    const creation = await approvedCreation(app, owner);
    t.equal((await owner.browser.delete('/v1/session')).status, 204);
    t.match(await creation.confirm(), { status: 401, body: { code: 'not-signed-in' } });
    await app.signIn({ user: owner.user, browser: owner.browser });
    t.match(await creation.confirm(), { status: 403, body: { code: 'second-factor-required' } });
    const secondFactor = owner.freshSecondFactor();
    t.equal((await owner.browser.post('/v1/session/second-factor', { secondFactor })).status, 200);
    const confirmed = await creation.confirm();
    t.equal(confirmed.status, 201);
    const again = await creation.confirm();
    t.match(again.body, { apiKey: { id: confirmed.body.apiKey.id } }, 'and this session may ask again');
  },
);

t.test('KS-36 KS-59: token and binding cookie without a session are worth nothing', async (t) => {
  const owner = await app.signInWithTotp();
  const creation = await approvedCreation(app, owner);
  const thief = app.browser();
  thief.cookies.set(
    '__Host-countersign_browser',
    owner.browser.cookies.get('__Host-countersign_browser') ?? '',
  );
  t.match(await creation.confirm({ browser: thief }), { status: 401, body: { code: 'not-signed-in' } });
  const former = app.browser();
  for (const [name, value] of owner.browser.cookies) former.cookies.set(name, value);
  await owner.browser.delete('/v1/session');
  t.match(await creation.confirm({ browser: former }), { status: 401, body: { code: 'not-signed-in' } });
});

t.test('KS-37: expired by one second is expired, whatever the clock of the service says', async (t) => {
  const owner = await app.signInWithTotp();
  const creation = await approvedCreation(app, owner);
  await expireCreation(creation.id);
  t.match(await creation.confirm(), { status: 410, body: { code: 'creation-expired' } });
  t.match((await creation.read()).body, { state: 'expired', nextStep: null });
  t.match(await owner.browser.post(creation.url('confirmation-email')), { status: 410 });
  t.match(await owner.browser.delete(creation.url()), { status: 410 });
  t.match(await creation.approve(), { status: 410 });
  t.equal((await keysOf(creation.id)).length, 0);

  const future = await approvedCreation(app, owner);
  app.clock.advance(3_600);
  t.equal((await future.confirm()).status, 201, 'a service an hour ahead does not expire it');
});

const expireCreation = (id: string) =>
  app.database.query(`update key_creations set expires_at = now() - interval '1 second' where id = $1`, [id]);

t.test('a creation does not outlive the key that it asks for', async (t) => {
  const owner = await app.signInWithTotp();
  const expiresAt = new Date(Date.now() + 60_000).toISOString();
  const creation = await beginCreation(app, owner, { permissions: ['orders:read'], expiresAt });
  t.match((await creation.read()).body, { expiresAt, keyExpiresAt: expiresAt });
});

t.test('KS-38: of a cancellation and a confirmation at once exactly one wins', async (t) => {
  for (let round = 0; round < 8; round++) {
    const owner = await app.signInWithTotp();
    const creation = await approvedCreation(app, owner);
    const token = await creation.token();
    const cancel = () => owner.browser.delete(creation.url());
    const confirm = () => creation.confirm({ token });
    const [confirmed, cancelled]: [TestAnswer, TestAnswer] =
      round % 2 === 0
        ? await Promise.all([confirm(), cancel()])
        : await Promise.all([cancel(), confirm()]).then(([a, b]) => [b, a]);
    const keys = await keysOf(creation.id);
    if (confirmed.status === 201) {
      t.match(cancelled, { status: 409, body: { code: 'creation-state-conflict' } });
      t.equal(keys.length, 1);
    } else {
      t.match(confirmed, { status: 410, body: { code: 'creation-cancelled' } });
      t.equal(cancelled.status, 204);
      t.equal(keys.length, 0);
    }
  }
});

t.test('a cancelled creation takes its unsent mail back, and cancelling again changes nothing', async (t) => {
  const owner = await app.signInWithTotp();
  const creation = await approvedCreation(app, owner);
  t.equal((await owner.browser.delete(creation.url())).status, 204);
  t.match((await creation.read()).body, { state: 'cancelled', mail: { state: 'withdrawn' } });
  t.equal((await owner.browser.delete(creation.url())).status, 204);
  t.match(await creation.confirm(), { status: 410, body: { code: 'creation-cancelled' } });
  const cancellations = (await eventsOf(owner.user.id)).filter((type) => type === 'key-creation-cancelled');
  t.equal(cancellations.length, 1);
});

t.test(
  'KS-39: settings that changed after the approval, by whatever hand, are never confirmed',
  async (t) => {
    const owner = await app.signInWithTotp();
    for (const change of [
      `permissions = '{orders:read,withdraw:write}'`,
      `label = 'Other'`,
      `ip_allowlist = '{192.0.2.1}'`,
      `key_expires_at = now() + interval '1 year'`,
    ]) {
      const creation = await approvedCreation(app, owner);
      await app.database.query(`update key_creations set ${change} where id = $1`, [creation.id]);
      t.equal((await creation.confirm()).status, 500, change);
      t.equal((await keysOf(creation.id)).length, 0);
    }
  },
);

t.test('KS-42: no GET and no HEAD of anything changes the creation, from 50 addresses', async (t) => {
  const owner = await app.signInWithTotp();
  const creation = await approvedCreation(app, owner);
  const before = (await creation.read()).body;
  const token = await creation.token();
  const scanner = app.browser();
  for (let visit = 0; visit < 100; visit++) {
    const method = ['GET', 'HEAD', 'POST', 'OPTIONS'][visit % 4] ?? 'GET';
    const path =
      visit % 2 === 0 ? creation.url('confirmation') : `/confirm?creation=${creation.id}&token=${token}`;
    const headers = { 'sec-fetch-site': 'none', origin: undefined, 'user-agent': 'mail scanner' };
    const answer = await scanner.request(method, path, { headers, ip: someAddress() });
    t.ok(answer.status < 500, `${method} ${answer.status}`);
  }
  const click = await scanner.request('POST', creation.url('confirmation'), { body: { token } });
  t.match(click, { status: 401 }, 'a scanner that presses the button has no session');
  t.same((await creation.read()).body, before);
  t.equal((await creation.confirm()).status, 201);
});

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
  t.notOk(await isLive(lost.apiKey.id, lost.secret), 'the lost secret is dead');
  t.ok(await isLive(lost.apiKey.id, again.body.secret));
  const { record, state } = await readAsGateway(app, lost.apiKey.id);
  t.match([record.version, record.verifierGeneration, state.version], [2, 2, 2]);
  t.match((await eventsOf(owner.user.id)).slice(-2), ['key-created', 'key-revealed-again']);
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
      t.ok(await isLive(made.keyId, made.secret));
    }
    const made = await makeKey(app, await app.signInWithTotp());
    const { creation, keyId } = made;
    const elsewhere = sameSessionElsewhere(app, creation.owner);
    t.match(await creation.confirm({ browser: elsewhere }), { status: 409, body: { code: 'wrong-browser' } });
    t.match(await creation.acknowledge(elsewhere), { status: 409, body: { code: 'wrong-browser' } });
    t.ok(await isLive(keyId, made.secret));
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
  t.ok(await isLive(made.keyId, made.secret));
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
    t.ok(await isLive(keyId, secret));
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
    t.equal(await isLive(keyId, secret), again.status === 410);
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
    t.equal((await keysOf(creation.id)).length, 0);
    t.match((await creation.read()).body, { state: 'awaiting_confirmation', keyId: null });
    await repair();
    const confirmed = await creation.confirm();
    t.equal(confirmed.status, 201);
    t.ok(await isLive(confirmed.body.apiKey.id, confirmed.body.secret));
  },
);

t.test('a confirmation before the second factor is no step yet', async (t) => {
  const owner = await app.signInWithTotp();
  const creation = await beginCreation(app, owner);
  const conflict = { status: 409, body: { code: 'creation-state-conflict' } };
  t.match(await creation.confirm({ token: anyToken() }), conflict);
  t.match(await creation.acknowledge(), conflict);
  t.match(await owner.browser.post(creation.url('confirmation-email')), conflict);
});

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
