import type { KeySettings } from '../api-keys/key-settings.ts';
import type { KeyEditState } from './states.ts';

/** An edit that waits, or waited, for its confirmation by mail, as the store reads it. */
export type KeyEdit = {
  readonly id: string;
  readonly userId: string;
  readonly keyId: string;
  /** The version of the key that it was made for. */
  readonly keyVersion: number;
  readonly browserDigest: Buffer;
  /** As of now, by PostgreSQL's clock: an overdue edit reads `expired`. */
  readonly state: KeyEditState;
  /** All settings of the key as they will be. */
  readonly settings: KeySettings;
  readonly approvalDigest: Buffer;
  readonly confirmationTokenDigest: Buffer;
  readonly confirmationMails: number;
  readonly expiresAt: Date;
  readonly createdAt: Date;
};
