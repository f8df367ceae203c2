import { timingSafeEqual } from 'node:crypto';
import { tokenDigest } from '@countersign/sealing';

/** What the link of a confirmation mail confirms: a key creation or an edit. */
export type Confirmable = {
  readonly id: string;
  readonly userId: string;
  /** Of the browser where it began. */
  readonly browserDigest: Buffer;
  /** `null` as long as no mail was asked for. */
  readonly confirmationTokenDigest: Buffer | null;
  readonly state: string;
  /** Of the key, for the notice that somebody tried elsewhere. */
  readonly label: string | null;
};

/** A token of one kind never passes as one of the other. */
export type ConfirmationKind = 'key-confirmation' | 'key-edit-confirmation';

/** The only form in which the token of a confirmation mail is stored. */
export function confirmationTokenDigest(kind: ConfirmationKind, token: string): Buffer {
  return tokenDigest(kind, token);
}

/** False for every token as long as no mail was asked for. */
export function isConfirmationToken(
  kind: ConfirmationKind,
  { confirmationTokenDigest: expected }: Pick<Confirmable, 'confirmationTokenDigest'>,
  token: string,
): boolean {
  return expected !== null && timingSafeEqual(expected, confirmationTokenDigest(kind, token));
}

/** True in the browser where it began. */
export function isSameBrowser(
  { browserDigest: expected }: Pick<Confirmable, 'browserDigest'>,
  browserDigest: Buffer | null,
): boolean {
  return browserDigest !== null && timingSafeEqual(expected, browserDigest);
}
