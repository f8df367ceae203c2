import { createHash } from 'node:crypto';
import t from 'tap';
import { bitfinexV2Mac, bitfinexV2Text, isSignatureValid, signBitfinexV2 } from './index.ts';

const secret = 'S'.repeat(43);
const path = '/v2/auth/r/wallets';
const nonce = '1700000000000000';
const WITH_BODY =
  'eca2049d859e923dadb502cb9fb0b02a03a6401f075134cf358bd485373cc6b0ff4a0cea5e5d0a038e953420a513f44b';
const WITHOUT =
  'f8b860dfc35059a8dcb91f0e1f4b6d552dc7d8e7cb4ffc3a752ca5682ad770b4f75e09372ec51b832d063b38eacd60a2';

t.test('signatures are those that Bitfinex clients make, with a body and without', async (t) => {
  t.equal(signBitfinexV2({ keyId: 'k', secret }, { path, nonce, body: '{}' })['bfx-signature'], WITH_BODY);
  t.equal(bitfinexV2Mac(secret, path, nonce, '').toString('hex'), WITHOUT);
});

t.test('a secret longer than the block and its verifier sign alike (RFC 2104 §3)', async (t) => {
  const long = `cs_${'a'.repeat(132)}`;
  const verifier = createHash('sha384').update(long).digest();
  t.same(bitfinexV2Mac(verifier, path, nonce, '{}'), bitfinexV2Mac(long, path, nonce, '{}'));
  const atTheBlock = 'a'.repeat(128);
  const digest = createHash('sha384').update(atTheBlock).digest();
  t.notSame(bitfinexV2Mac(digest, path, nonce, '{}'), bitfinexV2Mac(atTheBlock, path, nonce, '{}'));
});

t.test('only 96 digits of lower-case hex verify', async (t) => {
  const base = { text: bitfinexV2Text(path, nonce), body: Buffer.from('{}') };
  const key = Buffer.from(secret);
  t.ok(isSignatureValid(key, base, WITH_BODY));
  for (const wrong of [
    '',
    WITHOUT,
    WITH_BODY.toUpperCase(),
    WITH_BODY.slice(1),
    `${WITH_BODY}0`,
    ` ${WITH_BODY}`,
    `${WITH_BODY}\n`,
  ]) {
    t.notOk(isSignatureValid(key, base, wrong), JSON.stringify(wrong));
  }
});
