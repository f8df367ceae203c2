import type { NoticeKind } from '@countersign/outbox';

export type NoticePolicy = {
  /** The person may switch it off. Never where it would help whoever has taken over a session. */
  readonly isSwitchable: boolean;
  readonly isEnabledByDefault: boolean;
  /** An attacker can cause it at will: at most so many an hour (limits.ts), or it would bury the others. */
  readonly isLimited: boolean;
  /** The mail carries the link to revoke everything. */
  readonly hasLink: boolean;
  /** In words, for the page where it can be switched. */
  readonly description: string;
};

const ALWAYS = { isSwitchable: false, isEnabledByDefault: true, isLimited: false, hasLink: true } as const;
const LIMITED = { ...ALWAYS, isLimited: true } as const;
const HARMLESS = { ...ALWAYS, isSwitchable: true } as const;

export const NOTICE_POLICIES: Readonly<Record<NoticeKind, NoticePolicy>> = {
  'new-sign-in': { ...LIMITED, description: 'A sign-in in a browser that was not used before' },
  'sign-in': {
    ...HARMLESS,
    isEnabledByDefault: false,
    isLimited: true,
    description: 'A sign-in in a browser that was used before',
  },
  'second-factor-added': { ...ALWAYS, description: 'A second factor was set up' },
  'second-factor-removed': { ...ALWAYS, description: 'A second factor was removed' },
  'security-key-copied': { ...LIMITED, description: 'A security key may have been copied' },
  'second-factor-policy-changed': { ...ALWAYS, description: 'Which second factors count was changed' },
  'recovery-codes-replaced': { ...ALWAYS, description: 'The recovery codes were replaced' },
  'recovery-code-used': { ...ALWAYS, description: 'A recovery code was used' },
  'password-changed': { ...ALWAYS, description: 'The password was changed' },
  'password-reset': { ...ALWAYS, description: 'The password was reset by mail' },
  'email-changed': { ...ALWAYS, description: 'The e-mail address was changed' },
  // Keys are revoked and sessions ended: nothing is left for a link to do.
  'account-closed': { ...ALWAYS, hasLink: false, description: 'The account was closed' },
  'key-created': { ...ALWAYS, description: 'An API key was created' },
  'key-edited': { ...HARMLESS, description: 'An API key was edited, without being allowed anything more' },
  'key-widened': { ...ALWAYS, description: 'An API key was allowed more than before' },
  'key-revoked': { ...HARMLESS, description: 'An API key was revoked' },
  'keys-revoked': { ...ALWAYS, description: 'All API keys were revoked' },
  // The same: and a link that begets another would never end.
  'everything-revoked': {
    ...ALWAYS,
    hasLink: false,
    description: 'Everything was revoked by the link of a mail',
  },
  'wrong-browser-attempt': {
    ...LIMITED,
    description: 'The link of a confirmation mail was opened in a browser that it does not belong to',
  },
  'second-factor-attempts-exhausted': {
    ...LIMITED,
    description: 'The second factor was wrong too often',
  },
  'identity-linked': { ...ALWAYS, description: 'A sign-in from outside was linked to the account' },
};
