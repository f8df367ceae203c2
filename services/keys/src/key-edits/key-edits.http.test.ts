import { randomBytes } from 'node:crypto';
import { mintKeyId } from '@countersign/sealing/minting';
import t from 'tap';
import { createTestApp } from '../http/test-app.ts';
import { eventsOf, failAtCommit, isLive, makeKey, readAsGateway } from '../key-creation/test-creation.ts';
import { wrongCode } from '../second-factors/test-steps.ts';
import { edit } from './test-edit.ts';

const app = await createTestApp(t, { settings: { limits: 'relaxed-on-loopback' } });

t.test('P2: an edit signs the next record and moves the state row with it; the secret stays', async (t) => {
  const owner = await app.signInWithTotp();
  const { keyId, secret } = await makeKey(app, owner);
  const expiresAt = '2030-01-31T12:00:00.000Z';
  const change = { label: 'Narrow', permissions: ['orders:read'], ipAllowlist: ['192.0.2.1/32'], expiresAt };
  const answer = await edit(owner, keyId, change);
  const after = { ...change, ipAllowlist: ['192.0.2.1'] };
  t.match(answer, { status: 200, body: { apiKey: { id: keyId, ...after, version: 2, status: 'active' } } });
  t.same((await owner.browser.get(`/v1/keys/${keyId}`)).body, answer.body.apiKey);
  const { record, state } = await readAsGateway(app, keyId);
  t.match(record, { permissions: ['orders:read'], ipAllowlist: ['192.0.2.1'], expiresAt, version: 2 });
  t.match(state, { version: 2, status: 'active' });
  t.ok(await isLive(app, keyId, secret));
  const { body } = await owner.browser.get('/v1/audit-events?limit=1');
  t.same(body.items[0].details, {
    label: 'Narrow',
    kind: 'narrowing',
    before: {
      label: 'Bot',
      permissions: ['orders:read', 'orders:write'],
      ipAllowlist: null,
      expiresAt: null,
    },
    after,
  });
});

t.test('what is left out stays as it is; null takes label, IP rule and expiry away', async (t) => {
  const owner = await app.signInWithTotp();
  const { keyId } = await makeKey(app, owner, {
    label: 'Bot',
    permissions: ['orders:read'],
    ipAllowlist: ['192.0.2.1'],
    expiresAt: '2030-01-31T12:00:00Z',
  });
  const first = await edit(owner, keyId, { permissions: ['orders:read', 'wallets:read'] });
  t.match(first.body.apiKey, {
    label: 'Bot',
    ipAllowlist: ['192.0.2.1'],
    expiresAt: '2030-01-31T12:00:00.000Z',
  });
  const second = await edit(owner, keyId, { label: null, ipAllowlist: null, expiresAt: null });
  t.match(second.body.apiKey, { label: null, ipAllowlist: null, expiresAt: null, version: 3 });
  t.match(second.body.apiKey.permissions, ['orders:read', 'wallets:read']);
});

t.test('KS-58 KS-63: no edit without a second factor, or with a wrong or a used one', async (t) => {
  const owner = await app.signInWithTotp();
  const { keyId } = await makeKey(app, owner);
  const other = await makeKey(app, owner);
  const url = `/v1/keys/${keyId}`;
  const before = await readAsGateway(app, keyId);
  for (const change of [
    { permissions: ['orders:read', 'orders:write', 'wallets:write'] },
    { permissions: ['orders:read'] },
    { expiresAt: '2030-01-31T12:00:00Z' },
    { label: 'Mine now' },
  ]) {
    const name = JSON.stringify(change);
    t.match(
      await owner.browser.patch(url, change),
      { status: 400, body: { code: 'validation-failed' } },
      name,
    );
    const wrong = { secondFactor: { method: 'totp', code: wrongCode(owner) } };
    const refused = await edit(owner, keyId, change, wrong);
    t.match(refused, { status: 403, body: { code: 'second-factor-invalid' } }, name);
  }
  const secondFactor = owner.freshSecondFactor();
  t.equal((await edit(owner, other.keyId, { label: 'The other' }, { secondFactor })).status, 200);
  const reused = await edit(owner, keyId, { label: 'Mine now' }, { secondFactor });
  t.match(reused, { status: 403, body: { code: 'second-factor-invalid' } }, 'used up on another key');
  t.same(await readAsGateway(app, keyId), before);
  t.equal((await eventsOf(app, owner.user.id)).filter((type) => type === 'key-edited').length, 1);
});

t.test(
  'KS-02 KS-03: attempts at an edit are counted before they are checked, in the account budget',
  async (t) => {
    const strict = await createTestApp(t);
    const owner = await strict.signInWithTotp();
    const { keyId } = await makeKey(strict, owner);
    const secondFactor = { method: 'totp', code: wrongCode(owner) };
    const answers = await Promise.all(
      Array.from({ length: 30 }, () => edit(owner, keyId, { label: 'x' }, { secondFactor })),
    );
    const counts = Map.groupBy(answers, ({ body }) => body.code);
    t.equal(counts.get('second-factor-invalid')?.length, 20);
    t.equal(counts.get('second-factor-attempts-exhausted')?.length, 10);
    t.match(await edit(owner, keyId, { label: 'x' }), { status: 429 });
  },
);

t.test('KS-07: one code for 50 edits at once makes exactly one', async (t) => {
  const owner = await app.signInWithTotp();
  const { keyId } = await makeKey(app, owner);
  const secondFactor = owner.freshSecondFactor();
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, index) =>
      edit(owner, keyId, { label: `edit ${index}` }, { secondFactor }),
    ),
  );
  t.equal(answers.filter(({ status }) => status === 200).length, 1);
  t.ok(answers.every(({ status }) => [200, 403, 409].includes(status)));
  t.match((await readAsGateway(app, keyId)).state, { version: 2 });
});

t.test('an edit of another version than the one looked at is refused, and uses no code up', async (t) => {
  const owner = await app.signInWithTotp();
  const { keyId } = await makeKey(app, owner);
  t.equal((await edit(owner, keyId, { label: 'First', version: 1 })).status, 200);
  const secondFactor = owner.freshSecondFactor();
  const late = await edit(owner, keyId, { label: 'Second', version: 1 }, { secondFactor });
  t.match(late, { status: 409, body: { code: 'key-version-conflict' } });
  t.equal((await edit(owner, keyId, { label: 'Second', version: 2 }, { secondFactor })).status, 200);
  for (const version of [0, 1.5, '1', -1, 2 ** 31]) {
    t.equal((await edit(owner, keyId, { label: 'Third', version })).status, 400, String(version));
  }
});

t.test('an edit that changes nothing is refused, and uses no code up', async (t) => {
  const owner = await app.signInWithTotp();
  const { keyId } = await makeKey(app, owner);
  const secondFactor = owner.freshSecondFactor();
  for (const change of [
    {},
    { label: ' Bot ' },
    { permissions: ['orders:write', 'orders:read', 'orders:read'] },
  ]) {
    const refused = await edit(owner, keyId, change, { secondFactor });
    t.match(refused, { status: 409, body: { code: 'key-unchanged' } }, JSON.stringify(change));
  }
  t.equal((await edit(owner, keyId, { label: 'New' }, { secondFactor })).status, 200);
});

t.test('KS-72 KS-74 KS-77: bad settings are refused with every field named, nothing changed', async (t) => {
  const owner = await app.signInWithTotp();
  const { keyId } = await makeKey(app, owner);
  const secondFactor = owner.freshSecondFactor();
  const injection = "'); update api_keys set permissions = '{withdraw:write}'; --";
  const cases: [change: object, fields: string[]][] = [
    [{ permissions: [] }, ['permissions']],
    [{ permissions: null }, ['permissions']],
    [{ permissions: ['orders:read', injection] }, ['permissions.1']],
    [{ ipAllowlist: [] }, ['ipAllowlist']],
    [{ ipAllowlist: Array(21).fill('192.0.2.1') }, ['ipAllowlist']],
    [{ ipAllowlist: ['192.0.2.1', injection, '10.0.0.1/8'] }, ['ipAllowlist.1', 'ipAllowlist.2']],
    [{ label: 'x'.repeat(65) }, ['label']],
    [{ label: '\u202e' }, ['label']],
    [{ label: 'a\u0000' }, ['label']],
    [{ expiresAt: '2001-01-01T00:00:00Z' }, ['expiresAt']],
    [{ expiresAt: injection }, ['expiresAt']],
    [{ status: 'active' }, ['body']],
    [{ id: keyId }, ['body']],
  ];
  for (const [change, fields] of cases) {
    const { status, body } = await edit(owner, keyId, change, { secondFactor });
    t.equal(status, 400, JSON.stringify(change));
    t.same(
      body.errors.map(({ field }: { field: string }) => field),
      fields,
      JSON.stringify(change).slice(0, 80),
    );
  }
  t.equal((await edit(owner, keyId, { label: injection }, { secondFactor })).body.apiKey.label, injection);
  t.match((await readAsGateway(app, keyId)).record.permissions, ['orders:read', 'orders:write']);
});

t.test('a revoked key takes no edit, and an expired one is not brought back', async (t) => {
  const owner = await app.signInWithTotp();
  const [revoked, expired] = [await makeKey(app, owner), await makeKey(app, owner)];
  await owner.browser.post(`/v1/keys/${revoked.keyId}/revocation`, {});
  await app.database.query('update api_keys set expires_at = now() where key_id = $1', [expired.keyId]);
  const secondFactor = owner.freshSecondFactor();
  for (const change of [{ label: 'x' }, { expiresAt: null }, { permissions: ['orders:read'] }]) {
    const name = JSON.stringify(change);
    t.match(
      await edit(owner, revoked.keyId, change, { secondFactor }),
      {
        status: 409,
        body: { code: 'key-already-revoked' },
      },
      name,
    );
    t.match(
      await edit(owner, expired.keyId, change, { secondFactor }),
      {
        status: 409,
        body: { code: 'key-expired' },
      },
      name,
    );
  }
  t.match((await readAsGateway(app, revoked.keyId)).state, { status: 'revoked', version: 2 });
  t.match((await readAsGateway(app, expired.keyId)).state, { version: 1 });
});

t.test('KS-60: the key of another account does not exist', async (t) => {
  const { keyId } = await makeKey(app, await app.signInWithTotp());
  const stranger = await app.signInWithTotp();
  const secondFactor = stranger.freshSecondFactor();
  const theirs = await edit(stranger, keyId, { label: 'x' }, { secondFactor });
  const missing = await edit(stranger, mintKeyId(randomBytes), { label: 'x' }, { secondFactor });
  t.match(theirs, { status: 404, body: { code: 'not-found' } });
  t.same({ ...theirs.body, requestId: '' }, { ...missing.body, requestId: '' });
  t.match((await readAsGateway(app, keyId)).record, { version: 1 });
});

t.test(
  'KS-84: an edit whose audit event cannot be written does not happen, nor does its code count as used',
  async (t) => {
    const owner = await app.signInWithTotp();
    const { keyId } = await makeKey(app, owner);
    const before = await readAsGateway(app, keyId);
    const repair = await failAtCommit(app, 'key-edited');
    const secondFactor = owner.freshSecondFactor();
    t.equal((await edit(owner, keyId, { permissions: ['orders:read'] }, { secondFactor })).status, 500);
    t.same(await readAsGateway(app, keyId), before);
    await repair();
    t.equal((await edit(owner, keyId, { permissions: ['orders:read'] }, { secondFactor })).status, 200);
  },
);

t.test('edits, revocations and fresh secrets of one key at once: one version after the other', async (t) => {
  const owner = await app.signInWithTotp();
  const { keyId, creation } = await makeKey(app, owner);
  const token = await creation.token();
  const secondFactors = [owner.freshSecondFactor(), owner.freshSecondFactor(), owner.freshSecondFactor()];
  const answers = await Promise.all([
    ...secondFactors.map((secondFactor, index) =>
      edit(owner, keyId, { label: `edit ${index}` }, { secondFactor }),
    ),
    creation.confirm({ token }),
    creation.confirm({ token }),
    owner.browser.post(`/v1/keys/${keyId}/revocation`, {}),
  ]);
  t.ok(
    answers.every(({ status }) => [200, 201, 403, 409, 410].includes(status)),
    answers.map(({ status }) => status).join(' '),
  );
  const { record, state } = await readAsGateway(app, keyId);
  t.match([record.status, state.status], ['revoked', 'revoked']);
  t.equal(record.version, state.version);
  const written = answers.filter(({ status }) => status === 200 || status === 201).length;
  t.equal(record.version, 1 + written, 'every success wrote one version');
});
