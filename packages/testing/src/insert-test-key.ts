import { randomBytes, randomUUID } from 'node:crypto';
import { KEY_RECORD_ALGORITHM, type KeyRecord, signKeyRecord, verifyKeyRecord } from '@countersign/sealing';
import {
  mintKeyId,
  mintSecret,
  sealVerifier,
  verifierDigest,
  verifierOf,
} from '@countersign/sealing/minting';
import type { TestKeyrings } from './test-keyrings.ts';

/** Runs a statement with full rights: a `TestDatabase`, or a client that is inside a transaction. */
export type Statements = { query(text: string, values: unknown[]): Promise<unknown> };

export type TestKeyOptions = {
  /** A fresh user if absent. */
  readonly ownerId?: string;
  readonly permissions?: readonly string[];
  readonly ipAllowlist?: readonly string[] | null;
  readonly expiresAt?: string | null;
  /** The environment that the record names; `test` if absent. */
  readonly environment?: string;
};

/** What it takes to make and change keys. */
export type KeyMakingKeyrings = Pick<TestKeyrings, 'sealToGateway' | 'sign' | 'verify'>;

export type TestKey = { readonly keyId: string; readonly secret: string; readonly ownerId: string };

export const TEST_ENVIRONMENT = 'test';

const INSERT = `
with u as (
  insert into countersign.users (id, email, email_verified_at, password_hash)
  values ($1::uuid, $1::uuid || '@example.com', now(), 'none') on conflict (id) do nothing),
s as (
  insert into countersign.sessions (id, user_id, token_digest, assurance, last_seen_at, expires_at, ip, user_agent)
  values ($2::uuid, $1::uuid, sha256($2::uuid::text::bytea), 'second_factor', now(), now() + interval '1 day', '127.0.0.1', 'test')),
c as (
  insert into countersign.key_creations
    (id, user_id, session_id, browser_digest, state, permissions, ip_allowlist, request_digest, key_id, expires_at)
  values ($3::uuid, $1::uuid, $2::uuid, sha256('browser'), 'completed', $5, $6, sha256('request'), $4, now() + interval '1 day')),
k as (
  insert into countersign.api_keys
    (key_id, user_id, creation_id, permissions, ip_allowlist, expires_at, version, verifier_generation, verifier_digest)
  values ($4, $1::uuid, $3::uuid, $5, $6, $7, 1, 1, $8)),
r as (
  insert into countersign.key_records (key_id, record, signing_key_id, signature, kek_id, sealed_verifier)
  values ($4, $9, $10, $11, $12, $13))
insert into countersign.key_states (key_id, status, version) values ($4, 'active', 1)`;

/** A key as the key service would have made it, with the rows that it hangs on. */
export async function insertTestKey(
  database: Statements,
  keyrings: KeyMakingKeyrings,
  options: TestKeyOptions = {},
): Promise<TestKey> {
  const ownerId = options.ownerId ?? randomUUID();
  const secret = mintSecret(randomBytes);
  const verifier = verifierOf(secret);
  const record: KeyRecord = {
    v: 1,
    environment: options.environment ?? TEST_ENVIRONMENT,
    keyId: mintKeyId(randomBytes),
    ownerId,
    algorithm: KEY_RECORD_ALGORITHM,
    permissions: options.permissions ?? [],
    ipAllowlist: options.ipAllowlist ?? null,
    expiresAt: options.expiresAt ?? null,
    status: 'active',
    version: 1,
    verifierGeneration: 1,
    verifierDigest: verifierDigest(verifier).toString('base64url'),
  };
  const sealed = sealVerifier(keyrings.sealToGateway, record, verifier);
  const signed = signKeyRecord(keyrings.sign, record);
  await database.query(INSERT, [
    ownerId,
    randomUUID(),
    randomUUID(),
    record.keyId,
    record.permissions,
    record.ipAllowlist,
    record.expiresAt,
    verifierDigest(verifier),
    signed.record,
    signed.signingKeyId,
    signed.signature,
    sealed.kekId,
    sealed.sealed,
  ]);
  return { keyId: record.keyId, secret: secret.expose(), ownerId };
}

export type TestKeyChange = Partial<
  Pick<KeyRecord, 'permissions' | 'ipAllowlist' | 'expiresAt' | 'status'>
> & {
  /** A fresh secret, as for a repeated confirmation: the earlier one is dead. */
  readonly renewsSecret?: boolean;
};

const CHANGE = `
with r as (
  update countersign.key_records set record = $2, signing_key_id = $3, signature = $4,
    kek_id = coalesce($5, kek_id), sealed_verifier = coalesce($6, sealed_verifier)
  where key_id = $1)
update countersign.key_states set status = $7, version = $8 where key_id = $1`;

/**
 * Changes a key as the key service would: a new signed record of the next version and the state row, in one
 * statement. The database must be the one the key is in; a client inside a transaction decides when it commits.
 *
 * @returns the fresh secret, if one was asked for
 */
export async function changeTestKey(
  database: Statements,
  keyrings: KeyMakingKeyrings,
  keyId: string,
  { renewsSecret = false, ...change }: TestKeyChange,
): Promise<{ secret: string | null }> {
  const before = await readRecord(database, keyrings, keyId);
  const secret = renewsSecret ? mintSecret(randomBytes) : null;
  const verifier = secret === null ? null : verifierOf(secret);
  const record: KeyRecord = {
    ...before,
    ...change,
    version: before.version + 1,
    ...(verifier !== null && {
      verifierGeneration: before.verifierGeneration + 1,
      verifierDigest: verifierDigest(verifier).toString('base64url'),
    }),
  };
  const sealed = verifier === null ? null : sealVerifier(keyrings.sealToGateway, record, verifier);
  const signed = signKeyRecord(keyrings.sign, record);
  await database.query(CHANGE, [
    keyId,
    signed.record,
    signed.signingKeyId,
    signed.signature,
    sealed?.kekId ?? null,
    sealed?.sealed ?? null,
    record.status,
    record.version,
  ]);
  return { secret: secret?.expose() ?? null };
}

/** A revocation is a signed record too: the next version, revoked, no permissions. */
export async function revokeTestKey(
  database: Statements,
  keyrings: KeyMakingKeyrings,
  keyId: string,
): Promise<void> {
  await changeTestKey(database, keyrings, keyId, { status: 'revoked', permissions: [] });
}

type Row = { record: Buffer; signingKeyId: string; signature: Buffer };

async function readRecord(
  database: Statements,
  keyrings: KeyMakingKeyrings,
  keyId: string,
): Promise<KeyRecord> {
  const answer = (await database.query(
    `select record, signing_key_id as "signingKeyId", signature from countersign.key_records where key_id = $1`,
    [keyId],
  )) as Row[] | { rows: Row[] };
  const [row] = Array.isArray(answer) ? answer : answer.rows;
  const record = row === undefined ? null : verifyKeyRecord(keyrings.verify, row);
  if (record === null) throw new Error(`no genuine record of ${keyId}`);
  return record;
}
