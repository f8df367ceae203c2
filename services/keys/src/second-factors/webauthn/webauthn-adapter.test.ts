import t from 'tap';
import { TestAuthenticator, type TestAuthenticatorOptions } from './test-authenticator.ts';
import { assertOnce, registerOnce } from './test-ceremonies.ts';

const KINDS: Record<string, TestAuthenticatorOptions> = {
  'ES256, attestation none': {},
  'ES256, self-attestation': { attestation: 'self' },
  'RS256, self-attestation': { algorithm: 'RS256', attestation: 'self' },
  'without user verification': { userVerification: false },
  'backed up, without a counter': { backupEligible: true, backedUp: true, counts: false },
};

for (const [kind, options] of Object.entries(KINDS)) {
  t.test(`registers and asserts: ${kind}`, async (t) => {
    const authenticator = new TestAuthenticator(options);
    const registration = await registerOnce(authenticator);
    t.match(registration, {
      ok: true,
      value: { transports: ['usb'], aaguid: '00000000-0000-0000-0000-000000000000' },
    });
    if (!registration.ok) return;
    t.same(registration.value.credentialId, authenticator.credentialId);
    t.same(registration.value.publicKey, authenticator.coseKey());
    const assertion = await assertOnce(authenticator, registration.value);
    const { backedUp = false, userVerification = true, counts = true } = options;
    t.same(assertion, {
      ok: true,
      value: { signatureCounter: counts ? 2 : 0, backedUp, userVerified: userVerification },
    });
  });
}
