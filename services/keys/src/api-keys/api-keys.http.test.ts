import { randomBytes } from 'node:crypto';
import { mintKeyId } from '@countersign/sealing/minting';
import t from 'tap';
import { createTestApp } from '../http/test-app.ts';
import type { TestBrowser } from '../http/test-browser.ts';
import { failAtCommit, makeKey, readAsGateway } from '../key-creation/test-creation.ts';

const app = await createTestApp(t);

t.test('keys are listed newest first, in pages that neither repeat nor miss one', async (t) => {
  const owner = await app.signInWithTotp();
  const made = [];
  for (let count = 0; count < 5; count++) made.push((await makeKey(app, owner)).keyId);
  const newestFirst = made.toReversed();
  t.same((await idsOf(owner.browser, '/v1/keys')).ids, newestFirst);
  // Keys of the same microsecond are told apart by their ids.
  await app.database.query('update api_keys set created_at = $2 where user_id = $1', [
    owner.user.id,
    new Date(),
  ]);
  const all = (await idsOf(owner.browser, '/v1/keys')).ids;
  for (const limit of [1, 2, 5, 100]) {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const query = `limit=${limit}${cursor === null ? '' : `&cursor=${cursor}`}`;
      const page: { ids: string[]; nextCursor: string | null } = await idsOf(
        owner.browser,
        `/v1/keys?${query}`,
      );
      t.ok(page.ids.length <= limit);
      seen.push(...page.ids);
      cursor = page.nextCursor;
    } while (cursor !== null);
    t.same(seen, all, `pages of ${limit}`);
  }
});

async function idsOf(browser: TestBrowser, url: string) {
  const { items, nextCursor } = (await browser.get(url)).body as {
    items: { id: string }[];
    nextCursor: string | null;
  };
  return { ids: items.map(({ id }) => id), nextCursor };
}

t.test(
  'status is active, expired by the database clock, or revoked, and the list filters by it',
  async (t) => {
    const owner = await app.signInWithTotp();
    const [active, expired, revoked] = [
      await makeKey(app, owner),
      await makeKey(app, owner),
      await makeKey(app, owner),
    ];
    await app.database.query(`update api_keys set expires_at = now() where key_id = $1`, [expired.keyId]);
    await owner.browser.post(`/v1/keys/${revoked.keyId}/revocation`, {});
    for (const [status, key] of Object.entries({ active, expired, revoked })) {
      t.same((await idsOf(owner.browser, `/v1/keys?status=${status}`)).ids, [key.keyId]);
      t.equal((await owner.browser.get(`/v1/keys/${key.keyId}`)).body.status, status);
    }
  },
);

t.test('KS-74 KS-81: limits and cursors that are none are refused', async (t) => {
  const { browser } = await app.signInWithTotp();
  for (const query of [
    ...[
      'limit=0',
      'limit=101',
      'limit=-1',
      'limit=1.5',
      'limit=x',
      'limit=1e9',
      'cursor=',
      'cursor=x',
      'status=gone',
    ],
    ...[`cursor=${'A'.repeat(300)}`, "cursor='--", 'cursor=ck_000000000000000000000000000000', 'unknown=1'],
  ]) {
    t.match(
      await browser.get(`/v1/keys?${query}`),
      { status: 400, body: { code: 'validation-failed' } },
      query,
    );
  }
  for (const query of ['cursor=0', 'cursor=-1', 'cursor=99999999999999999999', 'cursor=1_0', 'limit=1000']) {
    t.match(await browser.get(`/v1/audit-events?${query}`), { status: 400 }, query);
  }
});

t.test('the last use is shown as the gateway wrote it', async (t) => {
  const owner = await app.signInWithTotp();
  const { keyId } = await makeKey(app, owner);
  await app.database.query(
    `update key_states set last_used_at = '2026-11-23T11:21:00Z', last_used_ip = '192.0.2.10' where key_id = $1`,
    [keyId],
  );
  const { body } = await owner.browser.get(`/v1/keys/${keyId}`);
  t.same(body.lastUsed, { at: '2026-11-23T11:21:00.000Z', ip: '192.0.2.10' });
});

t.test(
  'P2: a revocation signs a record without permissions and moves the state row, in one transaction',
  async (t) => {
    const owner = await app.signInWithTotp();
    const { keyId, secret } = await makeKey(app, owner);
    const before = await readAsGateway(app, keyId);
    const repair = await failAtCommit(app, 'key-revoked');
    t.equal((await owner.browser.post(`/v1/keys/${keyId}/revocation`, {})).status, 500);
    t.same(await readAsGateway(app, keyId), before, 'a commit that fails changes nothing');
    await repair();

    const reason = 'The laptop was stolen';
    const revoked = await owner.browser.post(`/v1/keys/${keyId}/revocation`, { reason });
    t.match(revoked, {
      status: 200,
      body: { apiKey: { id: keyId, status: 'revoked', version: 2, permissions: [] } },
    });
    const { record, state } = await readAsGateway(app, keyId);
    t.match(record, { status: 'revoked', version: 2, permissions: [], verifierGeneration: 1 });
    t.match(state, { status: 'revoked', version: 2 });
    t.notMatch(revoked.text, secret);

    const again = await owner.browser.post(`/v1/keys/${keyId}/revocation`, { reason: 'other' });
    t.equal(again.status, 200);
    t.same(again.body, revoked.body, 'once more: the same answer, nothing changed');
    t.same((await readAsGateway(app, keyId)).record, record);
    const { body } = await owner.browser.get('/v1/audit-events?limit=1');
    t.match(body.items, [{ type: 'key-revoked', subject: keyId, details: { reason } }]);
  },
);

t.test('KS-58: revoking asks for no second factor, a reason must be plain text', async (t) => {
  const owner = await app.signInWithTotp();
  const { keyId } = await makeKey(app, owner);
  for (const body of [
    { reason: '' },
    { reason: 'two\nlines' },
    { reason: 'x'.repeat(201) },
    { reason: 1 },
    { why: '' },
  ]) {
    t.equal(
      (await owner.browser.post(`/v1/keys/${keyId}/revocation`, body)).status,
      400,
      JSON.stringify(body),
    );
  }
  t.equal((await owner.browser.post(`/v1/keys/${keyId}/revocation`, { reason: "it's lost 💥" })).status, 200);
});

t.test('20 revocations at once are one revocation', async (t) => {
  const owner = await app.signInWithTotp();
  const { keyId } = await makeKey(app, owner);
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => owner.browser.post(`/v1/keys/${keyId}/revocation`, {})),
  );
  t.ok(answers.every(({ status, body }) => status === 200 && body.apiKey.version === 2));
});

t.test('revoking all ends every key of the account and of no other', async (t) => {
  const owner = await app.signInWithTotp();
  const other = await makeKey(app, await app.signInWithTotp());
  const keys = [await makeKey(app, owner), await makeKey(app, owner), await makeKey(app, owner)];
  const [first] = keys;
  await owner.browser.post(`/v1/keys/${first?.keyId}/revocation`, {});
  const answer = await owner.browser.post('/v1/keys/revocation', { reason: 'Everything' });
  t.equal(answer.status, 200);
  t.same(
    answer.body.keyIds,
    keys
      .slice(1)
      .map(({ keyId }) => keyId)
      .toSorted(),
  );
  for (const { keyId } of keys)
    t.match((await readAsGateway(app, keyId)).state, { status: 'revoked', version: 2 });
  t.match((await readAsGateway(app, other.keyId)).state, { status: 'active', version: 1 });
  t.same((await owner.browser.post('/v1/keys/revocation', {})).body, { keyIds: [] });
  t.same((await owner.browser.post('/v1/keys/revocation')).body, { keyIds: [] }, 'a body is not needed');
});

t.test(
  'revocations of one and of all, and repeated reveals, at once: no deadlock, all end revoked',
  async (t) => {
    const owner = await app.signInWithTotp();
    const keys = [await makeKey(app, owner), await makeKey(app, owner), await makeKey(app, owner)];
    const token = await keys[2]?.creation.token();
    const answers = await Promise.all([
      ...keys.toReversed().map(({ keyId }) => owner.browser.post(`/v1/keys/${keyId}/revocation`, {})),
      owner.browser.post('/v1/keys/revocation', {}),
      keys[2]?.creation.confirm(token === undefined ? {} : { token }),
      owner.browser.post('/v1/keys/revocation', {}),
    ]);
    t.ok(answers.every((answer) => [200, 201, 410].includes(answer?.status ?? 0)));
    for (const { keyId } of keys) {
      const { record, state } = await readAsGateway(app, keyId);
      t.match([record.status, state.status], ['revoked', 'revoked']);
      t.equal(record.version, state.version);
    }
  },
);

t.test('KS-60: the key of another account does not exist', async (t) => {
  const { keyId } = await makeKey(app, await app.signInWithTotp());
  const stranger = (await app.signInWithTotp()).browser;
  const missing = mintKeyId(randomBytes);
  for (const [method, step, body] of [
    ['GET', '', undefined],
    ['POST', '/revocation', {}],
  ] as const) {
    const theirs = await stranger.request(method, `/v1/keys/${keyId}${step}`, { body });
    const none = await stranger.request(method, `/v1/keys/${missing}${step}`, { body });
    t.match(theirs, { status: 404, body: { code: 'not-found' } });
    t.same({ ...theirs.body, requestId: '' }, { ...none.body, requestId: '' });
  }
  t.same((await stranger.get('/v1/keys')).body, { items: [], nextCursor: null });
  t.match((await readAsGateway(app, keyId)).state, { status: 'active' });
});

t.test('the history is the own one, newest first, in pages, with where it came from', async (t) => {
  const owner = await app.signInWithTotp();
  const { keyId, creation } = await makeKey(app, owner);
  const whole = (await owner.browser.get('/v1/audit-events?limit=100')).body;
  t.equal(whole.nextCursor, null);
  t.match(whole.items[0], {
    type: 'key-created',
    subject: creation.id,
    userAgent: 'Mozilla/5.0 (test)',
    ip: /^2001:db8:/,
    details: { keyId, label: 'Bot', permissions: ['orders:read', 'orders:write'] },
  });
  const types = whole.items.map(({ type }: { type: string }) => type);
  t.same(types.slice(0, 3), ['key-created', 'key-creation-approved', 'key-creation-started']);
  const seen: unknown[] = [];
  let cursor: string | null = null;
  do {
    const { body } = await owner.browser.get(
      `/v1/audit-events?limit=2${cursor === null ? '' : `&cursor=${cursor}`}`,
    );
    seen.push(...body.items);
    cursor = body.nextCursor;
  } while (cursor !== null);
  t.same(seen, whole.items);
  const ids = new Set(whole.items.map(({ id }: { id: string }) => id));
  const others = (await (await app.signInWithTotp()).browser.get('/v1/audit-events')).body.items;
  t.ok(others.every(({ id }: { id: string }) => !ids.has(id)));
});
