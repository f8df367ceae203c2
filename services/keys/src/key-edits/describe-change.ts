import type { KeyChanges } from '@countersign/outbox';
import type { KeySettings } from '../api-keys/key-settings.ts';
import type { ProposedEdit } from './propose-edit.ts';

type Change = Pick<ProposedEdit, 'before' | 'after' | 'effect'>;

/** The settings that an edit changes, as they were and as they are, for the security history. */
export function describeChange({ before, after, effect }: Change) {
  const only = (settings: KeySettings) =>
    Object.fromEntries(effect.changed.map((name) => [name, settings[name]]));
  return { label: after.label, kind: effect.kind, before: only(before), after: only(after) };
}

/** The same for the notice by mail. */
export function changesForNotice({ before, after, effect }: Change): KeyChanges {
  const isChanged = (name: keyof KeySettings) => effect.changed.includes(name);
  const missingIn = (one: KeySettings, other: KeySettings) =>
    other.permissions.filter((permission) => !one.permissions.includes(permission));
  const time = ({ expiresAt }: KeySettings) => expiresAt?.toISOString() ?? null;
  return {
    ...(isChanged('label') && { label: { from: before.label, to: after.label } }),
    ...(isChanged('permissions') && {
      permissions: { added: missingIn(before, after), removed: missingIn(after, before) },
    }),
    ...(isChanged('ipAllowlist') && { ipAllowlist: { from: before.ipAllowlist, to: after.ipAllowlist } }),
    ...(isChanged('expiresAt') && { expiresAt: { from: time(before), to: time(after) } }),
  };
}
