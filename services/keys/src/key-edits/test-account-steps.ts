import { type TestApp, type TestOwner, timeStep, totpCode } from '../http/test-app.ts';
import { someAddress, type TestAnswer, type TestBrowser } from '../http/test-browser.ts';
import type { FragileDatabase } from '../http/test-fragile-database.ts';
import { sameSessionElsewhere } from '../key-creation/test-creation.ts';
import type { Baseline, Seen } from './test-account-findings.ts';
import type { Model, Rule } from './test-account-model.ts';
import type { Confirmation } from './test-account-rules.ts';
import * as rules from './test-account-rules.ts';

export type System = {
  readonly app: TestApp;
  readonly fragile: FragileDatabase;
  readonly owner: TestOwner;
  readonly baseline: Baseline;
  /** Every secret that was ever answered. */
  readonly shown: string[];
  /** The account as it was found after the step before. */
  seen: Seen;
};

/** Something that a person can do. What it is about is decided when it is done: `null`, there is nothing for it. */
export type Step = { readonly name: string; readonly choose: (model: Model) => Action | null };

/** One request. It can be sent again, and is about the same thing then, whatever has changed. */
export type Action = {
  /** How that which it is about stands. */
  readonly stateIn: (model: Model) => string;
  readonly rule: (model: Model) => Rule;
  readonly send: (system: System, headers: Headers) => Promise<TestAnswer>;
  /** Once it is done, a repeat with the same idempotency key is answered from memory. */
  readonly isAnswerKept: boolean;
};

type Headers = Readonly<Record<string, string>>;

/** Which one of a kind: the newest with which the step changes something, or nothing, or whatever has so many after it. */
export type Pick = 'apt' | 'inapt' | 0 | 1;

type Kind = 'creations' | 'keys' | 'edits';

function choose(model: Model, kind: Kind, pick: Pick, rule: (index: number) => Rule): number | null {
  const { length } = model[kind];
  if (typeof pick === 'number') return length === 0 ? null : Math.max(0, length - 1 - pick);
  for (let index = length - 1; index >= 0; index--) {
    const isApt = rule(index).changes.length > 0;
    if (isApt === (pick === 'apt')) return index;
  }
  return null;
}

const request = (
  browser: TestBrowser,
  method: string,
  url: string,
  { body, headers = {} }: { body?: object; headers?: Headers } = {},
) => browser.request(method, url, { ...(body && { body }), headers, ip: someAddress() });

function factorOf({ app, owner }: System, isRight: boolean) {
  if (isRight) return { secondFactor: owner.freshSecondFactor() };
  const now = timeStep(app.clock.now());
  const right = [-1, 0, 1].map((offset) => totpCode(owner.totpSecret, now + offset));
  const code = ['000000', '111111', '222222', '333333'].find((one) => !right.includes(one));
  return { secondFactor: { method: 'totp', code } };
}

/** The token of the mail about this; before there is one, none is right. */
const tokenOf = ({ seen }: System, id: string) =>
  seen.mails.findLast(({ about, token }) => about === id && token !== null)?.token ?? 'A'.repeat(43);

const CREATIONS_AT_MOST = 5;

export type Replacing = { readonly pick: Pick; readonly seconds: number };

/** Permissions that are not given are those of the key to be replaced. */
export function begin(permissions: readonly string[] | null, replacing: Replacing | null): Step {
  const ruleFor = (model: Model, key: number | null) => {
    const replaces = key === null ? null : { key, seconds: replacing?.seconds ?? 0 };
    return rules.beginCreation(model, { permissions, replaces });
  };
  return {
    name: replacing === null ? 'ask for a key' : 'ask for a key in the place of another',
    choose(model) {
      if (model.creations.length === CREATIONS_AT_MOST) return null;
      const key = replacing && choose(model, 'keys', replacing.pick, (index) => ruleFor(model, index));
      if (replacing !== null && key === null) return null;
      return {
        stateIn: (now) => (key === null ? 'no key' : stateOf(now.keys[key])),
        rule: (now) => ruleFor(now, key),
        send({ owner, seen }, headers) {
          const replaces = key === null ? undefined : seen.keys[key]?.key_id;
          const body = {
            ...(permissions && { permissions }),
            expiresAt: null,
            ...(replacing && { replaces, oldKeyExpiresInSeconds: replacing.seconds }),
          };
          return request(owner.browser, 'POST', '/v1/key-creations', { body, headers });
        },
        isAnswerKept: true,
      };
    },
  };
}

function stateOf(thing: Model[Kind][number] | undefined): string {
  if (thing === undefined) return 'unknown';
  if ('state' in thing) return thing.state;
  return thing.isRevoked ? 'revoked' : thing.end?.isOver ? 'over' : 'active';
}

type Doing<K extends Kind> = {
  readonly pick: Pick;
  readonly rule: (model: Model, index: number) => Rule;
  readonly send: (system: System, thing: Seen[K][number], headers: Headers) => Promise<TestAnswer>;
  readonly isAnswerKept?: boolean;
};

/** A step with one creation, key or edit. */
function stepWith<K extends Kind>(
  name: string,
  kind: K,
  { pick, rule, send, isAnswerKept = false }: Doing<K>,
): Step {
  return {
    name,
    choose(model) {
      const index = choose(model, kind, pick, (one) => rule(model, one));
      if (index === null) return null;
      return {
        stateIn: (now) => stateOf(now[kind][index]),
        rule: (now) => rule(now, index),
        send(system, headers) {
          const thing = system.seen[kind][index];
          if (thing === undefined) throw new Error(`${name}: there is no ${index} of the ${kind}`);
          return send(system, thing, headers);
        },
        isAnswerKept,
      };
    },
  };
}

/** Sends a token, the right one in the right browser or not. */
function sendToken(system: System, url: string, id: string, how: Confirmation, headers: Headers) {
  const { app, owner } = system;
  const browser = how === 'other browser' ? sameSessionElsewhere(app, owner) : owner.browser;
  const token = how === 'wrong token' ? 'B'.repeat(43) : tokenOf(system, id);
  return request(browser, 'POST', `${url}/${id}/confirmation`, { body: { token }, headers });
}

const CREATION = '/v1/key-creations';
const EDIT = '/v1/key-edits';

export const passSecondFactor = (pick: Pick, isRight: boolean) =>
  stepWith(isRight ? 'pass the second factor' : 'fail the second factor', 'creations', {
    pick,
    rule: (model, index) => rules.passSecondFactor(model, index, isRight),
    send: (system, { id }) =>
      request(system.owner.browser, 'POST', `${CREATION}/${id}/second-factor`, {
        body: factorOf(system, isRight),
      }),
  });

export const confirmCreation = (pick: Pick, how: Confirmation) =>
  stepWith(`confirm a creation, ${how}`, 'creations', {
    pick,
    rule: (model, index) => rules.confirmCreation(model, index, how),
    send: (system, { id }, headers) => sendToken(system, CREATION, id, how, headers),
  });

export const acknowledge = (pick: Pick) =>
  stepWith('acknowledge a reveal', 'creations', {
    pick,
    rule: rules.acknowledge,
    send: ({ owner }, { id }) => request(owner.browser, 'POST', `${CREATION}/${id}/acknowledgement`),
  });

export const cancelCreation = (pick: Pick) =>
  stepWith('cancel a creation', 'creations', {
    pick,
    rule: rules.cancelCreation,
    send: ({ owner }, { id }) => request(owner.browser, 'DELETE', `${CREATION}/${id}`),
  });

export const resendCreationMail = (pick: Pick) =>
  stepWith('resend the mail of a creation', 'creations', {
    pick,
    rule: rules.resendCreationMail,
    send: ({ owner }, { id }, headers) =>
      request(owner.browser, 'POST', `${CREATION}/${id}/confirmation-email`, { headers }),
    isAnswerKept: true,
  });

export const editKey = (pick: Pick, edit: rules.Edit, isRight: boolean) =>
  stepWith(isRight ? 'edit a key' : 'edit a key with a wrong code', 'keys', {
    pick,
    rule: (model, index) => rules.editKey(model, index, edit, isRight),
    send: (system, { key_id }) =>
      request(system.owner.browser, 'PATCH', `/v1/keys/${key_id}`, {
        body: { ...edit, ...factorOf(system, isRight) },
      }),
  });

export const confirmEdit = (pick: Pick, how: Confirmation) =>
  stepWith(`confirm an edit, ${how}`, 'edits', {
    pick,
    rule: (model, index) => rules.confirmEdit(model, index, how),
    send: (system, { id }, headers) => sendToken(system, EDIT, id, how, headers),
    isAnswerKept: how === 'right',
  });

export const cancelEdit = (pick: Pick) =>
  stepWith('cancel an edit', 'edits', {
    pick,
    rule: rules.cancelEdit,
    send: ({ owner }, { id }) => request(owner.browser, 'DELETE', `${EDIT}/${id}`),
  });

export const resendEditMail = (pick: Pick) =>
  stepWith('resend the mail of an edit', 'edits', {
    pick,
    rule: rules.resendEditMail,
    send: ({ owner }, { id }, headers) =>
      request(owner.browser, 'POST', `${EDIT}/${id}/confirmation-email`, { headers }),
    isAnswerKept: true,
  });

export const revokeKey = (pick: Pick) =>
  stepWith('revoke a key', 'keys', {
    pick,
    rule: rules.revoke,
    send: ({ owner }, { key_id }) =>
      request(owner.browser, 'POST', `/v1/keys/${key_id}/revocation`, { body: {} }),
  });
