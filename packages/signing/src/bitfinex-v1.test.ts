import { randomBytes } from 'node:crypto';
import t from 'tap';
import { isSignatureValid, macOf, signBitfinexV1, textBase } from './index.ts';

const secret = 'S'.repeat(43);

t.test('a v1 signature is the MAC of the payload as text', async (t) => {
  const key = { keyId: 'ck_1', secret };
  const signed = signBitfinexV1(key, { path: '/v1/key_info', nonce: '1700000000000000' });
  t.same(signed, {
    'x-bfx-apikey': 'ck_1',
    'x-bfx-payload': 'eyJyZXF1ZXN0IjoiL3YxL2tleV9pbmZvIiwibm9uY2UiOiIxNzAwMDAwMDAwMDAwMDAwIn0=',
    'x-bfx-signature':
      '317f16557e2f94c61d09059b37c6d7ec5988ec0d3f03c07280d5363c1eb65a6ec59e0a68a0520ed5ffff2848aa593a77',
  });
  t.ok(isSignatureValid(Buffer.from(secret), textBase(signed['x-bfx-payload']), signed['x-bfx-signature']));
});

t.test('a WebSocket signature is the MAC of AUTH and the nonce', async (t) => {
  const signatures = {
    AUTH1700000000000000:
      '52b91be32b8d4971456636170759c50c08c5e36e47cb3ac69b29c0cfe75e9df1975b39a677d2a5d08265a36a43875dc5',
    AUTH17000000000000001700000000000000:
      '90f4a2d6a8ca9acbeeef9d5a343f4e301488e6e7c550fcd3a5bc3f5b5f24c8537fa256b8a18972379d57bda13a46979f',
  };
  for (const [text, signature] of Object.entries(signatures)) {
    t.equal(macOf(secret, textBase(text)).toString('hex'), signature);
  }
});

t.test('what is signed for one way of calling is never of the form of another', async (t) => {
  // A payload is base64 of something that begins with a brace; the other two read as base64 begin with other bytes.
  for (const text of ['/api/v2/auth/r/wallets1700000000000000', 'AUTH1700000000000000']) {
    t.not(Buffer.from(text, 'base64')[0], '{'.charCodeAt(0), text);
  }
  for (let n = 0; n < 1_000; n++) {
    const json = `{"request":"/v1/${randomBytes(3).toString('hex')}"}`;
    t.notMatch(Buffer.from(json).toString('base64'), /^(\/api|AUTH)/);
  }
});
