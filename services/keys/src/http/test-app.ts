import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { Database } from '@countersign/database';
import type { MailPayloads, MailTemplate, SecurityNotice } from '@countersign/outbox';
import { openMail } from '@countersign/outbox/opening';
import { createLogger } from '@countersign/runtime';
import { type TestDatabase, type TestKeyrings, testDatabase, testKeyrings } from '@countersign/testing';
import type { FastifyInstance } from 'fastify';
import { createApp } from '../app.ts';
import { signingAuditEvents } from '../audit/audit-signer.ts';
import type { Deps } from '../deps.ts';
import { watchAnswers } from '../openapi/test-answers.ts';
import { createPasswordHasher } from '../users/hash-password.ts';
import { createTestBrowser, type TestBrowser } from './test-browser.ts';

/** The part of a tap test that is used here. */
type Test = { teardown(fn: () => unknown): void; fail(message: string): unknown };

/** The pages as `npm test` has built them before any test runs. */
export const BUILT_CONSOLE = fileURLToPath(new URL('../../../console/dist', import.meta.url));

export const TEST_ORIGIN = 'https://keys.example.com';
export const TEST_PASSWORD = 'correct horse battery staple';

export type TestUser = { readonly id: string; readonly email: string; readonly password: string };

/** A user with TOTP enrolled, signed in with it in `browser`. */
export type TestOwner = {
  readonly user: TestUser;
  readonly browser: TestBrowser;
  readonly factorId: string;
  /** base32, as the enrolment showed it. */
  readonly totpSecret: string;
  readonly recoveryCodes: readonly string[];
  /** The code of the clock's time step plus `offset` steps. */
  totpCode(offset?: number): string;
  /** Moves the clock to the next time step, so that the code was never used, and wraps it for a request. */
  freshSecondFactor(): { method: 'totp'; code: string };
};

/** The real key service on a database of its own, without a socket. */
export type TestApp = {
  readonly app: FastifyInstance;
  readonly deps: Deps;
  readonly db: Database;
  readonly database: TestDatabase;
  readonly keyrings: TestKeyrings;
  /** The service's wall clock: real time plus what a test advanced it by. The database's clock goes on by itself. */
  readonly clock: { now(): Date; advance(seconds: number): void };
  /** Everything that was logged, at every level. */
  readonly logLines: readonly string[];
  /** A browser with an address and cookies of its own. */
  browser(options?: { ip?: string }): TestBrowser;
  registerUser(options?: { email?: string; browser?: TestBrowser }): Promise<TestUser>;
  /** Signs a (new) user in with the password only. */
  signIn(options?: {
    user?: TestUser;
    browser?: TestBrowser;
  }): Promise<{ user: TestUser; browser: TestBrowser }>;
  /** Registers, verifies, signs in, enrols TOTP: an owner ready to create keys. */
  signInWithTotp(options?: { email?: string }): Promise<TestOwner>;
  /** The newest mail of the template to this user, opened as the mailer would. */
  openOutboxMail<T extends MailTemplate>(userId: string, template: T): Promise<MailPayloads[T]>;
  /** Every security notice about this user, in the order in which they were queued, with the address of each. */
  openNotices(userId: string): Promise<(SecurityNotice & { readonly recipient: string })[]>;
};

type Overrides = Partial<Omit<Deps, 'settings' | 'db'>> & {
  readonly settings?: Partial<Deps['settings']>;
  /** The service's own connections; as `countersign_keys`, if absent. */
  readonly connect?: (database: TestDatabase) => Database;
};

/** @param adminUrl of a cluster of the test's own */
export async function createTestApp(
  t: Test,
  { connect = (database) => database.connect('countersign_keys'), ...overrides }: Overrides = {},
  adminUrl?: string,
): Promise<TestApp> {
  const database = await testDatabase(t, adminUrl);
  const keyrings = testKeyrings();
  const db = signingAuditEvents(connect(database), keyrings.sign);
  const clock = createTestClock();
  const logLines: string[] = [];
  const logger = createLogger('keys', 'trace', { write: (line: string) => void logLines.push(line) });
  const deps = testDeps({ db, logger, now: clock.now, keyrings }, overrides);
  const app = await createApp(deps);
  watchAnswers(app, (finding) => t.fail(finding));
  t.teardown(() => app.close());
  const browser = (options = {}) => createTestBrowser(app, { origin: TEST_ORIGIN, ...options });
  const parts = { app, deps, db, database, keyrings, clock, logLines, browser };
  const openOutboxMail = <T extends MailTemplate>(userId: string, template: T) =>
    openNewestMail(parts, userId, template);
  const people = createPeople({ ...parts, openOutboxMail });
  const openNotices = (userId: string) => openAllNotices(parts, userId);
  return { ...parts, openOutboxMail, openNotices, ...people };
}

function testDeps(
  made: Pick<Deps, 'db' | 'logger' | 'now' | 'keyrings'>,
  { settings, ...overrides }: Omit<Overrides, 'connect'>,
): Deps {
  return {
    ...made,
    randomBytes,
    // As cheap as argon2id gets: tests hash many passwords and guard nothing.
    passwordHasher: createPasswordHasher({ randomBytes, cost: { memory: 8, passes: 1, parallelism: 1 } }),
    nudgeRelay: () => {},
    identityProvider: null,
    ...overrides,
    settings: {
      environment: 'test',
      platformName: 'Countersign',
      consoleOrigin: TEST_ORIGIN,
      gatewayUrl: null,
      consoleDir: null,
      allowedOrigins: [TEST_ORIGIN],
      isHttps: true,
      trustedProxies: [],
      webauthn: { rpId: 'keys.example.com', origins: [TEST_ORIGIN], requireUserVerification: false },
      withdrawHoldHours: 24,
      limits: 'standard',
      sessionIdleSeconds: 12 * 3_600,
      sessionLifetimeSeconds: 7 * 24 * 3_600,
      drainMs: 0,
      redisUrl: null,
      redisPassword: null,
      ...settings,
    },
  };
}

function createTestClock() {
  let offsetMs = 0;
  return {
    now: () => new Date(Date.now() + offsetMs),
    advance(seconds: number) {
      offsetMs += seconds * 1_000;
    },
  };
}

type Parts = Pick<TestApp, 'database' | 'clock' | 'browser' | 'openOutboxMail'>;

function createPeople({ database, clock, browser: newBrowser, openOutboxMail }: Parts) {
  const registerUser: TestApp['registerUser'] = async ({
    email = `user-${randomUUID()}@example.com`,
    browser = newBrowser(),
  } = {}) => {
    expectStatus(await browser.post('/v1/users', { email, password: TEST_PASSWORD }), 202);
    const [row] = await database.query<{ id: string }>('select id from users where email = $1', [email]);
    const id = row?.id ?? '';
    const { token } = await openOutboxMail(id, 'email-verification');
    expectStatus(await browser.post('/v1/users/email-verification', { token }), 204);
    return { id, email, password: TEST_PASSWORD };
  };

  const signIn: TestApp['signIn'] = async ({ user, browser = newBrowser() } = {}) => {
    const person = user ?? (await registerUser({ browser }));
    const { email, password } = person;
    expectStatus(await browser.post('/v1/session', { email, password }), 201);
    return { user: person, browser };
  };

  const signInWithTotp: TestApp['signInWithTotp'] = async (options = {}) => {
    const registered = await registerUser(options);
    const { user, browser } = await signIn({ user: registered });
    const { id: factorId, secret } = expectStatus(await browser.post('/v1/second-factors/totp'), 201).body;
    const codeAt = (offset = 0) => totpCode(secret, timeStep(clock.now()) + offset);
    const url = `/v1/second-factors/totp/${factorId}/activation`;
    const { recoveryCodes } = expectStatus(await browser.post(url, { code: codeAt() }), 200).body;
    const freshSecondFactor = () => {
      clock.advance(30);
      return { method: 'totp' as const, code: codeAt() };
    };
    return {
      user,
      browser,
      factorId,
      totpSecret: secret,
      recoveryCodes,
      totpCode: codeAt,
      freshSecondFactor,
    };
  };

  return { registerUser, signIn, signInWithTotp };
}

function expectStatus<T extends { status: number; text: string }>(answer: T, status: number): T {
  if (answer.status !== status) throw new Error(`expected ${status}, got ${answer.status}: ${answer.text}`);
  return answer;
}

async function openNewestMail<T extends MailTemplate>(
  parts: Pick<TestApp, 'db' | 'keyrings'>,
  userId: string,
  template: T,
): Promise<MailPayloads[T]> {
  const rows = await findMails(parts, userId, template);
  const newest = rows.at(-1);
  if (newest === undefined) throw new Error(`no ${template} mail to this user`);
  return openRow(parts, newest) as MailPayloads[T];
}

async function openAllNotices(parts: Pick<TestApp, 'db' | 'keyrings'>, userId: string) {
  const rows = await findMails(parts, userId, 'security-notice');
  return rows.map((row) => {
    const notice = openRow(parts, row) as SecurityNotice;
    return { ...notice, recipient: row.recipient };
  });
}

const findMails = ({ db }: Pick<TestApp, 'db'>, userId: string, template: MailTemplate) =>
  db
    .selectFrom('outbox_messages')
    .selectAll()
    .where('user_id', '=', userId)
    .where('template', '=', template)
    .orderBy('created_at')
    .execute();

function openRow(
  { keyrings }: Pick<TestApp, 'keyrings'>,
  row: Awaited<ReturnType<typeof findMails>>[number],
) {
  const message = { ...row, notAfter: row.not_after, kekId: row.kek_id, signingKeyId: row.signing_key_id };
  const opened = openMail(message, keyrings);
  if (!opened.ok) throw new Error(`mail does not open: ${opened.reason}`);
  return opened.mail.payload;
}

export const timeStep = (now: Date) => Math.floor(now.getTime() / 30_000);

/** RFC 6238 with SHA-1 and 6 digits, written out here: the service's own library must not check itself. */
export function totpCode(base32: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', fromBase32(base32)).update(counter).digest();
  const offset = mac.readUInt8(19) & 0x0f;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

function fromBase32(text: string): Buffer {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = Array.from(text, (char) => alphabet.indexOf(char).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/[01]{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
