import t from 'tap';
import { assertionOptions, registrationOptions } from './ceremony-options.ts';
import { userHandleOf } from './user-handle.ts';

const challenge = Buffer.alloc(32, 1);
const ceremony = { rpId: 'keys.example.com', challenge, timeoutMs: 300_000, requireUserVerification: false };
const registered = [{ id: Buffer.from('one'), transports: ['usb', 'hybrid'] as const }];
const known = [{ type: 'public-key', id: 'b25l', transports: ['usb', 'hybrid'] }];
const user = { handle: userHandleOf('6f1c1a52-9d0b-4c43-8f0e-0a3f6f0f2f11'), email: 'ada@example.com' };

t.test(
  'a registration asks for no attestation, no resident key, and only for what can be verified',
  async (t) => {
    t.same(registrationOptions({ ...ceremony, platformName: 'Acme', user, registered }), {
      rp: { id: 'keys.example.com', name: 'Acme' },
      user: {
        id: user.handle.toString('base64url'),
        name: 'ada@example.com',
        displayName: 'ada@example.com',
      },
      challenge: challenge.toString('base64url'),
      pubKeyCredParams: [
        { type: 'public-key', alg: -7 },
        { type: 'public-key', alg: -257 },
      ],
      timeout: 300_000,
      excludeCredentials: known,
      authenticatorSelection: {
        residentKey: 'discouraged',
        requireResidentKey: false,
        userVerification: 'preferred',
      },
      attestation: 'none',
    });
  },
);

t.test("an assertion is asked of the account's own credentials only", async (t) => {
  t.same(assertionOptions({ ...ceremony, requireUserVerification: true, registered }), {
    challenge: challenge.toString('base64url'),
    timeout: 300_000,
    rpId: 'keys.example.com',
    allowCredentials: known,
    userVerification: 'required',
  });
});

t.test('the user handle tells accounts apart and nothing about them', async (t) => {
  t.equal(user.handle.length, 32);
  t.same(userHandleOf('6f1c1a52-9d0b-4c43-8f0e-0a3f6f0f2f11'), user.handle);
  t.notSame(userHandleOf('6f1c1a52-9d0b-4c43-8f0e-0a3f6f0f2f12'), user.handle);
});
