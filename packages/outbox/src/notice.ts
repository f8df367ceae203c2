import type { Permission } from '@countersign/permissions';

type NoFacts = Readonly<Record<never, never>>;
type Factor = { readonly method: 'totp' | 'webauthn'; readonly label?: string | null };
type Key = { readonly keyId: string; readonly label: string | null };
type Change<T> = { readonly from: T; readonly to: T };

/** What an edit changed of a key; absent is what stayed. Times are ISO 8601 UTC, `null` is none, any or never. */
export type KeyChanges = {
  readonly label?: Change<string | null>;
  readonly permissions?: { readonly added: readonly Permission[]; readonly removed: readonly Permission[] };
  readonly ipAllowlist?: Change<readonly string[] | null>;
  readonly expiresAt?: Change<string | null>;
};

/** Every event that a person is told of by mail, with the facts of each. Past tense: it has happened. */
export type NoticeFacts = {
  /** In a browser in which this user had not signed in before. */
  'new-sign-in': { readonly isSecondFactorToCome: boolean };
  /** In a browser that was used before: only for those who asked to be told. */
  'sign-in': NoFacts;
  'second-factor-added': Factor;
  'second-factor-removed': Factor;
  /** An assertion by the genuine key came out of order: there may be a copy. It was refused. */
  'security-key-copied': { readonly label: string };
  'second-factor-policy-changed': { readonly securityKeyOnly: boolean };
  'recovery-codes-replaced': NoFacts;
  'recovery-code-used': { readonly unusedCodes: number };
  'password-changed': NoFacts;
  /** By a link in a mail, without the earlier password. */
  'password-reset': NoFacts;
  /** Goes to both addresses. */
  'email-changed': { readonly oldEmail: string; readonly newEmail: string };
  'account-closed': NoFacts;
  'key-created': Key & {
    readonly permissions: readonly Permission[];
    /** Key ID of the key that this one is to replace. */
    readonly replaces?: string | null;
  };
  /** Nothing was widened. */
  'key-edited': Key & { readonly changes: KeyChanges };
  /** A permission was added, the rule for IP addresses loosened, or the expiry put off. */
  'key-widened': Key & { readonly changes: KeyChanges };
  'key-revoked': Key;
  'keys-revoked': { readonly keys: number };
  /** By the link of an earlier notice: keys, sessions and what was begun. */
  'everything-revoked': { readonly keys: number };
  /** The right link of a confirmation mail, opened in a browser that it does not belong to. */
  'wrong-browser-attempt': { readonly about: 'key-creation' | 'key-edit'; readonly label: string | null };
  'second-factor-attempts-exhausted': { readonly of: 'account' | 'key-creation' };
  /** `provider` is the identity provider's name or issuer. */
  'identity-linked': { readonly provider: string };
};

export type NoticeKind = keyof NoticeFacts;

/** Payload of a security notice. Times are ISO 8601 UTC. */
export type SecurityNotice = {
  readonly [K in NoticeKind]: {
    readonly kind: K;
    readonly facts: NoticeFacts[K];
    readonly at: string;
    readonly from: { readonly ip: string; readonly userAgent: string };
    /** The link for when it was not the owner; `null` where there is nothing left to revoke. */
    readonly revocation: { readonly token: string; readonly expiresAt: string } | null;
  };
}[NoticeKind];
