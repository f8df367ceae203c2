import type { Database } from '@countersign/database';
import type { Permission } from '@countersign/permissions';
import { describeConfirmationMail } from '../confirmation/describe-mail.ts';
import { LIMITS } from '../limits.ts';
import { enrolledMethods } from '../second-factors/enrolled-methods.ts';
import { readOwnCreation } from './authorize-creation.ts';
import type { KeyCreationView } from './key-creation.schemas.ts';
import type { KeyCreation } from './key-creation.ts';
import { NEXT_STEPS } from './states.ts';

/** The user's own creation as the API shows it. @throws Refusal `not-found` */
export async function readKeyCreation(db: Database, id: string, userId: string): Promise<KeyCreationView> {
  return describeKeyCreation(db, await readOwnCreation(db, id, userId));
}

export async function describeKeyCreation(db: Database, creation: KeyCreation): Promise<KeyCreationView> {
  const { request } = creation;
  return {
    id: creation.id,
    state: creation.state,
    nextStep: NEXT_STEPS[creation.state],
    secondFactorMethods: await enrolledMethods(db, creation.userId, 'key-creation'),
    attemptsLeft: Math.max(0, LIMITS.creationAttempts - creation.secondFactorAttempts),
    label: request.label,
    permissions: request.permissions as Permission[],
    ipAllowlist: request.ipAllowlist === null ? null : [...request.ipAllowlist],
    keyExpiresAt: request.expiresAt?.toISOString() ?? null,
    replaces: request.replaces?.keyId ?? null,
    oldKeyExpiresInSeconds: request.replaces?.oldKeyExpiresInSeconds ?? null,
    createdAt: creation.createdAt.toISOString(),
    expiresAt: creation.expiresAt.toISOString(),
    mail: await describeConfirmationMail(db, { creationId: creation.id }, creation.confirmationMails),
    keyId: creation.keyId,
    revealUntil: creation.revealUntil?.toISOString() ?? null,
  };
}
