import type { AnyNode } from 'acorn';
import { isTestCode, type Offence, type Rule } from './rule.ts';
import type { Source } from './source.ts';

/** First words of files that do something: `verb-noun.ts` is a use case and may ask the outside world. */
const VERBS = new Set(
  [
    'acknowledge activate add announce answer authenticate authorize begin build cancel check claim close confirm connect',
    'consume create delete deliver describe drain end enrol ensure execute expire find generate handle hash identify',
    'initialise lay limit link load lock measure migrate mint notify open parse pass place prepare provision queue raise read',
    'redeem refuse register remember remove rename replace require resend reserve reset resolve respond restore reveal revoke run seal send',
    'serve show sign spawn start stop submit supervise sweep take transfer update use verify wait walk withdraw write',
  ].flatMap((words) => words.split(' ')),
);

/** Files whose last word says that they touch the outside. */
const IMPURE_ENDINGS = /(-store|-adapter|-client|\.routes|-main)\.ts$/;

/** What a process is made of: wiring. */
const PROCESS_PARTS = new Set([
  'main.ts',
  'app.ts',
  'config.ts',
  'deps.ts',
  'index.ts',
  'worker.ts',
  'health.ts',
]);

/** Parts with a loop or a deadline of their own, which are named for what they are. */
const LOOPS = new Set([
  'services/gateway/src/api-key-lookup/batched-read.ts',
  'services/gateway/src/nonces/nonce-consumer.ts',
  'services/gateway/src/refusals/refusal-log.ts',
  'services/keys/src/outbox/relay.ts',
]);

/** Requests come in and answers go out here: nothing in it is a rule. */
const HTTP_EDGE = /^services\/[^/]+\/src\/http\//;

/** Where the naming scheme holds. The other packages are the outside world: database, processes, logs, test tools. */
const SCOPE = /^(services\/[^/]+|packages\/(permissions|signing|sealing|outbox))\/src\//;

export function isNoun(path: string): boolean {
  const file = path.slice(path.lastIndexOf('/') + 1);
  if (!SCOPE.test(path) || isTestCode(path) || IMPURE_ENDINGS.test(file)) return false;
  if (PROCESS_PARTS.has(file) || LOOPS.has(path) || HTTP_EDGE.test(path)) return false;
  return !VERBS.has(file.replace(/\.ts$/, '').split('-')[0] ?? '');
}

const IMPURE_MODULES = new Set(
  [
    'fs fs/promises http https http2 tls dns dns/promises dgram child_process cluster worker_threads timers',
    'timers/promises os readline perf_hooks stream/promises process async_hooks v8 vm inspector',
  ]
    .flatMap((names) => names.split(' '))
    .map((name) => `node:${name}`),
);
const IMPURE_VENDORS = /^(pg|ioredis|nodemailer|bullmq|kysely|pino|fastify|ws)(\/|$)/;
/** What is impure in modules that are pure otherwise. */
const IMPURE_NAMES: Record<string, RegExp> = {
  'node:crypto': /^(random|generate|getRandomValues|encapsulate|webcrypto|scrypt$|argon2$|\*|default)/,
  'node:net': /^(?!isIP|isIPv4|isIPv6|BlockList|SocketAddress)/,
};
const IMPURE_GLOBALS = new Set(
  'fetch setTimeout setInterval setImmediate queueMicrotask performance process crypto'.split(' '),
);

function impureImports({ imports }: Source): Offence[] {
  return imports
    .filter(({ isTypeOnly }) => !isTypeOnly)
    .filter(
      ({ specifier, names }) =>
        IMPURE_MODULES.has(specifier) ||
        IMPURE_VENDORS.test(specifier) ||
        names.some((name) => IMPURE_NAMES[specifier]?.test(name)),
    )
    .map(({ specifier, names, line }) => ({ line, what: `imports ${names.join(', ')} from ${specifier}` }));
}

/** Names that the file declares itself are not the globals of that name. */
function declaredNames({ nodes, imports }: Source): Set<string> {
  const declared = nodes.flatMap((node) => {
    if (node.type === 'VariableDeclarator') return identifiersIn(node.id);
    if (node.type === 'FunctionDeclaration')
      return [...(node.id ? [node.id.name] : []), ...node.params.flatMap(identifiersIn)];
    if (node.type === 'FunctionExpression' || node.type === 'ArrowFunctionExpression')
      return node.params.flatMap(identifiersIn);
    return [];
  });
  return new Set([...declared, ...imports.flatMap(({ names }) => names)]);
}

function identifiersIn(pattern: AnyNode | null): string[] {
  switch (pattern?.type) {
    case 'Identifier':
      return [pattern.name];
    case 'AssignmentPattern':
      return identifiersIn(pattern.left);
    case 'RestElement':
      return identifiersIn(pattern.argument);
    case 'ArrayPattern':
      return pattern.elements.flatMap(identifiersIn);
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) =>
        identifiersIn(property.type === 'Property' ? property.value : property),
      );
    default:
      return [];
  }
}

const isGlobal = (node: AnyNode, name: string) => node.type === 'Identifier' && node.name === name;
const isMember = (node: AnyNode, object: string, property: string) =>
  node.type === 'MemberExpression' && isGlobal(node.object, object) && isGlobal(node.property, property);

/** What an expression asks of the outside world, or `null`. */
function impureUse(node: AnyNode, declared: ReadonlySet<string>): string | null {
  if (node.type === 'NewExpression' && isGlobal(node.callee, 'Date') && node.arguments.length === 0)
    return 'new Date()';
  if (node.type === 'CallExpression' && isGlobal(node.callee, 'Date')) return 'Date()';
  if (isMember(node, 'Date', 'now')) return 'Date.now';
  if (isMember(node, 'Math', 'random')) return 'Math.random';
  const base =
    node.type === 'CallExpression' ? node.callee : node.type === 'MemberExpression' ? node.object : undefined;
  if (base?.type === 'Identifier' && IMPURE_GLOBALS.has(base.name) && !declared.has(base.name))
    return base.name;
  return null;
}

function impureUses(source: Source): Offence[] {
  const declared = declaredNames(source);
  return source.nodes.flatMap((node) => {
    const what = impureUse(node, declared);
    return what === null ? [] : [{ line: source.lineOf(node.start), what: `uses ${what}` }];
  });
}

const noun = (code: string) => ['services/keys/src/key-creation/key-expiry.ts', code] as const;

export const PURITY_RULE: Rule = {
  name: 'a file named by a noun is pure: no I/O, no clock, no randomness, no environment',
  reason:
    'rules that depend on arguments only can be tested by a table; name the file verb-noun.ts, *-store.ts or ' +
    '*-adapter.ts if it must ask the outside, or hand in the time or the bytes',
  check: (source) => (isNoun(source.path) ? [...impureImports(source), ...impureUses(source)] : []),
  bad: [
    noun("import { readFileSync } from 'node:fs';"),
    noun("import { connect } from 'node:net';"),
    noun("import { randomBytes } from 'node:crypto';"),
    noun("import { randomUUID as id, createHash } from 'node:crypto';"),
    noun("import * as crypto from 'node:crypto';"),
    noun("import { setTimeout as delay } from 'node:timers/promises';"),
    noun("import { sql } from 'kysely';"),
    noun('export const now = () => Date.now();'),
    noun('export const now = (): Date => new Date();'),
    noun('export const luck = () => Math.random();'),
    noun('export const home = process.env.HOME;'),
    noun('export const started = performance.now();'),
    noun('setTimeout(() => {}, 5);'),
    noun('export const id = () => crypto.randomUUID();'),
    noun("export const page = await fetch('https://example.com');"),
  ],
  good: [
    noun("import { createHash, timingSafeEqual } from 'node:crypto';"),
    noun("import { BlockList, isIP } from 'node:net';"),
    noun("import type { Server } from 'node:http';"),
    noun('export const later = (now: Date) => new Date(now.getTime() + 1);'),
    noun('export const run = (fetch: () => void) => fetch();'),
    noun("export const text = 'Date.now() and process.env'; // Math.random()"),
    ['services/keys/src/users/hash-password.ts', "import { randomBytes } from 'node:crypto';"],
    ['services/keys/src/users/user-store.ts', "import { sql } from 'kysely';"],
  ],
};
