import t from 'tap';
import { acceptedMethods, type FactorSummary } from './accepted-methods.ts';
import { STEP_UP_PURPOSES } from './approval.ts';

const everything: FactorSummary = {
  hasTotp: true,
  securityKeys: 2,
  unusedRecoveryCodes: 10,
  isSecurityKeyOnly: false,
};

t.test('an account countersigns with whatever it has, the security key first', async (t) => {
  t.same(acceptedMethods(everything, 'key-creation'), ['webauthn', 'totp', 'recovery_code']);
  t.same(acceptedMethods({ ...everything, securityKeys: 0 }, 'sign-in'), ['totp', 'recovery_code']);
  t.same(acceptedMethods({ ...everything, hasTotp: false }, 'key-edit'), ['webauthn', 'recovery_code']);
  t.same(acceptedMethods({ ...everything, unusedRecoveryCodes: 0 }, 'key-edit'), ['webauthn', 'totp']);
});

t.test('recovery codes without a factor recover nothing', async (t) => {
  const codesOnly = { ...everything, hasTotp: false, securityKeys: 0 };
  for (const purpose of STEP_UP_PURPOSES) t.same(acceptedMethods(codesOnly, purpose), []);
});

t.test('KS-28: where only security keys count, a TOTP code counts for nothing', async (t) => {
  const strict = { ...everything, isSecurityKeyOnly: true };
  for (const purpose of STEP_UP_PURPOSES) t.notOk(acceptedMethods(strict, purpose).includes('totp'), purpose);
});

t.test('KS-28: where only security keys count, a recovery code leads back to the factors only', async (t) => {
  const strict = { ...everything, isSecurityKeyOnly: true };
  const purposes = STEP_UP_PURPOSES.filter((purpose) =>
    acceptedMethods(strict, purpose).includes('recovery_code'),
  );
  t.same(purposes, ['sign-in', 'second-factor-enrolment', 'second-factor-removal']);
});

t.test('KS-28: only a security key changes whether security keys are required', async (t) => {
  t.same(acceptedMethods(everything, 'second-factor-policy'), ['webauthn']);
  t.same(acceptedMethods({ ...everything, securityKeys: 0 }, 'second-factor-policy'), []);
});
