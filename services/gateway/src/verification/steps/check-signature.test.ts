import { createHash } from 'node:crypto';
import { signBitfinexV2 } from '@countersign/signing';
import t from 'tap';
import { LiveVerifier } from '../../api-key-lookup/live-verifier.ts';
import { checkSignature } from './check-signature.ts';

const secret = `cs_${'x'.repeat(132)}`;
const verifier = () => new LiveVerifier(createHash('sha384').update(secret).digest());
const signed = { path: '/v2/auth/r/wallets', nonce: '17', body: Buffer.from('{}') };
const signature = signBitfinexV2({ keyId: 'k', secret }, signed)['bfx-signature'];

t.test('a signature holds for exactly its path, nonce and body', async (t) => {
  t.equal(checkSignature(verifier(), signed, signature), null);
  for (const other of [{ path: '/v2/auth/r/orders' }, { nonce: '18' }, { body: Buffer.from('{ }') }]) {
    t.equal(checkSignature(verifier(), { ...signed, ...other }, signature), 'signature-invalid');
  }
});

t.test('a verifier that was zeroed verifies nothing, not even what zero bytes sign', async (t) => {
  const gone = verifier();
  gone.zero();
  const byZeroes = signBitfinexV2({ keyId: 'k', secret: '\0'.repeat(48) }, signed)['bfx-signature'];
  for (const each of [signature, byZeroes]) t.equal(checkSignature(gone, signed, each), 'signature-invalid');
  const bytes = Buffer.alloc(48, 7);
  new LiveVerifier(bytes).zero();
  t.ok(bytes.equals(Buffer.alloc(48)), 'the bytes are overwritten');
});
