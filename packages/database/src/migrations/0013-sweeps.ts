import { type Kysely, sql } from 'kysely';

const STATEMENTS = `
-- For the sweeps: what waited for a confirmation and is over.
grant delete on key_edits to countersign_keys;
create index key_edits_by_expiry on key_edits (expires_at);
create index revocation_links_by_expiry on revocation_links (expires_at);
`;

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(STATEMENTS).execute(db);
}
