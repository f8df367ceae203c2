import { parseAmendments } from './route-amendments.ts';
import { BITFINEX_V1, BITFINEX_V2, type Route, type RouteTable, routeTable } from './route-table.ts';
import { ROUTES_V1 } from './routes-v1.ts';
import { ROUTES_V2, SPELLINGS_V2 } from './routes-v2.ts';

const V2 = '/v2/auth/';
const V1 = '/v1/';
const BUILT_IN = [
  ...ROUTES_V2.map(([path, permission]) => ({ path: V2 + path, permission })),
  ...ROUTES_V1.map(([path, permission]) => ({ path: V1 + path, permission })),
];

/** The routes in force: the built-in ones, as last amended. One look-up sees the old tables or the new ones, never a mix. */
export class LiveRoutes {
  #tables = new Map<RouteTable, RouteTable>();
  #count = BUILT_IN.length;

  /** The route of a path, `null` if there is none. `builtIn` is the table of the profile. */
  find(builtIn: RouteTable, path: string): Route | null {
    return (this.#tables.get(builtIn) ?? builtIn).find(path);
  }

  get count(): number {
    return this.#count;
  }

  /** Puts the amendments of `text` in force, in place of those before; or changes nothing and says what is wrong. */
  amend(text: string): readonly string[] {
    const parsed = parseAmendments(text, BUILT_IN);
    if (!parsed.ok) return parsed.faults;
    const { amendments } = parsed;
    const takenAway = new Set(amendments.filter((each) => each.permission === null).map(({ path }) => path));
    const isLeft = (path: string) => !takenAway.has(path);
    const added = amendments.flatMap(({ path, permission }) =>
      permission === null ? [] : [[path.slice(V2.length), permission] as const],
    );
    const v2 = [...ROUTES_V2.filter(([path]) => isLeft(V2 + path)), ...added];
    const v1 = ROUTES_V1.filter(([path]) => isLeft(V1 + path));
    this.#tables = new Map([
      [
        BITFINEX_V2,
        routeTable(
          V2,
          v2,
          SPELLINGS_V2.filter(([, path]) => isLeft(V2 + path)),
        ),
      ],
      [BITFINEX_V1, routeTable(V1, v1)],
    ]);
    this.#count = v2.length + v1.length;
    return [];
  }
}
