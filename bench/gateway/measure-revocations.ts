import { Agent } from 'node:http';
import { revokeTestKey, type TestDatabase } from '@countersign/testing';
import { progress, table } from '../report.ts';
import { callAll, isAccepted } from './call-keys.ts';
import type { prepareGateways } from './gateways.ts';
import { type LoadOptions, measureLoad, type Subject } from './measure-load.ts';
import type { SigningKey } from './presign.ts';

type Prepared = Awaited<ReturnType<typeof prepareGateways>>;

export type RevocationOptions = LoadOptions & {
  /** Keys that are revoked while others are in use. */
  readonly doomed: readonly SigningKey[];
  readonly keyrings: Prepared['keyrings'];
  readonly database: TestDatabase;
};

const REVOKERS = 4;

/**
 * Revokes keys that the gateway has in its cache while it is under load, and calls with each as soon as its revocation
 * was committed: none may get through, and those who have nothing to do with it must not feel it much.
 */
export async function measureRevocations(subject: Subject, options: RevocationOptions): Promise<string> {
  const { doomed, keyrings, database, ...load } = options;
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  progress(`calling once with each of ${doomed.length} keys`);
  await callAll(subject.port, agent, doomed);
  progress('load alone');
  const alone = await measureLoad(subject, load);
  progress(`load while ${doomed.length} keys are revoked`);
  const waiting = [...doomed];
  let accepted = 0;
  let revoked = 0;
  const revoke = async () => {
    for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
      await revokeTestKey(database, keyrings, key.keyId);
      revoked++;
      if (await isAccepted(subject.port, agent, key)) accepted++;
    }
  };
  const work = Promise.all(Array.from({ length: REVOKERS }, revoke));
  const during = [];
  do during.push(await measureLoad(subject, load));
  while (waiting.length > 0);
  await work;
  agent.destroy();
  const worst = during.toSorted((a, b) => b.p99Us - a.p99Us)[0] ?? alone;
  const row = (name: string, { p50Us, p99Us, perSecond }: typeof alone) => [
    name,
    Math.round(perSecond).toLocaleString('en'),
    (p50Us / 1_000).toFixed(2),
    (p99Us / 1_000).toFixed(2),
  ];
  const rows = [row('load alone', alone), row('load during revocations, the worst of it', worst)];
  const found = `${revoked.toLocaleString('en')} keys revoked; accepted after their revocation was committed: ${accepted}`;
  return `${table(['', 'requests/s', 'p50 ms', 'p99 ms'], rows)}\n\n${found}`;
}
