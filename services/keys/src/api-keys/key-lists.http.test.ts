import t from 'tap';
import { createTestApp } from '../http/test-app.ts';
import type { TestBrowser } from '../http/test-browser.ts';
import { makeKey } from '../key-creation/test-creation.ts';

const app = await createTestApp(t, { settings: { limits: 'relaxed-on-loopback' } });

type ListPage = { items: { id: string; label: string | null }[]; nextCursor: string | null };

async function list(browser: TestBrowser, query: Record<string, string>): Promise<ListPage> {
  const { status, body, text } = await browser.get(`/v1/keys?${new URLSearchParams(query)}`);
  if (status !== 200) throw new Error(text);
  return body;
}

/** All pages of a list, one after the other; `between` happens after each. */
async function walk(
  browser: TestBrowser,
  query: Record<string, string>,
  between: () => Promise<unknown> = async () => {},
): Promise<string[]> {
  const seen: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: ListPage = await list(browser, { ...query, limit: '2', ...(cursor && { cursor }) });
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
    if (seen.length > 50) throw new Error('the list does not end');
    await between();
  }
  return seen;
}

/** Keys with labels, expiries and uses of their own; ties and absent values included. */
async function sevenKeys() {
  const owner = await app.signInWithTotp();
  const made: { id: string; label: string | null; expires: number; used: number }[] = [];
  for (const [label, days, used] of [
    ['beta', 3, 5],
    ['Alpha', 1, null],
    [null, null, 9],
    ['alpha', 2, 1],
    ['Ärger %_', null, null],
    ["o'hare", 2, 9],
    [null, 5, null],
  ] as const) {
    const permissions = label === 'beta' ? ['orders:read', 'withdraw:write'] : ['orders:read'];
    const expiresAt = days === null ? null : new Date(Date.UTC(2031, 0, 1) + days * 86_400_000).toISOString();
    const { keyId: id } = await makeKey(app, owner, { label, permissions, expiresAt });
    if (used !== null) {
      await app.database.query(
        `update key_states set last_used_at = timestamptz '2026-01-01T00:00:00Z' + $2 * interval '1.000001 day'
         where key_id = $1`,
        [id, used],
      );
    }
    made.push({ id, label, expires: days ?? 99, used: used ?? 0 });
  }
  return { owner, made };
}

const { owner, made } = await sevenKeys();
const { browser } = owner;
const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
const sorted = (compare: (a: (typeof made)[number], b: (typeof made)[number]) => number) =>
  made.toSorted((a, b) => compare(a, b) || byId(a, b)).map(({ id }) => id);
const text = (label: string | null) => (label ?? '').toLowerCase();

t.test('a list is sorted as asked for, both ways, and its pages neither repeat nor miss a key', async (t) => {
  const expected = {
    created: made.map(({ id }) => id),
    expires: sorted((a, b) => a.expires - b.expires),
    last_used: sorted((a, b) => a.used - b.used),
  };
  for (const [sort, ids] of Object.entries(expected)) {
    t.same(await walk(browser, { sort, order: 'asc' }), ids, sort);
    t.same(await walk(browser, { sort, order: 'desc' }), ids.toReversed(), `${sort}, the other way`);
    t.same(await walk(browser, { sort }), ids.toReversed(), 'that is how it is unless told otherwise');
  }
  const labels = await walk(browser, { sort: 'label', order: 'asc' });
  const labelOf = (id: string) => text(made.find((key) => key.id === id)?.label ?? null);
  t.same(labels.slice(0, 5).map(labelOf), ['', '', 'alpha', 'alpha', 'ärger %_'], 'as people sort');
  t.same(labels.toReversed(), await walk(browser, { sort: 'label', order: 'desc' }));
  t.same(labels.toSorted(), made.map(({ id }) => id).toSorted());
});

t.test('keys of the same moment are told apart by their ids, to the microsecond', async (t) => {
  await app.database.query(
    `update api_keys set created_at = timestamptz '2026-11-01T12:00:00.123456Z' where user_id = $1`,
    [owner.user.id],
  );
  const ids = made.map(({ id }) => id).toSorted();
  t.same(await walk(browser, { sort: 'created', order: 'asc' }), ids);
  t.same(await walk(browser, {}), ids.toReversed());
});

t.test(
  'keys that are made, used or relabelled meanwhile do not make a page repeat or miss another',
  async (t) => {
    const [used] = made;
    const seen = await walk(browser, { sort: 'last_used', order: 'desc' }, () =>
      app.database.query(`update key_states set last_used_at = now() where key_id = $1`, [used?.id]),
    );
    const others = made.filter(({ id }) => id !== used?.id).map(({ id }) => id);
    t.same(seen.filter((id) => id !== used?.id).toSorted(), others.toSorted());
    t.equal(new Set(seen).size, seen.length);
    let isMade = false;
    const known = await walk(browser, {}, async () => {
      if (!isMade) await makeKey(app, owner, { permissions: ['wallets:read'] });
      isMade = true;
    });
    t.same(known.toSorted(), made.map(({ id }) => id).toSorted(), 'one that is newer is on no later page');
  },
);

t.test(
  'a list is filtered by status, permission and a part of the label, together if asked for',
  async (t) => {
    const ids = async (query: Record<string, string>) =>
      (await list(browser, query)).items.map(({ label }) => label).toSorted();
    t.same(await ids({ permission: 'withdraw:write' }), ['beta']);
    t.same(await ids({ search: 'ALPHA' }), ['Alpha', 'alpha']);
    t.same(await ids({ search: 'a\u0308rger' }), ['Ärger %_'], 'in whatever form it is typed');
    t.same(await ids({ search: '%' }), ['Ärger %_'], 'no pattern: what is typed is what is looked for');
    t.same(await ids({ search: '_' }), ['Ärger %_']);
    t.same(await ids({ search: "'hare" }), ["o'hare"]);
    t.same(await ids({ search: 'ALPHA', permission: 'withdraw:write' }), []);
    const [, second] = made;
    await browser.post(`/v1/keys/${second?.id}/revocation`, {});
    t.same(await ids({ search: 'alpha', status: 'active' }), ['alpha']);
    t.same(await ids({ search: 'alpha', status: 'revoked', sort: 'label' }), ['Alpha']);
    t.same(await ids({ status: 'expired' }), []);
  },
);

t.test('KS-74 KS-81: what is no cursor of this list is refused, whatever it is', async (t) => {
  const { nextCursor } = await list(browser, { limit: '1', sort: 'label', order: 'asc' });
  const forged = (parts: unknown) => Buffer.from(JSON.stringify(parts)).toString('base64url');
  const id = made[0]?.id;
  const queries: Record<string, string>[] = [
    { cursor: String(nextCursor) },
    { cursor: String(nextCursor), sort: 'label', order: 'desc' },
    { cursor: forged(['created', 'desc', 'now()', id]) },
    { cursor: forged(['created', 'desc', '1e9', id]) },
    { cursor: forged(['created', 'desc', '-1', id]) },
    { cursor: forged(['created', 'desc', '9'.repeat(18), id]) },
    { cursor: forged(['created', 'desc', 1, id]) },
    { cursor: forged(['created', 'desc', '1', 'ck_x']) },
    { cursor: forged(['created', 'desc', '1', id, 1]) },
    { cursor: forged(['label', 'asc', 'a\u0000b', id]), sort: 'label', order: 'asc' },
    { cursor: forged(['label', 'asc', 'x'.repeat(800), id]), sort: 'label', order: 'asc' },
    {
      cursor: Buffer.from('["label","asc","\\ud800","x"]').toString('base64url'),
      sort: 'label',
      order: 'asc',
    },
    { cursor: forged({ length: 4 }) },
    { cursor: 'A'.repeat(2_001) },
    { sort: 'version' },
    { sort: "created'; drop table api_keys; --" },
    { order: 'random' },
    { permission: 'everything' },
    { search: '' },
    { search: 'x'.repeat(65) },
    { search: 'a\u0000' },
    { search: '\u202e' },
  ];
  for (const query of queries) {
    const answer = await browser.get(`/v1/keys?${new URLSearchParams(query)}`);
    t.match(answer, { status: 400, body: { code: 'validation-failed' } }, JSON.stringify(query).slice(0, 90));
  }
  for (const value of ['0', '9'.repeat(17)]) {
    t.ok(await list(browser, { cursor: forged(['created', 'desc', value, id]) }), value);
  }
});

t.test('KS-60: a cursor says where, not whose: of another account it shows nothing', async (t) => {
  const { nextCursor } = await list(browser, { limit: '1', order: 'asc' });
  const stranger = (await app.signInWithTotp()).browser;
  t.same(await list(stranger, { cursor: String(nextCursor), order: 'asc' }), { items: [], nextCursor: null });
});
