import t from 'tap';
import { createTestApp } from '../http/test-app.ts';
import { makeKey, readAsGateway } from '../key-creation/test-creation.ts';
import { edit, startEdit, WITHDRAWING } from '../key-edits/test-edit.ts';
import { registerSecurityKey } from './webauthn/test-security-key.ts';

const ON_HOLD = { status: 403, body: { code: 'withdraw-on-hold' } };

t.test(
  'KS-13: on hold, no existing key comes to withdraw, not by an edit that was begun before either',
  async (t) => {
    const service = await createTestApp(t);
    const owner = await service.signInWithTotp();
    const { keyId } = await makeKey(service, owner);
    const begun = await startEdit(service, owner, keyId);
    await registerSecurityKey(owner.browser, { secondFactor: () => owner.freshSecondFactor() });
    t.match(await edit(owner, keyId, WITHDRAWING), ON_HOLD);
    t.match(await begun.confirm(), ON_HOLD);
    t.match((await readAsGateway(service, keyId)).record.permissions, ['orders:read', 'orders:write']);
    t.equal((await edit(owner, keyId, { permissions: ['orders:read'] })).status, 200, 'other edits go on');
  },
);

t.test('KS-63: an assertion approves exactly the edit that it was made for', async (t) => {
  const service = await createTestApp(t);
  const owner = await service.signInWithTotp();
  const key = await registerSecurityKey(owner.browser, { secondFactor: () => owner.freshSecondFactor() });
  const { keyId } = await makeKey(service, owner);
  const other = await makeKey(service, owner);
  const narrow = { permissions: ['orders:read'] };
  const approve = async (subject: string, change: object) => ({
    secondFactor: await key.approve(owner.browser, { purpose: 'key-edit', subject, change }),
  });
  const invalid = { status: 403, body: { code: 'second-factor-invalid' } };
  const wide = { permissions: ['orders:read', 'orders:write', 'wallets:write'] };
  t.match(await edit(owner, keyId, wide, await approve(keyId, narrow)), invalid, 'another change');
  t.match(await edit(owner, keyId, narrow, await approve(other.keyId, narrow)), invalid, 'another key');
  t.match(
    await edit(owner, keyId, { ...narrow, label: 'x' }, await approve(keyId, narrow)),
    invalid,
    'more than was approved',
  );
  const proof = await approve(keyId, narrow);
  t.equal((await edit(owner, keyId, narrow, proof)).status, 200);
  t.match(await edit(owner, keyId, wide, proof), invalid);
});
