import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type {
  AddressBudgetTable,
  EmailChangeTable,
  EmailVerificationTable,
  KnownBrowserTable,
  PasswordResetTable,
  SessionTable,
} from './account-tables.ts';
import type { CreatedAt, Timestamp } from './column-types.ts';

export type * from './account-tables.ts';

/** A bigint: arrives as text, so that no nonce is ever rounded. */
type BigIntText = ColumnType<string, string | number | bigint | undefined, string | number | bigint>;

export type KeyCreationState =
  | 'awaiting_second_factor'
  | 'awaiting_confirmation'
  | 'revealed'
  | 'completed'
  | 'cancelled'
  | 'expired'
  | 'refused';
export type KeyEditState = 'awaiting_confirmation' | 'applied' | 'cancelled' | 'expired' | 'outdated';
export type OutboxState = 'pending' | 'sent' | 'failed' | 'expired' | 'withdrawn';

export interface UserTable {
  id: string;
  /** Canonical form: lower case, no surrounding white space. `null`: the account is closed. */
  email: string | null;
  email_verified_at: Timestamp | null;
  /** `null`: the user has no password and signs in with an outside identity. */
  password_hash: string | null;
  /** Only security keys countersign; see `acceptedMethods` of the key service. */
  is_security_key_only: Generated<boolean>;
  /** The account has or had a second factor. */
  had_second_factor: Generated<boolean>;
  /** Until then no key may come to withdraw. */
  withdraw_held_until: ColumnType<Date | null, Date | null | undefined, Date | null>;
  created_at: CreatedAt;
  closed_at: ColumnType<Date | null, Date | undefined, Date>;
  /** Set by registering a verified address once more. */
  decoy_password_hash: ColumnType<string | null, undefined, string | null>;
  decoy_expires_at: ColumnType<Date | null, undefined, Date | null>;
}

export interface OutsideIdentityTable {
  id: string;
  user_id: string;
  issuer: string;
  subject: string;
  created_at: CreatedAt;
  last_used_at: Timestamp | null;
}

/** Browsers on their way to the identity provider and back. */
export interface OutsideExchangeTable {
  token_digest: Buffer;
  browser_digest: Buffer;
  /** The session that asked to link the identity; `null`: a sign-in. */
  linking_session_id: string | null;
  return_path: string;
  expires_at: Timestamp;
}

export interface TotpFactorTable {
  id: string;
  user_id: string;
  kek_id: string;
  sealed_secret: Buffer;
  activated_at: Timestamp | null;
  /** The highest time step that was accepted; a code counts only above it. */
  last_time_step: BigIntText;
  created_at: CreatedAt;
}

/** A WebAuthn credential, as the key service's adapter understood it. */
export interface SecurityKeyTable {
  id: string;
  user_id: string;
  label: string;
  credential_id: Buffer;
  public_key: Buffer;
  signature_counter: BigIntText;
  transports: string[];
  is_backup_eligible: boolean;
  is_backed_up: boolean;
  is_user_verified: boolean;
  created_at: CreatedAt;
  last_used_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
}

export interface WebauthnChallengeTable {
  id: string;
  user_id: string;
  session_id: string;
  ceremony: 'registration' | 'authentication';
  challenge: Buffer;
  purpose: string;
  subject: string | null;
  /** SHA-256 of exactly what an answer to it approves. */
  approval_digest: Buffer;
  expires_at: Timestamp;
  created_at: CreatedAt;
}

export interface RecoveryCodeTable {
  user_id: string;
  code_digest: Buffer;
  used_at: Timestamp | null;
}

export interface SecondFactorAttemptTable {
  user_id: string;
  /** `account`, `recovery-codes`, `security-keys`, or the hex of a known browser's digest. */
  bucket: string;
  day: ColumnType<string, string, never>;
  attempts: Generated<number>;
}

export interface KeyCreationTable {
  id: string;
  user_id: string;
  session_id: string;
  browser_digest: Buffer;
  state: KeyCreationState;
  label: string | null;
  permissions: string[];
  ip_allowlist: string[] | null;
  key_expires_at: Timestamp | null;
  request_digest: Buffer;
  second_factor_attempts: Generated<number>;
  confirmation_token_digest: Buffer | null;
  confirmation_mails: Generated<number>;
  key_id: string | null;
  reveal_until: Timestamp | null;
  /** The key whose place the new one takes. */
  replaces: string | null;
  old_key_expires_in_seconds: number | null;
  expires_at: Timestamp;
  created_at: CreatedAt;
}

export interface ApiKeyTable {
  key_id: string;
  user_id: string;
  creation_id: string;
  label: string | null;
  permissions: string[];
  ip_allowlist: string[] | null;
  expires_at: Timestamp | null;
  version: number;
  verifier_generation: number;
  verifier_digest: Buffer;
  created_at: CreatedAt;
  revoked_at: Timestamp | null;
  revocation_reason: string | null;
  /** The key whose place this one took. */
  replaces: string | null;
}

/** Edits that wait, or waited, for a confirmation by mail. */
export interface KeyEditTable {
  id: string;
  user_id: string;
  key_id: string;
  /** The version that the edit was made for. */
  key_version: number;
  browser_digest: Buffer;
  state: KeyEditState;
  label: string | null;
  permissions: string[];
  ip_allowlist: string[] | null;
  key_expires_at: Timestamp | null;
  approval_digest: Buffer;
  confirmation_token_digest: Buffer;
  confirmation_mails: Generated<number>;
  expires_at: Timestamp;
  created_at: CreatedAt;
}

/** The signed record and the sealed verifier: what the gateway reads. */
export interface KeyRecordTable {
  key_id: string;
  record: Buffer;
  signing_key_id: string;
  signature: Buffer;
  kek_id: string;
  sealed_verifier: Buffer;
}

/** Everything the gateway's compare-and-set reads and writes, in one row. */
export interface KeyStateTable {
  key_id: string;
  status: 'active' | 'revoked';
  version: number;
  last_nonce: BigIntText;
  last_used_at: Timestamp | null;
  last_used_ip: string | null;
}

export interface AuditEventTable {
  id: Generated<string>;
  user_id: string;
  type: string;
  at: ColumnType<Date, Date | string, never>;
  ip: string | null;
  user_agent: string | null;
  subject: string | null;
  details: JSONColumnType<Record<string, unknown>>;
  /** Position in the user's chain, from 1. */
  sequence: BigIntText;
  previous_digest: Buffer;
  digest: Buffer;
  /** `null`, as the signature, for events from before there was a chain. */
  signing_key_id: string | null;
  signature: Buffer | null;
}

/** The newest event of each user's chain. */
export interface AuditHeadTable {
  user_id: string;
  /** 0 only within the transaction that writes the first event. */
  sequence: BigIntText;
  digest: Buffer;
  at: Timestamp;
  signing_key_id: string | null;
  signature: Buffer | null;
}

export interface OutboxMessageTable {
  id: string;
  user_id: string;
  creation_id: string | null;
  edit_id: string | null;
  template: string;
  recipient: string;
  not_after: Timestamp;
  kek_id: string;
  sealed: Buffer;
  signing_key_id: string;
  signature: Buffer;
  state: OutboxState;
  /** When the relay dispatches it next. */
  due_at: Timestamp;
  /** A mailer is at work on it until then. */
  claimed_until: Timestamp | null;
  attempts: Generated<number>;
  dispatches: Generated<number>;
  sent_at: Timestamp | null;
  failure: string | null;
  created_at: CreatedAt;
}

/** Links of security notices, by which whoever reads the mailbox can revoke everything. */
export interface RevocationLinkTable {
  token_digest: Buffer;
  user_id: string;
  created_at: CreatedAt;
  expires_at: Timestamp;
  redeemed_at: Timestamp | null;
}

/** Notices of one kind in the hour that began at `hour`. */
export interface NoticeCountTable {
  user_id: string;
  kind: string;
  hour: Timestamp;
  notices: number;
}

export interface NotificationPreferenceTable {
  user_id: string;
  kind: string;
  is_enabled: boolean;
}

/** Browsers in which the user signed in: a sign-in in another is told by mail. */
export interface SignInBrowserTable {
  user_id: string;
  browser_digest: Buffer;
  last_sign_in_at: Timestamp;
}

/** What was done under an idempotency key; `answer` is JSON, `null` where it is not kept. */
export interface IdempotencyRecordTable {
  id: Buffer;
  request_digest: Buffer;
  answer: string | null;
  expires_at: Timestamp;
}

/** What the owner of a key is told about refused requests, one row a key and reason. */
export interface KeyRefusalTable {
  key_id: string;
  reason: string;
  count: BigIntText;
  first_at: Timestamp;
  last_at: Timestamp;
  ip: string;
  path: string;
  nonce: BigIntText;
}

/** What a scoped token may do and until when; signed by the gateway that issued it. */
export interface ScopedTokenTable {
  digest: Buffer;
  key_id: string;
  /** The token is good for this version of its key only. */
  key_version: number;
  permissions: string[];
  created_at: Timestamp;
  expires_at: Timestamp;
  signing_key_id: string;
  signature: Buffer;
}

export interface Schema {
  key_refusals: KeyRefusalTable;
  users: UserTable;
  outside_identities: OutsideIdentityTable;
  outside_exchanges: OutsideExchangeTable;
  email_verifications: EmailVerificationTable;
  password_resets: PasswordResetTable;
  email_changes: EmailChangeTable;
  address_budgets: AddressBudgetTable;
  sessions: SessionTable;
  known_browsers: KnownBrowserTable;
  totp_factors: TotpFactorTable;
  security_keys: SecurityKeyTable;
  webauthn_challenges: WebauthnChallengeTable;
  recovery_codes: RecoveryCodeTable;
  second_factor_attempts: SecondFactorAttemptTable;
  key_creations: KeyCreationTable;
  api_keys: ApiKeyTable;
  key_edits: KeyEditTable;
  key_records: KeyRecordTable;
  key_states: KeyStateTable;
  audit_events: AuditEventTable;
  audit_heads: AuditHeadTable;
  outbox_messages: OutboxMessageTable;
  revocation_links: RevocationLinkTable;
  notice_counts: NoticeCountTable;
  notification_preferences: NotificationPreferenceTable;
  sign_in_browsers: SignInBrowserTable;
  idempotency_records: IdempotencyRecordTable;
  scoped_tokens: ScopedTokenTable;
}
