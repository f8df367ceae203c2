import type { KeyRequest } from './key-request.ts';
import type { KeyCreationState } from './states.ts';

/** A key creation as the store reads it. */
export type KeyCreation = {
  readonly id: string;
  readonly userId: string;
  /** The session that began it; once confirmed, the one that confirmed it. */
  readonly sessionId: string;
  readonly browserDigest: Buffer;
  /** As of now, by PostgreSQL's clock: an overdue creation reads `expired`, a closed reveal `completed`. */
  readonly state: KeyCreationState;
  readonly request: KeyRequest;
  readonly requestDigest: Buffer;
  readonly secondFactorAttempts: number;
  readonly confirmationTokenDigest: Buffer | null;
  readonly confirmationMails: number;
  readonly keyId: string | null;
  readonly revealUntil: Date | null;
  readonly expiresAt: Date;
  readonly createdAt: Date;
};
