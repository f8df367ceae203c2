import type { CreatedAt, Timestamp } from './column-types.ts';

// Sessions, links that wait in mailboxes, and what is counted by address.

export type Assurance = 'password' | 'second_factor';

export interface EmailVerificationTable {
  user_id: string;
  token_digest: Buffer;
  /** The only browser that may redeem it; `null`: any may. */
  browser_digest: Buffer | null;
  expires_at: Timestamp;
}

export interface PasswordResetTable {
  user_id: string;
  token_digest: Buffer;
  expires_at: Timestamp;
}

export interface EmailChangeTable {
  user_id: string;
  new_email: string;
  token_digest: Buffer;
  browser_digest: Buffer;
  expires_at: Timestamp;
}

/** What was used up for an address in a window of time, whether or not it has an account. */
export interface AddressBudgetTable {
  address_digest: Buffer;
  budget: string;
  window_start: Timestamp;
  used: number;
}

export interface SessionTable {
  id: string;
  user_id: string;
  token_digest: Buffer;
  assurance: Assurance;
  created_at: CreatedAt;
  last_seen_at: Timestamp;
  expires_at: Timestamp;
  idle_seconds: number;
  ended_at: Timestamp | null;
  ip: string;
  user_agent: string;
}

/** Browsers in which a second factor once succeeded: they have an attempt budget of their own. */
export interface KnownBrowserTable {
  user_id: string;
  browser_digest: Buffer;
  second_factor_at: Timestamp;
}
