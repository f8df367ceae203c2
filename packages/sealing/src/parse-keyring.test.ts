import { generateKeyPairSync } from 'node:crypto';
import t from 'tap';
import { generateKeyPairJwks, generateSymmetricJwks } from './generate-keyring.ts';
import type { KeyringKind } from './keyring.ts';
import { parseKeyring, parseSymmetricKeyring } from './parse-keyring.ts';

type Jwk = Record<string, unknown>;
const x25519 = generateKeyPairJwks('X25519', 'x-1');
const ed25519 = generateKeyPairJwks('Ed25519', 'e-1');
const first = (jwks: string): Jwk => JSON.parse(jwks).keys[0];
const jwks = (...keys: unknown[]) => JSON.stringify({ keys });

const GOOD: Record<KeyringKind, string> = {
  seal: x25519.publicJwks,
  open: x25519.privateJwks,
  sign: ed25519.privateJwks,
  verify: ed25519.publicJwks,
};
const KINDS = Object.keys(GOOD) as KeyringKind[];

t.test('a keyring file serves its own purpose and no other', async (t) => {
  for (const kind of KINDS) {
    for (const meant of KINDS) {
      if (kind === meant) t.equal(parseKeyring(GOOD[kind], kind).kind, kind);
      else t.throws(() => parseKeyring(GOOD[meant], kind), /must be/, `${meant} given for ${kind}`);
    }
  }
});

t.test('the first key is current, the others are found by their id', async (t) => {
  const next = generateKeyPairJwks('X25519', 'x-2');
  const keyring = parseKeyring(jwks(first(next.publicJwks), first(x25519.publicJwks)), 'seal');
  t.equal(keyring.current.kid, 'x-2');
  t.same([...keyring.byId.keys()], ['x-2', 'x-1']);
});

const pub = first(x25519.publicJwks);
const priv = first(x25519.privateJwks);
const otherX = first(generateKeyPairJwks('X25519', 'x-9').publicJwks).x;
const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' });

const REFUSED: [what: string, kind: KeyringKind, content: string, message: RegExp][] = [
  ['no text', 'seal', '', /not JSON/],
  ['what is not JSON', 'open', '{"keys":[{"d":"', /not JSON/],
  ['JSON that is no JWK Set', 'seal', '[]', /"keys" is missing/],
  ['null', 'seal', 'null', /"keys" is missing/],
  ['a bare JWK', 'seal', JSON.stringify(pub), /"keys" is missing/],
  ['a set without a key', 'seal', jwks(), /no key/],
  [
    'too many keys',
    'seal',
    jwks(...Array.from({ length: 17 }, (_, n) => ({ ...pub, kid: `k${n}` }))),
    /more than/,
  ],
  ['a key without an id', 'seal', jwks({ ...pub, kid: undefined }), /needs a "kid"/],
  ['an id that is no text', 'seal', jwks({ ...pub, kid: 7 }), /needs a "kid"/],
  ['an empty id', 'seal', jwks({ ...pub, kid: '' }), /needs a "kid"/],
  ['an id with a line break', 'seal', jwks({ ...pub, kid: 'a\nb' }), /needs a "kid"/],
  ['an id that is too long', 'seal', jwks({ ...pub, kid: 'k'.repeat(65) }), /needs a "kid"/],
  ['null as a key', 'seal', jwks(null), /needs a "kid"/],
  ['one id twice', 'seal', jwks(pub, { ...pub, x: otherX }), /one kid twice/],
  ['another curve', 'seal', jwks({ ...p256, kid: 'p' }), /OKP key on X25519/],
  ['the curve of signatures', 'open', ed25519.privateJwks, /OKP key on X25519/],
  ['the curve of sealing', 'sign', x25519.privateJwks, /OKP key on Ed25519/],
  ['a private key where a public one is wanted', 'seal', x25519.privateJwks, /must be a public key/],
  [
    'a private key hidden behind a public one',
    'seal',
    jwks(pub, { ...priv, kid: 'x-2' }),
    /must be a public key/,
  ],
  ['an emptied private member', 'seal', jwks({ ...pub, d: '' }), /must be a public key/],
  [
    'a symmetric member beside a public key',
    'verify',
    jwks({ ...first(ed25519.publicJwks), k: 'AA' }),
    /public key/,
  ],
  ['a public key where a private one is wanted', 'open', x25519.publicJwks, /must be a private key/],
  ['a public half of another key', 'open', jwks({ ...priv, x: otherX }), /malformed/],
  ['a private key without its public half', 'open', jwks({ ...priv, x: undefined }), /malformed/],
  ['a private key that is too short', 'open', jwks({ ...priv, d: 'AAAA' }), /malformed/],
  ['a private key that is no text', 'open', jwks({ ...priv, d: 5 }), /malformed/],
  ['a public key with stray characters', 'seal', jwks({ ...pub, x: `${pub.x}!!` }), /malformed/],
  ['a public key that is too long', 'seal', jwks({ ...pub, x: `${pub.x}AA` }), /malformed/],
  ['a point of low order', 'seal', jwks({ ...pub, x: Buffer.alloc(32).toString('base64url') }), /malformed/],
  ['a symmetric key', 'seal', generateSymmetricJwks('s'), /OKP key/],
];

for (const [what, kind, content, message] of REFUSED) {
  t.test(`a keyring to ${kind} is refused for ${what}, without quoting key material`, async (t) => {
    t.throws(() => parseKeyring(content, kind), { message });
    try {
      parseKeyring(content, kind);
    } catch (error) {
      const shown = String((error as Error).stack);
      for (const material of [priv.d, priv.x, otherX, first(ed25519.privateJwks).d]) {
        t.notOk(shown.includes(String(material)), 'key material is not in the error');
      }
      t.equal((error as Error).cause, undefined);
    }
  });
}

t.test('a keyring for oneself holds symmetric keys of 32 bytes and nothing else', async (t) => {
  const good = first(generateSymmetricJwks('totp-1'));
  t.equal(parseSymmetricKeyring(jwks(good)).current.bytes.byteLength, 32);
  for (const content of [
    x25519.privateJwks,
    jwks({ ...good, k: undefined }),
    jwks({ ...good, k: 7 }),
    jwks({ ...good, k: 'AAAA' }),
    jwks({ ...good, k: `${good.k}AA` }),
    jwks({ ...good, k: `${String(good.k).slice(0, 42)}!` }),
    jwks({ ...good, kty: 'OKP' }),
  ]) {
    t.throws(() => parseSymmetricKeyring(content), { message: /must be an "oct" key of 32 bytes/ });
  }
  t.throws(() => parseSymmetricKeyring(jwks(good, good)), { message: /one kid twice/ });
  t.throws(() => parseSymmetricKeyring('{"k":"secret'), { message: 'keyring is not JSON' });
});
