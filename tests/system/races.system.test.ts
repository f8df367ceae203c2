import { eventually } from '@countersign/testing';
import t from 'tap';
import { createKey, registerPerson } from './harness/person.ts';
import { GatewayClient, nextNonce, signRequest } from './harness/signed-call.ts';
import { startSystem } from './harness/system.ts';

t.test('two gateway processes, one key', async (t) => {
  const system = await startSystem(t, { gateways: 2 });
  const upstream = system.upstream;
  if (upstream === null) throw new Error('this test needs the recording upstream');
  const clients = system.gatewayUrls.map((url) => new GatewayClient(url, 128));
  t.teardown(() => Promise.all(clients.map((client) => client.close())));
  const pick = (index: number) => clients[index % clients.length] as GatewayClient;
  const person = await registerPerson(system);
  const key = await createKey(system, person, ['wallets:read']);

  await t.test(
    'GW-83 GW-84 of 200 concurrent copies of one signed request, exactly one reaches the upstream',
    async (t) => {
      const before = upstream.requests.length;
      const request = signRequest(key, '/v2/auth/r/wallets');
      const answers = await Promise.all(Array.from({ length: 200 }, (_, index) => pick(index).send(request)));
      t.equal(answers.filter(({ status }) => status === 200).length, 1);
      t.equal(upstream.requests.length - before, 1);
      for (const { status, body } of answers) {
        if (status !== 200) t.same(body, ['error', 10114, 'nonce: small']);
      }
    },
  );

  await t.test('GW-85 rising nonces sent out of order are never accepted twice', async (t) => {
    const requests = Array.from({ length: 300 }, () =>
      signRequest(key, '/v2/auth/r/wallets', { nonce: nextNonce() }),
    );
    const before = upstream.requests.length;
    const twice = [...requests, ...requests].sort((a, b) =>
      (a.headers['bfx-signature'] ?? '').localeCompare(b.headers['bfx-signature'] ?? ''),
    );
    const answers = await Promise.all(twice.map((request, index) => pick(index).send(request)));
    const accepted = answers.filter(({ status }) => status === 200).length;
    t.ok(accepted >= 1, `${accepted} accepted`);
    t.equal(upstream.requests.length - before, accepted);
  });

  await t.test(
    'GW-94 P2 under load, nothing written after the revocation was answered reaches the upstream',
    async (t) => {
      const doomed = await createKey(system, person, ['wallets:read']);
      let revokedAt = Number.POSITIVE_INFINITY;
      const sent = new Map<string, number>();
      const seen = upstream.requests.length;
      const load = Array.from({ length: 16 }, async (_, lane) => {
        let afterwards = 0;
        while (afterwards < 40) {
          if (performance.now() > revokedAt) afterwards++;
          const request = signRequest(doomed, '/v2/auth/r/wallets', { body: `{"n":"${nextNonce()}"}` });
          sent.set(request.body, performance.now());
          await pick(lane).send(request);
        }
      });
      await eventually('the load to flow', () => upstream.requests.length - seen > 200);
      await person.browser.ok('POST', `/v1/keys/${doomed.keyId}/revocation`, {});
      revokedAt = performance.now();
      await Promise.all(load);
      const after = [...sent.values()].filter((at) => at > revokedAt).length;
      t.ok(after >= 16 * 39, `${after} requests were sent after the revocation`);
      const late = upstream.requests.slice(seen).filter(({ body }) => (sent.get(body) ?? 0) > revokedAt);
      t.equal(late.length, 0);
    },
  );
});
