import type { Redacted } from '@countersign/sealing';
import { type Static, Type } from 'typebox';
import { nullable } from '../api-keys/api-key.ts';
import { Timestamp, Uuid } from '../http/schemas.ts';
import { LIMITS } from '../limits.ts';
import { TOTP_PERIOD_SECONDS } from './totp/totp-adapter.ts';
import type { TotpFactor } from './totp/totp-store.ts';
import type { SecurityKey } from './webauthn/security-key-store.ts';

export const FactorParams = Type.Object({ id: Uuid }, { additionalProperties: false });

export const FactorLabel = Type.String({
  maxLength: LIMITS.labelGraphemes * 4,
  description: `A name for the owner's eyes, 1 to ${LIMITS.labelGraphemes} characters without control or invisible ones.`,
  examples: ['Blue key'],
});

/** An active factor as its owner sees it. */
export const FactorSchema = Type.Object(
  {
    id: Uuid,
    method: Type.Union([Type.Literal('webauthn'), Type.Literal('totp')], {
      description: 'A security key, or an authenticator app.',
      examples: ['webauthn'],
    }),
    label: nullable(Type.String({ examples: ['Blue key'] }), 'Of a security key.'),
    createdAt: Timestamp,
    activatedAt: Timestamp,
    lastUsedAt: nullable(Timestamp, 'When it last approved something.'),
  },
  { title: 'EnrolledFactor', description: 'An active second factor as its owner sees it.' },
);

export type EnrolledFactor = Static<typeof FactorSchema>;

export function presentTotp({ factorId, createdAt, activatedAt, lastTimeStep }: TotpFactor): EnrolledFactor {
  return {
    id: factorId,
    method: 'totp',
    label: null,
    createdAt: createdAt.toISOString(),
    activatedAt: (activatedAt ?? createdAt).toISOString(),
    lastUsedAt: new Date(lastTimeStep * TOTP_PERIOD_SECONDS * 1_000).toISOString(),
  };
}

export function presentSecurityKey({ factorId, label, createdAt, lastUsedAt }: SecurityKey): EnrolledFactor {
  return {
    id: factorId,
    method: 'webauthn',
    label,
    createdAt: createdAt.toISOString(),
    activatedAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
  };
}

const RecoveryCodes = Type.Array(Type.String({ examples: ['7KQF-2M9X-HD3P-W4TN-0V8C'] }));

export const RecoveryCodesSchema = Type.Object(
  {
    recoveryCodes: {
      ...RecoveryCodes,
      description: 'Each stands in for the second factor once. Shown this once.',
    },
  },
  { title: 'RecoveryCodes' },
);

export const NewRecoveryCodesSchema = Type.Object(
  {
    recoveryCodes: nullable(
      RecoveryCodes,
      'Each stands in for the second factor once. Shown this once; `null` where the account had a factor, whose codes go on.',
    ),
  },
  { title: 'NewRecoveryCodes' },
);

export const exposeCodes = (codes: readonly Redacted<string>[] | null) =>
  codes?.map((code) => code.expose()) ?? null;
