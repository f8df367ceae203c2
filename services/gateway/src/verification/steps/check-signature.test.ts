import { createHash } from 'node:crypto';
import { bitfinexV2Text, macOf } from '@countersign/signing';
import t from 'tap';
import { LiveVerifier } from '../../api-key-lookup/live-verifier.ts';
import { checkSignature } from './check-signature.ts';

const secret = `cs_${'x'.repeat(132)}`;
const verifier = () => new LiveVerifier(createHash('sha384').update(secret).digest());
const signed = { text: bitfinexV2Text('/v2/auth/r/wallets', '17'), body: Buffer.from('{}') };
const signature = macOf(secret, signed).toString('hex');

t.test('a signature holds for exactly its path, nonce and body', async (t) => {
  t.equal(checkSignature(verifier(), signed, signature), null);
  const others = [
    { text: bitfinexV2Text('/v2/auth/r/orders', '17') },
    { text: bitfinexV2Text('/v2/auth/r/wallets', '18') },
    { body: Buffer.from('{ }') },
  ];
  for (const other of others) {
    t.equal(checkSignature(verifier(), { ...signed, ...other }, signature), 'signature-invalid');
  }
});

t.test('a verifier that was zeroed verifies nothing, not even what zero bytes sign', async (t) => {
  const gone = verifier();
  gone.zero();
  const byZeroes = macOf('\0'.repeat(48), signed).toString('hex');
  for (const each of [signature, byZeroes]) t.equal(checkSignature(gone, signed, each), 'signature-invalid');
  const bytes = Buffer.alloc(48, 7);
  new LiveVerifier(bytes).zero();
  t.ok(bytes.equals(Buffer.alloc(48)), 'the bytes are overwritten');
});
