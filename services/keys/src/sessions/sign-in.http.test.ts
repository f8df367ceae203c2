import t from 'tap';
import { createTestApp } from '../http/test-app.ts';

t.test('a newcomer registers, verifies, signs in and enrols TOTP', async (t) => {
  const service = await createTestApp(t);
  const owner = await service.signInWithTotp();
  const session = await owner.browser.get('/v1/session');
  t.equal(session.status, 200);
  t.match(session.body, {
    user: { id: owner.user.id, email: owner.user.email, emailVerified: true },
    assurance: 'second_factor',
    secondFactorMethods: ['totp', 'recovery_code'],
  });
  t.equal(owner.recoveryCodes.length, 10);
});
