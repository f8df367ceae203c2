import { Type } from 'typebox';
import { LIMITS } from '../limits.ts';
import { nullable } from './api-key.ts';

/** The settings of a key as they arrive, of a creation or an edit. */
export const SettingSchemas = {
  label: nullable(
    Type.String({ maxLength: LIMITS.labelGraphemes * 4, examples: ['Trading bot'] }),
    `A name for the owner's eyes, 1 to ${LIMITS.labelGraphemes} characters without control or invisible ones.`,
  ),
  permissions: Type.Array(Type.String({ maxLength: 64 }), {
    maxItems: 64,
    description: 'At least one of those that `GET /v1/permissions` lists.',
    examples: [['orders:read', 'orders:write', 'wallets:read']],
  }),
  ipAllowlist: nullable(
    Type.Array(Type.String({ maxLength: 64 }), {
      minItems: 1,
      maxItems: LIMITS.ipAllowlistEntries,
      examples: [['192.0.2.10', '2001:db8::/48']],
    }),
    'Addresses and networks (CIDR, no bits after the prefix) that the key will work from; `null` for any.',
  ),
  expiresAt: nullable(
    Type.String({ maxLength: 64, examples: ['2027-01-31T12:00:00Z'] }),
    'When the key will end, as RFC 3339 with a zone; `null` for never.',
  ),
};
