import { createHmac, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import t from 'tap';
import { shortMac } from './short-mac.ts';
import { isSignatureValid } from './signature.ts';

const bytes = (minLength: number, maxLength: number) => fc.uint8Array({ minLength, maxLength, size: 'max' });
const text = fc.string({ unit: 'binary', maxLength: 3_000, size: 'max' });
const byNode = (key: Uint8Array, signed: { text: string; body: Uint8Array }) =>
  createHmac('sha384', key).update(signed.text).update(signed.body).digest('hex');

t.test('a signature is checked as HMAC-SHA384 has it, for every length of text and body', async (t) => {
  let short = 0;
  let long = 0;
  fc.assert(
    fc.property(bytes(48, 48), text, bytes(0, 6_000), (key, text, body) => {
      const signed = { text, body };
      const signature = byNode(key, signed);
      const mac = shortMac(key, signed);
      if (mac === null) long++;
      else short++;
      const wrong = (signature.startsWith('0') ? '1' : '0') + signature.slice(1);
      return (
        (mac === null || mac === signature) &&
        isSignatureValid(key, signed, signature) &&
        !isSignatureValid(key, signed, wrong)
      );
    }),
    { numRuns: 500, seed: 38 },
  );
  t.ok(short > 100 && long > 20, `${short} short, ${long} long`);
});

t.test('lengths at the borders of a block and of what is short', async (t) => {
  const key = randomBytes(48);
  for (const length of [0, 1, 63, 64, 111, 112, 127, 128, 129, 255, 256, 8_191, 8_192, 8_193, 1_000_000]) {
    const signed = { text: '', body: randomBytes(length) };
    t.equal(shortMac(key, signed) === null, length > 8_192, `${length}`);
    t.ok(isSignatureValid(key, signed, byNode(key, signed)), `${length}`);
  }
});

t.test('a key of another length than a verifier has is no reason to fail', async (t) => {
  for (const length of [0, 1, 47, 49, 128, 129, 200]) {
    const key = randomBytes(length);
    const signed = { text: 'a', body: Buffer.from('{}') };
    t.equal(shortMac(key, signed), null);
    t.ok(isSignatureValid(key, signed, byNode(key, signed)));
  }
});

t.test('nothing of one check is left over for the next', async (t) => {
  const keys = [randomBytes(48), randomBytes(48)];
  const long = { text: 'x'.repeat(2_000), body: randomBytes(2_000) };
  const short = { text: '/api', body: Buffer.from('{}') };
  for (const key of keys) {
    for (const signed of [long, short, long, short]) t.equal(shortMac(key, signed), byNode(key, signed));
  }
});

t.test('a signature has one spelling', async (t) => {
  const key = randomBytes(48);
  const signed = { text: '/api', body: Buffer.from('{}') };
  const right = byNode(key, signed);
  t.ok(isSignatureValid(key, signed, right));
  const last = right.slice(0, -1);
  for (const wrong of [
    ...['', last, `${right}0`, ` ${right}`, right.toUpperCase()].filter((each) => each !== right),
    // Its low byte is that of the right character, or it is longer in bytes than in characters.
    last + String.fromCharCode(0x100 + right.charCodeAt(95)),
    `${last}\u00e9`,
    `${last}\ud800`,
    `${right.slice(0, -2)}\u{10000}`,
  ]) {
    t.notOk(isSignatureValid(key, signed, wrong), JSON.stringify(wrong));
    t.ok(isSignatureValid(key, signed, right));
  }
});
