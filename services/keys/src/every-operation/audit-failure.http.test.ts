import { randomUUID } from 'node:crypto';
import t from 'tap';
import { refusalsOf } from '../http/register-routes.ts';
import type { Route } from '../http/routes.ts';
import type { TestAnswer } from '../http/test-browser.ts';
import { createOutsideApp, type OutsideApp } from '../outside-identities/test-outside.ts';
import { routes } from '../routes.ts';
import { createAccount, kindOfParameter } from './test-account.ts';
import { changesBetween, takeSnapshot } from './test-changes.ts';
import { call, isWrite, nameOf, paramNamesOf, pathFor } from './test-operations.ts';
import { VALID_CALLS, type ValidCall } from './test-valid-calls.ts';

/** A GET, because the browser comes there by following a page. Every other GET only reads. */
const isWritingGet = ({ operationId }: Route) => operationId === 'completeOutsideSignIn';
const changesState = (route: Route) => isWrite(route) || isWritingGet(route);

type Exception = {
  readonly changes: readonly string[];
  readonly because: string;
  readonly operations: readonly string[];
};

/** Operations of which the security history says nothing, with all that they write. */
const WITHOUT_EVENT: readonly Exception[] = [
  {
    changes: ['+ totp_factors', '+ idempotency_records'],
    because: 'a TOTP secret counts for nothing before a code has activated it, which is an event',
    operations: ['enrolTotp'],
  },
  {
    changes: ['+ webauthn_challenges'],
    because: 'a challenge is a question; what is done with its answer is an event',
    operations: ['createSecondFactorChallenge', 'createRegistrationChallenge'],
  },
  {
    changes: ['+ outside_exchanges'],
    because: 'nobody is known yet in whose history it could stand; who comes back signed in is an event',
    operations: ['startOutsideSignIn'],
  },
];

/** What is committed before the operation itself, so that no failure, of the audit event or another, gives it back. */
const COMMITTED_FIRST: readonly Exception[] = [
  {
    changes: ['+ second_factor_attempts', 'second_factor_attempts.attempts'],
    because: 'an attempt counts before the second factor is looked at (KS-03)',
    operations: [
      'changePassword',
      'requestEmailChange',
      'closeAccount',
      'raiseSession',
      'startOutsideIdentityLink',
      'removeOutsideIdentity',
      'removeSecondFactor',
      'activateTotp',
      'registerSecurityKey',
      'changeSecondFactorPolicy',
      'resetRecoveryCodes',
      'passKeyCreationSecondFactor',
      'editKey',
    ],
  },
  {
    changes: ['key_creations.second_factor_attempts'],
    because: 'and so it does among those of one key creation (KS-01)',
    operations: ['passKeyCreationSecondFactor'],
  },
  {
    changes: ['+ address_budgets', 'address_budgets.used'],
    because: 'a try counts before the password is compared, and only a wrong one stays counted',
    operations: ['signIn', 'changePassword', 'requestEmailChange', 'closeAccount'],
  },
  {
    changes: ['- webauthn_challenges'],
    because: 'a challenge is used up before the answer to it is looked at (KS-14)',
    operations: ['raiseSession', 'activateTotp', 'registerSecurityKey', 'changeSecondFactorPolicy'],
  },
  {
    changes: ['- outside_exchanges'],
    because: "and so is an exchange, before the identity provider's answer is",
    operations: ['completeOutsideSignIn'],
  },
];

const exceptionsFor = (exceptions: readonly Exception[], { operationId }: Route) =>
  exceptions.filter(({ operations }) => operations.includes(operationId));

const service = await createOutsideApp(t);
const all = routes(service.deps);

/** The calls of an operation by their names. */
const callsOf = ({ operationId }: Route) =>
  Object.entries(VALID_CALLS).filter(([name]) => name.split(', ')[0] === operationId);

function send(route: Route, { browser, params = {}, headers, ...sent }: ValidCall): Promise<TestAnswer> {
  // What is remembered of a request must not outlast a change that did not happen.
  const key = route.idempotency === undefined ? {} : { 'idempotency-key': randomUUID() };
  return call(browser, route, { path: pathFor(route, params), ...sent, headers: { ...key, ...headers } });
}

/** From here on the database has no room for an audit event. @returns makes room */
async function fillDisk({ database }: OutsideApp): Promise<() => Promise<unknown>> {
  await database.query(`create function fill_disk() returns trigger language plpgsql as
    $$ begin raise exception 'no space left on device' using errcode = 'disk_full'; end $$`);
  await database.query(
    'create trigger fill_disk before insert on audit_events for each row execute function fill_disk()',
  );
  return () => database.query('drop function fill_disk() cascade');
}

async function countEvents(): Promise<number> {
  const [row] = await service.database.query<{ n: number }>('select count(*)::int as n from audit_events');
  return row?.n ?? 0;
}

const isSuccess = ({ schemas: { response, otherResponse } }: Route, { status }: TestAnswer) =>
  status === response.status || status === otherResponse?.status;

t.test('every operation that changes state has a valid call, and nothing else has', async (t) => {
  const operations = all.filter(changesState);
  t.same(
    operations.filter((route) => callsOf(route).length === 0).map(({ operationId }) => operationId),
    [],
    'a new operation needs a call in test-valid-calls.ts',
  );
  const calls = operations.flatMap((route) => callsOf(route).map(([name]) => name));
  t.same(Object.keys(VALID_CALLS).toSorted(), calls.toSorted());
  const known = operations.map(({ operationId }) => operationId);
  const excepted = [...WITHOUT_EVENT, ...COMMITTED_FIRST].flatMap(({ operations }) => operations);
  t.same(
    excepted.filter((operationId) => !known.includes(operationId)),
    [],
  );
});

for (const route of all.filter(changesState)) {
  const isWithoutEvent = exceptionsFor(WITHOUT_EVENT, route).length > 0;
  const what = isWithoutEvent ? 'writes no audit event' : 'does not happen without its audit event';
  t.test(`KS-84: ${route.operationId} ${what}`, async (t) => {
    const seen = new Set<string>();
    for (const [name, prepare] of callsOf(route)) {
      const control = await prepare(service);
      const eventsBefore = await countEvents();
      const done = await send(route, control);
      t.ok(isSuccess(route, done), `${name}, with room: ${done.status} ${done.text.slice(0, 200)}`);
      t.equal((await countEvents()) > eventsBefore, !isWithoutEvent, `${name}: an audit event`);

      const prepared = await prepare(service);
      const before = await takeSnapshot(service);
      const makeRoom = await fillDisk(service);
      const answer = await send(route, prepared);
      await makeRoom();
      const changes = changesBetween(before, await takeSnapshot(service));
      for (const change of changes) seen.add(change);
      if (isWithoutEvent) {
        t.ok(isSuccess(route, answer), `${name}, without room: ${answer.status}`);
        continue;
      }
      t.match(answer, { status: 503, body: { code: 'service-unavailable' } }, name);
      t.ok((refusalsOf(route) as readonly string[]).includes(answer.body?.code), 'which is documented');
      t.equal(answer.headers['content-type'], 'application/problem+json');
      t.notMatch(String(answer.headers['set-cookie'] ?? ''), /session=/, 'no session is opened or renewed');
    }
    const exceptions = exceptionsFor([...WITHOUT_EVENT, ...COMMITTED_FIRST], route);
    const unexpected = [...seen].filter(
      (change) => !exceptions.some(({ changes }) => changes.includes(change)),
    );
    t.same(unexpected, [], 'nothing else has changed');
    const unused = exceptions.filter(({ changes }) => !changes.some((change) => seen.has(change)));
    t.same(unused, [], 'no exception is there for nothing');
  });
}

t.test('whatever is only read changes nothing', async (t) => {
  const { owner, ids } = await createAccount(service);
  const before = await takeSnapshot(service);
  let read = 0;
  for (const route of all.filter((route) => !changesState(route))) {
    const params = Object.fromEntries(
      paramNamesOf(route).map((name) => [name, ids[kindOfParameter(route, name)]]),
    );
    const { status } = await call(owner.browser, route, { path: pathFor(route, params) });
    t.equal(status, 200, nameOf(route));
    read++;
  }
  t.ok(read > 15, `${read} operations`);
  t.same(changesBetween(before, await takeSnapshot(service)), []);
});
