import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import t from 'tap';
import { bitfinexV2Mac, isBitfinexV2SignatureValid, signBitfinexV2 } from './bitfinex-v2.ts';

const NONCE = '1700000000000000';
const PATH = '/v2/auth/r/wallets';
const SHORT_SECRET = 'S'.repeat(43);
const SECRET = `cs_${'0123456789abcdefghij_-'.repeat(6)}`;
const VERIFIER = createHash('sha384').update(SECRET).digest();

// Computed with Python's hmac module over "/api" + path + nonce + body.
t.test('a request is signed as Bitfinex clients sign it', async (t) => {
  t.equal(
    bitfinexV2Mac(SHORT_SECRET, PATH, NONCE, '{}').toString('hex'),
    'eca2049d859e923dadb502cb9fb0b02a03a6401f075134cf358bd485373cc6b0ff4a0cea5e5d0a038e953420a513f44b',
  );
  t.equal(
    bitfinexV2Mac(SHORT_SECRET, PATH, NONCE, '').toString('hex'),
    'f8b860dfc35059a8dcb91f0e1f4b6d552dc7d8e7cb4ffc3a752ca5682ad770b4f75e09372ec51b832d063b38eacd60a2',
  );
});

const request = fc.record({
  path: fc.webPath().map((path) => `/v2${path}`),
  nonce: fc.bigInt({ min: 1n, max: 2n ** 63n - 1n }).map(String),
  body: fc.uint8Array(),
});

t.test('what a client signs with its secret verifies with the verifier, and only unchanged', async (t) => {
  fc.assert(
    fc.property(request, fc.uint8Array({ minLength: 1 }), (signed, extra) => {
      const { 'bfx-signature': signature } = signBitfinexV2({ keyId: 'ck_x', secret: SECRET }, signed);
      const body = Buffer.from(signed.body);
      t.ok(isBitfinexV2SignatureValid(VERIFIER, { ...signed, body }, signature));
      const longer = Buffer.concat([body, extra]);
      t.notOk(isBitfinexV2SignatureValid(VERIFIER, { ...signed, body: longer }, signature));
      t.notOk(isBitfinexV2SignatureValid(VERIFIER, { ...signed, body, path: `${signed.path}/` }, signature));
    }),
    { numRuns: 50 },
  );
});

t.test('the headers carry key ID, nonce and signature, and not the secret', async (t) => {
  const headers = signBitfinexV2({ keyId: 'ck_x', secret: SECRET }, { path: PATH, nonce: NONCE, body: '' });
  t.same(Object.keys(headers), ['bfx-apikey', 'bfx-nonce', 'bfx-signature']);
  t.equal(headers['bfx-apikey'], 'ck_x');
  t.equal(headers['bfx-nonce'], NONCE);
  t.notMatch(JSON.stringify(headers), SECRET);
});

const REQUEST = { path: PATH, nonce: NONCE, body: Buffer.from('{}') };
const GOOD = bitfinexV2Mac(SECRET, PATH, NONCE, '{}').toString('hex');
const isValid = (signature: string) => isBitfinexV2SignatureValid(VERIFIER, REQUEST, signature);

t.test('GW-34: a signature in upper or mixed case is not valid', async (t) => {
  t.ok(isValid(GOOD));
  t.notOk(isValid(GOOD.toUpperCase()));
  t.notOk(isValid(GOOD.replace(/[a-f]/, (digit) => digit.toUpperCase())));
});

t.test('GW-35, GW-37: a signature of another length is not valid, and nothing throws', async (t) => {
  for (const signature of [
    '',
    GOOD.slice(1),
    `${GOOD}0`,
    GOOD.slice(0, 48),
    GOOD.slice(0, 64),
    ` ${GOOD}`,
    `${GOOD}\n`,
    `0x${GOOD.slice(2)}`,
    `${GOOD.slice(0, 95)}g`,
    `${GOOD.slice(0, 95)}é`,
    '0'.repeat(10_000),
  ]) {
    t.notOk(isValid(signature), signature.slice(0, 20));
  }
});

t.test('GW-38: another algorithm gives no valid signature', async (t) => {
  const base = `/api${PATH}${NONCE}{}`;
  for (const algorithm of ['sha256', 'sha512', 'sha3-384', 'sha1']) {
    t.notOk(isValid(createHmac(algorithm, SECRET).update(base).digest('hex').padEnd(96, '0').slice(0, 96)));
  }
  t.notOk(isValid(createHash('sha384').update(base).digest('hex')), 'no HMAC');
  t.notOk(isValid(createHash('sha384').update(SECRET).update(base).digest('hex')), 'secret in front');
});

t.test('GW-39: the verifier as text is not a secret to sign with', async (t) => {
  for (const text of [
    VERIFIER.toString('hex'),
    VERIFIER.toString('base64'),
    VERIFIER.toString('base64url'),
  ]) {
    t.notOk(isValid(bitfinexV2Mac(text, PATH, NONCE, '{}').toString('hex')));
  }
});

t.test('GW-27: a request with any one bit of its body changed is not valid', async (t) => {
  const body = Buffer.from('{"type":"EXCHANGE LIMIT","amount":"1"}');
  const signature = bitfinexV2Mac(SECRET, PATH, NONCE, body).toString('hex');
  for (let bit = 0; bit < body.byteLength * 8; bit++) {
    const changed = Buffer.from(body);
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    if (isBitfinexV2SignatureValid(VERIFIER, { ...REQUEST, body: changed }, signature)) t.fail(`bit ${bit}`);
  }
  t.ok(isBitfinexV2SignatureValid(VERIFIER, { ...REQUEST, body }, signature));
});

t.test(
  'GW-71: the borders between path, nonce and body are not signed, which is why their grammar is strict',
  async (t) => {
    const shifted = { path: `${PATH}1`, nonce: NONCE.slice(1), body: Buffer.from('{}') };
    t.ok(isBitfinexV2SignatureValid(VERIFIER, shifted, GOOD), 'the wire format is what it is');
  },
);
