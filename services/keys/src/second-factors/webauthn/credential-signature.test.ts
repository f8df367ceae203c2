import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import t from 'tap';
import { isSignature } from './credential-signature.ts';

const isEcdsa = (bytes: Buffer) => isSignature(bytes, { algorithm: -7, pem: '' });
const der = (r: string, s: string) => {
  const integer = (hex: string) => `02${(hex.length / 2).toString(16).padStart(2, '0')}${hex}`;
  const body = integer(r) + integer(s);
  return Buffer.from(`30${(body.length / 2).toString(16).padStart(2, '0')}${body}`, 'hex');
};

t.test('every signature of ES256 has the form', async (t) => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  for (let i = 0; i < 500; i++) {
    const signature = sign('sha256', randomBytes(16), privateKey);
    if (!isEcdsa(signature)) t.fail(signature.toString('hex'));
  }
  t.ok(isEcdsa(der('01', '01')), 'short numbers');
  t.ok(isEcdsa(der(`00${'ff'.repeat(32)}`, '00ff')), 'padded numbers');
});

t.test('another spelling of a signature is none', async (t) => {
  const good = der('7f', '00ff');
  const broken: Record<string, Buffer> = {
    nothing: Buffer.alloc(0),
    'a byte more': Buffer.concat([good, Buffer.from([0])]),
    'a byte less': good.subarray(0, -1),
    'another tag': Buffer.concat([Buffer.from([0x31]), good.subarray(1)]),
    'a long length': Buffer.concat([Buffer.from([0x30, 0x81, good.length - 2]), good.subarray(2)]),
    'a negative r': der('80', '01'),
    'a negative s': der('01', '80'),
    'a needless zero before r': der('007f', '01'),
    'a needless zero before s': der('01', '0001'),
    'no r': der('', '01'),
    'r is zero': der('00', '01'),
    'r of 257 bits': der(`01${'00'.repeat(32)}`, '01'),
    'three numbers': Buffer.from('3009020101020101020101', 'hex'),
    'one number': Buffer.from('3003020101', 'hex'),
    'r is a text': Buffer.from('30060c0101020101', 'hex'),
  };
  for (const [name, bytes] of Object.entries(broken)) t.notOk(isEcdsa(bytes), name);
});

t.test('a signature of RS256 is of any bytes, but not of many', async (t) => {
  const isRsa = (length: number) => isSignature(Buffer.alloc(length), { algorithm: -257, pem: '' });
  t.same([256, 512, 513].map(isRsa), [true, true, false]);
});
