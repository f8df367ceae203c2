import { globSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import { parse } from 'yaml';
import { PORTS, POSTGRES_PORT } from '../deploy/local/src/stack/ports.ts';
import { SCOPED_TOKEN_LENGTH } from '../packages/sealing/src/scoped-token.ts';
import { LIMITS as GATEWAY_LIMITS } from '../services/gateway/src/limits.ts';
import { METRICS, type Metric } from '../services/gateway/src/metrics/metrics.ts';
import { V1_ANSWERS } from '../services/gateway/src/profiles/bitfinex-v1/answers.ts';
import { ANSWERS } from '../services/gateway/src/profiles/bitfinex-v2/answers.ts';
import { UNSUPPORTED_V2 } from '../services/gateway/src/routing/routes-v2.ts';
import { SCOPES_BY_CAP } from '../services/gateway/src/tokens/token-permissions.ts';
import { DEFAULT_TTL_SECONDS, MAX_TTL_SECONDS } from '../services/gateway/src/tokens/token-request.ts';
import {
  AUTH_OPTION_PERMISSIONS,
  EVENT_PERMISSIONS,
  INPUT_PERMISSIONS,
  NOTIFICATION_PERMISSIONS,
} from '../services/gateway/src/websocket/message-permissions.ts';
import { SOCKET_LIMITS } from '../services/gateway/src/websocket/socket-limits.ts';
import { FIELD_ERRORS } from '../services/keys/src/field-error.ts';
import { PROBLEMS } from '../services/keys/src/http/problems.ts';
import { KEY_CREATION_STATES } from '../services/keys/src/key-creation/states.ts';
import { LIMITS } from '../services/keys/src/limits.ts';
import { NOTICE_POLICIES } from '../services/keys/src/notifications/notice-policy.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const DOCUMENTS = globSync(['*.md', 'docs/**/*.md', '{packages,services,deploy}/*/*.md'], {
  cwd: ROOT,
  exclude: (name) => name === 'node_modules',
});

/** The rows of a Markdown table below a heading, each as its cells without the marks of code. */
function tableBelow(text: string, heading: string): string[][] {
  const section = text.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
  return section
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim().replace(/^`(.*)`$/, '$1')),
    );
}

/** As GitHub makes it from a heading. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\w\- ]/g, '')
    .replaceAll(' ', '-');

const withoutCode = (text: string) => text.replaceAll(/^```[\s\S]*?^```/gm, '').replaceAll(/`[^`]*`/g, '');
/** Code blocks without their comments, and code within sentences. */
const codeOf = (text: string) =>
  (text.match(/^```[\s\S]*?^```|`[^`\n]+`/gm) ?? []).join('\n').replaceAll(/#.*$/gm, '');
const anchorsIn = (text: string) =>
  [...text.replaceAll(/^```[\s\S]*?^```/gm, '').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    anchorOf(heading),
  );

const MAX_PICTURES_BYTES = 3_000_000;

t.test('every picture that the README shows is there, and all of them are small', async (t) => {
  const paths = new Set(read('README.md').match(/docs\/images\/[\w-]+\.png/g));
  t.ok(paths.size > 4);
  const sizes = [...paths].map((path) => readFileSync(join(ROOT, path)).length);
  t.ok(sizes.reduce((sum, size) => sum + size, 0) < MAX_PICTURES_BYTES);
});

t.test('the routes that are not offered are listed with the reason', async (t) => {
  const listed = tableBelow(read('docs/bitfinex-clients.md'), 'Not offered');
  t.same(
    listed,
    UNSUPPORTED_V2.map(([path, reason]) => [`/v2/auth/${path}`, reason]),
  );
});

t.test('every relative link of every document leads somewhere', async (t) => {
  t.ok(DOCUMENTS.length > 10);
  for (const document of DOCUMENTS) {
    const links = [...withoutCode(read(document)).matchAll(/\]\(([^)\s]+)\)/g)].map(
      ([, target = '']) => target,
    );
    for (const target of links.filter((link) => !/^https?:/.test(link))) {
      const [path = '', anchor] = target.split('#');
      const file = path === '' ? join(ROOT, document) : resolve(ROOT, dirname(document), path);
      t.ok(globSync(file).length === 1, `${document}: ${target}`);
      if (anchor !== undefined)
        t.ok(anchorsIn(readFileSync(file, 'utf8')).includes(anchor), `${document}: ${target}`);
    }
  }
});

t.test('every path that a document names exists', async (t) => {
  for (const document of DOCUMENTS) {
    const named = [...read(document).matchAll(/`((?:services|packages|deploy|docs|tests)\/[\w./-]+)`/g)];
    for (const [, path = ''] of named) t.ok(globSync(join(ROOT, path)).length === 1, `${document}: ${path}`);
  }
});

t.test(
  'the table of notices says of each kind when it is sent, and whether it can be switched',
  async (t) => {
    const limited = `, at most ${LIMITS.noticesPerHour} an hour`;
    const existing = Object.entries(NOTICE_POLICIES).map(([kind, policy]) => [
      kind,
      `${policy.description}.`,
      (policy.isSwitchable ? `${policy.isEnabledByDefault ? 'on' : 'off'}, switchable` : 'always') +
        (policy.isLimited ? limited : ''),
      policy.hasLink ? 'yes' : 'no',
    ]);
    t.strictSame(tableBelow(read('docs/flows/mail.md'), 'Notices'), existing);
  },
);

t.test('every npm command that a document names exists', async (t) => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const named = new Set(
    DOCUMENTS.flatMap((document) => [
      ...codeOf(read(document)).matchAll(/npm (?:run )?([a-z]+(?::[a-z]+)*)/g),
    ]).map(([, name = '']) => name),
  );
  for (const ofNpmItself of ['ci', 'install']) named.delete(ofNpmItself);
  for (const name of named) t.ok(scripts[name], `npm run ${name}`);
  t.ok(['start', 'test', 'demo', 'reset', 'openapi'].every((name) => named.has(name)));
});

t.test('the ports in the README are those of the local stack and the defaults of the services', async (t) => {
  const cells = read('README.md')
    .split('\n')
    .filter((line) => line.startsWith('| '));
  const portOf = (part: string) =>
    cells
      .find((line) => line.includes(part))
      ?.split('|')[2]
      ?.trim();
  t.equal(portOf('services/keys)'), String(PORTS.keys.fallback));
  t.equal(portOf('services/gateway)'), String(PORTS.gateway.fallback));
  t.equal(portOf('services/sandbox-exchange)'), String(PORTS.exchange.fallback));
  t.equal(portOf('mail inbox'), `${PORTS.mailWeb.fallback}, SMTP ${PORTS.smtp.fallback}`);
  t.equal(portOf('PostgreSQL (local'), String(POSTGRES_PORT.fallback));
  const configured = (service: string) =>
    /PORT', (?:\{ fallback: )?(\d+)/.exec(read(`services/${service}/src/config.ts`))?.[1];
  t.equal(configured('keys'), String(PORTS.keys.fallback));
  t.equal(configured('gateway'), String(PORTS.gateway.fallback));
  t.equal(configured('sandbox-exchange'), String(PORTS.exchange.fallback));
});

t.test('every refusal of the key service is documented with its status, and no other', async (t) => {
  const documented = tableBelow(read('docs/errors.md'), 'Key service').map(
    ([code, status]) => `${code} ${status}`,
  );
  const existing = Object.entries(PROBLEMS).map(([code, { status }]) => `${code} ${status}`);
  t.strictSame(documented.toSorted(), existing.toSorted());
});

t.test('every code of a field error is documented with its parameters and meaning', async (t) => {
  const existing = Object.entries(FIELD_ERRORS).map(([code, { meaning, params }]) => [
    code,
    params.join(', '),
    meaning,
  ]);
  t.strictSame(tableBelow(read('docs/errors.md'), 'Fields'), existing);
});

t.test(
  'every rejection of the gateway is documented with what the client is told, and no other',
  async (t) => {
    const documented = tableBelow(read('docs/errors.md'), 'Gateway').map((cells) =>
      cells.slice(0, 4).join(' | '),
    );
    const existing = Object.entries(ANSWERS).map(([reason, { status, body }]) => {
      const [, code = '', text = ''] = body.length === 0 ? [] : (JSON.parse(body.toString()) as string[]);
      return [reason, status, code, text].join(' | ');
    });
    t.strictSame(documented.toSorted(), existing.toSorted());
  },
);

t.test('what a REST v1 client is told instead is documented, all of it and nothing else', async (t) => {
  const documented = tableBelow(read('docs/errors.md'), 'Gateway, REST v1').flatMap(
    ([reasons = '', status, message]) =>
      reasons.split('`, `').map((reason) => `${reason} | ${status} | ${message}`),
  );
  const existing = Object.entries(V1_ANSWERS)
    .filter(([reason, answer]) => answer !== ANSWERS[reason as keyof typeof ANSWERS])
    .map(([reason, { status, body }]) => {
      const { message, error } = JSON.parse(body.toString()) as { message?: string; error?: string };
      return `${reason} | ${status} | ${message ?? error}`;
    });
  t.strictSame(documented.toSorted(), existing.toSorted());
});

t.test('the headers that an upstream gets are documented, all of them and no other', async (t) => {
  const page = read('docs/flows/signed-request.md');
  const rows = page.split('\n').filter((line) => /^\| `[A-Z]/.test(line));
  const documented = rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)]);
  const source = ['deps.ts', 'http/inbound-headers.ts', 'http/serve.ts'];
  const principal = ['principal/principal-assertions.ts', 'principal/principal-headers.ts'];
  const profiles = ['profiles/bitfinex-v1/profile.ts', 'profiles/bitfinex-v2/profile.ts'];
  const text = [...source, ...principal, ...profiles]
    .map((path) => read(`services/gateway/src/${path}`))
    .join('\n');
  const passed = [...text.matchAll(/\['([a-z-]+)', 'forwardable'\]/g)];
  const added = [
    ...text.matchAll(
      /'(x-request-id|x-bfx-payload|content-type|countersign-(?!gateway-)[a-z-]+|x-forwarded-for)',(?! 'forwardedFor')/g,
    ),
  ];
  const existing = new Set([...passed, ...added].map(([, name]) => name));
  // Written by the HTTP client itself.
  for (const name of ['host', 'content-length']) existing.add(name);
  t.strictSame(documented.map(([, name = '']) => name.toLowerCase()).toSorted(), [...existing].toSorted());
});

t.test('the page on scoped tokens names caps and limits as they are', async (t) => {
  const page = read('docs/flows/scoped-tokens.md');
  const documented = page
    .split('\n')
    .filter((line) => /^\| `[a-z]{1,2}` \|/.test(line))
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .map(([, cap = '', scopes = '']) => [cap.replaceAll('`', ''), scopes.replace(/, with .*/, '')]);
  const existing = Object.entries(SCOPES_BY_CAP).map(([cap, scopes]) => [cap, scopes.join(', ')]);
  t.strictSame(documented, existing);
  for (const fact of [
    `seconds, 1 to ${MAX_TTL_SECONDS}; ${DEFAULT_TTL_SECONDS} if it is left out`,
    `A key has ${GATEWAY_LIMITS.tokensPerKey} live tokens at\nmost`,
    `a checksum, ${SCOPED_TOKEN_LENGTH} characters`,
  ]) {
    t.match(page, fact);
  }
});

/** Of a table whose first cells name several things: each of them with its second cell. */
const spread = (text: string, heading: string) =>
  tableBelow(text, heading).flatMap(([names = '', takes = '']) =>
    names.split(', ').map((name) => [name.replaceAll('`', ''), takes.split('`').join('')]),
  );

t.test('what a WebSocket message takes is documented as it is, both ways, and its limits too', async (t) => {
  const page = read('docs/flows/websocket.md');
  const text = (permission: string) => (permission === 'any' ? 'any key' : permission);
  const withText = (entries: Iterable<readonly [string, string]>) =>
    [...entries].map(([type, permission]) => [type, text(permission)]);
  const inputs = spread(page, 'Inputs').filter(([type]) => type !== 'calc');
  t.strictSame(inputs, withText(INPUT_PERMISSIONS));
  const sorted = (rows: string[][]) => rows.toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1));
  t.strictSame(sorted(spread(page, 'Events')), sorted(withText(EVENT_PERMISSIONS)));
  t.strictSame(spread(page, 'Notifications'), withText(NOTIFICATION_PERMISSIONS));
  t.strictSame(
    spread(page, 'Authentication'),
    Object.entries(AUTH_OPTION_PERMISSIONS).map(([name, permission]) => [name, text(permission)]),
  );
  const { maxMessageBytes, maxFragments, messages, maxSubscriptions, pingMs } = SOCKET_LIMITS;
  for (const limit of [
    `${maxMessageBytes.toLocaleString('en')}; ${maxFragments} |`,
    `${messages.burst} at once, ${messages.perSecond} a second`,
    `| ${maxSubscriptions} |`,
    `a ping every ${pingMs / 1_000} s`,
  ]) {
    t.ok(page.includes(limit), limit);
  }
});

t.test('every setting is documented, and none that is not read', async (t) => {
  const settings = {
    'Key service': ['services/keys/src/config.ts'],
    Gateway: ['services/gateway/src/config.ts'],
    Mailer: ['services/mailer/src/config.ts'],
    'Sandbox exchange': ['services/sandbox-exchange/src/config.ts'],
    'Database steps': ['packages/database/src/config.ts', 'packages/database/src/roles.ts'],
    'Local stack': ['deploy/local/src/config.ts', 'deploy/local/src/stack/ports.ts'],
  };
  // Read by every service; handed on to programs as they are.
  const elsewhere = new Set([
    'LOG_LEVEL',
    'NODE_EXTRA_CA_CERTS',
    'PATH',
    'HOME',
    'TZ',
    'LANG',
    'TMPDIR',
    'TEMP',
    'TMP',
  ]);
  for (const [heading, files] of Object.entries(settings)) {
    const documented = tableBelow(read('docs/configuration.md'), heading).map(([name]) => name);
    const text = files.map(read).join('\n');
    const constants = [...text.matchAll(/'([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*)'/g)].map(([, name = '']) => name);
    const ofRoles = [...text.matchAll(/^ {2}'(countersign_\w+)',$/gm)].map(
      ([, role = '']) => `${role.toUpperCase()}_PASSWORD_FILE`,
    );
    const existing = new Set([...constants, ...ofRoles].filter((name) => !elsewhere.has(name)));
    t.strictSame(documented.toSorted(), [...existing].toSorted(), heading);
  }
});

t.test('every fixed limit of the gateway is documented as it is', async (t) => {
  const documented = tableBelow(read('docs/operation.md'), 'Limits').map(([name, value]) => [name, value]);
  const { sockets, ...limits } = GATEWAY_LIMITS;
  const existing = Object.entries(limits).map(([name, limit]) => [
    name,
    typeof limit === 'number' ? String(limit) : `${limit.perSecond} a second, burst ${limit.burst}`,
  ]);
  t.strictSame(documented, existing);
});

t.test('every metric of the gateway is documented with its label, and no other', async (t) => {
  const documented = tableBelow(read('docs/operation.md'), 'Metrics').map(([name, label]) => [name, label]);
  const existing = Object.entries<Metric>(METRICS).map(([name, { label }]) => [name, label ?? '']);
  t.strictSame(documented, existing);
});

t.test('the glossary names the states of a key creation as they are', async (t) => {
  const row = read('docs/glossary.md')
    .split('\n')
    .find((line) => line.startsWith('| state '));
  t.strictSame(
    [...(row ?? '').matchAll(/`(\w+)`/g)].map(([, state]) => state),
    [...KEY_CREATION_STATES],
  );
});

t.test('every decision is listed', async (t) => {
  const pages = globSync('docs/adr/0*.md', { cwd: ROOT }).map((path) => path.split('/').at(-1) ?? '');
  for (const page of pages) t.match(read('docs/adr/README.md'), `(${page})`);
  t.ok(pages.length >= 10);
});

t.test('one version of Node everywhere', async (t) => {
  const { optionalDependencies } = JSON.parse(read('package.json')) as {
    optionalDependencies: Record<string, string>;
  };
  const versions = new Set(Object.values(optionalDependencies));
  t.strictSame([...versions], [/^ARG NODE_VERSION=(\S+)$/m.exec(read('deploy/docker/Dockerfile'))?.[1]]);
  t.match(parse(read('docker-compose.yml')), { services: {} });
});

/** Test files by the number of the attack case that their tests carry. */
function testsByCase(): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  const files = globSync(['{packages,services,deploy}/**/*.test.ts', 'tests/**/*.ts'], {
    cwd: ROOT,
    exclude: (name) => name === 'node_modules',
  });
  for (const file of files) {
    if (file === 'tests/documents.test.ts') continue;
    for (const [number] of read(file).matchAll(/KS-\d\d/g)) {
      found.set(number, (found.get(number) ?? new Set<string>()).add(file));
    }
  }
  return found;
}

t.test('the threat model names tests for every attack case that carry its number, or a reason', async (t) => {
  const rows = read('docs/threat-model.md')
    .split('\n')
    .filter((line) => /^\| KS-/.test(line))
    .map((line) => line.split('|').map((cell) => cell.trim()));
  const tests = testsByCase();
  const listed = rows.map(([, number = '']) => number);
  t.strictSame(listed, [...new Set(listed)].toSorted(), 'each once, in order');
  t.same(
    [...tests.keys()].filter((number) => !listed.includes(number)),
    [],
    'no test has a number of its own',
  );
  for (const [, number = '', , , cell = ''] of rows) {
    const named = Array.from(cell.matchAll(/`([^`]+)`/g), ([, file = '']) => file);
    const carrying = tests.get(number) ?? new Set<string>();
    if (named.length === 0) t.match(cell, /^none: .{20}/, `${number} has a reason`);
    t.equal(named.length === 0, carrying.size === 0, `${number}: tests are named if there are any`);
    for (const file of named) t.ok(carrying.has(file), `${number}: ${file}`);
  }
});
