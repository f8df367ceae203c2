import type { Pool } from 'pg';

/** A key's signed record and sealed verifier with the version of its state row, all of one moment. */
export type StoredKey = {
  readonly keyId: string;
  readonly record: Buffer;
  readonly signingKeyId: string;
  readonly signature: Buffer;
  readonly kekId: string;
  readonly sealedVerifier: Buffer;
  readonly stateStatus: 'active' | 'revoked';
  readonly stateVersion: number;
};

const READ_KEYS = `
  select r.key_id as "keyId", r.record, r.signing_key_id as "signingKeyId", r.signature, r.kek_id as "kekId",
         r.sealed_verifier as "sealedVerifier", s.status as "stateStatus", s.version as "stateVersion"
  from key_records r join key_states s using (key_id)
  where r.key_id = any($1::text[])`;

const READ_VERSIONS = `select key_id as "keyId", version from key_states where key_id = any($1::text[])`;

export async function readKeys(pool: Pool, keyIds: readonly string[]): Promise<Map<string, StoredKey>> {
  const { rows } = await pool.query<StoredKey>({ name: 'read-keys', text: READ_KEYS, values: [keyIds] });
  return new Map(rows.map((row) => [row.keyId, row]));
}

export async function readVersions(pool: Pool, keyIds: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await pool.query<{ keyId: string; version: number }>({
    name: 'read-versions',
    text: READ_VERSIONS,
    values: [keyIds],
  });
  return new Map(rows.map(({ keyId, version }) => [keyId, version]));
}

/** A key's state row, and the database's clock when it was read. */
export type KeyState = {
  readonly status: 'active' | 'revoked';
  readonly version: number;
  readonly readAtMs: number;
};

const READ_STATES = `
  select key_id as "keyId", status, version, extract(epoch from clock_timestamp()) * 1000 as "readAtMs"
  from key_states where key_id = any($1::text[])`;

export async function readStates(pool: Pool, keyIds: readonly string[]): Promise<Map<string, KeyState>> {
  type Row = Pick<KeyState, 'status' | 'version'> & { keyId: string; readAtMs: string };
  const { rows } = await pool.query<Row>({ name: 'read-states', text: READ_STATES, values: [keyIds] });
  return new Map(
    rows.map(({ keyId, status, version, readAtMs }) => [
      keyId,
      { status, version, readAtMs: Number(readAtMs) },
    ]),
  );
}
