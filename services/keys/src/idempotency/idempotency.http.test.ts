import { randomUUID } from 'node:crypto';
import { eventually } from '@countersign/testing';
import t from 'tap';
import { createTestApp, type TestOwner } from '../http/test-app.ts';
import type { TestBrowser } from '../http/test-browser.ts';
import { approvedCreation, SETTINGS } from '../key-creation/test-creation.ts';
import { deleteExpiredRecords } from './idempotency-store.ts';

const service = await createTestApp(t);
const { database } = service;
const CREATIONS = '/v1/key-creations';

/** A POST under an idempotency key. */
const send = (browser: TestBrowser, url: string, key: string, body?: unknown) =>
  browser.request('POST', url, { body, headers: { 'idempotency-key': key } });

const count = async (table: string, { user }: TestOwner) =>
  Number(
    (
      await database.query<{ n: string }>(`select count(*) as n from ${table} where user_id = $1`, [user.id])
    )[0]?.n,
  );

t.test('KS-82: a repeated request is done once and gets the first answer, word for word', async (t) => {
  const owner = await service.signInWithTotp();
  const key = randomUUID();
  const first = await send(owner.browser, CREATIONS, key, SETTINGS);
  t.match(first, { status: 201, headers: { 'idempotency-replayed': undefined } });
  for (const header of [key, `"${key}"`]) {
    const again = await send(owner.browser, CREATIONS, header, SETTINGS);
    t.match(again, { status: 201, headers: { 'idempotency-replayed': 'true' } });
    t.equal(again.text, first.text);
  }
  t.equal(await count('key_creations', owner), 1);
  await owner.browser.delete(`${CREATIONS}/${first.body.id}`);
  t.equal(
    (await send(owner.browser, CREATIONS, key, SETTINGS)).text,
    first.text,
    'as it was answered, not as it is',
  );
});

t.test('KS-82: the same key with another body, path or query is refused and does nothing', async (t) => {
  const owner = await service.signInWithTotp();
  const key = randomUUID();
  await send(owner.browser, CREATIONS, key, SETTINGS);
  const other = await send(owner.browser, CREATIONS, key, { ...SETTINGS, label: 'Other' });
  t.match(other, { status: 422, body: { code: 'idempotency-key-reused' } });
  t.equal(await count('key_creations', owner), 1);
  const [one, two] = [await approvedCreation(service, owner), await approvedCreation(service, owner)];
  const resent = await send(owner.browser, one.url('confirmation-email'), key);
  t.equal(resent.status, 202, 'another operation has keys of its own');
  t.match(await send(owner.browser, two.url('confirmation-email'), key), {
    status: 422,
    body: { code: 'idempotency-key-reused' },
  });
  t.match(await send(owner.browser, one.url('confirmation-email'), key), {
    headers: { 'idempotency-replayed': 'true' },
  });
  t.equal((await one.read()).body.mail.resendsLeft, 1, 'sent once more, not twice');
});

t.test('KS-82: after 24 hours the key stands for a new request, swept or not', async (t) => {
  const owner = await service.signInWithTotp();
  const expire = (age: string) =>
    database.query(`update idempotency_records set expires_at = expires_at - $1::interval`, [age]);
  const first = await send(owner.browser, CREATIONS, 'daily', SETTINGS);
  await expire('23 hours 59 minutes');
  t.equal((await send(owner.browser, CREATIONS, 'daily', SETTINGS)).text, first.text);
  await expire('2 minutes');
  const second = await send(owner.browser, CREATIONS, 'daily', { ...SETTINGS, label: 'Next day' });
  t.match(second, { status: 201, headers: { 'idempotency-replayed': undefined } });
  t.equal(await count('key_creations', owner), 2);
  await expire('1 day');
  t.ok((await deleteExpiredRecords(service.db, 100)) > 0);
  t.same(await database.query('select 1 from idempotency_records'), []);
});

t.test(
  'KS-82: the same key of another account is unrelated, and a key opens nothing without a session',
  async (t) => {
    const [one, two] = [await service.signInWithTotp(), await service.signInWithTotp()];
    const first = await send(one.browser, CREATIONS, 'shared', SETTINGS);
    const second = await send(two.browser, CREATIONS, 'shared', { ...SETTINGS, label: 'Mine' });
    t.match(second, { status: 201, headers: { 'idempotency-replayed': undefined } });
    t.not(second.body.id, first.body.id);
    t.match(await send(service.browser(), CREATIONS, 'shared', SETTINGS), {
      status: 401,
      body: { code: 'not-signed-in' },
    });
  },
);

t.test(
  'while the first request is worked on, the same key is refused at once; then it gets the answer',
  async (t) => {
    const owner = await service.signInWithTotp();
    const key = randomUUID();
    let first: ReturnType<typeof send> | undefined;
    await service.db.transaction().execute(async (trx) => {
      await trx.selectFrom('users').select('id').where('id', '=', owner.user.id).forUpdate().execute();
      first = send(owner.browser, CREATIONS, key, SETTINGS);
      await eventually('the first request waits for the lock', async () => {
        const waiting = await database.query(
          `select 1 from pg_locks where locktype = 'advisory' and granted
         and database = (select oid from pg_database where datname = current_database())`,
        );
        return waiting.length > 0;
      });
      const beside = await send(owner.browser, CREATIONS, key, SETTINGS);
      t.match(beside, {
        status: 409,
        body: { code: 'idempotency-key-in-use' },
        headers: { 'retry-after': '1' },
      });
    });
    const answered = await first;
    t.equal(answered?.status, 201);
    t.equal((await send(owner.browser, CREATIONS, key, SETTINGS)).text, answered?.text);
    t.equal(await count('key_creations', owner), 1);
  },
);

t.test(
  'of 50 equal requests at once one is done; the others are told to wait or get its answer',
  async (t) => {
    const owner = await service.signInWithTotp();
    const key = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => send(owner.browser, CREATIONS, key, SETTINGS)),
    );
    const statuses = new Set(answers.map(({ status }) => status));
    t.ok(
      [...statuses].every((status) => status === 201 || status === 409),
      [...statuses].join(' '),
    );
    t.equal(new Set(answers.filter(({ status }) => status === 201).map(({ text }) => text)).size, 1);
    t.equal(await count('key_creations', owner), 1);
  },
);

t.test('F2: what dies before its commit leaves nothing; the retry is done once', async (t) => {
  const owner = await service.signInWithTotp();
  const key = randomUUID();
  let lost: ReturnType<typeof send> | undefined;
  await service.db.transaction().execute(async (trx) => {
    await trx.selectFrom('users').select('id').where('id', '=', owner.user.id).forUpdate().execute();
    lost = send(owner.browser, CREATIONS, key, SETTINGS);
    await eventually('its connection ends', async () => {
      const ended = await database.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and wait_event_type = 'Lock'`,
      );
      return ended.length > 0;
    });
  });
  t.equal((await lost)?.status, 503);
  t.equal(await count('key_creations', owner), 0);
  t.match(await send(owner.browser, CREATIONS, key, SETTINGS), {
    status: 201,
    headers: { 'idempotency-replayed': undefined },
  });
  t.equal(await count('key_creations', owner), 1);
});

t.test('refusals are not remembered', async (t) => {
  const { browser } = await service.signIn();
  const first = await send(browser, CREATIONS, 'k', SETTINGS);
  t.match(first, { status: 403, body: { code: 'second-factor-not-enrolled' } });
  const again = await send(browser, CREATIONS, 'k', { ...SETTINGS, label: 'Other' });
  t.match(again, { status: 403, body: { code: 'second-factor-not-enrolled' } });
  const bad = await send(browser, CREATIONS, 'not a key', SETTINGS);
  t.match(bad, { status: 400, body: { errors: [{ field: 'idempotency-key', code: 'pattern' }] } });
});

t.test('registering is told apart by browser, and where there is none by what is asked for', async (t) => {
  const registration = { email: `${randomUUID()}@example.com`, password: 'correct horse battery staple' };
  const answers = [];
  for (let n = 0; n < 3; n++) answers.push(await send(service.browser(), '/v1/users', '1', registration));
  t.same(
    answers.map(({ status, headers }) => [status, headers['idempotency-replayed']]),
    [
      [202, undefined],
      [202, 'true'],
      [202, 'true'],
    ],
  );
  const mails = await database.query('select 1 from outbox_messages where recipient = $1', [
    registration.email,
  ]);
  t.equal(mails.length, 1);
  const somebody = { ...registration, email: `${randomUUID()}@example.com` };
  t.match(await send(service.browser(), '/v1/users', '1', somebody), {
    status: 202,
    headers: { 'idempotency-replayed': undefined },
  });
  const browser = service.browser();
  await browser.post('/v1/users', { ...registration, email: `${randomUUID()}@example.com` });
  await send(browser, '/v1/users', '2', registration);
  t.match(await send(browser, '/v1/users', '2', somebody), { status: 422 });
});

t.test('one link is mailed, however often a password reset or a change of address is repeated', async (t) => {
  const owner = await service.signInWithTotp();
  const { user, browser } = owner;
  const mailsOf = async (template: string) =>
    (
      await database.query('select 1 from outbox_messages where user_id = $1 and template = $2', [
        user.id,
        template,
      ])
    ).length;
  for (const expected of [undefined, 'true', 'true']) {
    const reset = await send(browser, '/v1/users/password-reset', 'forgot', { email: user.email });
    t.match(reset, { status: 202, headers: { 'idempotency-replayed': expected } });
  }
  t.equal(await mailsOf('password-reset'), 1);
  const newEmail = `${randomUUID()}@example.com`;
  const change = { newEmail, password: user.password, secondFactor: owner.freshSecondFactor() };
  for (const expected of [undefined, 'true', 'true']) {
    const asked = await send(browser, '/v1/users/email-change', 'moved', change);
    t.match(
      asked,
      { status: 202, headers: { 'idempotency-replayed': expected } },
      'also with a code that is used up',
    );
  }
  t.equal(await mailsOf('email-change'), 1);
});

t.test(
  'KS-82: answers with secrets are kept nowhere; a repeat goes by the rules of the operation',
  async (t) => {
    const { browser, user } = await service.signIn();
    const first = await send(browser, '/v1/second-factors/totp', 'enrol');
    const second = await send(browser, '/v1/second-factors/totp', 'enrol');
    t.match(second, { status: 201, headers: { 'idempotency-replayed': undefined } });
    t.not(second.body.secret, first.body.secret, 'enrolled anew, the earlier secret is worth nothing');

    const owner = await service.signInWithTotp();
    const key = randomUUID();
    const creation = await approvedCreation(service, owner);
    const token = await creation.token();
    const revealed = await send(owner.browser, creation.url('confirmation'), key, { token });
    const again = await send(owner.browser, creation.url('confirmation'), key, { token });
    t.match([revealed.status, again.status], [201, 201]);
    t.equal(again.body.apiKey.id, revealed.body.apiKey.id, 'the same key');
    t.not(again.body.secret, revealed.body.secret, 'with a fresh secret');
    t.match(await send(owner.browser, creation.url('confirmation'), key, { token: token.toUpperCase() }), {
      status: 422,
    });

    const canaries = [
      first.body.secret,
      second.body.secret,
      revealed.body.secret,
      again.body.secret,
      token,
      user.password,
      ...owner.recoveryCodes,
      ...owner.browser.cookies.values(),
      key,
      user.email,
    ];
    const rows = await database.query<{ row: string; bytes: Buffer }>(
      `select r::text as row, id || request_digest as bytes from idempotency_records r`,
    );
    t.ok(rows.length > 3);
    for (const { row, bytes } of rows) {
      for (const canary of canaries)
        t.notOk(row.includes(canary) || bytes.includes(canary), 'no secret, no key');
    }
  },
);
