import { generateKeyPairSync } from 'node:crypto';
import t from 'tap';
import type { CborValue } from './cbor.ts';
import { parseCoseKey } from './cose-key.ts';
import { TestAuthenticator } from './test-authenticator.ts';
import { encodeCbor } from './test-cbor.ts';

type Pairs = [number | string, CborValue][];
const parse = (pairs: Pairs) => parseCoseKey(encodeCbor(new Map(pairs)));

const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
const EC: Pairs = [
  [1, 2],
  [3, -7],
  [-1, 1],
  [-2, Buffer.from(x, 'base64url')],
  [-3, Buffer.from(y, 'base64url')],
];
const MODULUS = Buffer.alloc(256, 0xc3);
const RSA: Pairs = [
  [1, 3],
  [3, -257],
  [-1, MODULUS],
  [-2, Buffer.from([1, 0, 1])],
];
const change = (pairs: Pairs, key: number, value: CborValue): Pairs =>
  pairs.map(([label, old]) => [label, label === key ? value : old]);

t.test('an ES256 and an RS256 key become the key that they are', async (t) => {
  t.match(parse(EC), { algorithm: -7, pem: publicKey.export({ type: 'spki', format: 'pem' }) });
  t.equal(parse(RSA).algorithm, -257);
  t.equal(parseCoseKey(new TestAuthenticator({ algorithm: 'RS256' }).coseKey()).algorithm, -257);
});

t.test('KS-21: whatever else an algorithm is, it was not offered', async (t) => {
  for (const algorithm of [
    -8,
    -35,
    -36,
    -37,
    -47,
    -65_535,
    -9,
    0,
    7,
    '-7',
    'ES256',
    null,
    Buffer.from([7]),
  ]) {
    t.throws(() => parse(change(EC, 3, algorithm)), { code: 'algorithm-not-offered' }, String(algorithm));
  }
  t.throws(() => parse(EC.filter(([label]) => label !== 3)), { code: 'algorithm-not-offered' });
});

t.test('KS-21: a key that does not go with its algorithm is none', async (t) => {
  const broken: Record<string, Pairs> = {
    'RSA parameters for ES256': change(RSA, 3, -7),
    'EC parameters for RS256': change(EC, 3, -257),
    'another curve': change(EC, -1, 2),
    'a point beside the curve': change(EC, -3, Buffer.alloc(32, 1)),
    'no point': change(change(EC, -2, Buffer.alloc(32)), -3, Buffer.alloc(32)),
    'a coordinate too long': change(EC, -2, Buffer.alloc(33, 1)),
    'a coordinate too short': change(EC, -2, Buffer.alloc(31, 1)),
    'a compressed point': change(EC, -3, true),
    'a private part': [...EC, [-4, Buffer.alloc(32, 1)]],
    'key operations': [...EC, [4, [1]]],
    'a label that is a text': [...EC, ['x', 1]],
    'a modulus of 1024 bits': change(RSA, -1, Buffer.alloc(128, 0xc3)),
    'a modulus of 8192 bits': change(RSA, -1, Buffer.alloc(1_024, 0xc3)),
    'a modulus with a zero in front': change(RSA, -1, Buffer.concat([Buffer.alloc(1), MODULUS])),
    'an exponent of 1': change(RSA, -2, Buffer.from([1])),
    'an exponent of 2048 bits': change(RSA, -2, MODULUS),
  };
  for (const [name, pairs] of Object.entries(broken))
    t.throws(() => parse(pairs), { code: 'key-invalid' }, name);
});

t.test('what is no map is malformed', async (t) => {
  for (const value of [1, null, [1, 2], 'key', Buffer.alloc(77)]) {
    t.throws(() => parseCoseKey(encodeCbor(value)), { code: 'malformed' });
  }
});
