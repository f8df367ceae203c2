import t from 'tap';
import type { Route } from '../http/routes.ts';
import { KeyId, Uuid } from '../http/schemas.ts';
import { createTestApp, TEST_ORIGIN } from '../http/test-app.ts';
import type { TestAnswer } from '../http/test-browser.ts';
import { alternativesOf, propertiesOf, type Schema } from '../openapi/schema.ts';
import {
  createAccount,
  kindOfMember,
  kindOfParameter,
  NOBODYS,
  SUBJECTS,
  type TestAccount,
} from './test-account.ts';
import {
  bodyOf,
  call,
  contents,
  exampleBody,
  nameOf,
  operationsOf,
  paramNamesOf,
  pathFor,
  queryOf,
} from './test-operations.ts';

/** The answer without what differs between any two. */
const comparable = ({ status, body }: TestAnswer) => ({ status, body: { ...body, requestId: '' } });

/** A body that would be right if what it names were the caller's. */
function validBody(route: Route, { owner }: TestAccount): Record<string, unknown> | undefined {
  const body = exampleBody(route);
  if (body?.secondFactor === undefined) return body;
  return { ...body, secondFactor: owner.freshSecondFactor() };
}

const IDENTIFIER_PATTERNS = [Uuid, KeyId].map((shape) => (shape as { pattern?: unknown }).pattern);

/** @throws Error for an identifier that nobody has said anything about: it must not go untested */
function isIdentifier(name: string, { pattern }: Schema): boolean {
  if (kindOfMember(name) !== undefined) return true;
  if (IDENTIFIER_PATTERNS.includes(pattern))
    throw new Error(`test-account.ts does not say what ${name} names`);
  return false;
}

/** The members that hold identifiers, however deep, as paths. */
function identifiersIn(schema: Schema | undefined, path: readonly string[] = []): (readonly string[])[] {
  if (schema === undefined) return [];
  const own = propertiesOf(schema).flatMap(([name, member]) => [
    ...(isIdentifier(name, member) ? [[...path, name]] : []),
    ...identifiersIn(member, [...path, name]),
  ]);
  return [...own, ...alternativesOf(schema).flatMap((part) => identifiersIn(part, path))];
}

function withMember(body: unknown, [name = '', ...rest]: readonly string[], value: string): unknown {
  const members = (body ?? {}) as Record<string, unknown>;
  return { ...members, [name]: rest.length === 0 ? value : withMember(members[name], rest, value) };
}

t.test('KS-60: whatever is named of another account, in a path, is as if it did not exist', async (t) => {
  const service = await createTestApp(t, { settings: { limits: 'relaxed-on-loopback' } });
  const [victim, caller] = [await createAccount(service), await createAccount(service)];
  const before = await contents(service, caller.owner.user.id);
  let tried = 0;
  for (const route of operationsOf(service)) {
    for (const name of paramNamesOf(route)) {
      const kind = kindOfParameter(route, name);
      const own = Object.fromEntries(
        paramNamesOf(route).map((param) => [param, caller.ids[kindOfParameter(route, param)]]),
      );
      const ask = (id: string) =>
        call(caller.owner.browser, route, {
          path: pathFor(route, { ...own, [name]: id }),
          body: validBody(route, caller),
        });
      const theirs = await ask(victim.ids[kind]);
      t.match(theirs, { status: 404, body: { code: 'not-found' } }, nameOf(route));
      t.same(
        comparable(theirs),
        comparable(await ask(NOBODYS[kind])),
        `${nameOf(route)} as if there were none`,
      );
      tried++;
    }
  }
  t.ok(tried >= 12, `${tried} parameters tried`);
  t.same(await contents(service, caller.owner.user.id), before, 'and nothing has changed');
});

/** The example's is the one that the account has. */
const NEW_PASSWORD = 'a quite different passphrase';

/** Operations that look at something else before the second factor, which an example does not get right. */
const REFUSED_BEFORE: Readonly<Record<string, string>> = {
  'POST /v1/second-factors/webauthn': 'the attestation of the example answers no open challenge',
  'POST /v1/second-factors/totp/:id/activation': 'the factor is active already',
  'POST /v1/outside-identities': 'there is no identity provider',
};

t.test(
  'KS-60: whatever is named of another account, in a body or query, is as if it did not exist',
  async (t) => {
    const service = await createTestApp(t, { settings: { limits: 'relaxed-on-loopback' } });
    const [victim, caller] = [await createAccount(service), await createAccount(service)];
    const before = await contents(service, caller.owner.user.id);
    const page = { origin: TEST_ORIGIN };
    /** The caller's own security key signs the challenge of whoever it is: only whose challenge it is stands in the way. */
    const proof = (challengeId: string) => ({
      method: 'webauthn',
      challengeId,
      assertion: caller.securityKey.authenticator.assert(
        { ...victim.asked, allowCredentials: caller.asked.allowCredentials },
        page,
      ),
    });
    const tried: string[] = [];
    for (const route of operationsOf(service)) {
      // What is not swapped is the caller's own, so that it is not the reason for the refusal.
      const own = Object.fromEntries(
        paramNamesOf(route).map((name) => [name, caller.ids[kindOfParameter(route, name)]]),
      );
      const same = async (what: string, ids: readonly [string, string], sent: (id: string) => object) => {
        const [theirs, nobodys] = [
          await call(caller.owner.browser, route, { path: pathFor(route, own), ...sent(ids[0]) }),
          await call(caller.owner.browser, route, { path: pathFor(route, own), ...sent(ids[1]) }),
        ];
        t.same(comparable(theirs), comparable(nobodys), `${nameOf(route)} ${what}`);
        tried.push(`${nameOf(route)} ${what}`);
        return theirs;
      };
      for (const path of identifiersIn(bodyOf(route))) {
        const [name = ''] = path.slice(-1);
        if (name === 'subject') {
          for (const { purpose, kind, change } of SUBJECTS) {
            const sent = (subject: string) => ({ body: { purpose, subject, ...(change && { change }) } });
            const theirs = await same(purpose, [victim.ids[kind], NOBODYS[kind]], sent);
            t.match(theirs, { status: 404, body: { code: 'not-found' } }, purpose);
            const mine = await call(caller.owner.browser, route, sent(caller.ids[kind]));
            t.equal(mine.status, 201, `${purpose} of one's own`);
          }
          continue;
        }
        const kind = kindOfMember(name) ?? 'key';
        const ids = [victim.ids[kind], NOBODYS[kind]] as const;
        if (name === 'challengeId') {
          const example = exampleBody(route);
          const rest = {
            ...example,
            ...(example?.newPassword !== undefined && { newPassword: NEW_PASSWORD }),
          };
          const sent = (id: string) => ({ body: { ...rest, secondFactor: proof(id) } });
          const theirs = await same(path.join('.'), ids, sent);
          if (REFUSED_BEFORE[nameOf(route)] === undefined)
            t.match(theirs, { status: 403, body: { code: 'second-factor-invalid' } }, nameOf(route));
          continue;
        }
        const sent = (id: string) => ({ body: withMember(validBody(route, caller), path, id) });
        t.match(await same(path.join('.'), ids, sent), { status: 404 }, `${nameOf(route)} ${path.join('.')}`);
      }
      for (const [name = ''] of identifiersIn(queryOf(route))) {
        const kind = kindOfMember(name) ?? 'key';
        const sent = (id: string) => ({ path: `${pathFor(route, own)}?${name}=${id}` });
        const theirs = await same(name, [victim.ids[kind], NOBODYS[kind]], sent);
        t.ok(theirs.status === 404 || theirs.body.items.length === 0, `${nameOf(route)} ${name}`);
      }
    }
    t.ok(tried.length >= 18, tried.join(', '));
    t.same(await contents(service, caller.owner.user.id), before, 'and nothing has changed');
  },
);

t.test('KS-60: no list, and no export, holds anything of another account', async (t) => {
  const service = await createTestApp(t, { settings: { limits: 'relaxed-on-loopback' } });
  const victim = await createAccount(service);
  const caller = await service.signInWithTotp();
  for (const route of operationsOf(service)) {
    if (route.method !== 'GET' || paramNamesOf(route).length > 0) continue;
    const answer = await call(caller.browser, route);
    // Without an identity provider there is no sign-in from outside either.
    const isThere = !route.url.startsWith('/v1/session/outside');
    t.ok(isThere ? answer.status < 300 : answer.status === 404, `${nameOf(route)}: ${answer.status}`);
    for (const [kind, id] of Object.entries(victim.ids)) {
      if (id.length > 10 && !Object.values(NOBODYS).includes(id))
        t.notMatch(answer.text, id, `${nameOf(route)}: ${kind}`);
    }
    t.notMatch(answer.text, victim.owner.user.id, nameOf(route));
  }
});
