import { refusalsOf } from '../http/register-routes.ts';
import type { Route } from '../http/routes.ts';
import { compileValidator } from '../http/validation.ts';
import { isRequired, propertiesOf, type Schema } from '../openapi/schema.ts';
import { bodyOf, exampleBody, isWrite, paramNamesOf, pathFor, queryOf } from './test-operations.ts';

/** A request that the operation's description does not allow, and why not. */
export type InvalidInput = {
  readonly what: string;
  readonly path: string;
  readonly raw?: string;
  readonly contentType?: string;
};

/** From 0 up to 1, always the same for the same seed (mulberry32), so that what was found can be found again. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const TEXTS = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\udc00\ud800',
  '\u202eevil',
  '\u200b',
  '\ufeff',
  'é'.normalize('NFD'),
  '𝕬🗝️👩‍👩‍👧‍👦',
  'a\r\nBcc: x@example.com',
  "' or 1=1; drop table users; --",
  '$where',
  '../../etc/passwd',
  '{{7*7}}',
  '%00',
  '-1',
  '1e9',
  'NaN',
  'x'.repeat(300),
  'z'.repeat(9_000),
];
const NUMBERS = [0, -1, 1, 0.1, -0.5, 2 ** 31, 2 ** 53, -(2 ** 63), 1e21, 1e308, 5e-324];
const nested = (depth: number): unknown => (depth === 0 ? [] : [nested(depth - 1)]);
const OTHERS = [
  null,
  true,
  false,
  [],
  {},
  [[]],
  [null],
  [{}],
  nested(60),
  Array(1_500).fill(1),
  { a: { b: {} } },
];
/** Names that mean something to JavaScript. */
const NAMES = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'x',
  '',
  'id',
  'userId',
  '$ref',
  '\u0000',
];
const CONTENT_TYPES = [
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/xml',
  'application/vnd.api+json',
  'application/json; charset=utf-16',
  'application/json\t;x',
];
const BROKEN = [
  '{',
  '[',
  '"',
  '{"a":}',
  "{'a':1}",
  'undefined',
  '{"a":1}}',
  '\u0000',
  '{"a":01}',
  '{"a":1e}',
];

type Pick = <T>(from: readonly T[]) => T;
type Maker = (route: Route, pick: Pick) => InvalidInput | null;

/** Invalid inputs of an operation without end; every kind that it can have comes again and again. */
export function* invalidInputs(route: Route, random: () => number): Generator<InvalidInput, never> {
  const pick: Pick = (from) => from[Math.floor(random() * from.length)] as never;
  const makers = [
    ...(paramNamesOf(route).length > 0 ? [badParameter] : []),
    ...(isWrite(route) ? [badBody, badBody, badBody, badBody, unreadableBody] : []),
    badQuery,
  ];
  for (;;) {
    const made = pick<Maker>(makers)(route, pick);
    if (made !== null) yield made;
  }
}

const badQuery: Maker = (route, pick) => {
  const known = propertiesOf(queryOf(route) ?? {}).map(([name]) => name);
  const name = pick([...NAMES, ...known, ...known]);
  const value = pick([...TEXTS.filter((text) => text.length < 400), '%', '%zz', '[]', 'true', '1.5', '1001']);
  // Half a character cannot be written in UTF-8, and arrives as the sign for it.
  const isValid = known.includes(name) && fits(queryOf(route), { [name]: value.toWellFormed() }, 'query');
  if (isValid) return null;
  const encoded = (text: string) => encodeURIComponent(text.toWellFormed());
  return {
    what: `query ${name}`,
    path: `${pathFor(route)}?${encoded(name)}=${encoded(value)}`,
    ...bodyFor(route),
  };
};

const badParameter: Maker = (route, pick) => {
  const name = pick(paramNamesOf(route));
  const value = pick([...TEXTS.filter((text) => text !== ''), 'ck_', '0', 'null', '*', "'"]);
  if (fits(route.schemas.params as Schema | undefined, { [name]: value }, 'params')) return null;
  return { what: `path ${name}`, path: pathFor(route, { [name]: value.toWellFormed() }), ...bodyFor(route) };
};

const unreadableBody: Maker = (route, pick) => {
  const good = JSON.stringify(exampleBody(route) ?? {});
  if (pick([true, false])) {
    const contentType = pick(CONTENT_TYPES);
    return { what: contentType, path: pathFor(route), raw: good, contentType };
  }
  return { what: 'no JSON', path: pathFor(route), raw: pick(BROKEN), contentType: 'application/json' };
};

const badBody: Maker = (route, pick) => {
  const changed = mutate(bodyOf(route) ?? {}, exampleBody(route) ?? {}, pick);
  const body = bodyOf(route) ?? { type: 'object', additionalProperties: false };
  if (fits(body, JSON.parse(changed.text), 'body')) return null;
  return { what: changed.what, path: pathFor(route), raw: changed.text, contentType: 'application/json' };
};

/** The right body with one thing wrong in it, as text: not every value is one that `JSON.stringify` would write. */
function mutate(schema: Schema, body: Record<string, unknown>, pick: Pick): { what: string; text: string } {
  const hostile = () => pick<unknown>([...TEXTS, ...NUMBERS, ...OTHERS]);
  const places = placesIn(body);
  const place = pick(places.length > 0 ? places : [[]]);
  const where = place.join('.');
  switch (pick(['change', 'change', 'change', 'remove', 'add', 'add', 'whole', 'number'])) {
    case 'remove': {
      const required = Object.keys(body).filter((name) => isRequired(schema, name));
      const name = required.length > 0 ? pick(required) : '';
      return {
        what: `without ${name}`,
        text: JSON.stringify(Object.fromEntries(Object.entries(body).filter(([key]) => key !== name))),
      };
    }
    case 'add': {
      const name = pick(NAMES);
      const member = `${JSON.stringify(name)}:${JSON.stringify(hostile())}`;
      const inside = JSON.stringify(body).slice(1);
      return { what: `with ${name}`, text: `{${member}${inside === '}' ? '' : ','}${inside}` };
    }
    case 'whole':
      return { what: 'something else', text: JSON.stringify(hostile()) };
    case 'number': {
      const text = JSON.stringify(replaceAt(body, place, '@@'));
      return {
        what: `${where} a number`,
        text: text.replace('"@@"', pick(['1e999', '-1e999', '1E400', '123456789012345678901234567890'])),
      };
    }
    default:
      return { what: `${where} changed`, text: JSON.stringify(replaceAt(body, place, hostile())) };
  }
}

/** Where the values in a value are, as paths. */
function placesIn(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  const inner = Object.entries(value).flatMap(([name, member]) => placesIn(member, [...path, name]));
  return path.length === 0 ? inner : [path, ...inner];
}

function replaceAt(value: unknown, [name, ...rest]: readonly string[], by: unknown): unknown {
  if (name === undefined) return by;
  if (Array.isArray(value))
    return value.map((member, index) => (String(index) === name ? replaceAt(member, rest, by) : member));
  return { ...(value as object), [name]: replaceAt((value as Record<string, unknown>)[name], rest, by) };
}

/** Whether the service's own validator would let it through. */
function fits(schema: Schema | undefined, value: unknown, httpPart: 'body' | 'query' | 'params'): boolean {
  if (schema === undefined) return false;
  return compileValidator({ schema, httpPart })(structuredClone(value)) === true;
}

/** The example's body, where the operation has one: only one thing is wrong at a time. */
function bodyFor(route: Route): { raw?: string; contentType?: string } {
  const body = exampleBody(route);
  return body === undefined ? {} : { raw: JSON.stringify(body), contentType: 'application/json' };
}

export type Answered = { readonly status: number; readonly contentType: string; readonly text: string };

/** What is wrong with the answer to an invalid input; `null`: nothing. */
export function faultOf(route: Route, { status, contentType, text }: Answered): string | null {
  if (status < 400 || status > 499) return `answered ${status}`;
  if (contentType !== 'application/problem+json') return `answered ${contentType}`;
  const { code } = JSON.parse(text) as { code: string };
  return (refusalsOf(route) as readonly string[]).includes(code)
    ? null
    : `refused with ${code}, which is not documented`;
}
