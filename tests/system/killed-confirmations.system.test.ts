import { randomInt } from 'node:crypto';
import { eventually } from '@countersign/testing';
import t from 'tap';
import type { Answer } from './harness/browser.ts';
import { linkFields } from './harness/mailbox.ts';
import { type Person, registerPerson } from './harness/person.ts';
import { GatewayClient, signRequest } from './harness/signed-call.ts';
import { type System, startSystem } from './harness/system.ts';

const ROUNDS = 4;
const CONFIRMATIONS = 50;

/** A key creation that waits for its confirmation: by a recovery code, so that no time step has to be waited for. */
async function startCreation(system: System, person: Person, code: string) {
  const { id } = await person.browser.ok('POST', '/v1/key-creations', { permissions: ['wallets:read'] });
  const secondFactor = { method: 'recovery_code', code };
  await person.browser.ok('POST', `/v1/key-creations/${id}/second-factor`, { secondFactor });
  const token = linkFields(await system.mailbox.waitForMail(person.email, id)).get('token');
  return { id, path: `/v1/key-creations/${id}/confirmation`, body: { token } };
}

t.test(
  'KS-32: 50 confirmations over two key services, one of them killed meanwhile: one key, one live secret, and a retry works',
  async (t) => {
    const system = await startSystem(t);
    const second = await system.anotherKeyService();
    const person = await registerPerson(system);
    const browsers = [person.browser, person.browser.through(second.url)] as const;
    const processes = [system.processes.keys, second.process] as const;
    const gateway = new GatewayClient(system.gatewayUrls[0] ?? '');
    t.teardown(() => gateway.close());
    let answeredInAll = 0;

    for (let round = 0; round < ROUNDS; round++) {
      const creation = await startCreation(system, person, person.recoveryCodes[round] ?? '');
      const victim = processes[round % 2] ?? processes[0];
      // Killed when so many have been answered: somewhere among the others.
      const killAt = randomInt(1, CONFIRMATIONS / 2);
      const answers: Answer[] = [];
      let kill: Promise<void> | undefined;
      await Promise.all(
        Array.from({ length: CONFIRMATIONS }, async (_, index) => {
          const browser = browsers[index % 2] ?? browsers[0];
          const answer = await browser.call('POST', creation.path, creation.body).catch(() => null);
          if (answer !== null) answers.push(answer);
          if (answers.length >= killAt) kill ??= victim.kill('SIGKILL');
        }),
      );
      await kill;
      t.ok(kill, 'one was killed');
      await victim.start();
      answeredInAll += answers.length;
      t.same(
        answers.filter(({ status }) => ![201, 503].includes(status)).map(({ body }) => body.code),
        [],
        'whatever was answered was a key, or asked to come again',
      );
      const keys = await system.database.query<{ key_id: string }>(
        'select key_id from api_keys where creation_id = $1',
        [creation.id],
      );
      t.ok(keys.length <= 1, 'never two');
      const retry = await eventually('a retry gets the key', async () => {
        const answer = await person.browser.call('POST', creation.path, creation.body);
        return answer.status === 201 && answer;
      });
      const reveals = [...answers.filter(({ status }) => status === 201), retry].map(({ body }) => body);
      const ids = new Set([...reveals.map(({ apiKey }) => apiKey.id), ...keys.map(({ key_id }) => key_id)]);
      t.equal(ids.size, 1, 'every answer names the same key');
      t.equal(new Set(reveals.map(({ secret }) => secret)).size, reveals.length, 'no secret twice');
      // The latest first: once it was used, no further secret could take its place.
      const statuses = [];
      for (const { apiKey, secret } of reveals.toReversed()) {
        const request = signRequest({ keyId: apiKey.id, secret }, '/v2/auth/r/wallets');
        statuses.push((await gateway.send(request)).status);
      }
      t.equal(statuses[0], 200, 'the latest secret signs');
      t.same(
        statuses.slice(1).filter((status) => status === 200),
        [],
        'and no earlier one',
      );
    }
    t.ok(answeredInAll > ROUNDS, `${answeredInAll} of ${ROUNDS * CONFIRMATIONS} were answered`);
  },
);
