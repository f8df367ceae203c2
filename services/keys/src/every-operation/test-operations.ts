import type { Route } from '../http/routes.ts';
import type { TestApp } from '../http/test-app.ts';
import { someAddress, type TestAnswer, type TestBrowser } from '../http/test-browser.ts';
import { exampleOf } from '../openapi/example.ts';
import { propertiesOf, type Schema } from '../openapi/schema.ts';
import { routes } from '../routes.ts';

/** These need an identity provider, and answer with pages: outside-identities has tests of their own. */
export const isOutside = ({ url }: Route) => url.startsWith('/v1/session/outside');

/** Every operation there is: what is tested over this list is tested for those that come later, too. */
export const operationsOf = ({ deps }: TestApp): readonly Route[] =>
  routes(deps).filter((route) => !isOutside(route));

export const isWrite = ({ method }: Route) => method !== 'GET';
export const nameOf = ({ method, url }: Route) => `${method} ${url}`;

export const paramNamesOf = ({ url }: Route): string[] =>
  Array.from(url.matchAll(/:([A-Za-z]+)/g), ([, name = '']) => name);

export const bodyOf = ({ schemas }: Route) => schemas.body as Schema | undefined;
export const queryOf = ({ schemas }: Route) => schemas.querystring as Schema | undefined;

export type Params = Readonly<Record<string, string>>;

/** The path with its parameters filled in: from `params`, else by the examples of the description. */
export function pathFor(route: Route, params: Params = {}): string {
  const examples = Object.fromEntries(propertiesOf((route.schemas.params ?? {}) as Schema));
  return route.url.replaceAll(/:([A-Za-z]+)/g, (_, name: string) =>
    encodeURIComponent(params[name] ?? String(exampleOf(examples[name] ?? {}, 'complete', name))),
  );
}

/** The body of the description's example. */
export function exampleBody(route: Route): Record<string, unknown> | undefined {
  const body = bodyOf(route);
  return body === undefined ? undefined : (exampleOf(body) as Record<string, unknown>);
}

export type Sent = {
  readonly path?: string;
  readonly body?: unknown;
  readonly raw?: string | Buffer;
  readonly headers?: Readonly<Record<string, string | undefined>>;
};

/** Calls the operation, each time from another address, so that limits by address do not answer instead. */
export function call(
  browser: TestBrowser,
  route: Route,
  { path = pathFor(route), ...sent }: Sent = {},
): Promise<TestAnswer> {
  return browser.request(route.method, path, { ip: someAddress(), ...sent });
}

/** Tables whose rows are counters, written also where nothing else is. */
const COUNTERS = new Set([
  'second_factor_attempts',
  'address_budgets',
  'schema_migrations',
  'schema_migrations_lock',
]);

/**
 * Everything in the database, counters and the rows of `except` left out: a text for each row, by table. What says
 * when a session was last seen is no change either.
 */
export async function contents(
  { database }: TestApp,
  except: string | null = null,
): Promise<Record<string, string[]>> {
  const tables = await database.query<{ name: string }>(
    `select table_name as name from information_schema.tables
     where table_schema = 'countersign' and table_type = 'BASE TABLE' order by 1`,
  );
  const found: Record<string, string[]> = {};
  for (const { name } of tables) {
    if (COUNTERS.has(name)) continue;
    const rows = await database.query<{ row: string }>(
      `select (to_jsonb(t) - 'last_seen_at')::text as row from countersign."${name}" t
       where $1::text is null or coalesce(to_jsonb(t) ->> 'user_id', to_jsonb(t) ->> 'id', '') <> $1 order by 1`,
      [except],
    );
    found[name] = rows.map(({ row }) => row);
  }
  return found;
}
