import t from 'tap';
import type { KeySettings } from '../api-keys/key-settings.ts';
import { type KeyRequest, parseKeyRequest } from './key-request.ts';
import { requestDigest } from './request-digest.ts';

const now = new Date('2026-11-23T12:00:00.000Z');
const fresh = { oldKey: null, now };

t.test('the least request is a key without label, from any address, for ever', async (t) => {
  t.same(parseKeyRequest({ permissions: ['orders:read'] }, fresh), {
    ok: true,
    request: {
      label: null,
      permissions: ['orders:read'],
      ipAllowlist: null,
      expiresAt: null,
      replaces: null,
    },
  });
});

t.test('settings come back in canonical form: sorted, without duplicates', async (t) => {
  const input = {
    label: ' Bot ',
    permissions: ['wallets:read', 'orders:write', 'orders:read', 'wallets:read'],
    ipAllowlist: ['::ffff:192.0.2.1', '192.0.2.1', '2001:DB8::/32'],
    expiresAt: '2027-01-31T12:00:00+01:00',
  };
  t.same(parseKeyRequest(input, fresh), {
    ok: true,
    request: {
      label: 'Bot',
      permissions: ['orders:read', 'orders:write', 'wallets:read'],
      ipAllowlist: ['192.0.2.1', '2001:db8::/32'],
      expiresAt: new Date('2027-01-31T11:00:00.000Z'),
      replaces: null,
    },
  });
});

t.test('every fault is named at its field, all at once, without repeating the input', async (t) => {
  const result = parseKeyRequest(
    {
      label: '\u202ehidden',
      permissions: ['orders:read', 'orders:admin', '__proto__'],
      ipAllowlist: ['192.0.2.1', 'localhost', '10.0.0.1/8', '0.0.0.0/0'],
      expiresAt: 'never',
    },
    fresh,
  );
  if (result.ok) return t.fail('accepted');
  t.same(
    result.errors.map(({ field, code }) => [field, code]),
    [
      ['label', 'label-forbidden-character'],
      ['permissions.1', 'unknown-permission'],
      ['permissions.2', 'unknown-permission'],
      ['ipAllowlist.1', 'ip-not-an-address'],
      ['ipAllowlist.2', 'ip-host-bits-set'],
      ['ipAllowlist.3', 'ip-allows-everything'],
      ['expiresAt', 'not-an-instant'],
    ],
  );
  t.notMatch(JSON.stringify(result), /hidden|orders:admin|__proto__|localhost|"never"/);
  t.match(JSON.stringify(result), 'did you mean 10.0.0.0/8?');
});

t.test('a key needs at least one permission', async (t) => {
  const result = parseKeyRequest({ permissions: [] }, fresh);
  t.match(result, { ok: false, errors: [{ field: 'permissions', code: 'permissions-empty' }] });
});

t.test('what a replacement leaves out is as in the old key; what it gives wins', async (t) => {
  const oldKey: KeySettings = {
    label: 'Bot',
    permissions: ['orders:read', 'withdraw:write'],
    ipAllowlist: ['192.0.2.1'],
    expiresAt: new Date('2027-01-31T12:00:00.000Z'),
  };
  const replacing = { replaces: 'ck_1', oldKeyExpiresInSeconds: 60 };
  const replaces = { keyId: 'ck_1', oldKeyExpiresInSeconds: 60 };
  t.same(parseKeyRequest(replacing, { oldKey, now }), { ok: true, request: { ...oldKey, replaces } });
  const given = { label: null, permissions: ['orders:read'], ipAllowlist: null, expiresAt: null };
  t.same(parseKeyRequest({ ...replacing, ...given }, { oldKey, now }), {
    ok: true,
    request: { ...given, replaces },
  });
  const expired = { ...oldKey, expiresAt: now };
  t.match(parseKeyRequest(replacing, { oldKey: expired, now }), {
    ok: false,
    errors: [{ field: 'expiresAt', code: 'in-the-past' }],
  });
});

t.test('the key to be replaced and the time that it keeps go together', async (t) => {
  const permissions = ['orders:read'];
  t.match(parseKeyRequest({ permissions, oldKeyExpiresInSeconds: 0 }, fresh), {
    errors: [{ field: 'replaces', code: 'required' }],
  });
  t.match(parseKeyRequest({ permissions, replaces: 'ck_1' }, fresh), {
    errors: [{ field: 'oldKeyExpiresInSeconds', code: 'required' }],
  });
  t.match(parseKeyRequest({}, fresh), { errors: [{ field: 'permissions', code: 'required' }] });
});

t.test('KS-39: the digest of a request changes with everything in it, and with the creation', async (t) => {
  const ids = { creationId: 'c1', userId: 'u1' };
  const request: KeyRequest = {
    label: 'Bot',
    permissions: ['orders:read'],
    ipAllowlist: ['192.0.2.1'],
    expiresAt: now,
    replaces: null,
  };
  const digests = [
    requestDigest(ids, request),
    requestDigest({ ...ids, creationId: 'c2' }, request),
    requestDigest({ ...ids, userId: 'u2' }, request),
    requestDigest(ids, { ...request, label: null }),
    requestDigest(ids, { ...request, label: 'Bot2' }),
    requestDigest(ids, { ...request, permissions: ['orders:read', 'withdraw:write'] }),
    requestDigest(ids, { ...request, ipAllowlist: null }),
    requestDigest(ids, { ...request, ipAllowlist: ['192.0.2.2'] }),
    requestDigest(ids, { ...request, expiresAt: null }),
    requestDigest(ids, { ...request, expiresAt: new Date(now.getTime() + 1) }),
    requestDigest(ids, { ...request, replaces: { keyId: 'ck_1', oldKeyExpiresInSeconds: 0 } }),
    requestDigest(ids, { ...request, replaces: { keyId: 'ck_2', oldKeyExpiresInSeconds: 0 } }),
    requestDigest(ids, { ...request, replaces: { keyId: 'ck_1', oldKeyExpiresInSeconds: 1 } }),
  ];
  t.equal(new Set(digests.map((digest) => digest.toString('hex'))).size, digests.length);
  t.same(requestDigest(ids, { ...request }), digests[0]);
});
