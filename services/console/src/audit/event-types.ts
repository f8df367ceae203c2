/** Every kind of event that the key service writes, in the groups in which one looks for them. */
export const EVENT_GROUPS = {
  signIn: [
    'signed-in',
    'signed-out',
    'session-ended',
    'password-failed',
    'second-factor-passed',
    'second-factor-failed',
    'recovery-code-used',
    'outside-identity-linked',
    'outside-identity-removed',
  ],
  account: [
    'user-registered',
    'registration-repeated',
    'registration-lapsed',
    'email-verified',
    'password-changed',
    'password-reset-requested',
    'password-reset',
    'email-change-requested',
    'email-changed',
    'notification-preferences-changed',
    'revocation-link-used',
    'account-closed',
  ],
  secondFactors: [
    'second-factor-enrolled',
    'second-factor-removed',
    'second-factor-renamed',
    'second-factor-policy-changed',
    'security-key-copied',
    'recovery-codes-replaced',
  ],
  keys: [
    'key-creation-started',
    'key-creation-approved',
    'key-creation-refused',
    'key-creation-cancelled',
    'confirmation-mail-resent',
    'wrong-browser-attempt',
    'key-created',
    'key-revealed-again',
    'key-reveal-acknowledged',
    'key-replaced',
    'key-edit-approved',
    'key-edit-cancelled',
    'key-edited',
    'key-revoked',
  ],
} as const;

export type EventGroup = keyof typeof EVENT_GROUPS;
export type EventType = (typeof EVENT_GROUPS)[EventGroup][number];

export const GROUPS = Object.keys(EVENT_GROUPS) as EventGroup[];

/** A newer service may write events that this page has no words for. */
export const groupOf = (type: string): EventGroup | null =>
  GROUPS.find((group) => (EVENT_GROUPS[group] as readonly string[]).includes(type)) ?? null;

export const isKnownEvent = (type: string): type is EventType => groupOf(type) !== null;

const ALARMS: ReadonlySet<string> = new Set<EventType>([
  'password-failed',
  'second-factor-failed',
  'security-key-copied',
  'wrong-browser-attempt',
  'key-creation-refused',
  'registration-repeated',
  'revocation-link-used',
]);

/** Somebody failed, or somebody had reason to worry: worth a second look. */
export const isAlarm = (type: string): boolean => ALARMS.has(type);
