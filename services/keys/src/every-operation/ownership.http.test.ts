import t from 'tap';
import type { Route } from '../http/routes.ts';
import { createTestApp } from '../http/test-app.ts';
import type { TestAnswer } from '../http/test-browser.ts';
import { alternativesOf, propertiesOf, type Schema } from '../openapi/schema.ts';
import { createAccount, kindOfMember, kindOfParameter, NOBODYS, type TestAccount } from './test-account.ts';
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

/** The members that hold identifiers, however deep, as paths. */
function identifiersIn(schema: Schema | undefined, path: readonly string[] = []): (readonly string[])[] {
  if (schema === undefined) return [];
  const own = propertiesOf(schema).flatMap(([name, member]) => [
    ...(kindOfMember(name) === undefined ? [] : [[...path, name]]),
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

t.test(
  'KS-60: whatever is named of another account, in a body or query, is as if it did not exist',
  async (t) => {
    const service = await createTestApp(t, { settings: { limits: 'relaxed-on-loopback' } });
    const [victim, caller] = [await createAccount(service), await createAccount(service)];
    const before = await contents(service, caller.owner.user.id);
    let tried = 0;
    for (const route of operationsOf(service)) {
      const params = Object.fromEntries(
        paramNamesOf(route).map((name) => [name, NOBODYS[kindOfParameter(route, name)]]),
      );
      for (const path of identifiersIn(bodyOf(route))) {
        const kind = kindOfMember(path.at(-1) ?? '') ?? 'key';
        const ask = (id: string) =>
          call(caller.owner.browser, route, {
            path: pathFor(route, params),
            body: withMember(validBody(route, caller), path, id),
          });
        const [theirs, nobodys] = [await ask(victim.ids[kind]), await ask(NOBODYS[kind])];
        t.ok(theirs.status < 500, `${nameOf(route)} ${path.join('.')}: ${theirs.status}`);
        t.same(comparable(theirs), comparable(nobodys), `${nameOf(route)} ${path.join('.')}`);
        tried++;
      }
      for (const path of identifiersIn(queryOf(route))) {
        const [name = ''] = path;
        const ask = (id: string) =>
          call(caller.owner.browser, route, { path: `${pathFor(route, params)}?${name}=${id}` });
        const kind = kindOfMember(name) ?? 'key';
        t.same(comparable(await ask(victim.ids[kind])), comparable(await ask(NOBODYS[kind])), nameOf(route));
        tried++;
      }
    }
    t.ok(tried >= 3, `${tried} members tried`);
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
