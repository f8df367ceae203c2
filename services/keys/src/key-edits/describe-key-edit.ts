import type { Database } from '@countersign/database';
import { describeConfirmationMail } from '../confirmation/describe-mail.ts';
import { readOwnEdit } from './authorize-edit.ts';
import type { KeyEdit } from './key-edit.ts';
import type { KeyEditView } from './key-edits.schemas.ts';

/** The user's own edit as the API shows it. @throws Refusal `not-found` */
export async function readKeyEdit(db: Database, id: string, userId: string): Promise<KeyEditView> {
  return describeKeyEdit(db, await readOwnEdit(db, id, userId));
}

export async function describeKeyEdit(db: Database, edit: KeyEdit): Promise<KeyEditView> {
  const { id, settings } = edit;
  return {
    id,
    state: edit.state,
    keyId: edit.keyId,
    keyVersion: edit.keyVersion,
    label: settings.label,
    permissions: [...settings.permissions],
    ipAllowlist: settings.ipAllowlist === null ? null : [...settings.ipAllowlist],
    keyExpiresAt: settings.expiresAt?.toISOString() ?? null,
    createdAt: edit.createdAt.toISOString(),
    expiresAt: edit.expiresAt.toISOString(),
    mail: await describeConfirmationMail(db, { editId: id }, edit.confirmationMails),
  };
}
