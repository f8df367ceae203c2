import t from 'tap';
import { createTestApp, TEST_PASSWORD } from './http/test-app.ts';
import { step, wrongCode } from './second-factors/test-steps.ts';

t.test('KS-50: no secret of the whole way to a session is in any log line or any row', async (t) => {
  const service = await createTestApp(t);
  const owner = await service.signInWithTotp();
  const { browser, user, totpSecret, recoveryCodes } = owner;
  const secondFactor = owner.freshSecondFactor();
  await step(browser, secondFactor);
  await step(browser, { method: 'totp', code: wrongCode(owner) });
  await step(browser, { method: 'recovery_code', code: recoveryCodes[0] });
  await browser.post('/v1/session', { email: user.email, password: `${TEST_PASSWORD} mistyped` });
  await browser.request('POST', '/v1/session', {
    raw: `{"email": "${user.email}", "password": "${TEST_PASSWORD}`,
    headers: { 'content-type': 'application/json' },
  });
  await browser.get(`/v1/session?token=${browser.cookies.get('__Host-countersign_session')}`);
  const { token } = await service.openOutboxMail(user.id, 'email-verification');
  // An error that carries a request along, as a bug would log it.
  const carried = Object.assign(new Error('bug'), { headers: { cookie: token }, password: TEST_PASSWORD });
  service.deps.logger.error({ err: carried, request: { headers: { cookie: token } } }, 'bug');

  const secrets = [
    TEST_PASSWORD,
    token,
    totpSecret,
    secondFactor.code,
    ...recoveryCodes,
    ...recoveryCodes.map((code) => code.replaceAll('-', '')),
    ...browser.cookies.values(),
  ];
  const log = service.logLines.join('');
  t.ok(service.logLines.length > 10, 'there is a log to search');
  // A code of six digits may turn up inside a time or an id; only standing alone is it the code.
  const isIn = (text: string, secret: string) =>
    /^\d{6}$/.test(secret)
      ? new RegExp(`(?<![0-9a-f.-])${secret}(?![0-9a-f-])`).test(text)
      : text.includes(secret);
  for (const secret of secrets) t.equal(isIn(log, secret), false, 'not in the log');

  const tables = await service.database.query<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = 'countersign'",
  );
  for (const { name } of tables) {
    const rows = await service.database.query<{ row: string }>(
      `select t::text as row from countersign.${name} t`,
    );
    const dump = rows.map(({ row }) => row).join('\n');
    for (const secret of secrets.filter((text) => text.length > 6)) {
      t.equal(dump.includes(secret), false, `not in ${name}`);
      t.equal(dump.includes(Buffer.from(secret).toString('hex')), false, `nor as bytes in ${name}`);
    }
  }
});
