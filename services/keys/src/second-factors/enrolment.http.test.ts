import t from 'tap';
import { createTestApp, timeStep, totpCode } from '../http/test-app.ts';
import { someAddress } from '../http/test-browser.ts';
import { step } from './test-steps.ts';

t.test('KS-12: a factor counts for nothing until one of its codes has activated it', async (t) => {
  const service = await createTestApp(t);
  const { browser, user } = await service.signIn();
  const { body: enrolment } = await browser.post('/v1/second-factors/totp');
  const code = totpCode(enrolment.secret, timeStep(service.clock.now()));
  t.match(await step(browser, { method: 'totp', code }), {
    status: 403,
    body: { code: 'second-factor-not-enrolled' },
  });
  t.same((await browser.get('/v1/second-factors')).body.items, []);
  const other = await service.signIn({ user });
  t.equal((await other.browser.get('/v1/sessions')).status, 200, 'and holds nobody up');
});

t.test('KS-12: secret and QR code are in one answer that nobody stores, and in no other', async (t) => {
  const service = await createTestApp(t);
  const { browser } = await service.signIn();
  const first = await browser.post('/v1/second-factors/totp');
  t.equal(first.status, 201);
  t.equal(first.headers['cache-control'], 'no-store');
  t.match(first.body.secret, /^[A-Z2-7]{32}$/);
  t.match(first.body.otpauthUri, new RegExp(`^otpauth://totp/.*secret=${first.body.secret}`));
  t.match(first.body.qrSvg, /^<svg[^>]*>.*<\/svg>\s*$/s);
  t.notMatch(first.body.qrSvg, /script|href|style/i);
  const second = await browser.post('/v1/second-factors/totp');
  t.not(second.body.secret, first.body.secret);
  const url = `/v1/second-factors/totp/${first.body.id}/activation`;
  const code = totpCode(first.body.secret, timeStep(service.clock.now()));
  t.equal((await browser.post(url, { code })).status, 404, 'one that was replaced is gone');
  const activated = await browser.post(`/v1/second-factors/totp/${second.body.id}/activation`, {
    code: totpCode(second.body.secret, timeStep(service.clock.now())),
  });
  t.equal(activated.status, 200);
  t.match(await browser.post('/v1/second-factors/totp'), {
    status: 409,
    body: { code: 'totp-already-enrolled' },
  });
  t.equal((await browser.get('/v1/second-factors')).text.includes(second.body.secret), false);
});

t.test('of 20 parallel activations one succeeds, with one set of recovery codes', async (t) => {
  const service = await createTestApp(t, { settings: { limits: 'relaxed-on-loopback' } });
  const { browser } = await service.signIn();
  const { body } = await browser.post('/v1/second-factors/totp');
  const code = totpCode(body.secret, timeStep(service.clock.now()));
  const url = `/v1/second-factors/totp/${body.id}/activation`;
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => browser.request('POST', url, { body: { code }, ip: someAddress() })),
  );
  t.equal(answers.filter(({ status }) => status === 200).length, 1);
  t.same(
    answers.filter(({ status }) => status >= 500),
    [],
  );
  t.same(await service.database.query('select count(*)::int as n from recovery_codes'), [{ n: 10 }]);
});

t.test('a sealed TOTP secret that is moved to another account opens for nobody', async (t) => {
  const service = await createTestApp(t);
  const victim = await service.signInWithTotp();
  const attacker = await service.signInWithTotp();
  await service.database.query(
    `update totp_factors set sealed_secret = (select sealed_secret from totp_factors where user_id = $1)
     where user_id = $2`,
    [attacker.user.id, victim.user.id],
  );
  const { browser } = await service.signIn({ user: victim.user });
  const answer = await step(browser, attacker.freshSecondFactor());
  t.equal(answer.status, 500, 'a tampered row is an alarm');
  t.match((await browser.get('/v1/session')).body, { assurance: 'password' });
});
