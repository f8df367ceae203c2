/** No password is shorter, whatever the limits: the schemas of the API say so before any rule is asked. */
export const PASSWORD_MIN = 8;

/** What an operator may set otherwise (config.ts). */
export const SESSION_DEFAULTS = { idleMinutes: 12 * 60, lifetimeHours: 7 * 24 } as const;

/** Every limit of the key service in one place. Durations in seconds unless the name says otherwise. */
export const LIMITS = {
  bodyBytes: 16_384,
  headerBytes: 16_384,
  /** How often at most a request writes down that its session is in use. */
  sessionTouchSeconds: 60,
  sessionsPerUser: 50,
  /** Remembered as used before; with more, the one that was not used for longest is forgotten. */
  signInBrowsersPerUser: 100,
  /** From leaving for the identity provider to being back. */
  outsideExchangeSeconds: 10 * 60,
  outsideIdentitiesPerUser: 5,
  emailVerificationSeconds: 24 * 3_600,
  /** To one address, asked for by registering. */
  registrationMailsPerHour: 5,
  /** Code points. The least for a password that can be the only factor (NIST SP 800-63B-4 §3.1.1.2). */
  passwordMin: 15,
  passwordMax: 256,
  passwordResetSeconds: 30 * 60,
  /** To one address, whether or not it has an account. */
  passwordResetMailsPerHour: 5,
  emailChangeSeconds: 30 * 60,
  /** To one new address, and asked for by one account. */
  emailChangeMailsPerHour: 5,
  /** An account that was not verified is forgotten so many days after its last link has expired. */
  unverifiedAccountDays: 7,
  /** How long what has ended is kept, for the person and for support, before it is swept. */
  endedSessionDays: 30,
  endedCreationDays: 90,
  outboxDays: 90,
  /** From the request to the confirmation. */
  creationSeconds: 30 * 60,
  /** From the second factor to the confirmation of an edit. */
  editSeconds: 30 * 60,
  creationAttempts: 5,
  secondFactorAttemptsPerDay: 20,
  securityKeysPerUser: 10,
  /** From a WebAuthn challenge to its answer. */
  challengeSeconds: 5 * 60,
  /** Open at once; one more ends the oldest. */
  challengesPerSession: 5,
  /** Wrong passwords a day; after that the right one is refused, too, except in a known browser. */
  passwordAttemptsPerDay: 100,
  openCreationsPerUser: 10,
  creationsPerHour: 10,
  confirmationMailsPerCreation: 3,
  confirmationMailsPerDay: 10,
  revealSeconds: 10 * 60,
  keysPerUser: 200,
  /** Of each kind that somebody else can cause: a sign-in, a wrong browser, a second factor tried too often. */
  noticesPerHour: 3,
  /** A notice that could not be sent by then is not sent; its link still has days to go. */
  noticeMailSeconds: 2 * 24 * 3_600,
  revocationLinkSeconds: 7 * 24 * 3_600,
  /** The furthest expiry that a key can be given: ten years. */
  keyLifetimeSeconds: 3_653 * 24 * 3_600,
  /** How long at most a key still works after the one that replaces it was confirmed. */
  replacedKeySeconds: 30 * 24 * 3_600,
  ipAllowlistEntries: 20,
  labelGraphemes: 64,
  /** How long a repeated request gets the first one's answer. */
  idempotencySeconds: 24 * 3_600,
  pageDefault: 25,
  pageMax: 100,
} as const;

export type Limits = { readonly [name in keyof typeof LIMITS]: number };

/** `relaxed-on-loopback` is for one's own machine, where trying things out would soon run into these. */
export type LimitScale = 'standard' | 'relaxed-on-loopback';

const RELAXED = {
  passwordAttemptsPerDay: 10_000,
  secondFactorAttemptsPerDay: 2_000,
  openCreationsPerUser: 1_000,
  creationsPerHour: 1_000,
  confirmationMailsPerDay: 1_000,
  registrationMailsPerHour: 1_000,
  passwordResetMailsPerHour: 1_000,
  emailChangeMailsPerHour: 1_000,
  /** The least there is (NIST SP 800-63B-4 §3.1.1.2), and what the API's schema says. */
  passwordMin: PASSWORD_MIN,
  noticesPerHour: 1_000,
} as const satisfies Partial<Limits>;

/** The limits in force: the standard ones, or those for one's own machine. */
export function limitsFor(scale: LimitScale): Limits {
  return scale === 'standard' ? LIMITS : { ...LIMITS, ...RELAXED };
}
