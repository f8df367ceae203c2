/** Every limit of the key service in one place. Durations in seconds unless the name says otherwise. */
export const LIMITS = {
  bodyBytes: 16_384,
  sessionIdleSeconds: 12 * 3_600,
  sessionAbsoluteSeconds: 7 * 24 * 3_600,
  sessionsPerUser: 50,
  emailVerificationSeconds: 24 * 3_600,
  /** From the request to the confirmation. */
  creationSeconds: 30 * 60,
  creationAttempts: 5,
  secondFactorAttemptsPerDay: 20,
  openCreationsPerUser: 10,
  creationsPerHour: 10,
  confirmationMailsPerCreation: 3,
  confirmationMailsPerDay: 10,
  revealSeconds: 10 * 60,
  keysPerUser: 200,
  ipAllowlistEntries: 20,
  labelGraphemes: 64,
  pageDefault: 25,
  pageMax: 100,
} as const;

/** Limits that trying things out on one's own machine would run into; `relaxed` multiplies them. */
export type LimitScale = 'standard' | 'relaxed-on-loopback';
