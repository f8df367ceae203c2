import type { TestApp } from '../http/test-app.ts';

type Row = Readonly<Record<string, unknown>>;

/** Every row of every table, by its primary key. */
export type Snapshot = ReadonlyMap<string, ReadonlyMap<string, Row>>;

/** When a session was last seen is left out: every request says so, and it is no change. */
export async function takeSnapshot({ database }: TestApp): Promise<Snapshot> {
  const tables = await database.query<{ name: string; key: string[] }>(
    `select c.relname as name, array_agg(a.attname::text order by a.attname) as key
     from pg_class c join pg_index i on i.indrelid = c.oid and i.indisprimary
     join pg_attribute a on a.attrelid = c.oid and a.attnum = any (i.indkey)
     where c.relnamespace = 'countersign'::regnamespace and c.relkind = 'r' group by 1 order by 1`,
  );
  const all = tables.map(
    ({ name }) =>
      `select '${name}' as name, to_jsonb(t) - 'last_seen_at' as row from countersign."${name}" t`,
  );
  const rows = await database.query<{ name: string; row: Row }>(all.join(' union all '));
  const snapshot = new Map(tables.map(({ name }) => [name, new Map<string, Row>()]));
  const keys = new Map(tables.map(({ name, key }) => [name, key]));
  for (const { name, row } of rows) {
    const key = JSON.stringify(keys.get(name)?.map((column) => row[column]));
    snapshot.get(name)?.set(key, row);
  }
  return snapshot;
}

/** What differs: `+ table` for a row more, `- table` for one less, `table.column` for another value in it. */
export function changesBetween(before: Snapshot, after: Snapshot): string[] {
  const changes = Array.from(after, ([table, rows]) => changesOfTable(table, before.get(table), rows));
  return [...new Set(changes.flat())].sort();
}

function changesOfTable(
  table: string,
  before: ReadonlyMap<string, Row> = new Map(),
  after: ReadonlyMap<string, Row>,
): string[] {
  const isLess = [...before.keys()].some((key) => !after.has(key));
  const others = Array.from(after, ([key, row]) => {
    const former = before.get(key);
    if (former === undefined) return [`+ ${table}`];
    const differing = Object.keys(row).filter(
      (column) => JSON.stringify(row[column]) !== JSON.stringify(former[column]),
    );
    return differing.map((column) => `${table}.${column}`);
  });
  return [...(isLess ? [`- ${table}`] : []), ...others.flat()];
}
