import { type KeyRecord, Redacted, verifyKeyRecord } from '@countersign/sealing';
import { verifierOf } from '@countersign/sealing/minting';
import { openVerifier } from '@countersign/sealing/opening';
import { eventually } from '@countersign/testing';
import type { RawBuilder } from 'kysely';
import type { TestApp, TestOwner } from '../http/test-app.ts';
import type { TestAnswer, TestBrowser } from '../http/test-browser.ts';

export const SETTINGS = { label: 'Bot', permissions: ['orders:read', 'orders:write'] };

/** A creation as a test drives it. */
export type TestCreation = {
  readonly id: string;
  readonly owner: TestOwner;
  url(step?: string): string;
  read(): Promise<TestAnswer>;
  approve(): Promise<TestAnswer>;
  /** The token of the newest mail. */
  token(): Promise<string>;
  confirm(options?: { token?: string; browser?: TestBrowser }): Promise<TestAnswer>;
  acknowledge(browser?: TestBrowser): Promise<TestAnswer>;
};

/** Begins a creation through the API. */
export async function beginCreation(
  app: TestApp,
  owner: TestOwner,
  settings: object = SETTINGS,
): Promise<TestCreation> {
  const started = await owner.browser.post('/v1/key-creations', settings);
  if (started.status !== 201) throw new Error(`not begun: ${started.text}`);
  const id: string = started.body.id;
  const url = (step?: string) => `/v1/key-creations/${id}${step === undefined ? '' : `/${step}`}`;
  const token = async () => (await app.openOutboxMail(owner.user.id, 'key-confirmation')).token;
  return {
    id,
    owner,
    url,
    token,
    read: () => owner.browser.get(url()),
    approve: () => owner.browser.post(url('second-factor'), { secondFactor: owner.freshSecondFactor() }),
    confirm: async (options = {}) =>
      (options.browser ?? owner.browser).post(url('confirmation'), {
        token: options.token ?? (await token()),
      }),
    acknowledge: (browser = owner.browser) => browser.post(url('acknowledgement')),
  };
}

/** A creation that waits for its confirmation. */
export async function approvedCreation(
  app: TestApp,
  owner: TestOwner,
  settings?: object,
): Promise<TestCreation> {
  const creation = await beginCreation(app, owner, settings);
  const approved = await creation.approve();
  if (approved.status !== 200) throw new Error(`not approved: ${approved.text}`);
  return creation;
}

export type MadeKey = { readonly keyId: string; readonly secret: string; readonly creation: TestCreation };

/** A key, made all the way through the API. */
export async function makeKey(app: TestApp, owner: TestOwner, settings?: object): Promise<MadeKey> {
  const creation = await approvedCreation(app, owner, settings);
  const { status, body, text } = await creation.confirm();
  if (status !== 201) throw new Error(`not confirmed: ${text}`);
  return { keyId: body.apiKey.id, secret: body.secret, creation };
}

/** The session token in another browser: a session thief, or the same person elsewhere. */
export function sameSessionElsewhere(app: TestApp, { browser }: TestOwner): TestBrowser {
  const other = app.browser();
  for (const [name, value] of browser.cookies) if (name.includes('session')) other.cookies.set(name, value);
  return other;
}

/** What a gateway finds: the record, once its signature was checked, the opened verifier, and the state row. */
export async function readAsGateway(
  { database, keyrings }: TestApp,
  keyId: string,
): Promise<OpenedRecord & { state: StateRow }> {
  const [row] = await database.query<RecordRow>('select * from key_records where key_id = $1', [keyId]);
  const [state] = await database.query<StateRow>('select * from key_states where key_id = $1', [keyId]);
  if (row === undefined || state === undefined) throw new Error(`there is no ${keyId}`);
  return { ...openRecord(keyrings, row), state };
}

export type OpenedRecord = {
  readonly record: KeyRecord;
  /** `null` if it was not sealed for this record. */
  readonly verifier: Buffer | null;
};

/** @throws Error if nobody who may has signed it */
export function openRecord({ verify, openAsGateway }: TestApp['keyrings'], row: RecordRow): OpenedRecord {
  const signed = { record: row.record, signingKeyId: row.signing_key_id, signature: row.signature };
  const record = verifyKeyRecord(verify, signed);
  if (record === null) throw new Error('the record of a key is not genuine');
  const opened = openVerifier(openAsGateway, record, { kekId: row.kek_id, sealed: row.sealed_verifier });
  return { record, verifier: opened.ok ? opened.verifier : null };
}

export type RecordRow = {
  record: Buffer;
  signing_key_id: string;
  signature: Buffer;
  kek_id: string;
  sealed_verifier: Buffer;
};

type StateRow = { status: string; version: number; last_nonce: string };

/** Makes the commit of any transaction with an audit event of this type fail. @returns undoes it */
export async function failAtCommit({ database }: TestApp, type: string): Promise<() => Promise<unknown>> {
  await database.query(`create function fail_at_commit() returns trigger language plpgsql as
    $$ begin raise exception 'the disk is on fire'; end $$`);
  await database.query(`create constraint trigger fail_at_commit after insert on audit_events
    deferrable initially deferred for each row when (new.type = '${type}') execute function fail_at_commit()`);
  return () => database.query('drop function fail_at_commit() cascade');
}

/**
 * Starts `act` while another transaction holds a lock, and lets that lock go once `waiting` statements wait for
 * one and `meanwhile` is over: a race with a fixed outcome.
 */
export async function whileLocked<T>(
  { database }: Pick<TestApp, 'database'>,
  lock: RawBuilder<unknown>,
  act: () => Promise<T>,
  { waiting, meanwhile = async () => {} }: { waiting: number; meanwhile?: () => Promise<unknown> },
): Promise<T> {
  const acting = await database
    .connect('countersign_migrate')
    .transaction()
    .execute(async (trx) => {
      await lock.execute(trx);
      const acting = act();
      await untilWaiting({ database }, waiting);
      await meanwhile();
      return { acting };
    });
  return acting.acting;
}

/** Waits until so many statements wait for a lock. */
export const untilWaiting = ({ database }: Pick<TestApp, 'database'>, count: number) =>
  eventually('everybody waits for the lock', async () => {
    const rows = await database.query(
      `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    return rows.length >= count ? true : null;
  });

/** True if the gateway would accept what this secret signs. */
export async function isLive(app: TestApp, keyId: string, secret: string): Promise<boolean> {
  const { verifier, record, state } = await readAsGateway(app, keyId);
  const isInForce = state.status === 'active' && state.version === record.version;
  return isInForce && verifier?.equals(verifierOf(new Redacted(secret))) === true;
}

/** What the user's security history says, oldest first. */
export async function eventsOf({ database }: TestApp, userId: string): Promise<string[]> {
  const text = 'select type from audit_events where user_id = $1 order by id';
  return (await database.query<{ type: string }>(text, [userId])).map(({ type }) => type);
}

export const keysOf = ({ database }: TestApp, creationId: string) =>
  database.query<{ key_id: string }>('select key_id from api_keys where creation_id = $1', [creationId]);

/** A token of the right shape that nobody was sent. */
export const anyToken = () => Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url');
