import { globSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { type AnyNode, parse } from 'acorn';

/** An `import` or `export … from`, static or dynamic. */
export type Import = {
  readonly specifier: string;
  readonly line: number;
  /** Nothing is left of it at run time. */
  readonly isTypeOnly: boolean;
  /** Names taken from it; `*` for all, `default` for the default export. */
  readonly names: readonly string[];
};

/** One file of the project's own code. */
export type Source = {
  /** From the project's root, with `/`. */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
  /** Every node of the syntax tree, without the types. Positions are those of `text`. */
  readonly nodes: readonly AnyNode[];
  lineOf(position: number): number;
};

export const ROOT = join(import.meta.dirname, '../..');

const CODE = '{packages,services,deploy,tests,bench}/**/*.ts';
const isOurs = (path: string) =>
  !/(^|\/)(node_modules|\.tap)\/|^packages\/client\/(dist|src\/generated)\//.test(path) &&
  !path.startsWith('services/console/');

/** All TypeScript of the project. */
export function readSources(): Source[] {
  return globSync(CODE, { cwd: ROOT, exclude: ['**/node_modules/**', '**/.tap/**'] })
    .map((path) => path.replaceAll('\\', '/'))
    .filter(isOurs)
    .sort()
    .map((path) => parseSource(path, readFileSync(join(ROOT, path), 'utf8')));
}

export function parseSource(path: string, text: string): Source {
  const lineStarts = [...text.matchAll(/\n/g)].map(({ index }) => index);
  const lineOf = (position: number) => 1 + lineStarts.filter((start) => start < position).length;
  // Types become spaces, so every position stays what it was.
  const program = parse(stripTypeScriptTypes(text), { ecmaVersion: 'latest', sourceType: 'module' });
  const nodes = [...allNodes(program)];
  return { path, text, nodes, imports: findImports(text, nodes, lineOf), lineOf };
}

function* allNodes(value: unknown): Generator<AnyNode> {
  if (Array.isArray(value)) for (const item of value) yield* allNodes(item);
  else if (typeof value === 'object' && value !== null && 'type' in value) {
    yield value as AnyNode;
    for (const child of Object.values(value)) if (typeof child === 'object') yield* allNodes(child);
  }
}

/** From the text, for the types that a parser of JavaScript no longer sees: no clause holds a quote or semicolon. */
const FROM = /^[ \t]*(?:import|export)\b([^;'"`]*?)(?:\bfrom\s+)?'([^'\n]+)'/gm;

function findImports(text: string, nodes: readonly AnyNode[], lineOf: (at: number) => number): Import[] {
  // A template may hold a program that is shown to people.
  const quoted = nodes.filter(({ type }) => type === 'TemplateElement');
  const statics = [...text.matchAll(FROM)]
    .filter(([match, clause = '']) => /\bfrom\s+'/.test(match) || /^\s*$/.test(clause))
    .filter(({ index }) => !quoted.some(({ start, end }) => start <= index && index < end))
    .map(({ 0: match, 1: clause = '', 2: specifier = '', index }) => ({
      specifier,
      line: lineOf(index + match.length),
      ...describeClause(clause),
    }));
  const dynamics = nodes.flatMap((node) =>
    node.type === 'ImportExpression' && node.source.type === 'Literal'
      ? [{ specifier: String(node.source.value), line: lineOf(node.start), isTypeOnly: false, names: ['*'] }]
      : [],
  );
  return [...statics, ...dynamics];
}

function describeClause(clause: string): { isTypeOnly: boolean; names: string[] } {
  const isTypeStatement = /^\s*type\b(?!\s*,)/.test(clause);
  const braced = /\{([^}]*)\}/.exec(clause)?.[1];
  const members = (braced ?? '').split(',').map((name) => name.trim());
  const taken = members.filter((name) => name !== '' && !/^type\s/.test(name));
  const outside = clause.replace(/\{[^}]*\}/, '').replace(/^\s*type\b/, '');
  const whole = /\*/.test(outside) ? ['*'] : /\w/.test(outside) ? ['default'] : [];
  const names = [...whole, ...taken.map((name) => name.split(/\s+as\s+/)[0] ?? name)];
  const onlyTypes = braced !== undefined && members.some(Boolean) && names.length === 0;
  return { isTypeOnly: isTypeStatement || onlyTypes, names };
}
