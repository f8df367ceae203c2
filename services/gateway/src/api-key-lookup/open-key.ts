import { isPermission } from '@countersign/permissions';
import { type KeyRecord, type Keyring, verifyKeyRecord } from '@countersign/sealing';
import { type OpenVerifierRejection, openVerifier } from '@countersign/sealing/opening';
import { addressList } from '../addresses/address-list.ts';
import { principalHeaders } from '../principal/principal-headers.ts';
import type { ApiKey } from './api-key.ts';
import type { StoredKey } from './key-store.ts';
import { LiveVerifier } from './live-verifier.ts';

/** Why a row is not obeyed. Each is an alarm: nobody but the key service writes these rows, and it writes none such. */
export type KeyAlarm =
  | OpenVerifierRejection
  | 'record-not-genuine'
  | 'record-of-another-key'
  | 'record-of-another-environment'
  | 'record-not-of-the-state-rows-version'
  | 'record-not-of-the-state-rows-status'
  | 'record-grants-what-does-not-exist';

export type OpenKeyOptions = {
  readonly environment: string;
  readonly verify: Keyring<'verify'>;
  readonly open: Keyring<'open'>;
};

/** Checks that the row is what the key service wrote for this key, and opens its verifier. */
export function openKey(
  { environment, verify, open }: OpenKeyOptions,
  stored: StoredKey,
  nowMs: number,
): { ok: true; key: ApiKey } | { ok: false; alarm: KeyAlarm } {
  const record = verifyKeyRecord(verify, stored);
  if (record === null) return { ok: false, alarm: 'record-not-genuine' };
  const alarm = compare(record, stored, environment);
  if (alarm !== null) return { ok: false, alarm };
  const opened = openVerifier(open, record, { kekId: stored.kekId, sealed: stored.sealedVerifier });
  if (!opened.ok) return { ok: false, alarm: opened.reason };
  return { ok: true, key: asApiKey(record, new LiveVerifier(opened.verifier), nowMs) };
}

/** A genuine record can still stand in the wrong row. */
function compare(record: KeyRecord, stored: StoredKey, environment: string): KeyAlarm | null {
  if (record.keyId !== stored.keyId) return 'record-of-another-key';
  if (record.environment !== environment) return 'record-of-another-environment';
  if (record.version !== stored.stateVersion) return 'record-not-of-the-state-rows-version';
  if (record.status !== stored.stateStatus) return 'record-not-of-the-state-rows-status';
  if (!record.permissions.every(isPermission)) return 'record-grants-what-does-not-exist';
  return null;
}

function asApiKey(record: KeyRecord, verifier: LiveVerifier, nowMs: number): ApiKey {
  const permissions = record.permissions.filter(isPermission);
  return {
    keyId: record.keyId,
    ownerId: record.ownerId,
    version: record.version,
    status: record.status,
    permissions,
    allowedAddresses: record.ipAllowlist === null ? null : addressList(record.ipAllowlist),
    expiresAt: record.expiresAt,
    verifier,
    principalHeaders: principalHeaders(record.ownerId, record.keyId, permissions),
    versionSeenAtMs: nowMs,
    highestNonce: 0,
    assertion: null,
    isRecentlyUsed: true,
  };
}
