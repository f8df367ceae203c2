import type { KeySettings } from '../api-keys/key-settings.ts';
import type { ProposedEdit } from './propose-edit.ts';

/** The settings that an edit changes, as they were and as they are, for the security history. */
export function describeChange({ before, after, effect }: Pick<ProposedEdit, 'before' | 'after' | 'effect'>) {
  const only = (settings: KeySettings) =>
    Object.fromEntries(effect.changed.map((name) => [name, settings[name]]));
  return { label: after.label, kind: effect.kind, before: only(before), after: only(after) };
}
