import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createKeysApiClient, KeysApiProblem } from '../http-clients/keys-api-client.ts';
import { createMailInbox } from '../http-clients/mail-inbox-client.ts';
import { type DemoUser, parseDemoUser } from './demo-user.ts';
import { enrolUser } from './enrol-user.ts';

/**
 * The demo user of this data folder: the one kept there if that can still sign in, else a new one, made through
 * the public API and kept.
 */
export async function ensureDemoUser(
  file: string,
  origins: { keys: string; mailInbox: string },
): Promise<DemoUser> {
  const kept = readDemoUser(file);
  if (kept !== null && (await canSignIn(kept, origins.keys))) return kept;
  const client = createKeysApiClient(origins.keys);
  const user = await enrolUser(client, createMailInbox(origins.mailInbox), 'demo');
  await client.signOut();
  writeFileSync(`${file}.new`, `${JSON.stringify(user, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return user;
}

function readDemoUser(file: string): DemoUser | null {
  try {
    return parseDemoUser(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

async function canSignIn({ email, password }: DemoUser, origin: string): Promise<boolean> {
  const client = createKeysApiClient(origin);
  try {
    await client.signIn(email, password);
    // Tidiness only: a session without its second factor may not be allowed even this.
    await client.signOut().catch(() => {});
    return true;
  } catch (error) {
    // Only a plain no: another problem would not be cured by another user.
    if (error instanceof KeysApiProblem && error.status === 401) return false;
    throw error;
  }
}
