import { posix } from 'node:path';
import { isTestCode, type Rule, startsWithAny } from './rule.ts';
import type { Source } from './source.ts';

/** Doors to what not everybody may do: who may come in, besides tests. */
const CAPABILITIES: Record<string, readonly string[]> = {
  '@countersign/sealing/minting': ['services/keys/'],
  '@countersign/sealing/opening': ['services/gateway/', 'packages/outbox/'],
  '@countersign/outbox/opening': ['services/mailer/'],
  '@countersign/database/migrate': ['deploy/'],
  '@countersign/database/provision': ['deploy/'],
  '@countersign/embedded-postgres': ['deploy/local/', 'packages/testing/'],
  '@countersign/testing': [],
};

/** Where a vendor's library may be imported: by one adapter a workspace, and where it is the workspace's purpose. */
const VENDORS: Record<string, readonly RegExp[]> = {
  bullmq: [/^packages\/outbox\/src\/queue-adapter\.ts$/, /^packages\/database\/src\/migrate\.ts$/],
  ccxt: [/-adapter\.ts$/],
  'embedded-postgres': [/^packages\/embedded-postgres\//],
  'fido2-lib': [/-adapter\.ts$/],
  ioredis: [/-adapter\.ts$/],
  kysely: [/^packages\/database\//, /-store\.ts$/],
  maildev: [/^deploy\/local\/src\/mail-inbox\//],
  nodemailer: [/-adapter\.ts$/],
  'openid-client': [/-adapter\.ts$/],
  otplib: [/-adapter\.ts$/],
  pg: [/^packages\/(database|embedded-postgres|testing)\//],
  pino: [/^packages\/runtime\/src\/logger\.ts$/],
  qrcode: [/-adapter\.ts$/],
  ws: [/-adapter\.ts$/],
  yaml: [/-adapter\.ts$/],
};

const workspaceOf = (path: string) => /^((?:packages|services)\/[^/]+|deploy\/local)\//.exec(path)?.[1] ?? '';
const vendorOf = (specifier: string) => /^(@[^/]+\/[^/]+|[^/]+)/.exec(specifier)?.[1] ?? specifier;

/** The workspace that an import leads to; `''` for anything that is not one of ours. */
function targetWorkspace({ path }: Source, specifier: string): string {
  if (specifier.startsWith('.')) return workspaceOf(`${posix.join(posix.dirname(path), specifier)}/`);
  const name = /^@countersign\/([^/]+)/.exec(specifier)?.[1];
  if (name === undefined) return '';
  return SERVICES.has(name) ? `services/${name}` : `packages/${name}`;
}

const SERVICES = new Set(['keys', 'gateway', 'mailer', 'sandbox-exchange', 'console']);

export const IMPORT_RULES: readonly Rule[] = [
  {
    name: 'who may mint, open, migrate and test is decided by what they may import',
    reason: 'a part that cannot import a capability cannot be made to use it (docs: what each part may know)',
    check: ({ path, imports }) =>
      imports
        .filter(({ specifier }) => Object.hasOwn(CAPABILITIES, specifier))
        .filter(({ specifier }) => !isTestCode(path) && !startsWithAny(path, CAPABILITIES[specifier] ?? []))
        .map(({ specifier, line }) => ({ line, what: `imports ${specifier}` })),
    bad: [
      ['services/gateway/src/x.ts', "import { mintSecret } from '@countersign/sealing/minting';"],
      ['services/keys/src/x.ts', "import { open } from '@countersign/sealing/opening';"],
      ['services/mailer/src/x.ts', "import { open } from '@countersign/sealing/opening';"],
      ['services/keys/src/x.ts', "export { open } from '@countersign/sealing/opening';"],
      ['services/keys/src/x.ts', "const { open } = await import('@countersign/sealing/opening');"],
      ['services/keys/src/x.ts', "import { openMail } from '@countersign/outbox/opening';"],
      ['services/keys/src/x.ts', "import { migrate } from '@countersign/database/migrate';"],
      ['services/keys/src/x.ts', "import {\n  testDatabase,\n} from '@countersign/testing';"],
    ],
    good: [
      ['services/keys/src/x.ts', "import { mintSecret } from '@countersign/sealing/minting';"],
      ['services/gateway/src/x.ts', "import { openVerifier } from '@countersign/sealing/opening';"],
      ['services/gateway/src/x.test.ts', "import { mintSecret } from '@countersign/sealing/minting';"],
    ],
  },
  {
    name: 'services never import each other, packages never import services',
    reason: 'parts talk over the wire and the database, or they are one part; what two need is a package',
    check: (source) => {
      const own = workspaceOf(source.path);
      if (own === '' || own === 'deploy/local') return [];
      return source.imports
        .filter(({ specifier }) => targetWorkspace(source, specifier).startsWith('services/'))
        .filter(({ specifier }) => targetWorkspace(source, specifier) !== own)
        .map(({ specifier, line }) => ({ line, what: `imports ${specifier}` }));
    },
    bad: [
      ['services/keys/src/a/x.ts', "import { judge } from '../../../gateway/src/verification/judge.ts';"],
      ['services/keys/src/x.test.ts', "import type { Gateway } from '@countersign/gateway';"],
      ['packages/outbox/src/x.ts', "import { app } from '../../../services/keys/src/app.ts';"],
    ],
    good: [
      ['services/keys/src/a/x.ts', "import { routes } from '../routes.ts';"],
      ['tests/system/x.ts', "import { route } from '../../services/keys/src/routes.ts';"],
    ],
  },
  {
    name: 'a workspace is entered through its package name',
    reason: 'a relative path into another workspace goes around its exports, and so around its capabilities',
    check: (source) => {
      const own = workspaceOf(source.path);
      if (own === '' || isTestCode(source.path)) return [];
      return source.imports
        .filter(({ specifier }) => specifier.startsWith('.') && targetWorkspace(source, specifier) !== own)
        .map(({ specifier, line }) => ({ line, what: `imports ${specifier}` }));
    },
    bad: [['services/mailer/src/x.ts', "import { open } from '../../../packages/sealing/src/open.ts';"]],
    good: [['services/mailer/src/a/x.ts', "import { b } from '../b.ts';"]],
  },
  {
    name: 'what runs in production never imports test code',
    reason: 'test code may do anything: mint, open, fake; it must not be reachable from a service',
    check: ({ path, imports }) =>
      isTestCode(path)
        ? []
        : imports
            .filter(({ specifier }) => specifier.startsWith('.'))
            .filter(({ specifier }) => isTestCode(posix.join(posix.dirname(path), specifier)))
            .map(({ specifier, line }) => ({ line, what: `imports ${specifier}` })),
    bad: [
      ['services/keys/src/http/x.ts', "import { testApp } from './test-app.ts';"],
      ['services/gateway/src/x.ts', "import { client } from './testing/raw-client.ts';"],
      ['deploy/local/src/x.ts', "import { user } from '../../../tests/system/user.ts';"],
    ],
    good: [['services/keys/src/http/x.test.ts', "import { testApp } from './test-app.ts';"]],
  },
  {
    name: 'a vendor library is imported by its adapter only',
    reason: 'one file to read, test and replace when the library changes, and one place for its pitfalls',
    check: ({ path, imports }) =>
      imports
        .filter(({ specifier }) => Object.hasOwn(VENDORS, vendorOf(specifier)) && !isTestCode(path))
        .filter(({ specifier }) => !VENDORS[vendorOf(specifier)]?.some((place) => place.test(path)))
        // Kysely's `sql` writes SQL; its types and those of pg only name what is passed on.
        .filter(({ isTypeOnly }) => !isTypeOnly)
        .map(({ specifier, line }) => ({ line, what: `imports ${specifier}` })),
    bad: [
      ['services/mailer/src/delivery/deliver-mail.ts', "import { createTransport } from 'nodemailer';"],
      ['services/keys/src/outbox/relay.ts', "import { Queue } from 'bullmq';"],
      ['services/keys/src/sessions/load-session.ts', "import { sql } from 'kysely';"],
      ['services/gateway/src/x.ts', "import X, { type Y } from 'ioredis/built/x.js';"],
    ],
    good: [
      ['services/mailer/src/delivery/smtp-adapter.ts', "import { createTransport } from 'nodemailer';"],
      ['services/keys/src/sessions/session-store.ts', "import { sql } from 'kysely';"],
      ['services/keys/src/x.ts', "import type { Redis } from 'ioredis';"],
    ],
  },
];
