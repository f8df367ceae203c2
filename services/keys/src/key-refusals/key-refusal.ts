import { Type } from 'typebox';
import { Timestamp } from '../http/schemas.ts';

/** What every view of a refusal says: why, and what the latest request of that kind was. */
export const REFUSAL_FIELDS = {
  reason: Type.String({
    description:
      'Why: `signature-invalid`, `key-expired`, `key-revoked`, `address-not-allowed`, `nonce-too-small`, `route-unlisted`, `permission-missing`, `key-limit-reached`; of scoped tokens `token-expired`, `token-outdated`, `token-address-not-allowed`. Further ones may come.',
    examples: ['nonce-too-small'],
  }),
  ip: Type.String({ description: 'Where the latest came from.', examples: ['192.0.2.10'] }),
  path: Type.String({ description: 'What the latest called.', examples: ['/v2/auth/r/wallets'] }),
};

/** As a list of keys shows it: enough for one line a key. */
export const LatestRefusalSchema = Type.Object(
  { reason: REFUSAL_FIELDS.reason, at: Timestamp, ip: REFUSAL_FIELDS.ip, path: REFUSAL_FIELDS.path },
  { title: 'LatestRefusal' },
);
