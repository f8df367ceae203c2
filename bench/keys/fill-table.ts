import { tokenDigest } from '@countersign/sealing';
import type { TestDatabase } from '@countersign/testing';

export const KEYS_A_USER = 100;
/**
 * Users whose sessions the calls go round: as many as the smallest table has. With more in the larger ones, a warm
 * cache would be compared with a cold one.
 */
const CALLERS = 10;

/** Somebody with keys in the table, and the cookie to ask for them. */
export type Caller = { readonly cookie: string; readonly keyIds: readonly string[] };

const userId = (index: string) => `md5('user ' || ${index})::uuid`;
const sessionId = (index: string) => `md5('session ' || ${index})::uuid`;
const keyId = (index: string) => `'ck_' || substr(md5('key ' || ${index}) || md5(${index}::text), 1, 30)`;
const owner = (index: string) => `((${index} - 1) / ${KEYS_A_USER} + 1)`;
/** As large as real ones: a record of about 400 bytes, a sealed verifier of about 100. */
const bytes = (index: string, count: number) => `decode(repeat(md5(${index}::text), ${count / 16}), 'hex')`;

/** Rows as the key service would have left them; signatures are of the right length and no more. */
const statements = (keys: number): Record<string, string> => ({
  users: `insert into users (id, email, email_verified_at, password_hash)
    select ${userId('i')}, 'user-' || i || '@people.example', now(), 'none'
    from generate_series(1, ${keys / KEYS_A_USER}) i`,
  sessions: `insert into sessions (id, user_id, token_digest, assurance, last_seen_at, expires_at, ip, user_agent)
    select ${sessionId('i')}, ${userId('i')}, sha256(('nobody ' || i)::bytea), 'second_factor', now(),
           now() + interval '1 day', '127.0.0.1', 'bench' from generate_series(1, ${keys / KEYS_A_USER}) i`,
  key_creations: `insert into key_creations (id, user_id, session_id, browser_digest, state, permissions,
      request_digest, key_id, expires_at, created_at)
    select md5('creation ' || i)::uuid, ${userId(owner('i'))}, ${sessionId(owner('i'))}, sha256('browser'), 'completed',
           '{orders:read,orders:write}', sha256('request'), ${keyId('i')}, now() - interval '1 day',
           now() - interval '1 day' - i * interval '1 second' from generate_series(1, ${keys}) i`,
  api_keys: `insert into api_keys (key_id, user_id, creation_id, label, permissions, version, verifier_generation,
      verifier_digest, created_at)
    select ${keyId('i')}, ${userId(owner('i'))}, md5('creation ' || i)::uuid, 'Bot ' || i,
           '{orders:read,orders:write}', 1, 1, sha256('verifier'),
           now() - interval '1 day' - i * interval '1 second' from generate_series(1, ${keys}) i`,
  key_records: `insert into key_records (key_id, record, signing_key_id, signature, kek_id, sealed_verifier)
    select ${keyId('i')}, ${bytes('i', 400)}, 'signing-1', ${bytes('i', 64)}, 'gateway-1', ${bytes('i', 96)}
    from generate_series(1, ${keys}) i`,
  key_states: `insert into key_states (key_id, status, version)
    select ${keyId('i')}, 'active', 1 from generate_series(1, ${keys}) i`,
});

/** Fills the database with so many keys, a hundred a user, and signs some of the users in. */
export async function fillTable(database: TestDatabase, keys: number): Promise<Caller[]> {
  const parts = statements(keys);
  for (const statement of Object.values(parts)) {
    // Foreign keys hold by construction; looking each one up would take most of the time.
    await database.query(`set session_replication_role = replica; set synchronous_commit = off; ${statement};
      reset session_replication_role; reset synchronous_commit`);
  }
  for (const name of Object.keys(parts)) await database.query(`vacuum analyze ${name}`);
  const users = keys / KEYS_A_USER;
  const indexes = Array.from(
    { length: Math.min(CALLERS, users) },
    (_, n) => 1 + Math.floor((n * users) / CALLERS),
  );
  return Promise.all([...new Set(indexes)].map((index) => signIn(database, index)));
}

async function signIn(database: TestDatabase, index: number): Promise<Caller> {
  const token = Buffer.from(`session of user ${index}`.padEnd(32)).toString('base64url');
  const digest = tokenDigest('session', token);
  await database.query(`update sessions set token_digest = $1 where id = ${sessionId(String(index))}`, [
    digest,
  ]);
  const rows = await database.query<{ key_id: string }>(
    `select key_id from api_keys where user_id = ${userId(String(index))}`,
  );
  return { cookie: `countersign_session=${token}`, keyIds: rows.map(({ key_id }) => key_id) };
}
