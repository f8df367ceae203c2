import { readFileSync } from 'node:fs';
import type { NoticeKind } from '@countersign/outbox';
import t from 'tap';
import { createTestApp, TEST_PASSWORD, type TestOwner } from '../http/test-app.ts';
import { someAddress } from '../http/test-browser.ts';
import {
  approvedCreation,
  beginCreation,
  makeKey,
  sameSessionElsewhere,
} from '../key-creation/test-creation.ts';
import { edit } from '../key-edits/test-edit.ts';
import { NOTICE_POLICIES } from './notice-policy.ts';

const app = await createTestApp(t);
const WRONG_CODE = { secondFactor: { method: 'recovery_code', code: 'AAAA-AAAA-AAAA-AAAA-AAAA' } };

const signInAgain = (owner: TestOwner) => app.signIn({ user: owner.user });
const secondFactor = (owner: TestOwner) => ({ secondFactor: owner.freshSecondFactor() });

/** Kinds that take another device or service; each is tested where that is at hand. */
const ELSEWHERE = {
  'security-key-copied': '../second-factors/webauthn/security-keys.http.test.ts',
  'second-factor-policy-changed': '../second-factors/lifecycle.http.test.ts',
  'identity-linked': '../outside-identities/outside-identities.http.test.ts',
  'everything-revoked': './revoke-by-link.http.test.ts',
} as const;
type TestedElsewhere = keyof typeof ELSEWHERE;

const NEW_PASSWORD = 'a quite different passphrase';

/** What happens, by the kind of the mail that tells of it. Each is done by a fresh owner. */
const EVENTS: Record<Exclude<NoticeKind, TestedElsewhere>, (owner: TestOwner) => Promise<unknown>> = {
  'new-sign-in': signInAgain,
  'sign-in': async (owner) => {
    await owner.browser.patch('/v1/notification-preferences', { 'sign-in': true });
    await app.signIn({ user: owner.user, browser: owner.browser });
  },
  // Told while the owner was made.
  'second-factor-added': async () => {},
  'recovery-codes-replaced': (owner) => owner.browser.post('/v1/recovery-codes', secondFactor(owner)),
  'password-changed': (owner) =>
    owner.browser.post('/v1/users/password', {
      currentPassword: TEST_PASSWORD,
      newPassword: NEW_PASSWORD,
      ...secondFactor(owner),
    }),
  'password-reset': async ({ user }) => {
    const browser = app.browser();
    await browser.post('/v1/users/password-reset', { email: user.email });
    const { token } = await app.openOutboxMail(user.id, 'password-reset');
    await browser.post('/v1/users/password-reset/confirmation', { token, newPassword: NEW_PASSWORD });
  },
  'email-changed': async (owner) => {
    const newEmail = `new-${owner.user.email}`;
    const change = { newEmail, password: TEST_PASSWORD, ...secondFactor(owner) };
    await owner.browser.post('/v1/users/email-change', change);
    const { token } = await app.openOutboxMail(owner.user.id, 'email-change');
    await owner.browser.post('/v1/users/email-change/confirmation', { token });
  },
  'account-closed': (owner) =>
    owner.browser.post('/v1/users/closing', { password: TEST_PASSWORD, ...secondFactor(owner) }),
  'second-factor-removed': (owner) =>
    owner.browser.delete(`/v1/second-factors/${owner.factorId}`, secondFactor(owner)),
  'recovery-code-used': async (owner) => {
    const { browser } = await signInAgain(owner);
    const [code] = owner.recoveryCodes;
    await browser.post('/v1/session/second-factor', { secondFactor: { method: 'recovery_code', code } });
  },
  'key-created': (owner) => makeKey(app, owner),
  'key-edited': async (owner) => {
    const { keyId } = await makeKey(app, owner);
    await edit(owner, keyId, { permissions: ['orders:read'] });
  },
  'key-widened': async (owner) => {
    const { keyId } = await makeKey(app, owner);
    await edit(owner, keyId, { permissions: ['orders:read', 'wallets:read'] });
  },
  'key-revoked': async (owner) => {
    const { keyId } = await makeKey(app, owner);
    await owner.browser.post(`/v1/keys/${keyId}/revocation`);
  },
  'keys-revoked': async (owner) => {
    await makeKey(app, owner);
    await owner.browser.post('/v1/keys/revocation');
  },
  'wrong-browser-attempt': async (owner) => {
    const creation = await approvedCreation(app, owner);
    await creation.confirm({ browser: sameSessionElsewhere(app, owner) });
  },
  'second-factor-attempts-exhausted': async (owner) => {
    const creation = await beginCreation(app, owner);
    for (let n = 0; n < 5; n++) await owner.browser.post(creation.url('second-factor'), WRONG_CODE);
  },
};

const kindsFor = async (owner: TestOwner) => (await app.openNotices(owner.user.id)).map(({ kind }) => kind);

for (const [kind, happens] of Object.entries(EVENTS)) {
  t.test(`${kind} is told to the owner, by one mail to an address`, async (t) => {
    const owner = await app.signInWithTotp();
    await happens(owner);
    const told = (await app.openNotices(owner.user.id)).filter((notice) => notice.kind === kind);
    const { email } = owner.user;
    const expected = kind === 'email-changed' ? [email, `new-${email}`] : [email];
    t.same(told.map(({ recipient }) => recipient).toSorted(), expected.toSorted());
    t.match(told[0], { from: { userAgent: 'Mozilla/5.0 (test)' } });
    t.equal(told[0]?.revocation !== null, NOTICE_POLICIES[kind as NoticeKind].hasLink);
  });
}

t.test('every other kind is tested where it happens', async (t) => {
  for (const [kind, file] of Object.entries(ELSEWHERE)) {
    t.match(readFileSync(new URL(file, import.meta.url), 'utf8'), `kind: '${kind}'`);
  }
});

t.test('setting up the first second factor is told, the first sign-in ever is not', async (t) => {
  const owner = await app.signInWithTotp();
  t.same(await kindsFor(owner), ['second-factor-added']);
  const events = await app.openNotices(owner.user.id);
  t.match(events[0], { facts: { method: 'totp' } });
});

t.test('a sign-in is told once a browser, and says whether the second factor is still to come', async (t) => {
  const owner = await app.signInWithTotp();
  const { browser } = await signInAgain(owner);
  await app.signIn({ user: owner.user, browser });
  await app.signIn({ user: owner.user, browser: owner.browser });
  const told = await app.openNotices(owner.user.id);
  t.match(told.slice(1), [{ kind: 'new-sign-in', facts: { isSecondFactorToCome: true } }]);
  const { user } = await app.signIn();
  await app.signIn({ user });
  t.match(await app.openNotices(user.id), [{ facts: { isSecondFactorToCome: false } }]);
});

t.test('a browser whose binding was stolen from another account is new to this one', async (t) => {
  const [owner, thief] = [await app.signInWithTotp(), await app.signInWithTotp()];
  await app.signIn({ user: owner.user, browser: thief.browser });
  t.equal((await kindsFor(owner)).at(-1), 'new-sign-in');
});

t.test('who comes back after their sessions were cleared away is no newcomer', async (t) => {
  const { user } = await app.signIn();
  await app.database.query('delete from sign_in_browsers where user_id = $1', [user.id]);
  await app.database.query('delete from sessions where user_id = $1', [user.id]);
  await app.signIn({ user });
  t.same(
    (await app.openNotices(user.id)).map(({ kind }) => kind),
    ['new-sign-in'],
  );
});

t.test('a browser that was not used for a year is a new one', async (t) => {
  const owner = await app.signInWithTotp();
  await app.database.query(`update sign_in_browsers set last_sign_in_at = now() - interval '1 year'`);
  await app.signIn({ user: owner.user, browser: owner.browser });
  t.equal((await kindsFor(owner)).at(-1), 'new-sign-in');
});

t.test('KS-90: a sign-in with the password alone gives no attempt budget of its own', async (t) => {
  const owner = await app.signInWithTotp();
  await signInAgain(owner);
  const known = await app.database.query('select from known_browsers where user_id = $1', [owner.user.id]);
  t.equal(known.length, 1);
});

t.test('a failed sign-in makes no browser known and sends nothing', async (t) => {
  const owner = await app.signInWithTotp();
  const browser = app.browser();
  await browser.post('/v1/session', { email: owner.user.email, password: 'wrong password' });
  await app.signIn({ user: owner.user, browser });
  t.same(await kindsFor(owner), ['second-factor-added', 'new-sign-in']);
});

t.test('no more than a hundred browsers are remembered, the latest', async (t) => {
  const { user, browser } = await app.signIn();
  await app.database.query(
    `insert into sign_in_browsers
     select $1, sha256(n::text::bytea), now() - n * interval '1 hour' from generate_series(1, 100) n`,
    [user.id],
  );
  await app.signIn({ user });
  const rows = await app.database.query('select from sign_in_browsers where user_id = $1', [user.id]);
  t.equal(rows.length, 100);
  await app.signIn({ user, browser });
  t.equal((await app.openNotices(user.id)).length, 1, 'the first one, used lately, is still known');
});

t.test(
  'KS-33 KS-44: the wrong browser is told at most three times an hour, and changes nothing',
  async (t) => {
    const owner = await app.signInWithTotp();
    const creation = await approvedCreation(app, owner);
    const before = (await creation.read()).body;
    for (let n = 0; n < 6; n++) {
      const browser = n % 2 === 0 ? sameSessionElsewhere(app, owner) : app.browser();
      t.match(await creation.confirm({ browser }), { status: 409 });
    }
    const told = (await kindsFor(owner)).filter((kind) => kind === 'wrong-browser-attempt');
    t.equal(told.length, 3);
    t.same((await creation.read()).body, before);
    t.equal((await creation.confirm()).status, 201);
  },
);

t.test(
  'KS-44: a resend storm sends three confirmation mails, whatever notices go out beside them',
  async (t) => {
    const owner = await app.signInWithTotp();
    const creation = await approvedCreation(app, owner);
    for (let n = 0; n < 5; n++) {
      await owner.browser.post(creation.url('confirmation-email'));
      await signInAgain(owner);
    }
    const mails = await app.database.query<{ template: string }>(
      'select template from outbox_messages where user_id = $1',
      [owner.user.id],
    );
    const count = (name: string) => mails.filter(({ template }) => template === name).length;
    t.equal(count('key-confirmation'), 3);
    t.equal(count('security-notice'), 1 + 3);
  },
);

t.test('KS-90 KS-44: whoever uses up the attempts is told of, three times an hour at most', async (t) => {
  const owner = await app.signInWithTotp();
  const { browser } = await signInAgain(owner);
  const guess = () => {
    const body = { secondFactor: { method: 'totp', code: '000000' } };
    return browser.request('POST', '/v1/session/second-factor', { body, ip: someAddress() });
  };
  for (let n = 0; n < 20; n++) t.match(await guess(), { status: 403 });
  for (let n = 0; n < 6; n++) t.match(await guess(), { status: 429 });
  const told = (await app.openNotices(owner.user.id)).slice(2);
  t.match(told, Array(3).fill({ kind: 'second-factor-attempts-exhausted', facts: { of: 'account' } }));
  t.equal(told.length, 3);
});

t.test('a wrong token in another browser tells nobody: it shows no knowledge of the mail', async (t) => {
  const owner = await app.signInWithTotp();
  const creation = await approvedCreation(app, owner);
  await creation.confirm({ browser: app.browser(), token: 'A'.repeat(43) });
  t.same(await kindsFor(owner), ['second-factor-added']);
});

t.test('no token of a link is in a log or in the security history', async (t) => {
  const owner = await app.signInWithTotp();
  await makeKey(app, owner);
  const tokens = (await app.openNotices(owner.user.id)).map(({ revocation }) => revocation?.token ?? '');
  t.ok(tokens.every((token) => token.length === 43));
  const events = await app.database.query('select details::text from audit_events');
  for (const token of tokens) t.notMatch(app.logLines.join('\n') + JSON.stringify(events), token);
});

t.test('every kind that is limited is one that somebody else can cause', async (t) => {
  const limited = Object.entries(NOTICE_POLICIES).filter(([, { isLimited }]) => isLimited);
  t.same(
    limited.map(([kind]) => kind),
    [
      'new-sign-in',
      'sign-in',
      'security-key-copied',
      'wrong-browser-attempt',
      'second-factor-attempts-exhausted',
    ],
  );
});
