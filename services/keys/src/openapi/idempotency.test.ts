import { readFileSync } from 'node:fs';
import t from 'tap';
import { parse } from 'yaml';
import type { Deps } from '../deps.ts';
import { routes } from '../routes.ts';
import { type DescribedApi, operationsOf } from './page/document.ts';
import { propertiesOf, type Schema } from './schema.ts';

const ROUTES = routes({} as Deps);
const api = parse(readFileSync(new URL('../../../../openapi.yaml', import.meta.url), 'utf8')) as DescribedApi;

/** POST operations without an idempotency key, each with why a repeat does no harm. */
const WITHOUT: Readonly<Record<string, string>> = {
  verifyEmail: 'uses a token up; a repeat is refused and changes nothing',
  signIn: 'its answer is a cookie, and a repeat ends the session that the browser already had',
  startOutsideSignIn: 'its answer is a cookie, and only the latest of two exchanges can be finished',
  startOutsideIdentityLink: 'its answer is a cookie; a repeat finds the code used up',
  raiseSession: 'moves a session on; a repeat finds the code used up',
  changePassword: 'a repeat finds the current password wrong',
  resetPassword: 'uses a token up; a repeat is refused and changes nothing',
  confirmEmailChange: 'uses a token up; a repeat is refused and changes nothing',
  closeAccount: 'closes what stays closed; a repeat finds no session',
  createRegistrationChallenge: 'as the next',
  createSecondFactorChallenge: 'a challenge is worth nothing until it is answered; a repeat gives another',
  passKeyCreationSecondFactor: 'moves a key creation on; a repeat is refused by its state',
  acknowledgeReveal: 'closes what stays closed',
  revokeKey: 'a revoked key is answered as the first time',
  revokeByLink: 'uses a token up; a repeat finds nothing to revoke',
  revokeAllKeys: 'a repeat finds nothing to revoke',
};

t.test('every POST takes an idempotency key, or is known to do no harm when repeated', async (t) => {
  const takesKey = ({ parameters = [] }: { parameters?: readonly { name: string }[] }) =>
    parameters.some(({ name }) => name === 'Idempotency-Key');
  const posts = operationsOf(api).filter(({ method }) => method === 'POST');
  const without = posts.filter(({ operation }) => !takesKey(operation));
  t.ok(posts.length > without.length);
  t.same(
    without.map(({ operation }) => operation.operationId).toSorted(),
    Object.keys(WITHOUT).toSorted(),
    'else: `idempotency` at the route, or the reviewed list above',
  );
});

const MARKED = ROUTES.filter(({ idempotency }) => idempotency !== undefined);

t.test('a handler whose route takes an idempotency key hands `once` on', async (t) => {
  for (const { operationId, handle } of MARKED) t.match(String(handle), /\bonce\b/, operationId);
});

/** Every member anywhere in a schema. */
function membersOf(schema: Schema): string[] {
  const parts = [schema.items, ...((schema.anyOf ?? []) as Schema[])].filter(Boolean) as Schema[];
  return [
    ...propertiesOf(schema).flatMap(([name, member]) => [name, ...membersOf(member)]),
    ...parts.flatMap(membersOf),
  ];
}

t.test('no answer that is kept for repeats has a place for a secret', async (t) => {
  const kept = MARKED.filter(({ idempotency }) => idempotency === 'answer-kept');
  t.ok(kept.length > 2);
  for (const { operationId, schemas } of kept) {
    const members = schemas.response.schema === null ? [] : membersOf(schemas.response.schema as Schema);
    const telling = members.filter((name) =>
      /secret|token|codes$|^code$|^qr|otpauth|password|svg/i.test(name),
    );
    t.same(telling, [], operationId);
  }
  const secret = MARKED.find(({ operationId }) => operationId === 'confirmKeyCreation');
  t.ok(membersOf(secret?.schemas.response.schema as Schema).includes('secret'), 'this would notice');
});
