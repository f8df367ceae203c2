import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import t from 'tap';
import { BASE62 } from './checksum.ts';
import { isKeyId, KEY_ID_LENGTH } from './key-id.ts';
import { mintKeyId } from './mint-key-id.ts';
import { mintScopedToken } from './mint-scoped-token.ts';
import { mintSecret } from './mint-secret.ts';
import { mintToken, tokenDigest } from './mint-token.ts';
import { isScopedToken, SCOPED_TOKEN_LENGTH } from './scoped-token.ts';

t.test('a minted key ID is recognised, is always 33 characters long and never comes twice', async (t) => {
  const minted = Array.from({ length: 10_000 }, () => mintKeyId(randomBytes));
  t.equal(new Set(minted).size, minted.length);
  t.same(
    minted.filter((keyId) => !isKeyId(keyId) || keyId.length !== KEY_ID_LENGTH || !/^ck_\w{30}$/.test(keyId)),
    [],
  );
});

t.test('bytes that would favour some digits of a key ID are thrown away', async (t) => {
  const draws = [
    Uint8Array.from({ length: 32 }, (_, at) => 248 + (at % 8)),
    Uint8Array.from(Array(32).keys()),
  ];
  t.equal(mintKeyId(() => draws.shift() as Uint8Array).slice(3, 27), BASE62.slice(0, 24));
  const uses = Array.from({ length: 248 }, (_, byte) => byte % 62);
  for (let digit = 0; digit < 62; digit++) t.equal(uses.filter((used) => used === digit).length, 4);
});

t.test('the checksum catches every change of a single character', async (t) => {
  for (const keyId of Array.from({ length: 20 }, () => mintKeyId(randomBytes))) {
    const survivors: string[] = [];
    for (let at = 0; at < keyId.length; at++) {
      for (const character of `${BASE62}_- é`) {
        if (character === keyId[at]) continue;
        const changed = keyId.slice(0, at) + character + keyId.slice(at + 1);
        if (isKeyId(changed)) survivors.push(changed);
      }
    }
    t.same(survivors, []);
  }
});

t.test('the checksum catches two neighbours that changed places', async (t) => {
  fc.assert(
    fc.property(fc.integer({ min: 3, max: 31 }), (at) => {
      const keyId = mintKeyId(randomBytes);
      const swapped = keyId.slice(0, at) + keyId[at + 1] + keyId[at] + keyId.slice(at + 2);
      return swapped === keyId || !isKeyId(swapped);
    }),
  );
  t.pass();
});

t.test('GW-41: what no key service minted is no key ID', async (t) => {
  const keyId = mintKeyId(randomBytes);
  for (const text of [
    '',
    'ck_',
    keyId.slice(1),
    `${keyId}0`,
    `${keyId}\n`,
    `\0${keyId.slice(1)}`,
    keyId.toUpperCase(),
    'ck_'.padEnd(10_240, 'a'),
    "ck_' or 1=1 --",
    '../../etc/passwd',
    '__proto__',
    'constructor',
  ]) {
    t.notOk(isKeyId(text), JSON.stringify(text.slice(0, 40)));
  }
});

t.test('a secret is "cs_" and 132 characters of base64url, longer than the block of SHA-384', async (t) => {
  t.match(mintSecret(randomBytes).expose(), /^cs_[A-Za-z0-9_-]{132}$/);
  t.equal(Buffer.byteLength(mintSecret(randomBytes).expose()), 135);
});

t.test('a token is 43 characters of base64url and only its digest under its purpose is stored', async (t) => {
  const token = mintToken(randomBytes).expose();
  t.match(token, /^[A-Za-z0-9_-]{43}$/);
  t.equal(tokenDigest('session', token).byteLength, 32);
  t.same(tokenDigest('session', token), tokenDigest('session', token));
  t.notSame(
    tokenDigest('session', token),
    tokenDigest('browser', token),
    'KS-57: of one kind, never another',
  );
});

t.test('a minted scoped token is recognised, and never comes twice', async (t) => {
  const minted = Array.from({ length: 10_000 }, () => mintScopedToken(randomBytes).expose());
  t.equal(new Set(minted).size, minted.length);
  t.same(
    minted.filter((token) => !isScopedToken(token) || token.length !== SCOPED_TOKEN_LENGTH),
    [],
  );
  t.equal(String(mintScopedToken(randomBytes)), '[redacted]');
});

t.test('GW-41: what no gateway minted is no scoped token', async (t) => {
  const token = mintScopedToken(randomBytes).expose();
  const survivors = Array.from(token, (character, at) => {
    const other = character === 'a' ? 'b' : 'a';
    return token.slice(0, at) + other + token.slice(at + 1);
  }).filter(isScopedToken);
  t.same(survivors, [], 'a slip of the finger is noticed');
  for (const text of [
    ...['', 'ct_', token.slice(1), `${token}0`, `${token}\n`, `\0${token.slice(1)}`, token.toUpperCase()],
    ...['ct_'.padEnd(10_240, 'a'), "ct_' or 1=1 --", 'pub:api:1-caps:a-write', '__proto__', 'constructor'],
    mintKeyId(randomBytes),
  ]) {
    t.notOk(isScopedToken(text), JSON.stringify(text.slice(0, 40)));
  }
});

t.test('a source of randomness that gives too few or too many bytes mints nothing', async (t) => {
  for (const broken of [() => new Uint8Array(0), () => new Uint8Array(8), () => new Uint8Array(500)]) {
    for (const mint of [mintKeyId, mintSecret, mintToken, mintScopedToken])
      t.throws(() => mint(broken), /random bytes/);
  }
});
