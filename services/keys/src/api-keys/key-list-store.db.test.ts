import t from 'tap';
import { createTestApp } from '../http/test-app.ts';
import { makeKey } from '../key-creation/test-creation.ts';
import type { KeyListQuery } from './key-list.ts';
import { keyListQuery } from './key-list-store.ts';

// What a list costs must depend on the page, not on how many keys there are: neither of others nor of one's own.

const app = await createTestApp(t);
const owner = await app.signInWithTotp();
const { keyId } = await makeKey(app, owner);

const COUNT = 60_000;
/** Copies of the key for the same user, revoked but for the newest hundred, and as many for others. */
await app.database.query(
  `with made as (
     insert into key_creations (id, user_id, session_id, browser_digest, state, permissions, request_digest, expires_at)
     select gen_random_uuid(), user_id, session_id, browser_digest, 'completed', permissions, request_digest, now()
     from key_creations, generate_series(1, $2) where key_id = $1 returning id),
   numbered as (select id, row_number() over () as number from made),
   keys as (
     insert into api_keys (key_id, user_id, creation_id, label, permissions, version, verifier_generation,
                           verifier_digest, created_at, revoked_at)
     select 'ck_' || left(md5(n.id::text), 30), k.user_id, n.id, 'key ' || n.number, k.permissions, 1, 1,
            k.verifier_digest, now() - n.number * interval '1 minute', case when n.number > 100 then now() end
     from numbered n, api_keys k where k.key_id = $1 returning key_id)
   insert into key_states (key_id, status, version) select key_id, 'active', 1 from keys`,
  [keyId, COUNT],
);
/** Three reasons a key for which requests were refused, of the keys of all users. */
await app.database.query(
  `insert into key_refusals
   select key_id, reason, 1, now(), now(), '192.0.2.7', '/v2/auth/r/wallets', 17 from api_keys,
     unnest(array['signature-invalid', 'nonce-too-small', 'permission-missing']) reason`,
);
await app.database.query('vacuum analyze api_keys, key_states, key_creations, key_refusals');

type Plan = {
  'Node Type': string;
  'Relation Name'?: string;
  'Parent Relationship'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  Plans?: Plan[];
};

/** The rows that the nodes of the plan of a query have handled, all taken together, and the kinds of its nodes. */
async function costOf(query: Partial<KeyListQuery>) {
  const asked: KeyListQuery = {
    ...{ userId: owner.user.id, sort: 'created', order: 'desc', limit: 26 },
    ...{ status: null, permission: null, search: null, after: null },
    ...query,
  };
  const compiled = keyListQuery(app.db, asked).compile();
  const [row] = await app.database.query<{ 'QUERY PLAN': { Plan: Plan }[] }>(
    `explain (analyze, timing off, format json) ${compiled.sql}`,
    [...compiled.parameters],
  );
  const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
  const nodes = nodesOf(row?.['QUERY PLAN'][0]?.Plan as Plan);
  return {
    rows: nodes.reduce((sum, node) => sum + node['Actual Rows'] * node['Actual Loops'], 0),
    nodes: mainNodesOf(nodes[0] as Plan),
    refusals: nodes
      .filter((node) => node['Relation Name'] === 'key_refusals')
      .map((node) => ({
        ...{ isByIndex: node['Node Type'] !== 'Seq Scan', rows: node['Actual Rows'] },
        keys: node['Actual Loops'],
      })),
  };
}

/** The nodes without those that look something up for each key of the page: a handful of rows each time. */
function mainNodesOf({ 'Node Type': node, Plans: plans = [] }: Plan): string[] {
  const inner = plans.filter((plan) => plan['Parent Relationship'] !== 'SubPlan');
  return [node, ...inner.flatMap(mainNodesOf)];
}

t.test(
  `a page of the newest keys costs the same among ${COUNT} as among a few, wherever it begins`,
  async (t) => {
    for (const query of [
      {},
      { order: 'asc' },
      { status: 'active' },
      { status: 'revoked' },
      { after: { value: String((Date.now() - 10_000 * 60_000) * 1_000), keyId } },
    ] as const) {
      const { rows, nodes } = await costOf(query);
      t.ok(rows < 500, `${JSON.stringify(query)}: ${rows} rows`);
      t.notOk(nodes.includes('Seq Scan'), nodes.join(', '));
      t.notOk(nodes.includes('Sort'), nodes.join(', '));
    }
  },
);

t.test('what still works is found and sorted without reading what was revoked', async (t) => {
  for (const sort of ['label', 'expires', 'last_used'] as const) {
    const { rows, nodes } = await costOf({ sort, status: 'active' });
    t.ok(rows < 1_500, `${sort}: ${rows} rows`);
    t.notOk(nodes.includes('Seq Scan'), nodes.join(', '));
  }
});

t.test('the latest refusal is looked up by the index, for the keys of the page alone', async (t) => {
  for (const query of [{}, { sort: 'label' }, { sort: 'last_used', status: 'active' }] as const) {
    const { refusals } = await costOf(query);
    t.same(refusals, [{ isByIndex: true, rows: 3, keys: 26 }], JSON.stringify(query));
  }
});
