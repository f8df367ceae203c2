import { randomUUID } from 'node:crypto';
import { inTransaction } from '@countersign/database';
import t from 'tap';
import { createTestApp, type TestApp, timeStep, totpCode } from '../http/test-app.ts';
import { someAddress } from '../http/test-browser.ts';
import { beginCreation } from '../key-creation/test-creation.ts';
import { approvalOf } from './approval.ts';
import { beginSecondFactor } from './begin-second-factor.ts';
import { consumeSecondFactor } from './consume-second-factor.ts';
import { step, wrongCode } from './test-steps.ts';
import { registerSecurityKey } from './webauthn/test-security-key.ts';

const attempts = async ({ database }: TestApp) =>
  (
    await database.query<{ n: number }>(
      'select coalesce(sum(attempts), 0)::int as n from second_factor_attempts where bucket !~ $1',
      ['^password'],
    )
  )[0]?.n;

t.test('KS-02: of 200 wrong codes in parallel, 20 at most are looked at', async (t) => {
  const service = await createTestApp(t);
  const owner = await service.signInWithTotp();
  const { browser } = await service.signIn({ user: owner.user });
  const code = wrongCode(owner);
  const answers = await Promise.all(
    Array.from({ length: 200 }, () => step(browser, { method: 'totp', code })),
  );
  const count = (wanted: number) => answers.filter(({ status }) => status === wanted).length;
  t.ok(count(403) > 0 && count(403) <= 20, `${count(403)} were looked at`);
  // On a busy machine some do not get a connection in time: refused, too.
  t.equal(count(403) + count(429) + count(503), 200);
  t.equal(await attempts(service), 20, 'none is left');
});

t.test('KS-03: an attempt stays counted when everything after it fails or rolls back', async (t) => {
  const service = await createTestApp(t);
  const { deps } = service;
  const owner = await service.signInWithTotp();
  const userId = owner.user.id;
  const approval = approvalOf('sign-in');
  t.equal(await attempts(service), 0, 'the successful activation gave its attempt back');
  const session = { userId, sessionId: randomUUID() };
  const secondFactor = owner.freshSecondFactor();
  const client = { ip: '192.0.2.1', userAgent: '' };
  const arrival = { session, secondFactor, purpose: 'sign-in', browserDigest: null, client } as const;
  const begun = await beginSecondFactor(deps, arrival);
  const work = inTransaction(deps.db, async (trx) => {
    t.equal(await consumeSecondFactor(trx, deps, { userId, begun, approval, client }), true);
    throw new Error('the work after it failed');
  });
  await t.rejects(work, /failed/);
  t.equal(await attempts(service), 1);
  const consumed = await inTransaction(deps.db, (trx) =>
    consumeSecondFactor(trx, deps, { userId, begun, approval, client }),
  );
  t.equal(consumed, true, 'and the code that was rolled back with the work is not used up');
});

t.test('KS-05: the budget lives in PostgreSQL: a fresh instance counts on', async (t) => {
  const service = await createTestApp(t);
  const owner = await service.signInWithTotp();
  const userId = owner.user.id;
  await service.database.query(
    `insert into second_factor_attempts values ($1, 'account', (now() at time zone 'utc')::date, 20)
     on conflict (user_id, bucket, day) do update set attempts = 20`,
    [userId],
  );
  const { browser } = await service.signIn({ user: owner.user });
  t.equal((await step(browser, owner.freshSecondFactor())).status, 429);
  await service.database.query('update second_factor_attempts set day = day - 1');
  t.equal((await step(browser, owner.freshSecondFactor())).status, 200, 'a new day is a new budget');
});

t.test('KS-90: who knows only the password cannot lock the owner out of a known browser', async (t) => {
  const service = await createTestApp(t);
  const owner = await service.signInWithTotp();
  const attacker = await service.signIn({ user: owner.user });
  for (let n = 0; n < 25; n++) await step(attacker.browser, { method: 'totp', code: wrongCode(owner) });
  await owner.browser.delete('/v1/session');
  await service.signIn({ user: owner.user, browser: owner.browser });
  t.equal((await step(owner.browser, owner.freshSecondFactor())).status, 200);
});

t.test(
  'KS-04: no creation and no browser gives new codes to try; security key and recovery code are left',
  async (t) => {
    const service = await createTestApp(t);
    const owner = await service.signInWithTotp();
    const key = await registerSecurityKey(owner.browser, { secondFactor: () => owner.freshSecondFactor() });
    const { browser } = owner;
    let tried = 0;
    for (let round = 0; round < 4; round++) {
      const creation = await beginCreation(service, owner);
      for (let n = 0; n < 5; n++) {
        const secondFactor = { method: 'totp', code: wrongCode(owner) };
        const answer = await browser.post(creation.url('second-factor'), { secondFactor });
        t.match(answer, { status: 403, body: { code: 'second-factor-invalid' } });
        tried++;
      }
      t.match((await creation.read()).body, { state: 'refused' });
    }
    t.equal(tried, 20);
    const next = await beginCreation(service, owner);
    const right = await browser.post(next.url('second-factor'), { secondFactor: owner.freshSecondFactor() });
    t.match(right, { status: 429, body: { code: 'second-factor-attempts-exhausted' } });
    t.match((await next.read()).body, { state: 'awaiting_second_factor' });
    const approval = await key.approve(browser, { purpose: 'key-creation', subject: next.id });
    t.equal((await browser.post(next.url('second-factor'), { secondFactor: approval })).status, 200);
    const last = await beginCreation(service, owner);
    const secondFactor = { method: 'recovery_code', code: owner.recoveryCodes[0] };
    t.equal((await browser.post(last.url('second-factor'), { secondFactor })).status, 200);
  },
);

t.test(
  'KS-04: in an unknown browser, too, the security key is left when the codes are used up',
  async (t) => {
    const service = await createTestApp(t);
    const owner = await service.signInWithTotp();
    const key = await registerSecurityKey(owner.browser, { secondFactor: () => owner.freshSecondFactor() });
    const { browser } = await service.signIn({ user: owner.user });
    for (let n = 0; n < 20; n++) await step(browser, { method: 'totp', code: wrongCode(owner) });
    t.equal((await step(browser, owner.freshSecondFactor())).status, 429);
    t.equal((await step(browser, await key.approve(browser, { purpose: 'sign-in' }))).status, 200);
  },
);

t.test('successes use up nothing: an owner who countersigns all day is not stopped', async (t) => {
  const service = await createTestApp(t);
  const owner = await service.signInWithTotp();
  for (let n = 0; n < 25; n++) t.equal((await step(owner.browser, owner.freshSecondFactor())).status, 200);
  t.equal(await attempts(service), 0);
});

t.test('guesses at the activation count against the same budget', async (t) => {
  const service = await createTestApp(t);
  const { browser } = await service.signIn();
  const { body } = await browser.post('/v1/second-factors/totp');
  const url = `/v1/second-factors/totp/${body.id}/activation`;
  const near = [-1, 0, 1].map((offset) => totpCode(body.secret, timeStep(service.clock.now()) + offset));
  const code = ['000000', '000001', '000002', '000003'].find((wrong) => !near.includes(wrong));
  const guess = (text?: string) => browser.request('POST', url, { body: { code: text }, ip: someAddress() });
  for (let n = 0; n < 20; n++) t.equal((await guess(code)).status, 403);
  t.equal((await guess(near[1])).status, 429);
});
