import t from 'tap';
import { createTestApp } from '../http/test-app.ts';
import { makeKey } from '../key-creation/test-creation.ts';
import { NOTICE_POLICIES } from './notice-policy.ts';

const app = await createTestApp(t);
const URL = '/v1/notification-preferences';
type Entry = { kind: string; enabled: boolean; switchable: boolean; description: string };
const byKind = (body: { notifications: Entry[] }) =>
  new Map(body.notifications.map((entry) => [entry.kind, entry]));

t.test('every kind of notice is listed, with what holds and whether it can be switched', async (t) => {
  const { browser } = await app.signIn();
  const { status, body } = await browser.get(URL);
  t.equal(status, 200);
  t.same([...byKind(body).keys()], Object.keys(NOTICE_POLICIES));
  const switchable = body.notifications.filter((entry: Entry) => entry.switchable);
  t.match(switchable, [
    { kind: 'sign-in', enabled: false },
    { kind: 'key-edited', enabled: true },
    { kind: 'key-revoked', enabled: true },
  ]);
  t.ok(body.notifications.every((entry: Entry) => entry.switchable || entry.enabled));
});

t.test('what is switched off is not mailed any more, and nothing else changes', async (t) => {
  const owner = await app.signInWithTotp();
  const answer = await owner.browser.patch(URL, { 'key-revoked': false, 'sign-in': true });
  t.match(byKind(answer.body).get('key-revoked'), { enabled: false });
  t.match(byKind(answer.body).get('sign-in'), { enabled: true });
  t.match(byKind(answer.body).get('key-edited'), { enabled: true });
  t.same((await owner.browser.get(URL)).body, answer.body);
  const { keyId } = await makeKey(app, owner);
  await owner.browser.post(`/v1/keys/${keyId}/revocation`);
  const kinds = (await app.openNotices(owner.user.id)).map(({ kind }) => kind);
  t.same(kinds, ['second-factor-added', 'key-created']);
  await app.signIn({ user: owner.user, browser: owner.browser });
  t.equal((await app.openNotices(owner.user.id)).at(-1)?.kind, 'sign-in');
  const { body } = await app.signIn().then(({ browser }) => browser.get(URL));
  t.match(byKind(body).get('key-revoked'), { enabled: true }, 'another account keeps its own');
});

t.test('what warns of somebody else in the account cannot be switched off, by anybody', async (t) => {
  const { user, browser } = await app.signIn();
  const always = Object.entries(NOTICE_POLICIES).filter(([, { isSwitchable }]) => !isSwitchable);
  for (const [kind] of always) {
    const answer = await browser.patch(URL, { [kind]: false, 'key-revoked': false });
    t.match(answer, { status: 409, body: { code: 'notice-not-switchable', errors: [{ field: kind }] } });
  }
  t.same(
    await app.database.query('select from notification_preferences where user_id = $1', [user.id]),
    [],
    'and the harmless one beside it stays as it was',
  );
  t.equal((await browser.patch(URL, { 'key-created': true })).status, 200, 'it is on anyway');
  t.equal((await browser.patch(URL, {})).status, 200);
});

t.test('bad input is refused with the field named', async (t) => {
  const { browser } = await app.signIn();
  for (const [body, field] of [
    [{ 'key-revoked': 'no' }, 'key-revoked'],
    [{ 'key-revoked': null }, 'key-revoked'],
    [{ 'lottery-won': true }, 'body'],
    [{ __proto__: null, constructor: false }, 'body'],
  ] as const) {
    t.match(await browser.patch(URL, body), { status: 400, body: { errors: [{ field }] } });
  }
  t.equal((await app.browser().get(URL)).status, 401);
  t.equal((await app.browser().patch(URL, { 'key-revoked': false })).status, 401);
});
