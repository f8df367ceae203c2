import { PERMISSIONS, type Permission } from '@countersign/permissions';
import { ROUTES_V1 } from './routes-v1.ts';
import { ROUTES_V2, SPELLINGS_V2 } from './routes-v2.ts';

/** One route: `permission` is what it takes, `any` being any valid key. */
export type Route = { readonly path: string; readonly permission: Permission | 'any' };

export type RouteTable = {
  /** The route of a path as it came on the wire, `null` if it is not listed. */
  find(path: string): Route | null;
};

/** What may stand for a `{parameter}`: one segment or a part of one, never a slash. */
export const PARAMETERS: Readonly<Record<string, string>> = {
  currency: '[A-Za-z0-9_-]{1,20}',
  id: '[0-9]{1,20}',
  key: '(?:base|sym_all|[tf][A-Za-z0-9_-]{2,40}(?::[A-Za-z0-9_-]{2,40})?)',
  price: '[0-9.-]{1,40}',
  symbol: '[tf][A-Za-z0-9_-]{2,40}(?::[A-Za-z0-9_-]{2,40})?',
  type: '[a-z_]{1,20}',
};

/**
 * Fixed paths by one look-up; paths with a parameter by trying the few with as many segments. A path that
 * matches two of them is judged by the first, so two routes that overlap must take the same permission: the tests see to it.
 */
export function routeTable(
  prefix: string,
  routes: readonly (readonly [string, Permission | 'any'])[],
  spellings: readonly (readonly [string, string])[] = [],
): RouteTable {
  const fixed = new Map<string, Route>();
  const bySegments = new Map<number, { pattern: RegExp; route: Route }[]>();
  for (const [path, permission] of routes) {
    assertKnown(permission, path);
    const route = Object.freeze({ path: prefix + path, permission });
    if (!path.includes('{')) fixed.set(route.path, route);
    else listOf(bySegments, segmentsIn(route.path)).push({ pattern: patternOf(route.path), route });
  }
  for (const [spelling, path] of spellings) {
    const route = fixed.get(prefix + path);
    if (route === undefined) throw new Error(`a spelling stands for ${path}, which is no route`);
    fixed.set(spelling, route);
  }
  return {
    find(path) {
      const exact = fixed.get(path);
      if (exact !== undefined) return exact;
      const candidates = bySegments.get(segmentsIn(path)) ?? [];
      return candidates.find(({ pattern }) => pattern.test(path))?.route ?? null;
    },
  };
}

export const BITFINEX_V2: RouteTable = routeTable('/v2/auth/', ROUTES_V2, SPELLINGS_V2);
export const BITFINEX_V1: RouteTable = routeTable('/v1/', ROUTES_V1);

function assertKnown(permission: Permission | 'any', path: string): void {
  // `withdraw:read` and the like exist in no key: a route that took it could never be called.
  if (permission !== 'any' && !PERMISSIONS.includes(permission)) {
    throw new Error(`route ${path} takes ${permission}, which no key can have`);
  }
}

export function patternOf(path: string): RegExp {
  const source = path
    .split(/(\{[a-z]+\})/i)
    .map((part) => (part.startsWith('{') ? parameter(part.slice(1, -1)) : part.replace(/[.]/g, '\\.')))
    .join('');
  return new RegExp(`^${source}$`);
}

function parameter(name: string): string {
  const source = PARAMETERS[name];
  if (source === undefined) throw new Error(`no such route parameter: ${name}`);
  return source;
}

function segmentsIn(path: string): number {
  let count = 0;
  for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) count++;
  return count;
}

function listOf<V>(map: Map<number, V[]>, key: number): V[] {
  const list = map.get(key) ?? [];
  map.set(key, list);
  return list;
}
