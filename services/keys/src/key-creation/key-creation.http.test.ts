import { isKeyId, Redacted } from '@countersign/sealing';
import { verifierOf } from '@countersign/sealing/minting';
import t from 'tap';
import { createTestApp } from '../http/test-app.ts';
import { readAsGateway } from './test-creation.ts';

t.test('from the request to the reveal: one key, with exactly the settings asked for', async (t) => {
  const app = await createTestApp(t);
  const owner = await app.signInWithTotp();
  const begun = await owner.browser.post('/v1/key-creations', {
    label: ' Grid bot ',
    permissions: ['wallets:read', 'orders:write', 'orders:read'],
    ipAllowlist: ['2001:DB8::/48', '192.0.2.10/32'],
    expiresAt: '2030-01-31T12:00:00+01:00',
  });
  t.equal(begun.status, 201);
  t.match(begun.body, {
    state: 'awaiting_second_factor',
    nextStep: 'second_factor',
    secondFactorMethods: ['totp', 'recovery_code'],
    attemptsLeft: 5,
    label: 'Grid bot',
    permissions: ['orders:read', 'orders:write', 'wallets:read'],
    ipAllowlist: ['2001:db8::/48', '192.0.2.10'],
    keyExpiresAt: '2030-01-31T11:00:00.000Z',
    mail: null,
    keyId: null,
    revealUntil: null,
  });
  const url = `/v1/key-creations/${begun.body.id}`;
  const secondFactor = owner.freshSecondFactor();
  const approved = await owner.browser.post(`${url}/second-factor`, { secondFactor });
  t.equal(approved.status, 200);
  t.match(approved.body, {
    state: 'awaiting_confirmation',
    nextStep: 'confirmation',
    mail: { state: 'pending', attempts: 0, sentAt: null, failure: null, resendsLeft: 2 },
  });

  const mail = await app.openOutboxMail(owner.user.id, 'key-confirmation');
  t.match(mail, {
    creationId: begun.body.id,
    label: 'Grid bot',
    permissions: ['orders:read', 'orders:write', 'wallets:read'],
    ipAllowlist: ['2001:db8::/48', '192.0.2.10'],
    keyExpiresAt: '2030-01-31T11:00:00.000Z',
    linkExpiresAt: begun.body.expiresAt,
  });

  const confirmed = await owner.browser.post(`${url}/confirmation`, { token: mail.token });
  t.equal(confirmed.status, 201);
  const { apiKey, secret, qr, revealUntil } = confirmed.body;
  t.ok(isKeyId(apiKey.id));
  t.match(secret, /^cs_[A-Za-z0-9_-]{132}$/);
  t.same(JSON.parse(qr.payload), { v: 1, key: apiKey.id, secret });
  t.match(qr.svg, /^<svg /);
  t.ok(new Date(revealUntil) > new Date());
  t.match(apiKey, {
    label: 'Grid bot',
    permissions: ['orders:read', 'orders:write', 'wallets:read'],
    ipAllowlist: ['2001:db8::/48', '192.0.2.10'],
    status: 'active',
    version: 1,
    expiresAt: '2030-01-31T11:00:00.000Z',
    lastUsed: null,
    latestRefusal: null,
  });

  const { record, verifier, state } = await readAsGateway(app, apiKey.id);
  t.same(record, {
    v: 1,
    environment: 'test',
    keyId: apiKey.id,
    ownerId: owner.user.id,
    algorithm: 'hmac-sha384',
    permissions: ['orders:read', 'orders:write', 'wallets:read'],
    ipAllowlist: ['2001:db8::/48', '192.0.2.10'],
    expiresAt: '2030-01-31T11:00:00.000Z',
    status: 'active',
    version: 1,
    verifierGeneration: 1,
    verifierDigest: record.verifierDigest,
  });
  t.same(verifier, verifierOf(new Redacted(secret)), 'the gateway verifies what this secret signs');
  t.match(state, { status: 'active', version: 1, last_nonce: '0' });

  t.match((await owner.browser.get(url)).body, {
    state: 'revealed',
    nextStep: 'acknowledgement',
    keyId: apiKey.id,
  });
  t.equal((await owner.browser.post(`${url}/acknowledgement`)).status, 204);
  t.match((await owner.browser.get(url)).body, { state: 'completed', nextStep: null });
  t.same((await owner.browser.get(`/v1/keys/${apiKey.id}`)).body, apiKey);
});
