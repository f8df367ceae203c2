import type { Route } from '../http/routes.ts';
import type { TestApp, TestOwner } from '../http/test-app.ts';
import { approvedCreation, beginCreation, makeKey } from '../key-creation/test-creation.ts';
import { startEdit } from '../key-edits/test-edit.ts';
import type { StepUpPurpose } from '../second-factors/approval.ts';
import { registerSecurityKey, type TestSecurityKey } from '../second-factors/webauthn/test-security-key.ts';
import type { AssertionOptions } from '../second-factors/webauthn/webauthn.schemas.ts';

/** An account in which there is something of everything that an identifier can name. */
export type TestAccount = {
  readonly owner: TestOwner;
  readonly securityKey: TestSecurityKey;
  readonly ids: Readonly<Record<IdKind, string>>;
  /** What the open challenge asks a security key to sign. */
  readonly asked: AssertionOptions;
};

const ID_KINDS = [
  'session',
  'factor',
  'creation',
  'key',
  'challenge',
  'registration',
  'edit',
  'identity',
  'message',
] as const;
export type IdKind = (typeof ID_KINDS)[number];

/** An identifier of the right shape that nobody has. */
export const NOBODYS: Readonly<Record<IdKind, string>> = {
  session: '00000000-0000-4000-8000-000000000001',
  factor: '00000000-0000-4000-8000-000000000002',
  creation: '00000000-0000-4000-8000-000000000003',
  key: 'ck_lzpufZiEWRbLLhfCTpA0Gqmc0J4vcU',
  challenge: '00000000-0000-4000-8000-000000000004',
  edit: '00000000-0000-4000-8000-000000000005',
  identity: '00000000-0000-4000-8000-000000000006',
  registration: '00000000-0000-4000-8000-000000000007',
  message: '1',
};

/** What a path's parameter names, by the path before it. The longest that fits counts. */
const PARAMETERS: Readonly<Record<string, IdKind>> = {
  '/v1/sessions/': 'session',
  '/v1/second-factors/': 'factor',
  '/v1/second-factors/totp/': 'factor',
  '/v1/second-factors/webauthn/': 'factor',
  '/v1/key-creations/': 'creation',
  '/v1/key-edits/': 'edit',
  '/v1/keys/': 'key',
  '/v1/outside-identities/': 'identity',
};

/** What a member of a body or query names. */
const MEMBERS: Readonly<Record<string, IdKind>> = {
  replaces: 'key',
  challengeId: 'challenge',
  subject: 'key',
  keyId: 'key',
  factorId: 'factor',
  sessionId: 'session',
};

/** @throws Error for a parameter that nobody has said anything about: it must not go untested */
export function kindOfParameter({ url }: Route, name: string): IdKind {
  const before = url.slice(0, url.indexOf(`:${name}`));
  const [found] = Object.entries(PARAMETERS)
    .filter(([prefix]) => before === prefix)
    .map(([, kind]) => kind);
  if (found === undefined) throw new Error(`test-account.ts does not say what :${name} of ${url} names`);
  return found;
}

export const kindOfMember = (name: string): IdKind | undefined => MEMBERS[name];

/** What `subject` names, by purpose, and the change that goes with it. */
export const SUBJECTS: readonly { purpose: StepUpPurpose; kind: IdKind; change?: object }[] = [
  { purpose: 'key-creation', kind: 'creation' },
  { purpose: 'key-edit', kind: 'key', change: { label: 'Another' } },
  { purpose: 'second-factor-enrolment', kind: 'registration' },
  { purpose: 'second-factor-removal', kind: 'factor' },
  { purpose: 'outside-identity-removal', kind: 'identity' },
];

/** Makes the account through the API, and what takes an identity provider as a row. */
export async function createAccount(app: TestApp): Promise<TestAccount> {
  const owner = await app.signInWithTotp();
  const { browser, user } = owner;
  const { keyId } = await makeKey(app, owner);
  await approvedCreation(app, owner);
  const { id: creation } = await beginCreation(app, owner);
  const edit = await startEdit(app, owner, keyId);
  const securityKey = await registerSecurityKey(browser, { secondFactor: () => owner.freshSecondFactor() });
  const registration = await browser.post('/v1/second-factors/webauthn/challenge');
  // Of a purpose without a subject: what it approves is the same for every account.
  const challenge = await browser.post('/v1/second-factor-challenges', { purpose: 'recovery-codes' });
  const sessions = await browser.get('/v1/sessions');
  const [identity] = await app.database.query<{ id: string }>(
    `insert into outside_identities (id, user_id, issuer, subject)
     values (gen_random_uuid(), $1::uuid, 'https://id.example.com', $2) returning id`,
    [user.id, user.id],
  );
  const [event] = await app.database.query<{ id: string }>(
    'select max(id)::text as id from audit_events where user_id = $1',
    [user.id],
  );
  const ids = {
    session: sessions.body.items[0].id,
    factor: owner.factorId,
    creation,
    key: keyId,
    challenge: challenge.body.challengeId,
    registration: registration.body.challengeId,
    edit: edit.id,
    identity: identity?.id,
    message: event?.id,
  };
  const missing = Object.entries(ids).filter(([, id]) => typeof id !== 'string' || id === '');
  if (missing.length > 0) throw new Error(`the account has no ${missing.map(([kind]) => kind).join(', ')}`);
  return { owner, securityKey, ids: ids as TestAccount['ids'], asked: challenge.body.publicKey };
}
