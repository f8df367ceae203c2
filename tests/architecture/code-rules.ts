import type { AnyNode, CallExpression, Function as FunctionNode } from 'acorn';
import { isTestCode, type Offence, type Rule } from './rule.ts';
import type { Source } from './source.ts';

/** `a.b` as written, for `a` and `b` plain names. */
function memberName(node: AnyNode): string {
  if (node.type !== 'MemberExpression' || node.computed) return '';
  if (node.object.type !== 'Identifier' || node.property.type !== 'Identifier') return '';
  return `${node.object.name}.${node.property.name}`;
}

const at = (source: Source, node: AnyNode, what: string): Offence => ({
  line: source.lineOf(node.start),
  what,
});

/** Reading the environment, except handing it whole to the reader of a configuration. */
function environmentReads(source: Source): Offence[] {
  const handedOver = new Set(
    source.nodes.flatMap((node) =>
      node.type === 'CallExpression' &&
      node.callee.type === 'Identifier' &&
      /^read\w*Config$/.test(node.callee.name)
        ? node.arguments.map(({ start }) => start)
        : [],
    ),
  );
  const mayHandOver = /(^|[/-])main\.ts$|^deploy\/local\/src\/[^/]+\.ts$/.test(source.path);
  return source.nodes
    .filter((node) => memberName(node) === 'process.env')
    .filter((node) => !(mayHandOver && handedOver.has(node.start)))
    .map((node) => at(source, node, 'reads process.env'));
}

/** Tables whose rows count only together with the state change that they report. */
const SAME_TRANSACTION = new Set(['outbox_messages', 'audit_events']);
const WRITES = new Set(['insertInto', 'updateTable', 'deleteFrom']);

function writtenTable(node: AnyNode): string | null {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return null;
  const { property } = node.callee;
  const [table] = (node as CallExpression).arguments;
  if (property.type !== 'Identifier' || !WRITES.has(property.name)) return null;
  return table?.type === 'Literal' ? String(table.value) : null;
}

const isFunction = (node: AnyNode): node is AnyNode & FunctionNode =>
  node.type === 'FunctionDeclaration' ||
  node.type === 'FunctionExpression' ||
  node.type === 'ArrowFunctionExpression';

/** Type of a function's first parameter, from the text: the tree has no types. `''` if there is none. */
function firstParameterType(source: Source, fn: FunctionNode): string {
  const [first] = fn.params;
  if (first?.type !== 'Identifier') return '';
  return /^\s*(\??\s*:[^,)=]+)/.exec(source.text.slice(first.end))?.[1]?.replace(/\s/g, '') ?? '';
}

function writesOutsideTransaction(source: Source): Offence[] {
  const functions = source.nodes.filter(isFunction);
  return source.nodes.flatMap((node) => {
    const table = writtenTable(node);
    if (table === null || !SAME_TRANSACTION.has(table)) return [];
    const around = functions.filter(({ start, end }) => start <= node.start && node.end <= end);
    const isInside = around.some((fn) => firstParameterType(source, fn) === ':DatabaseTransaction');
    return isInside
      ? []
      : [at(source, node, `writes ${table} in a function that does not demand a transaction first`)];
  });
}

/** The files that translate to HTTP; elsewhere a number of the protocol has no business. */
const KNOWS_STATUS: readonly RegExp[] = [
  /^services\/keys\/src\/http\//,
  // A route says what it answers when all is well; what it answers otherwise is the problem table's to know.
  /^services\/keys\/src\/.*\.routes\.ts$/,
  /^services\/keys\/src\/openapi\//,
  /^services\/gateway\/src\/(http|proxy)\//,
  /^services\/gateway\/src\/profiles\/[^/]+\/answers\.ts$/,
  /^services\/mailer\/src\/health\.ts$/,
  /^services\/sandbox-exchange\/src\/http\//,
];
const STATUS_NAMES = new Set(['status', 'statusCode', 'code', 'writeHead', 'httpStatus']);

const isStatus = (node: AnyNode | null | undefined) =>
  node?.type === 'Literal' && typeof node.value === 'number' && node.value >= 100 && node.value <= 599;
const nameOf = (node: AnyNode) =>
  node.type === 'Identifier'
    ? node.name
    : node.type === 'MemberExpression' && node.property.type === 'Identifier'
      ? node.property.name
      : '';

/** A status code is written: `.code(404)`, `{ status: 404 }`, `statusCode = 404`, `status === 404`. */
function writesStatus(node: AnyNode): boolean {
  switch (node.type) {
    case 'CallExpression':
      return STATUS_NAMES.has(nameOf(node.callee)) && isStatus(node.arguments[0]);
    case 'Property':
      return STATUS_NAMES.has(nameOf(node.key)) && isStatus(node.value);
    case 'AssignmentExpression':
      return STATUS_NAMES.has(nameOf(node.left)) && isStatus(node.right);
    case 'BinaryExpression':
      return STATUS_NAMES.has(nameOf(node.left)) && isStatus(node.right);
    default:
      return false;
  }
}

/** Words of the glossary's right-hand column that leave no room for doubt, with the word to use. */
const FORBIDDEN_WORDS: readonly (readonly [RegExp, string])[] = [
  [/access_?token/i, 'API key, secret or confirmation token'],
  [/(^|_)mfa|Mfa|MFA/, 'second factor'],
  [/(^|_)otp(?!lib|auth)|[a-su-z]Otp|OneTimePassword/, 'TOTP code'],
  [/magic_?link/i, 'confirmation'],
  [/(^|_)customer|Customer/, 'user'],
  [/dead_?mail|poison/i, 'dead letter'],
  [/draft_?key/i, 'key creation'],
  [/string_?to_?sign/i, 'signature base'],
  [/anti_?replay_?counter/i, 'nonce'],
];

/** Names in code and in types; comments and texts may say what they like. */
function namesOf({ text, nodes, lineOf }: Source): { name: string; line: number }[] {
  const blanked = [...text];
  for (const node of nodes) {
    const isText =
      node.type === 'TemplateElement' || (node.type === 'Literal' && typeof node.value !== 'number');
    if (isText) for (let i = node.start; i < node.end; i++) if (blanked[i] !== '\n') blanked[i] = ' ';
  }
  const bare = blanked
    .join('')
    .replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, (comment) => comment.replace(/[^\n]/g, ' '));
  return [...bare.matchAll(/[A-Za-z_$][\w$]*/g)].map(({ 0: name, index }) => ({ name, line: lineOf(index) }));
}

/** Data that reads best in one piece. */
const LONG_TABLES = new Set<string>([]);
const MAX_LINES = 350;
/** A test file is a list of cases and may be longer. */
const MAX_TEST_LINES = 500;

export const CODE_RULES: readonly Rule[] = [
  {
    name: 'only config.ts reads the environment',
    reason: 'a setting that is read elsewhere is neither validated nor listed when something is wrong',
    check: (source) =>
      /(^|\/)config\.ts$/.test(source.path) || isTestCode(source.path) ? [] : environmentReads(source),
    bad: [
      ['services/keys/src/app.ts', 'const level = process.env.LOG_LEVEL;'],
      ['services/keys/src/app.ts', 'const { LOG_LEVEL } = process.env;'],
      ['services/keys/src/main.ts', "const port = process.env['PORT'];"],
      ['services/keys/src/app.ts', 'const config = readConfig(process.env);'],
    ],
    good: [
      ['services/keys/src/config.ts', 'const level = process.env.LOG_LEVEL;'],
      ['services/keys/src/main.ts', 'const config = readConfig(process.env);'],
      ['services/keys/src/app.ts', "// process.env is not for us\nconst text = 'process.env';"],
    ],
  },
  {
    name: 'outbox and audit rows are written by functions that take a transaction first',
    reason: 'a mail or an audit event without the change it reports, or the other way round, is a lie',
    // The mailer changes the state of a message in one statement, which is a transaction by itself.
    check: (source) =>
      source.path.startsWith('services/keys/') && !isTestCode(source.path)
        ? writesOutsideTransaction(source)
        : [],
    bad: [
      [
        'services/keys/src/a-store.ts',
        "export function f(db: Database) { return db.insertInto('audit_events'); }",
      ],
      [
        'services/keys/src/a-store.ts',
        "export const f = (trx?: DatabaseTransaction) => trx.insertInto('outbox_messages');",
      ],
      [
        'services/keys/src/a-store.ts',
        "export const f = (id: string, trx: DatabaseTransaction) => trx.updateTable('outbox_messages');",
      ],
      [
        'services/keys/src/a-store.ts',
        "export const f = (trx: DatabaseTransaction | Database) => trx.insertInto('audit_events');",
      ],
    ],
    good: [
      [
        'services/keys/src/a-store.ts',
        "export async function f(trx: DatabaseTransaction, id: string) {\n  await trx.insertInto('audit_events');\n}",
      ],
      ['services/keys/src/a-store.ts', "export const f = (db: Database) => db.insertInto('sessions');"],
    ],
  },
  {
    name: 'KS-74: no SQL is put together from text outside migrations',
    reason: 'sql.raw and sql.lit take whatever they are given; values belong into parameters',
    check: (source) =>
      source.path.startsWith('packages/database/src/migrations/') || isTestCode(source.path)
        ? []
        : source.nodes
            .filter((node) => /^sql\.(raw|lit|literal)$/.test(memberName(node)))
            .map((node) => at(source, node, memberName(node))),
    bad: [
      ['services/keys/src/a-store.ts', 'sql.raw(name);'],
      ['services/keys/src/a-store.ts', 'const q = name === undefined ? sql.lit(1) : sql.lit(name);'],
    ],
    good: [['packages/database/src/migrations/0001-x.ts', 'sql.raw(STATEMENTS);']],
  },
  {
    name: 'only the HTTP edge of a service knows status codes',
    reason: 'inside, errors are a closed union of codes; one table says what each is over HTTP',
    check: (source) =>
      !source.path.startsWith('services/') ||
      isTestCode(source.path) ||
      KNOWS_STATUS.some((file) => file.test(source.path))
        ? []
        : source.nodes.filter(writesStatus).map((node) => at(source, node, 'writes an HTTP status code')),
    bad: [
      ['services/keys/src/users/register-user.ts', 'reply.code(404);'],
      ['services/keys/src/users/register-user.ts', 'throw Object.assign(new Error(), { statusCode: 409 });'],
      ['services/gateway/src/verification/steps/x.ts', 'if (answer.status === 500) stop();'],
      ['services/sandbox-exchange/src/orders/order.ts', 'response.statusCode = 200;'],
    ],
    good: [
      ['services/keys/src/http/problems.ts', "const TABLE = { 'wrong-browser': { status: 409 } };"],
      ['services/keys/src/users/register-user.ts', "const code = 'email-taken'; const status = 'active';"],
    ],
  },
  {
    name: 'the glossary decides on names',
    reason: 'one word an idea, in code, API, docs and messages (docs/glossary.md)',
    check: (source) =>
      namesOf(source).flatMap(({ name, line }) =>
        FORBIDDEN_WORDS.filter(([word]) => word.test(name)).map(([, use]) => ({
          line,
          what: `${name}: say ${use}`,
        })),
      ),
    bad: [
      ['services/keys/src/x.ts', "export const accessToken = '';"],
      ['services/keys/src/x.ts', 'export type X = { mfa_enabled: boolean };'],
      ['services/keys/src/x.ts', 'export const requireMfa = () => {};'],
      ['services/keys/src/x.ts', 'export function checkOtp() {}'],
      ['services/keys/src/x.ts', 'export type Customer = { id: string };'],
    ],
    good: [
      ['services/keys/src/x.ts', "// mfa is what others call it\nexport const text = 'accessToken';"],
      [
        'services/keys/src/x.ts',
        'export const totpCode = 1; export const otpauthUri = 2; export const checkTotp = 3;',
      ],
    ],
  },
  {
    name: `no file is longer than ${MAX_LINES} lines`,
    reason:
      'a file that long has more than one subject; data tables that read best in one piece are listed here',
    check: ({ path, text }) => {
      const lines = text.trimEnd().split('\n').length;
      const most = path.endsWith('.test.ts') ? MAX_TEST_LINES : MAX_LINES;
      return lines <= most || LONG_TABLES.has(path) ? [] : [{ line: most, what: `has ${lines} lines` }];
    },
    bad: [
      ['services/keys/src/x.ts', '// line\n'.repeat(MAX_LINES + 1)],
      ['services/keys/src/x.test.ts', '// line\n'.repeat(MAX_TEST_LINES + 1)],
    ],
    good: [['services/keys/src/x.ts', '// line\n'.repeat(MAX_LINES)]],
  },
  {
    name: 'files and folders are named for what they hold',
    reason:
      'utils, helpers and common hold what nobody found a place for; kebab-case is the same on every machine',
    check: ({ path }) => [
      ...(/(^|[/-])(utils?|helpers?|common|misc|shared|lib)([/.]|$)/.test(path)
        ? [{ line: 1, what: 'names nothing' }]
        : []),
      ...(/^[a-z0-9./-]+$/.test(path) ? [] : [{ line: 1, what: 'is not in kebab-case' }]),
    ],
    bad: [
      ['services/keys/src/utils/x.ts', ''],
      ['services/keys/src/http/helpers.ts', ''],
      ['packages/common/src/x.ts', ''],
      ['services/keys/src/date-utils.ts', ''],
      ['services/keys/src/apiKeys/x.ts', ''],
    ],
    good: [['services/keys/src/users/common-passwords.ts', '']],
  },
  {
    name: 'no test is skipped in silence, and none runs alone',
    reason: 'a skipped test needs a reason that the report shows; `only` hides the rest',
    check: (source) =>
      source.nodes
        .filter((node) => /^t\.(skip|todo|only)$/.test(memberName(node)) || isSkipWithoutReason(node))
        .map((node) => at(source, node, 'skips without a reason, or runs alone')),
    bad: [
      ['services/keys/src/x.test.ts', "t.skip('later', () => {});"],
      ['services/keys/src/x.test.ts', "t.test('x', { skip: true }, () => {});"],
      ['services/keys/src/x.test.ts', "t.only('x', () => {});"],
    ],
    good: [
      [
        'services/keys/src/x.test.ts',
        "t.test('x', { skip: redis ? false : 'no Redis: set REDIS_URL' }, () => {});",
      ],
    ],
  },
];

function isSkipWithoutReason(node: AnyNode): boolean {
  return (
    node.type === 'Property' &&
    nameOf(node.key) === 'skip' &&
    node.value.type === 'Literal' &&
    node.value.value === true
  );
}
