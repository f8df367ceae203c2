import type { KeyCreationState } from '../key-creation/states.ts';
import type { RefusalCode } from '../refusal.ts';
import type { KeyEditState } from './states.ts';
import type {
  Change,
  CreationModel,
  KeyModel,
  MailModel,
  Model,
  Replacement,
  Rule,
  Span,
} from './test-account-model.ts';
import { WITHDRAW } from './test-account-model.ts';

// What the rules say to each request, and what then is different.

const answer = (what: Rule['answer'], ...changes: Change[]): Rule => ({ answer: what, changes });

function of<T>(things: readonly T[], index: number): T {
  const thing = things[index];
  if (thing === undefined) throw new Error(`the model has no number ${index}`);
  return thing;
}

// Key creations

const CREATION_ENDED: Partial<Record<KeyCreationState, RefusalCode>> = {
  cancelled: 'creation-cancelled',
  expired: 'creation-expired',
  refused: 'creation-refused',
};

/** What a step answers that has no place in this state. */
const outOfPlace = (state: KeyCreationState): Rule =>
  answer(CREATION_ENDED[state] ?? 'creation-state-conflict');

export const isOpen = ({ state }: CreationModel) =>
  state === 'awaiting_second_factor' || state === 'awaiting_confirmation';
const isRevealable = ({ state }: CreationModel) => state === 'awaiting_confirmation' || state === 'revealed';

export type Asked = { readonly permissions: readonly string[] | null; readonly replaces: Replacement | null };

/** What is not named is as in the key to be replaced. */
export function beginCreation(model: Model, { permissions, replaces }: Asked): Rule {
  const old = replaces === null ? null : of(model.keys, replaces.key);
  if (old?.isRevoked) return answer('key-already-revoked');
  return answer(201, ({ creations, events }) => {
    events.push(`key-creation-started creation ${creations.length}`);
    creations.push({
      state: 'awaiting_second_factor',
      attempts: 0,
      mails: 0,
      label: old?.label ?? null,
      permissions: permissions ?? old?.permissions ?? [],
      replaces,
    });
  });
}

/** The attempt is counted before the factor is looked at, so that no crash gives it back. */
export function passSecondFactor(model: Model, index: number, isRight: boolean): Rule {
  const creation = of(model.creations, index);
  if (creation.state !== 'awaiting_second_factor') return outOfPlace(creation.state);
  if (creation.attempts === 5) return answer('creation-refused');
  const count: Change = ({ creations }) => {
    of(creations, index).attempts++;
  };
  return isRight ? answer(200, count, approve(index)) : answer('second-factor-invalid', count, refuse(index));
}

const approve =
  (index: number): Change =>
  ({ creations, events, mails }) => {
    Object.assign(of(creations, index), { state: 'awaiting_confirmation', mails: 1 });
    events.push(`key-creation-approved creation ${index}`);
    mails.push({ what: `key-confirmation creation ${index}`, state: 'pending' });
  };

const refuse =
  (index: number): Change =>
  ({ creations, events, mails }) => {
    events.push(`second-factor-failed creation ${index}`);
    const creation = of(creations, index);
    if (creation.attempts < 5) return;
    creation.state = 'refused';
    events.push(`key-creation-refused creation ${index}`);
    mails.push({ what: 'second-factor-attempts-exhausted', state: 'pending' });
  };

export type Confirmation = 'right' | 'wrong token' | 'other browser';

export function confirmCreation(model: Model, index: number, how: Confirmation): Rule {
  const creation = of(model.creations, index);
  const { state } = creation;
  if (isRevealable(creation) && how === 'wrong token') return answer('confirmation-token-invalid');
  if (isRevealable(creation) && how !== 'right') {
    return answer('wrong-browser', wrongBrowser(`creation ${index}`));
  }
  if (state === 'awaiting_confirmation') return answer(201, makeKey(index));
  if (state === 'completed') return answer('reveal-closed');
  if (state !== 'revealed') return outOfPlace(state);
  const key = model.keys.findIndex((one) => one.creation === index);
  return of(model.keys, key).isRevoked ? answer('reveal-closed') : answer(201, revealAgain(index, key));
}

const wrongBrowser =
  (what: string): Change =>
  ({ events, mails }) => {
    events.push(`wrong-browser-attempt ${what}`);
    mails.push({ what: 'wrong-browser-attempt', state: 'pending' });
  };

const makeKey =
  (index: number): Change =>
  (model, act) => {
    const creation = of(model.creations, index);
    creation.state = 'revealed';
    model.keys.push({
      creation: index,
      label: creation.label,
      permissions: creation.permissions,
      version: 1,
      generation: 1,
      isRevoked: false,
      isUsed: false,
      end: null,
      secret: act.secret,
    });
    model.events.push(`key-created creation ${index}`);
    model.mails.push({ what: 'key-created', state: 'pending' });
    if (creation.replaces !== null) endReplaced(model, creation.replaces, act);
  };

/** After the chosen time, or when it would end anyway: it is never put off. */
function endReplaced(model: Model, { key: index, seconds }: Replacement, { from, to }: Span): void {
  const key = of(model.keys, index);
  const end = { from: from + seconds * 1_000, to: to + seconds * 1_000, isOver: seconds === 0 };
  if (key.end === null || key.end.from > end.to) {
    key.end = end;
    nextVersion(model, index);
  }
  model.events.push(`key-replaced key ${index}`);
}

const revealAgain =
  (index: number, key: number): Change =>
  (model, { secret }) => {
    Object.assign(of(model.keys, key), { generation: of(model.keys, key).generation + 1, secret });
    nextVersion(model, key);
    model.events.push(`key-revealed-again creation ${index}`);
  };

export function acknowledge(model: Model, index: number): Rule {
  const { state } = of(model.creations, index);
  if (state === 'completed') return answer('reveal-closed');
  if (state !== 'revealed') return outOfPlace(state);
  return answer(204, ({ creations, events }) => {
    of(creations, index).state = 'completed';
    events.push(`key-reveal-acknowledged creation ${index}`);
  });
}

/** Whoever cancels wants no key: one whose secret is being shown goes with its creation. */
export function cancelCreation(model: Model, index: number): Rule {
  const creation = of(model.creations, index);
  if (creation.state === 'cancelled') return answer(204);
  if (!isOpen(creation) && creation.state !== 'revealed') return outOfPlace(creation.state);
  return answer(204, (changed) => {
    endCreation(changed, index);
    const key = changed.keys.findIndex((one) => one.creation === index);
    if (changed.keys[key]?.isRevoked === false) endKey(changed, key);
  });
}

function endCreation({ creations, events, mails }: Model, index: number): void {
  of(creations, index).state = 'cancelled';
  withdraw(mails, `key-confirmation creation ${index}`);
  events.push(`key-creation-cancelled creation ${index}`);
}

function withdraw(mails: readonly MailModel[], what: string): void {
  for (const mail of mails) if (mail.what === what) mail.state = 'withdrawn';
}

export function resendCreationMail(model: Model, index: number): Rule {
  const { state, mails } = of(model.creations, index);
  if (state !== 'awaiting_confirmation') return outOfPlace(state);
  if (mails === 3) return answer('confirmation-mail-limit-reached');
  return answer(202, (changed) => {
    of(changed.creations, index).mails++;
    repeatMail(changed, `creation ${index}`, 'key-confirmation');
  });
}

function repeatMail({ events, mails }: Model, what: string, template: string): void {
  withdraw(mails, `${template} ${what}`);
  mails.push({ what: `${template} ${what}`, state: 'pending' });
  events.push(`confirmation-mail-resent ${what}`);
}

// Keys and their edits

/** Whatever a key's new version is, nothing that was approved for the one before counts any more. */
function nextVersion({ keys, edits, mails }: Model, index: number): void {
  of(keys, index).version++;
  for (const [number, edit] of edits.entries()) {
    if (edit.key !== index || edit.state !== 'awaiting_confirmation') continue;
    edit.state = 'outdated';
    withdraw(mails, `key-edit-confirmation edit ${number}`);
  }
}

export const revoke = (model: Model, index: number): Rule =>
  of(model.keys, index).isRevoked ? answer(200) : answer(200, (changed) => endKey(changed, index));

/** Whoever revokes a key expects no other in its place. */
function endKey(model: Model, index: number): void {
  Object.assign(of(model.keys, index), { isRevoked: true, permissions: [] });
  nextVersion(model, index);
  for (const [number, creation] of model.creations.entries()) {
    if (creation.replaces?.key === index && isOpen(creation)) endCreation(model, number);
  }
  model.events.push(`key-revoked key ${index}`);
  model.mails.push({ what: 'key-revoked', state: 'pending' });
}

export type Edit = { readonly label: string } | { readonly permissions: readonly string[] };

/** In force at once, unless it lets the key withdraw: that waits for its confirmation by mail. */
export function editKey(model: Model, index: number, edit: Edit, isRight: boolean): Rule {
  const key = of(model.keys, index);
  const before = { label: key.label, permissions: key.permissions };
  const after = { ...before, ...edit };
  const added = after.permissions.filter((one) => !before.permissions.includes(one));
  const isSame =
    before.label === after.label &&
    added.length === 0 &&
    before.permissions.length === after.permissions.length;
  if (key.isRevoked) return answer('key-already-revoked');
  if (key.end?.isOver) return answer('key-expired');
  if (isSame) return answer('key-unchanged');
  if (!isRight) {
    return answer('second-factor-invalid', ({ events }) => void events.push('second-factor-failed'));
  }
  const settings = { label: after.label, permissions: after.permissions };
  if (added.includes(WITHDRAW)) return answer(202, startEdit(index, settings.permissions));
  return answer(200, (changed) => {
    changed.events.push('second-factor-passed');
    applyEdit(changed, index, settings, added.length > 0);
  });
}

type Settings = Pick<KeyModel, 'label' | 'permissions'>;

function applyEdit(model: Model, index: number, settings: Settings, isWidened: boolean): void {
  Object.assign(of(model.keys, index), settings);
  nextVersion(model, index);
  model.events.push(`key-edited key ${index}`);
  model.mails.push({ what: isWidened ? 'key-widened' : 'key-edited', state: 'pending' });
}

/** An earlier edit of the key that still waits is over. */
const startEdit =
  (key: number, permissions: readonly string[]): Change =>
  (model) => {
    const { keys, edits, events, mails } = model;
    events.push('second-factor-passed');
    for (const [number, edit] of edits.entries()) {
      if (edit.key === key && edit.state === 'awaiting_confirmation') endEdit(model, number);
    }
    events.push(`key-edit-approved edit ${edits.length}`);
    mails.push({ what: `key-edit-confirmation edit ${edits.length}`, state: 'pending' });
    const keyVersion = of(keys, key).version;
    edits.push({ state: 'awaiting_confirmation', mails: 1, key, keyVersion, permissions });
  };

function endEdit({ edits, events, mails }: Model, index: number): void {
  of(edits, index).state = 'cancelled';
  withdraw(mails, `key-edit-confirmation edit ${index}`);
  events.push(`key-edit-cancelled edit ${index}`);
}

const EDIT_ENDED: Partial<Record<KeyEditState, RefusalCode>> = {
  applied: 'edit-already-applied',
  cancelled: 'edit-cancelled',
  expired: 'edit-expired',
  outdated: 'edit-outdated',
};

export function confirmEdit(model: Model, index: number, how: Confirmation): Rule {
  const edit = of(model.edits, index);
  const ended = EDIT_ENDED[edit.state];
  if (ended !== undefined) return answer(ended);
  if (how === 'wrong token') return answer('confirmation-token-invalid');
  if (how === 'other browser') return answer('wrong-browser', wrongBrowser(`edit ${index}`));
  return answer(200, (changed) => {
    of(changed.edits, index).state = 'applied';
    const { label } = of(changed.keys, edit.key);
    applyEdit(changed, edit.key, { label, permissions: edit.permissions }, true);
  });
}

export function cancelEdit(model: Model, index: number): Rule {
  const { state } = of(model.edits, index);
  if (state === 'cancelled') return answer(204);
  const ended = EDIT_ENDED[state];
  return ended === undefined ? answer(204, (changed) => endEdit(changed, index)) : answer(ended);
}

export function resendEditMail(model: Model, index: number): Rule {
  const { state, mails } = of(model.edits, index);
  const refusal = EDIT_ENDED[state] ?? (mails === 3 ? 'confirmation-mail-limit-reached' : null);
  if (refusal !== null) return answer(refusal);
  return answer(202, (changed) => {
    of(changed.edits, index).mails++;
    repeatMail(changed, `edit ${index}`, 'key-edit-confirmation');
  });
}
