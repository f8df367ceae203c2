import { DEFAULT_PERMISSIONS, PERMISSIONS } from '@countersign/permissions';
import { sql } from 'kysely';
import t from 'tap';
import { createTestApp } from '../http/test-app.ts';
import { approvedCreation, beginCreation, SETTINGS, whileLocked } from './test-creation.ts';

const app = await createTestApp(t);

const isBetween = (header: unknown, least: number, most: number) =>
  Number(header) >= least && Number(header) <= most;

t.test('the catalogue names every permission once, with title, sentence and the defaults', async (t) => {
  const { status, body } = await app.browser().get('/v1/permissions');
  t.equal(status, 200);
  const switches = body.groups
    .flatMap(({ read, write }: Record<string, unknown>) => [read, write])
    .filter(Boolean);
  t.same(
    switches.map(({ permission }: { permission: string }) => permission),
    PERMISSIONS,
  );
  t.ok(switches.every(({ sentence }: { sentence: string }) => sentence.length > 5));
  t.same(body.defaults, DEFAULT_PERMISSIONS);
  t.ok(body.defaults.every((permission: string) => permission.endsWith(':read')));
});

t.test('a key creation needs a session, a verified address and an enrolled second factor', async (t) => {
  t.match(await app.browser().post('/v1/key-creations', SETTINGS), {
    status: 401,
    body: { code: 'not-signed-in' },
  });
  const { browser, user } = await app.signIn();
  t.match(await browser.post('/v1/key-creations', SETTINGS), {
    status: 403,
    body: { code: 'second-factor-not-enrolled' },
  });
  await app.database.query('update users set email_verified_at = null where id = $1', [user.id]);
  t.match(await browser.post('/v1/key-creations', SETTINGS), {
    status: 403,
    body: { code: 'email-not-verified' },
  });
  const owner = await app.signInWithTotp();
  const halfway = app.browser();
  await app.signIn({ user: owner.user, browser: halfway });
  t.match(await halfway.post('/v1/key-creations', SETTINGS), {
    status: 403,
    body: { code: 'second-factor-required' },
  });
});

t.test(
  'KS-72 KS-74 KS-77 GW-59: bad settings are refused with every field named, and nothing is written',
  async (t) => {
    const owner = await app.signInWithTotp();
    const injection = "'); drop table key_creations; --";
    const cases: [body: unknown, fields: string[]][] = [
      [{}, ['permissions']],
      [{ permissions: [] }, ['permissions']],
      [{ permissions: 'orders:read' }, ['permissions']],
      [{ permissions: ['orders:read', injection, 'history:write'] }, ['permissions.1', 'permissions.2']],
      [{ permissions: ['orders:read'], ipAllowlist: [] }, ['ipAllowlist']],
      [{ permissions: ['orders:read'], ipAllowlist: Array(21).fill('192.0.2.1') }, ['ipAllowlist']],
      [
        { permissions: ['orders:read'], ipAllowlist: ['::/0', injection] },
        ['ipAllowlist.0', 'ipAllowlist.1'],
      ],
      [{ permissions: ['orders:read'], label: '\u0000' }, ['label']],
      [{ permissions: ['orders:read'], label: 'x'.repeat(257) }, ['label']],
      [{ permissions: ['orders:read'], label: 7 }, ['label']],
      [{ permissions: ['orders:read'], expiresAt: '2001-01-01T00:00:00Z' }, ['expiresAt']],
      [{ permissions: ['orders:read'], expiresAt: 1_900_000_000 }, ['expiresAt']],
      [{ permissions: ['orders:read'], unknown: true }, ['body']],
      [[], ['body']],
      [null, ['body']],
    ];
    for (const [body, fields] of cases) {
      const raw = JSON.stringify(body);
      const headers = { 'content-type': 'application/json' };
      const answer = await owner.browser.request('POST', '/v1/key-creations', { raw, headers });
      t.equal(answer.status, 400, raw.slice(0, 80));
      const named = (answer.body.errors ?? []).map(({ field }: { field: string }) => field);
      t.same(named, fields, raw.slice(0, 80));
    }
    const rows = await app.database.query('select from key_creations where user_id = $1', [owner.user.id]);
    t.equal(rows.length, 0);
  },
);

t.test('KS-67 KS-74: a hostile label is kept and given back as the text it is', async (t) => {
  const owner = await app.signInWithTotp();
  for (const label of [
    `<img src=x onerror="alert(1)">`,
    "Robert'); drop table api_keys;--",
    '=cmd|x',
    '{{7*7}} <%= x %>',
  ]) {
    const creation = await beginCreation(app, owner, { ...SETTINGS, label });
    t.equal((await creation.read()).body.label, label);
  }
});

t.test('KS-81: at most ten key creations are open at once; ending one makes room', async (t) => {
  const owner = await app.signInWithTotp();
  const creations = [];
  for (let count = 0; count < 10; count++) creations.push(await beginCreation(app, owner));
  // Only the hour's limit is as tight as this one: look at each alone.
  await app.database.query(
    `update key_creations set created_at = now() - interval '2 hours' where user_id = $1`,
    [owner.user.id],
  );
  const refused = await owner.browser.post('/v1/key-creations', SETTINGS);
  t.match(refused, { status: 429, body: { code: 'creation-limit-reached' } });
  t.ok(isBetween(refused.headers['retry-after'], 1_700, 1_800), 'until the first of them ends by itself');
  t.equal((await owner.browser.delete(creations[0]?.url() ?? '')).status, 204);
  t.equal((await owner.browser.post('/v1/key-creations', SETTINGS)).status, 201);
});

t.test(
  'KS-04: at most ten key creations begin an hour, however they end; the answer says when to go on',
  async (t) => {
    const owner = await app.signInWithTotp();
    for (let count = 0; count < 10; count++) {
      const creation = await beginCreation(app, owner);
      await owner.browser.delete(creation.url());
    }
    const refused = await owner.browser.post('/v1/key-creations', SETTINGS);
    t.match(refused, { status: 429, body: { code: 'creation-limit-reached' } });
    t.ok(isBetween(refused.headers['retry-after'], 3_000, 3_600));
  },
);

t.test(
  'KS-04: requests that are counted at the same moment do not get past the limit together',
  async (t) => {
    const owner = await app.signInWithTotp();
    for (let count = 0; count < 9; count++) await beginCreation(app, owner);
    const start = () =>
      Promise.all(Array.from({ length: 4 }, () => owner.browser.post('/v1/key-creations', SETTINGS)));
    const answers = await whileLocked(app, sql`lock table key_creations in share mode`, start, {
      waiting: 4,
    });
    t.equal(answers.filter(({ status }) => status === 201).length, 1);
  },
);

t.test('KS-44: three mails a creation, all with the same token, each a new message', async (t) => {
  const owner = await app.signInWithTotp();
  const creation = await approvedCreation(app, owner);
  const tokens = [await creation.token()];
  for (const resendsLeft of [1, 0]) {
    const resent = await owner.browser.post(creation.url('confirmation-email'));
    t.match(resent, { status: 202, body: { state: 'awaiting_confirmation', mail: { resendsLeft } } });
    tokens.push(await creation.token());
  }
  t.equal(new Set(tokens).size, 1);
  const storm = await Promise.all(
    Array.from({ length: 10 }, () => owner.browser.post(creation.url('confirmation-email'))),
  );
  t.ok(storm.every(({ status, body }) => status === 429 && body.code === 'confirmation-mail-limit-reached'));
  t.ok(
    storm.every(({ headers }) => isBetween(headers['retry-after'], 1_700, 1_800)),
    'until a new one can begin',
  );
  const rows = await app.database.query('select from outbox_messages where creation_id = $1', [creation.id]);
  t.equal(rows.length, 3);
  t.equal((await creation.confirm()).status, 201);
});

t.test(
  'KS-44: ten confirmation mails a day an account; then the next creation is told at once',
  async (t) => {
    const owner = await app.signInWithTotp();
    const creations = [];
    for (let count = 0; count < 4; count++) creations.push(await approvedCreation(app, owner));
    const resends = [];
    for (const creation of creations) {
      for (let count = 0; count < 2; count++)
        resends.push(await owner.browser.post(creation.url('confirmation-email')));
    }
    t.same(
      resends.map(({ status }) => status),
      [...Array(6).fill(202), 429, 429],
    );
    const next = await owner.browser.post('/v1/key-creations', SETTINGS);
    t.match(next, { status: 429, body: { code: 'confirmation-mail-limit-reached' } });
    t.ok(isBetween(next.headers['retry-after'], 86_000, 86_400), 'until the day has one left');
    const sent = await app.database.query(
      `select from outbox_messages where user_id = $1 and template = 'key-confirmation'`,
      [owner.user.id],
    );
    t.equal(sent.length, 10);
  },
);

t.test('KS-81: an account has at most 200 keys that are not revoked', async (t) => {
  const owner = await app.signInWithTotp();
  const creation = await approvedCreation(app, owner);
  await app.database.query(
    `with c as (
       insert into key_creations (id, user_id, session_id, browser_digest, state, permissions, request_digest, expires_at, created_at)
       select gen_random_uuid(), user_id, session_id, browser_digest, 'completed', permissions, request_digest,
              expires_at, now() - interval '2 days'
       from key_creations, generate_series(1, 200) where id = $1 returning id, user_id)
     insert into api_keys (key_id, user_id, creation_id, permissions, version, verifier_generation, verifier_digest)
     select 'ck_' || md5(id::text), user_id, id, '{orders:read}', 1, 1, sha256('x') from c`,
    [creation.id],
  );
  t.match(await creation.confirm(), { status: 409, body: { code: 'key-limit-reached' } });
  t.match((await creation.read()).body, { state: 'awaiting_confirmation' }, 'the creation is still open');
  t.match(await owner.browser.post('/v1/key-creations', SETTINGS), { body: { code: 'key-limit-reached' } });
  await app.database.query(
    `update api_keys set revoked_at = now() where key_id = (select min(key_id) from api_keys where user_id = $1)`,
    [owner.user.id],
  );
  t.equal((await creation.confirm()).status, 201, 'revoking one makes room');
});

t.test('KS-60: the key creation of another account does not exist', async (t) => {
  const creation = await approvedCreation(app, await app.signInWithTotp());
  const stranger = (await app.signInWithTotp()).browser;
  const missing = '/v1/key-creations/00000000-0000-4000-8000-000000000000';
  const secondFactor = { method: 'totp', code: '123456' };
  for (const [method, step, body] of [
    ['GET', '', undefined],
    ['DELETE', '', undefined],
    ['POST', '/second-factor', { secondFactor }],
    ['POST', '/confirmation-email', undefined],
    ['POST', '/acknowledgement', undefined],
  ] as const) {
    const theirs = await stranger.request(method, `${creation.url()}${step}`, { body });
    const none = await stranger.request(method, `${missing}${step}`, { body });
    t.match(theirs, { status: 404, body: { code: 'not-found' } }, `${method} ${step}`);
    t.same({ ...theirs.body, requestId: '' }, { ...none.body, requestId: '' });
  }
  t.equal((await creation.confirm()).status, 201);
});
