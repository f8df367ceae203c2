import { PERMISSIONS, type Permission } from '@countersign/permissions';
import { isSignedPath } from '../profiles/bitfinex-v2/path.ts';
import { PARAMETERS, patternOf } from './route-table.ts';

/** Wire path and what it takes; `null` takes a route away. */
export type Amendment = { readonly path: string; readonly permission: Permission | 'any' | null };
/** A route that the gateway was built with, by its wire path. */
export type BuiltIn = { readonly path: string; readonly permission: Permission | 'any' };

export type ParsedAmendments =
  | { readonly ok: true; readonly amendments: readonly Amendment[] }
  | { readonly ok: false; readonly faults: readonly string[] };

const MAX_AMENDMENTS = 500;
const MAX_PATH_LENGTH = 200;
const ADDABLE = /^\/v2\/auth(?:\/(?:[A-Za-z0-9_:.-]|\{[a-z]+\})+)+$/;
const PARAMETER = /\{([a-z]+)\}/g;
/** Parameters of digits only: a path that ends in one could never be called, for its signature would be ambiguous. */
const NUMERIC = new Set(['id', 'price']);

/**
 * Reads a file of amendments to the built-in routes, `{"routes":[{"path":…,"permission":…}]}`, and says of everything
 * that is wrong with it where and what. What the built-in table decides stays decided: a route of it can be taken away, but
 * never be had for another permission, nor through a new one that matches the same paths.
 */
export function parseAmendments(text: string, builtIn: readonly BuiltIn[]): ParsedAmendments {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return { ok: false, faults: [`no JSON: ${(error as Error).message}`] };
  }
  const entries = isObject(json) && onlyHas(json, ['routes']) ? json.routes : null;
  if (!Array.isArray(entries)) return { ok: false, faults: ['must be {"routes": [ … ]} and nothing else'] };
  if (entries.length > MAX_AMENDMENTS) {
    return { ok: false, faults: [`routes: ${entries.length} of them, at most ${MAX_AMENDMENTS}`] };
  }
  const faults: string[] = [];
  const amendments: Amendment[] = [];
  for (const [index, entry] of entries.entries()) {
    const fault = faultOf(entry, builtIn) ?? clashOf(entry as Amendment, builtIn, amendments, entries);
    if (fault === null) amendments.push(entry as Amendment);
    else faults.push(`routes[${index}]${nameOf(entry)}: ${fault}`);
  }
  return faults.length > 0 ? { ok: false, faults } : { ok: true, amendments };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const onlyHas = (value: object, names: readonly string[]) =>
  Object.keys(value).length === names.length && names.every((name) => Object.hasOwn(value, name));
const nameOf = (entry: unknown) =>
  isObject(entry) && typeof entry.path === 'string'
    ? ` ${JSON.stringify(entry.path.slice(0, MAX_PATH_LENGTH))}`
    : '';

/** What is wrong with one entry by itself. */
function faultOf(entry: unknown, builtIn: readonly BuiltIn[]): string | null {
  if (!isObject(entry) || !onlyHas(entry, ['path', 'permission'])) {
    return 'must be {"path": …, "permission": …} and nothing else';
  }
  const { path, permission } = entry;
  if (typeof path !== 'string' || path.length > MAX_PATH_LENGTH) {
    return `path must be a text of at most ${MAX_PATH_LENGTH} characters`;
  }
  const known = builtIn.find((route) => route.path === path);
  if (permission === null) return known === undefined ? 'is no route, so it cannot be taken away' : null;
  if (known !== undefined) {
    return `takes ${known.permission}; a built-in route can be taken away (null), not changed`;
  }
  if (permission !== 'any' && !PERMISSIONS.includes(permission as Permission)) {
    return `permission ${JSON.stringify(permission)} is one that no key can have`;
  }
  return malformationOf(path);
}

function malformationOf(path: string): string | null {
  if (!ADDABLE.test(path))
    return 'path must be /v2/auth/ and then segments of letters, digits, _ : . - or {…}';
  const parameters = Array.from(path.matchAll(PARAMETER), ([, name = '']) => name);
  const unknown = parameters.find((name) => !Object.hasOwn(PARAMETERS, name));
  if (unknown !== undefined) return `there is no parameter {${unknown}}`;
  if (/\d$/.test(path) || (path.endsWith('}') && NUMERIC.has(parameters.at(-1) ?? ''))) {
    return 'ends in a number: some of its digits could be moved into the nonce under the same signature';
  }
  return isSignedPath(path.replaceAll(PARAMETER, 'x')) ? null : 'path has a segment that is empty, . or ..';
}

/** Another route that matches a path of this one, and takes something else. */
function clashOf(
  { path, permission }: Amendment,
  builtIn: readonly BuiltIn[],
  before: readonly Amendment[],
  all: readonly unknown[],
): string | null {
  if (before.some((each) => each.path === path)) return 'stands there twice';
  const takenAway = new Set(
    (all as readonly Amendment[]).filter((each) => each?.permission === null).map((each) => each.path),
  );
  for (const route of builtIn) {
    const takes = takenAway.has(route.path) ? null : route.permission;
    if (route.path !== path && takes !== permission && mayOverlap(route.path, path)) {
      return `matches paths of ${route.path} too, which ${takes === null ? 'is taken away' : `takes ${takes}`}`;
    }
  }
  const clash = before.find((each) => each.permission !== permission && mayOverlap(each.path, path));
  return clash === undefined ? null : `matches paths of ${clash.path} too, which takes ${clash.permission}`;
}

/** False only if certainly no path is matched by both; two segments with a parameter count as overlapping. */
function mayOverlap(one: string, other: string): boolean {
  const [a, b] = [one.split('/'), other.split('/')];
  return a.length === b.length && a.every((segment, index) => segmentsOverlap(segment, b[index] ?? ''));
}

function segmentsOverlap(one: string, other: string): boolean {
  if (one.includes('{')) return other.includes('{') || patternOf(one).test(other);
  return other.includes('{') ? patternOf(other).test(one) : one === other;
}
