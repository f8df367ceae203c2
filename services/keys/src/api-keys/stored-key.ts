import type { Permission } from '@countersign/permissions';
import { KEY_RECORD_ALGORITHM, type KeyRecord } from '@countersign/sealing';
import type { KeySettings } from './key-settings.ts';

/** Everything of a key that its signed record is made from, and its label. */
export type StoredKey = {
  readonly keyId: string;
  readonly userId: string;
  readonly label: string | null;
  readonly permissions: readonly string[];
  readonly ipAllowlist: readonly string[] | null;
  readonly expiresAt: Date | null;
  readonly version: number;
  readonly verifierGeneration: number;
  readonly verifierDigest: Buffer;
  readonly isRevoked: boolean;
  readonly revocationReason: string | null;
};

/** What a new version of a key changes. */
export type KeyChange = {
  readonly label?: string | null;
  readonly permissions?: readonly string[];
  readonly ipAllowlist?: readonly string[] | null;
  readonly expiresAt?: Date | null;
  /** The verifier of a fresh secret: the earlier secret is dead. */
  readonly verifierDigest?: Buffer;
  /** Ends the key and rescinds its permissions. */
  readonly revocation?: { readonly reason: string | null };
};

/** The next version of a key. */
export function applyChange(
  key: StoredKey,
  { revocation, verifierDigest, ...settings }: KeyChange,
): StoredKey {
  return {
    ...key,
    ...settings,
    version: key.version + 1,
    ...(verifierDigest !== undefined && { verifierDigest, verifierGeneration: key.verifierGeneration + 1 }),
    ...(revocation !== undefined && {
      permissions: [],
      isRevoked: true,
      revocationReason: revocation.reason,
    }),
  };
}

/** What its owner decided about a key, as it stands. */
export function settingsOf({ label, permissions, ipAllowlist, expiresAt }: StoredKey): KeySettings {
  return { label, permissions: permissions as readonly Permission[], ipAllowlist, expiresAt };
}

/** The record to sign. */
export function keyRecordOf(environment: string, key: StoredKey): KeyRecord {
  return {
    v: 1,
    environment,
    keyId: key.keyId,
    ownerId: key.userId,
    algorithm: KEY_RECORD_ALGORITHM,
    permissions: key.permissions,
    ipAllowlist: key.ipAllowlist,
    expiresAt: key.expiresAt?.toISOString() ?? null,
    status: key.isRevoked ? 'revoked' : 'active',
    version: key.version,
    verifierGeneration: key.verifierGeneration,
    verifierDigest: key.verifierDigest.toString('base64url'),
  };
}
