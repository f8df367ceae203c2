import { type Database, databaseTime } from '@countersign/database';
import { findStoredKey } from '../api-keys/api-key-store.ts';
import { type KeySettings, type KeySettingsInput, parseKeySettings } from '../api-keys/key-settings.ts';
import { type StoredKey, settingsOf } from '../api-keys/stored-key.ts';
import { Refusal } from '../refusal.ts';
import { type Approval, approvalOf } from '../second-factors/approval.ts';
import { type EditEffect, editEffect } from './edit-effect.ts';

/** What is asked to become of a key: what is left out stays as it is. */
export type EditInput = KeySettingsInput & {
  /** The version that the person looked at; left out, whatever the key's version is now. */
  readonly version?: number;
};

/** An edit that could be made to the key as it is now. */
export type ProposedEdit = {
  readonly key: StoredKey;
  readonly before: KeySettings;
  readonly after: KeySettings;
  readonly effect: EditEffect;
  /** What a second factor has to approve. */
  readonly approval: Approval;
};

type Request = { readonly userId: string; readonly keyId: string; readonly input: EditInput };

/**
 * Reads what an edit would do to the user's key as it is now, and what a second factor would have to approve.
 *
 * @throws Refusal `not-found`, `key-already-revoked`, `key-expired`, `key-version-conflict`, `validation-failed`,
 * `key-unchanged`
 */
export async function proposeEdit(db: Database, request: Request): Promise<ProposedEdit> {
  return proposeEditOf(await findStoredKey(db, request.keyId), request, await databaseTime(db));
}

/** The same for a key that was read before, such as under its lock. */
export function proposeEditOf(
  key: StoredKey | null,
  { userId, input: { version, ...input } }: Request,
  now: Date,
): ProposedEdit {
  if (key === null || key.userId !== userId) throw new Refusal('not-found');
  if (key.isRevoked) throw new Refusal('key-already-revoked');
  // Clients of an expired key were told that it ended; nobody may bring it back, not even its owner.
  if (key.expiresAt !== null && key.expiresAt <= now) throw new Refusal('key-expired');
  if (version !== undefined && version !== key.version) throw new Refusal('key-version-conflict');
  const before = settingsOf(key);
  const parsed = parseKeySettings(input, { base: before, now });
  if (!parsed.ok) throw new Refusal('validation-failed', { errors: parsed.errors });
  const after = parsed.settings;
  const effect = editEffect(before, after);
  if (effect.kind === 'nothing') throw new Refusal('key-unchanged');
  return { key, before, after, effect, approval: editApproval(key, after) };
}

/**
 * What the second factor approves: this key, in this version, with all of its settings as they will be. So an
 * approval for another key, for another change, or for the same change of an older version does not count.
 */
export function editApproval(
  { keyId, version }: Pick<StoredKey, 'keyId' | 'version'>,
  { label, permissions, ipAllowlist, expiresAt }: KeySettings,
): Approval {
  const change = [version, label, permissions, ipAllowlist, expiresAt?.toISOString() ?? null];
  return approvalOf('key-edit', { subject: keyId, change });
}
