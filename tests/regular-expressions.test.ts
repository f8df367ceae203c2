import type { AnyNode } from 'acorn';
import { isSafe } from 'redos-detector';
import t from 'tap';
import { isTestCode } from './architecture/rule.ts';
import { readSources } from './architecture/source.ts';

// KS-76: no input makes a regular expression take long. redos-detector looks at each one of what runs in production and
// says how often it can go back for the worst input; above MAX_BACKTRACKS it is told nothing about the input's length.

const MAX_BACKTRACKS = 200;
/** Counted and not timed, so that the outcome is the same on any machine. */
const MAX_STEPS = 5_000;

/** Expressions that could go back without bound, and what bounds their input instead. */
const BOUNDED: Readonly<Record<string, readonly [source: string, because: string][]>> = {
  'packages/client/src/client.ts': [
    ['\\/+$', 'the base URL, from whoever builds the client'],
    ['\\{(\\w+)\\}', 'paths of the API description'],
  ],
  'packages/embedded-postgres/src/embedded-postgres.ts': [
    ['pre-existing shared memory block|lock file ".*" already exists', "PostgreSQL's own log"],
    ['could not bind .*Address already in use|could not create any TCP\\/IP sockets', "PostgreSQL's own log"],
  ],
  'packages/runtime/src/config.ts': [['\\/0+$', "the operator's configuration"]],
  'services/gateway/src/profiles/bitfinex-v2/path.ts': [['[1-9][0-9]*$', 'a path of at most 512 characters']],
  'services/gateway/src/routing/route-amendments.ts': [['\\{([a-z]+)\\}', "the operator's file of routes"]],
  'services/gateway/src/routing/route-table.ts': [['(\\{[a-z]+\\})', 'our own routes']],
  'services/keys/src/audit/write-anchor.ts': [['"at":"([^"]+)"', 'what we wrote ourselves']],
  'services/keys/src/config.ts': [
    ['^(localhost|.+\\.localhost|127\\.\\d+\\.\\d+\\.\\d+|\\[::1\\])$', "the operator's configuration"],
  ],
  'services/keys/src/http/address-group.ts': [
    ['\\d+\\.\\d+\\.\\d+\\.\\d+$', 'an IPv6 address, of at most 45 characters'],
  ],
  'services/keys/src/state-machine/state-diagram.ts': [
    ['<!-- generated: ([a-z-]+) -->\\n[\\s\\S]*?<!-- end -->', 'our own documents'],
  ],
  'services/mailer/src/config.ts': [['^([^<>"\\p{Cc}]*?)\\s*<([^<>]*)>$', "the operator's configuration"]],
  'services/mailer/src/delivery/mail-address.ts': [
    [
      "^[\\p{L}\\p{N}!#$%&'*+/=?^_`{|}~-]+(\\.[\\p{L}\\p{N}!#$%&'*+/=?^_`{|}~-]+)*$",
      'a local part of at most 64 characters',
    ],
    ['^(?!-)[\\p{L}\\p{N}-]{1,63}(\\.[\\p{L}\\p{N}-]{1,63})*$', 'an address of at most 254 bytes'],
  ],
};

/** A literal, or the `pattern` of a schema, which is always read with the flag `u`. */
function expressionOf(node: AnyNode): RegExp | null {
  if (node.type === 'Literal' && node.regex) return new RegExp(node.regex.pattern, node.regex.flags);
  if (node.type !== 'Property' || node.key.type !== 'Identifier' || node.key.name !== 'pattern') return null;
  return node.value.type === 'Literal' && typeof node.value.value === 'string'
    ? new RegExp(node.value.value, 'u')
    : null;
}

const found = readSources()
  .filter(({ path }) => /^(packages|services)\/[^/]+\/src\//.test(path) && !isTestCode(path))
  .filter(({ path }) => !path.startsWith('services/sandbox-exchange/'))
  .flatMap(({ path, nodes }) =>
    nodes
      .map(expressionOf)
      .filter((expression) => expression !== null)
      .map((expression) => ({ path, expression })),
  );
const isBounded = ({ path, expression }: (typeof found)[number]) =>
  BOUNDED[path]?.some(([source]) => source === expression.source) === true;

t.test('KS-76: no regular expression that strangers can feed goes back without bound', async (t) => {
  t.ok(found.length > 80, `${found.length} expressions`);
  const distinct = new Map(
    found.filter((one) => !isBounded(one)).map((one) => [String(one.expression), one]),
  );
  for (const { path, expression } of distinct.values()) {
    const { safe, error } = isSafe(expression, { maxScore: MAX_BACKTRACKS, maxSteps: MAX_STEPS });
    t.ok(safe, `${path}: ${expression} ${error ?? ''}`);
  }
});

t.test('every exception is still in the code', async (t) => {
  for (const [path, expressions] of Object.entries(BOUNDED)) {
    for (const [source] of expressions) {
      t.ok(
        found.some((one) => one.path === path && one.expression.source === source),
        `${path}: ${source}`,
      );
    }
  }
});

t.test('the detector knows a bad one when it sees it', async (t) => {
  for (const bad of [/(a+)+$/, /^(a|a)*$/, /\s+$/, /^([a-z]+)*@/]) {
    t.notOk(isSafe(bad, { maxScore: MAX_BACKTRACKS, maxSteps: MAX_STEPS }).safe, String(bad));
  }
});
