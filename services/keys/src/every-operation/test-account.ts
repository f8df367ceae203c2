import type { Route } from '../http/routes.ts';
import type { TestApp, TestOwner } from '../http/test-app.ts';
import { approvedCreation, beginCreation, makeKey } from '../key-creation/test-creation.ts';

/** An account in which there is something of everything that an identifier can name. */
export type TestAccount = {
  readonly owner: TestOwner;
  readonly ids: Readonly<Record<IdKind, string>>;
};

const ID_KINDS = [
  'session',
  'factor',
  'creation',
  'key',
  'challenge',
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

/** Makes the account through the API, and what the API cannot yet make of it as its rows. */
export async function createAccount(app: TestApp): Promise<TestAccount> {
  const owner = await app.signInWithTotp();
  const { browser, user } = owner;
  const { keyId } = await makeKey(app, owner);
  await approvedCreation(app, owner);
  const { id: creation } = await beginCreation(app, owner);
  const sessions = (await browser.get('/v1/sessions')).body.items as { id: string }[];
  const withdraw = { permissions: ['withdraw:write'], secondFactor: owner.freshSecondFactor() };
  const edit = await browser.patch(`/v1/keys/${keyId}`, withdraw);
  const challenge = await browser.post('/v1/second-factor-challenges', { purpose: 'sign-in' });
  const [identity] = await app.database.query<{ id: string }>(
    `insert into outside_identities (id, user_id, issuer, subject)
     values (gen_random_uuid(), $1::uuid, 'https://id.example.com', $2) returning id`,
    [user.id, user.id],
  );
  const [event] = await app.database.query<{ id: string }>(
    'select max(id)::text as id from audit_events where user_id = $1',
    [user.id],
  );
  return {
    owner,
    ids: {
      session: sessions[0]?.id ?? '',
      factor: owner.factorId,
      creation,
      key: keyId,
      challenge: challenge.body?.id ?? NOBODYS.challenge,
      edit: edit.body?.edit?.id ?? NOBODYS.edit,
      identity: identity?.id ?? '',
      message: event?.id ?? '',
    },
  };
}
