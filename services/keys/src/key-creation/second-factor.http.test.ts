import t from 'tap';
import { createTestApp, type TestApp, type TestOwner, timeStep, totpCode } from '../http/test-app.ts';
import { someAddress } from '../http/test-browser.ts';
import { approvedCreation, beginCreation, failAtCommit, sameSessionElsewhere } from './test-creation.ts';

const app = await createTestApp(t);

/** A code that is right at no step that counts now. */
function wrongCode(app: TestApp, owner: TestOwner): { method: 'totp'; code: string } {
  const now = timeStep(app.clock.now());
  const right = [-2, -1, 0, 1, 2].map((offset) => totpCode(owner.totpSecret, now + offset));
  const code = ['000000', '111111', '222222', '333333', '444444', '555555'].find(
    (text) => !right.includes(text),
  );
  return { method: 'totp', code: code ?? '' };
}

t.test('KS-01 KS-03: five wrong codes end the creation, and the right one comes too late', async (t) => {
  const owner = await app.signInWithTotp();
  const creation = await beginCreation(app, owner);
  for (let attempt = 1; attempt <= 5; attempt++) {
    const answer = await owner.browser.post(creation.url('second-factor'), {
      secondFactor: wrongCode(app, owner),
    });
    t.match(answer, { status: 403, body: { code: 'second-factor-invalid' } });
    t.match((await creation.read()).body, {
      attemptsLeft: 5 - attempt,
      state: attempt < 5 ? 'awaiting_second_factor' : 'refused',
    });
  }
  t.match(await creation.approve(), { status: 403, body: { code: 'creation-refused' } });
  t.match(await owner.browser.delete(creation.url()), { status: 403, body: { code: 'creation-refused' } });
  const { body } = await owner.browser.get('/v1/audit-events');
  t.same(body.items.map(({ type }: { type: string }) => type).slice(0, 6), [
    'key-creation-refused',
    ...Array(5).fill('second-factor-failed'),
  ]);
  const mails = await app.database.query('select from outbox_messages where creation_id = $1', [creation.id]);
  t.equal(mails.length, 0);
});

t.test('KS-02: of 200 wrong codes at once at most five are looked at', async (t) => {
  // So that only the creation's own attempts stand in the way.
  const app = await createTestApp(t, { settings: { limits: 'relaxed-on-loopback' } });
  const owner = await app.signInWithTotp();
  const creation = await beginCreation(app, owner);
  const body = { secondFactor: wrongCode(app, owner) };
  const answers = await Promise.all(
    Array.from({ length: 200 }, () =>
      owner.browser.request('POST', creation.url('second-factor'), { body, ip: someAddress() }),
    ),
  );
  const looked = answers.filter(({ body }) => body.code === 'second-factor-invalid');
  t.ok(looked.length <= 5, `${looked.length} looked at`);
  const others = answers.filter(({ body }) => body.code !== 'second-factor-invalid');
  // Pool and lock waits are bounded, so a flood may also see 503; nothing was looked at for those.
  t.ok(
    others.every(({ status }) => [403, 503].includes(status)),
    [...new Set(others.map(({ text }) => text))].join(),
  );
  const events = await app.database.query(
    `select from audit_events where type = 'second-factor-failed' and subject = $1`,
    [creation.id],
  );
  t.equal(events.length, looked.length);
  t.not((await creation.read()).body.state, 'awaiting_confirmation');
});

t.test(
  'KS-07: of 50 right codes at once one approves, the mail is one, and the code is used up',
  async (t) => {
    const owner = await app.signInWithTotp();
    const creation = await beginCreation(app, owner);
    const body = { secondFactor: owner.freshSecondFactor() };
    const answers = await Promise.all(
      Array.from({ length: 50 }, () =>
        owner.browser.request('POST', creation.url('second-factor'), { body, ip: someAddress() }),
      ),
    );
    t.equal(answers.filter(({ status }) => status === 200).length, 1);
    t.match((await creation.read()).body, { state: 'awaiting_confirmation', mail: { resendsLeft: 2 } });
    const mails = await app.database.query('select from outbox_messages where creation_id = $1', [
      creation.id,
    ]);
    t.equal(mails.length, 1);
    const second = await beginCreation(app, owner);
    const reused = await owner.browser.post(second.url('second-factor'), body);
    t.match(
      reused,
      { status: 403, body: { code: 'second-factor-invalid' } },
      'KS-06: not on another creation',
    );
  },
);

t.test('KS-29: a recovery code countersigns once, and the history says so', async (t) => {
  const owner = await app.signInWithTotp();
  const secondFactor = { method: 'recovery_code', code: owner.recoveryCodes[0] };
  const first = await beginCreation(app, owner);
  t.equal((await owner.browser.post(first.url('second-factor'), { secondFactor })).status, 200);
  const second = await beginCreation(app, owner);
  t.equal((await owner.browser.post(second.url('second-factor'), { secondFactor })).status, 403);
  const { body } = await owner.browser.get('/v1/audit-events');
  t.match(JSON.stringify(body), 'recovery-code-used');
});

t.test('a code that arrives after the approval is not used up', async (t) => {
  const owner = await app.signInWithTotp();
  const creation = await approvedCreation(app, owner);
  const secondFactor = owner.freshSecondFactor();
  const late = await owner.browser.post(creation.url('second-factor'), { secondFactor });
  t.match(late, { status: 409, body: { code: 'creation-state-conflict' } });
  const next = await beginCreation(app, owner);
  t.equal((await owner.browser.post(next.url('second-factor'), { secondFactor })).status, 200);
});

t.test('the second factor counts only in the browser where the creation began', async (t) => {
  const owner = await app.signInWithTotp();
  const creation = await beginCreation(app, owner);
  const secondFactor = owner.freshSecondFactor();
  const elsewhere = await sameSessionElsewhere(app, owner).post(creation.url('second-factor'), {
    secondFactor,
  });
  t.match(elsewhere, { status: 409, body: { code: 'wrong-browser' } });
  t.match((await creation.read()).body, { state: 'awaiting_second_factor', attemptsLeft: 5 });
});

t.test('KS-28: methods and shapes that do not exist are refused before anything is counted', async (t) => {
  const owner = await app.signInWithTotp();
  const creation = await beginCreation(app, owner);
  for (const secondFactor of [
    ...[
      { method: 'none' },
      { method: 'totp' },
      { method: 'totp', code: 123456 },
      { method: 'totp', code: '12345' },
    ],
    ...[{ method: 'totp', code: '123456', extra: 1 }, { method: 'sms', code: '123456' }, null, 'totp', []],
    ...[
      { method: 'totp', code: '１２３４５６' },
      { method: 'totp', code: '123456\n' },
    ],
  ]) {
    const answer = await owner.browser.post(creation.url('second-factor'), { secondFactor });
    t.match(answer, { status: 400, body: { code: 'validation-failed' } }, JSON.stringify(secondFactor));
  }
  t.match((await creation.read()).body, { attemptsLeft: 5 });
});

t.test(
  'F2 F4: a transaction that fails at its commit leaves neither approval, mail nor used-up code',
  async (t) => {
    const owner = await app.signInWithTotp();
    const creation = await beginCreation(app, owner);
    const secondFactor = owner.freshSecondFactor();
    const repair = await failAtCommit(app, 'key-creation-approved');
    const failed = await owner.browser.post(creation.url('second-factor'), { secondFactor });
    t.equal(failed.status, 500);
    t.match((await creation.read()).body, { state: 'awaiting_second_factor', attemptsLeft: 4, mail: null });
    t.equal(
      (await app.database.query('select from outbox_messages where creation_id = $1', [creation.id])).length,
      0,
    );
    await repair();
    const again = await owner.browser.post(creation.url('second-factor'), { secondFactor });
    t.equal(again.status, 200, 'the same code still counts: it was not used up');
  },
);

t.test('F1: what the commit wrote is complete: state, token and one mail that opens', async (t) => {
  let nudges = 0;
  const app = await createTestApp(t, { nudgeRelay: () => void nudges++ });
  const owner = await app.signInWithTotp();
  const before = nudges;
  const creation = await approvedCreation(app, owner);
  t.equal(nudges, before + 1, 'the relay is told after the commit');
  const [row] = await app.database.query('select * from outbox_messages where creation_id = $1', [
    creation.id,
  ]);
  t.match(row, { state: 'pending', attempts: 0, template: 'key-confirmation', recipient: owner.user.email });
  t.equal((await creation.confirm()).status, 201);
});
