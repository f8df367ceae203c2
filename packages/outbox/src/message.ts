import type { Permission } from '@countersign/permissions';
import type { SecurityNotice } from './notice.ts';

/** What each mail says: the payload by template. The mailer renders these and nothing else. */
export type MailPayloads = {
  /** Proves that a new user reads this mailbox. */
  'email-verification': { readonly token: string };
  /** Somebody registered with an address that already has an account. */
  'already-registered': { readonly requestedAt: string };
  /** The second factor was right: one press creates the API key. */
  'key-confirmation': KeyInMail &
    LinkInMail & {
      readonly creationId: string;
      /** The key whose place it takes; absent in mails that were sealed before there were replacements. */
      readonly replaces?: {
        readonly keyId: string;
        readonly label: string | null;
        readonly endsInSeconds: number;
      } | null;
    };
  /** The second factor was right: one press makes the key so that it may withdraw. */
  'key-edit-confirmation': LinkInMail & {
    readonly editId: string;
    readonly keyId: string;
    readonly before: KeyInMail;
    readonly after: KeyInMail;
  };
  /** Somebody who may have forgotten the password asked for a new one. */
  'password-reset': {
    readonly token: string;
    readonly requestedAt: string;
    readonly requestedFrom: { readonly ip: string; readonly userAgent: string };
    readonly linkExpiresAt: string;
  };
  /** To the new address: one press, and the account has it. */
  'email-change': { readonly token: string; readonly linkExpiresAt: string };
  /** To an address that has an account already, which somebody wanted for another one. */
  'email-change-impossible': { readonly requestedAt: string };
  /** Something happened to the account, and its owner must be able to object. */
  'security-notice': SecurityNotice;
};

/** The settings of a key. Times are ISO 8601 UTC. */
export type KeyInMail = {
  readonly label: string | null;
  readonly permissions: readonly Permission[];
  readonly ipAllowlist: readonly string[] | null;
  readonly keyExpiresAt: string | null;
};

/** A link to confirm with, and who asked for it. */
export type LinkInMail = {
  readonly token: string;
  readonly requestedAt: string;
  readonly requestedFrom: { readonly ip: string; readonly userAgent: string };
  readonly linkExpiresAt: string;
};

export type MailTemplate = keyof MailPayloads;

export const MAIL_TEMPLATES = [
  'email-verification',
  'already-registered',
  'key-confirmation',
  'key-edit-confirmation',
  'password-reset',
  'email-change',
  'email-change-impossible',
  'security-notice',
] as const satisfies readonly MailTemplate[];

/** One mail to be sent, in clear. */
export type Mail = {
  [T in MailTemplate]: { readonly template: T; readonly payload: MailPayloads[T] };
}[MailTemplate];

/** The columns of an outbox row that its signature covers. */
export type SealedMail = {
  readonly id: string;
  readonly recipient: string;
  readonly template: string;
  readonly notAfter: Date;
  readonly kekId: string;
  readonly sealed: Buffer;
};

export type SignedMail = SealedMail & { readonly signingKeyId: string; readonly signature: Buffer };
