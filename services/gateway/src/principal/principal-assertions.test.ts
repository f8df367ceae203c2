import { generateKeyPairJwks, parseKeyring } from '@countersign/sealing';
import { createLocalJWKSet, decodeProtectedHeader, type JSONWebKeySet, jwtVerify } from 'jose';
import t from 'tap';
import { apiKey } from '../testing/unit-fixtures.ts';
import { PrincipalAssertions } from './principal-assertions.ts';

const AUDIENCE = 'http://upstream.example';
const ISSUER = 'countersign:test';

function assertions(jwks = generateKeyPairJwks('Ed25519', 'assertion-1').privateJwks) {
  const clock = { ms: 1_700_000_000_000 };
  const made = new PrincipalAssertions({
    keyring: parseKeyring(jwks, 'sign'),
    issuer: ISSUER,
    audience: AUDIENCE,
    wallClock: () => clock.ms,
  });
  const keys = createLocalJWKSet(JSON.parse(made.jwks.toString()) as JSONWebKeySet);
  const verify = (jwt: string, audience = AUDIENCE) =>
    jwtVerify(jwt, keys, {
      audience,
      issuer: ISSUER,
      currentDate: new Date(clock.ms),
      algorithms: ['EdDSA'],
    });
  return { clock, made, verify };
}
const KEY = { ownerId: 'user-1', keyId: 'ck_1', permissions: ['orders:read', 'orders:write'] } as const;

t.test('an independent JOSE library verifies who is calling with the published keys', async (t) => {
  const { made, verify, clock } = assertions();
  const jwt = made.of(apiKey(KEY));
  const { payload } = await verify(jwt);
  t.match(payload, { sub: 'user-1', key_id: 'ck_1', scope: 'orders:read orders:write' });
  t.equal((payload.exp ?? 0) - clock.ms / 1_000, 60);
  t.same(decodeProtectedHeader(jwt), { alg: 'EdDSA', typ: 'JWT', kid: 'assertion-1' });
  await t.rejects(verify(jwt, 'http://other.example'), { code: 'ERR_JWT_CLAIM_VALIDATION_FAILED' });
});

t.test('an assertion is kept for half its life, and is never sent with less than that left', async (t) => {
  const { made, verify, clock } = assertions();
  const key = apiKey(KEY);
  const first = made.of(key);
  clock.ms += 29_999;
  t.equal(made.of(key), first);
  clock.ms += 1;
  const second = made.of(key);
  t.not(second, first);
  clock.ms += 29_999;
  await verify(second);
  clock.ms += 30_001;
  await t.rejects(verify(second), { code: 'ERR_JWT_EXPIRED' });
});

t.test('a clock that was set back does not make an old assertion last', async (t) => {
  const { made, verify, clock } = assertions();
  const key = apiKey(KEY);
  const before = made.of(key);
  clock.ms -= 3_600_000;
  const after = made.of(key);
  t.not(after, before);
  await verify(after);
});

t.test('an assertion belongs to one version of a key: an edited one has its own', async (t) => {
  const { made, verify } = assertions();
  made.of(apiKey(KEY));
  const edited = made.of(apiKey({ ...KEY, version: 2, permissions: ['orders:read'] }));
  t.match((await verify(edited)).payload, { scope: 'orders:read' });
});

t.test('only public halves are published, those of a rotation side by side', async (t) => {
  const [first, second] = ['a', 'b'].map((kid) =>
    JSON.parse(generateKeyPairJwks('Ed25519', kid).privateJwks),
  );
  const before = assertions(JSON.stringify(first));
  const during = assertions(JSON.stringify({ keys: [...second.keys, ...first.keys] }));
  const { keys } = JSON.parse(during.made.jwks.toString()) as { keys: Record<string, string>[] };
  t.same(
    keys.map(({ kid }) => kid),
    ['b', 'a'],
  );
  for (const key of keys) t.same(Object.keys(key).toSorted(), ['alg', 'crv', 'kid', 'kty', 'use', 'x']);
  await during.verify(before.made.of(apiKey(KEY)));
  await t.rejects(before.verify(during.made.of(apiKey(KEY))), { code: 'ERR_JWKS_NO_MATCHING_KEY' });
});
