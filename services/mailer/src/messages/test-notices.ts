import type { Mail, NoticeFacts, NoticeKind } from '@countersign/outbox';
import { TEST_TOKEN } from '../test-outbox.ts';

const KEY = { keyId: 'ck_lzpufZiEWRbLLhfCTpA0Gqmc0J4vcU', label: 'Trading bot' } as const;

/** Facts of every kind of notice, as the key service would give them. */
export const TEST_FACTS: { readonly [K in NoticeKind]: NoticeFacts[K] } = {
  'new-sign-in': { isSecondFactorToCome: true },
  'sign-in': {},
  'second-factor-added': { method: 'webauthn', label: 'Blue key' },
  'second-factor-removed': { method: 'totp' },
  'security-key-copied': { label: 'Blue key' },
  'second-factor-policy-changed': { securityKeyOnly: false },
  'recovery-codes-replaced': {},
  'recovery-code-used': { unusedCodes: 9 },
  'password-changed': {},
  'password-reset': {},
  'email-changed': { oldEmail: 'ada@example.com', newEmail: 'ada@example.org' },
  'account-closed': {},
  'key-created': { ...KEY, permissions: ['orders:read', 'orders:write', 'withdraw:write'] },
  'key-edited': {
    ...KEY,
    changes: {
      label: { from: null, to: 'Trading bot' },
      permissions: { added: [], removed: ['orders:write'] },
      ipAllowlist: { from: null, to: ['192.0.2.0/24', '2001:db8::/32'] },
      expiresAt: { from: null, to: '2027-05-01T00:00:00.000Z' },
    },
  },
  'key-widened': {
    ...KEY,
    changes: { permissions: { added: ['withdraw:write'], removed: ['orders:read'] } },
  },
  'key-revoked': KEY,
  'keys-revoked': { keys: 3 },
  'everything-revoked': { keys: 3 },
  'wrong-browser-attempt': { about: 'key-creation', label: 'Trading bot' },
  'second-factor-attempts-exhausted': { of: 'account' },
  'identity-linked': { provider: 'https://id.example.com' },
};

export const NOTICE_KINDS = Object.keys(TEST_FACTS) as NoticeKind[];

/** Nothing is left that a link could revoke. */
export const WITHOUT_LINK: readonly NoticeKind[] = ['account-closed', 'everything-revoked'];

/** A notice as it comes out of the outbox; `facts` may be of any shape, as a faulty writer's would be. */
export function testNotice(kind: NoticeKind, facts: unknown = TEST_FACTS[kind]): Mail {
  const payload = {
    kind,
    facts,
    at: '2026-11-23T12:34:00.000Z',
    from: {
      ip: '203.0.113.77',
      userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:146.0) Gecko/20100101 Firefox/146.0',
    },
    revocation: WITHOUT_LINK.includes(kind)
      ? null
      : { token: TEST_TOKEN, expiresAt: '2026-11-30T12:34:00.000Z' },
  };
  return { template: 'security-notice', payload } as Mail;
}
