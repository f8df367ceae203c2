import { startTestCluster } from '@countersign/testing';
import t from 'tap';
import { createTestApp, TEST_PASSWORD } from './http/test-app.ts';
import { anyToken, approvedCreation, failAtCommit } from './key-creation/test-creation.ts';
import { edit, startEdit } from './key-edits/test-edit.ts';
import { step, wrongCode } from './second-factors/test-steps.ts';
import { registerSecurityKey } from './second-factors/webauthn/test-security-key.ts';

/** What an operator may switch on to find a slow statement; parameters stay out, as the shipped settings have it. */
const TALKATIVE = {
  log_statement: 'all',
  log_min_duration_statement: '0',
  log_min_error_statement: 'error',
  log_error_verbosity: 'verbose',
};

t.test(
  'KS-50: a PostgreSQL that logs every statement writes down nothing of what anybody sent or was shown',
  async (t) => {
    const cluster = await startTestCluster(TALKATIVE);
    t.teardown(() => cluster.stop());
    await t.test('the whole way', async (t) => {
      const settings = { limits: 'relaxed-on-loopback' } as const;
      const service = await createTestApp(t, { settings }, cluster.adminUrl);
      const owner = await service.signInWithTotp({ email: 'canary-of-the-address@example.com' });
      const { browser, user, recoveryCodes } = owner;
      await step(browser, { method: 'totp', code: wrongCode(owner) });
      await step(browser, { method: 'recovery_code', code: recoveryCodes[0] });
      await browser.post('/v1/session', { email: user.email, password: `${TEST_PASSWORD} mistyped` });
      const creation = await approvedCreation(service, owner, {
        label: 'canary-of-the-label',
        permissions: ['orders:read', 'orders:write'],
        ipAllowlist: ['203.0.113.77'],
      });
      const token = await creation.token();
      await creation.confirm({ token: anyToken() });
      const repair = await failAtCommit(service, 'key-created');
      const failed = await creation.confirm({ token });
      t.equal(failed.status, 500, 'an error, whose statement is logged');
      await repair();
      const [first, second] = [await creation.confirm({ token }), await creation.confirm({ token })];
      const keyId = second.body.apiKey.id;
      await edit(owner, keyId, { label: 'canary-of-another-label' });
      const started = await startEdit(service, owner, keyId);
      const editToken = await started.token();
      t.equal((await started.confirm({ token: editToken })).status, 200);
      const key = await registerSecurityKey(browser, { secondFactor: () => owner.freshSecondFactor() });
      const approval = await key.approve(browser, { purpose: 'recovery-codes' });
      const reset = await browser.post('/v1/recovery-codes', { secondFactor: approval });
      const notice = (await service.openNotices(user.id)).at(-1);
      await service.browser().post('/v1/keys/revocation-by-link', { token: notice?.revocation?.token });
      await service.browser().post('/v1/users/password-reset', { email: user.email });
      const link = (await service.openOutboxMail(user.id, 'password-reset')).token;
      const newPassword = 'canary of a new passphrase';
      const renewed = { token: link, newPassword };
      t.equal((await service.browser().post('/v1/users/password-reset/confirmation', renewed)).status, 204);

      const texts: Record<string, string> = {
        password: TEST_PASSWORD,
        'new password': newPassword,
        address: user.email,
        label: 'canary-of-the-label',
        'another label': 'canary-of-another-label',
        'IP rule': '203.0.113.77',
        'first secret': first.body.secret,
        secret: second.body.secret,
        'TOTP secret': owner.totpSecret,
        'recovery code': recoveryCodes[0] ?? '',
        'new recovery code': reset.body.recoveryCodes[0],
        'credential of the security key': key.authenticator.credentialId.toString('hex'),
        browser: 'Mozilla/5.0 (test)',
        ...Object.fromEntries(browser.cookies),
      };
      const tokens = [token, editToken, link, notice?.revocation?.token ?? '', ...browser.cookies.values()];
      const bytes = tokens.map((value) => Buffer.from(value, 'base64url').toString('hex'));
      const log = cluster.log();
      t.match(log, /insert into "api_keys"/, 'statements are there');
      t.match(log, /the disk is on fire/, 'and so are errors');
      for (const [what, text] of Object.entries(texts)) {
        t.ok(text.length > 8, what);
        // The superuser's own statements of this test hold what they hold.
        t.notOk(log.includes(text) || log.includes(Buffer.from(text).toString('hex')), `no ${what}`);
      }
      for (const [index, text] of [...tokens, ...bytes].entries())
        t.notOk(log.includes(text), `no token ${index}`);
    });
  },
);
