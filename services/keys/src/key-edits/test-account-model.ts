import type { KeyCreationState } from '../key-creation/states.ts';
import type { RefusalCode } from '../refusal.ts';
import type { KeyEditState } from './states.ts';

// An account as the rules say it has to be, written from them and not from the transition tables or the statements.
// Creations, keys and edits go by their number in the order of their making: what the model expects is there even
// where the answer that would have named it was lost.

export type CreationModel = {
  state: KeyCreationState;
  attempts: number;
  mails: number;
  readonly label: string | null;
  readonly permissions: readonly string[];
  readonly replaces: Replacement | null;
};

export type Replacement = { readonly key: number; readonly seconds: number };

/** When something happened, by the database's clock: some time in between, in milliseconds. */
export type Span = { readonly from: number; readonly to: number };

export type KeyModel = {
  readonly creation: number;
  label: string | null;
  /** What was asked for, approved and, where that is needed, confirmed. */
  permissions: readonly string[];
  version: number;
  generation: number;
  isRevoked: boolean;
  isUsed: boolean;
  /** When it was replaced, for how long it still had to work. `null`: nobody has ended it. */
  end: (Span & { readonly isOver: boolean }) | null;
  /** The one secret that works; `null` if the answer that showed it was lost. */
  secret: string | null;
};

export type EditModel = {
  state: KeyEditState;
  mails: number;
  readonly key: number;
  readonly keyVersion: number;
  readonly permissions: readonly string[];
};

export type MailModel = { readonly what: string; state: 'pending' | 'withdrawn' };

export type Model = {
  readonly creations: CreationModel[];
  readonly keys: KeyModel[];
  readonly edits: EditModel[];
  /** Of the security history: type and subject. */
  readonly events: string[];
  readonly mails: MailModel[];
};

export const emptyModel = (): Model => ({ creations: [], keys: [], edits: [], events: [], mails: [] });

/** How a request went: its answer, if that arrived, and when it was under way. */
export type Act = Span & { readonly secret: string | null };

/** What is committed at once, and so happens whole or not at all. */
export type Change = (model: Model, act: Act) => void;

/** What the rules say to a request: status or code of its answer, and the changes in the order in which they are committed. */
export type Rule = { readonly answer: number | RefusalCode; readonly changes: readonly Change[] };

export const WITHDRAW = 'withdraw:write';
