import { KEY_RECORD_ALGORITHM, type KeyRecord } from './key-record-encoding.ts';

/** A record as the key service would sign it; for the tests of this package. */
export const exampleRecord: KeyRecord = {
  v: 1,
  environment: 'test',
  keyId: 'ck_0123456789abcdefghijklmnopqrst',
  ownerId: '00000000-0000-4000-8000-000000000001',
  algorithm: KEY_RECORD_ALGORITHM,
  permissions: ['orders:read', 'orders:write'],
  ipAllowlist: ['192.0.2.0/24', '2001:db8::1'],
  expiresAt: '2030-01-02T03:04:05.678Z',
  status: 'active',
  version: 1,
  verifierGeneration: 1,
  verifierDigest: 'A'.repeat(43),
};
