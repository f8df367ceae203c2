import { totpCode } from '../../deploy/local/src/http-clients/totp-adapter.ts';
import { linkFields } from '../../tests/system/harness/mailbox.ts';
import type { Person } from '../../tests/system/harness/person.ts';
import type { System } from '../../tests/system/harness/system.ts';
import { timed } from '../report.ts';

export type CreationTimes = {
  /** From the request to the secret, mail included. */
  readonly wholeMs: number;
  /** The three calls alone: start, second factor, confirmation. */
  readonly callsMs: number;
};

const PERMISSIONS = ['orders:read', 'orders:write', 'wallets:read'];

/** A key from the request to the acknowledgement: second factor, mail received, confirmed. */
export async function createKey(system: System, person: Person): Promise<CreationTimes> {
  const { browser, email } = person;
  await allowSameCode(system, email);
  const code = totpCode(person.authenticator.secret, Math.floor(Date.now() / 30_000));
  const secondFactor = { method: 'totp', code };
  const from = performance.now();
  const started = await timed(() => browser.ok('POST', '/v1/key-creations', { permissions: PERMISSIONS }));
  const { id } = started.result;
  const url = `/v1/key-creations/${id}`;
  const approved = await timed(() => browser.ok('POST', `${url}/second-factor`, { secondFactor }));
  const mail = await system.mailbox.waitForMail(email, id);
  const token = linkFields(mail).get('token');
  const confirmed = await timed(() => browser.ok('POST', `${url}/confirmation`, { token }));
  const wholeMs = performance.now() - from;
  await browser.ok('POST', `${url}/acknowledgement`);
  return { wholeMs, callsMs: started.ms + approved.ms + confirmed.ms };
}

/** Each code counts once, and there is one every 30 seconds: the run would be a wait. So the last one is forgotten. */
async function allowSameCode({ database }: System, email: string): Promise<void> {
  await database.query(
    'update totp_factors set last_time_step = 0 where user_id = (select id from users where email = $1)',
    [email],
  );
}
