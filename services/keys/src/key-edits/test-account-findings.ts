import { isDeepStrictEqual } from 'node:util';
import { openMail } from '@countersign/outbox/opening';
import { Redacted } from '@countersign/sealing';
import { verifierOf } from '@countersign/sealing/minting';
import { verifyChains } from '../audit/verify-chains.ts';
import type { TestApp } from '../http/test-app.ts';
import { openRecord, type RecordRow } from '../key-creation/test-creation.ts';
import type { KeyModel, Model } from './test-account-model.ts';

/** How much was there before a walk began. */
export type Baseline = { readonly events: number; readonly mails: number };

type CreationRow = { id: string; state: string; attempts: number; mails: number; key_id: string | null };
type EditRow = { id: string; state: string; mails: number; key_id: string; key_version: number };
type KeyRow = RecordRow & {
  key_id: string;
  creation_id: string;
  label: string | null;
  permissions: string[];
  version: number;
  verifier_generation: number;
  expires_at: Date | null;
  status: string;
  state_version: number;
  state_status: string;
};
type MailRow = Parameters<typeof openMail>[0] & { about: string | null; state: string };

const CREATIONS = `
  select id, key_id, second_factor_attempts as attempts, confirmation_mails as mails,
    case when state like 'awaiting%' and expires_at <= now() then 'expired'
         when state = 'revealed' and (reveal_until <= now() or exists (
           select from key_states s where s.key_id = c.key_id and last_nonce > 0)) then 'completed'
         else state end as state
  from key_creations c where user_id = $1 order by created_at`;

const EDITS = `
  select id, key_id, key_version, confirmation_mails as mails,
    case when state like 'awaiting%' and expires_at <= now() then 'expired' else state end as state
  from key_edits where user_id = $1 order by created_at`;

const KEYS = `
  select r.*, k.*, s.version as state_version, s.status as state_status,
    case when k.revoked_at is null then 'active' else 'revoked' end as status
  from api_keys k left join key_records r using (key_id) left join key_states s using (key_id)
  where k.user_id = $1 order by k.created_at`;

const EVENTS = 'select type, subject from audit_events where user_id = $1 order by sequence offset $2';

const MAILS = `
  select id, template, recipient, not_after as "notAfter", kek_id as "kekId", sealed,
    signing_key_id as "signingKeyId", signature, coalesce(creation_id, edit_id) as about, state
  from outbox_messages where user_id = $1 order by created_at offset $2`;

/** Everything about one account that matters here, read from the tables, with the gateway's and the mailer's keys. */
export async function observe(app: TestApp, userId: string, before: Baseline) {
  const { query } = app.database;
  const [creations, edits, keys, events, mails, faults, now] = await Promise.all([
    query<CreationRow>(CREATIONS, [userId]),
    query<EditRow>(EDITS, [userId]),
    query<KeyRow>(KEYS, [userId]),
    query<{ type: string; subject: string | null }>(EVENTS, [userId, before.events]),
    query<MailRow>(MAILS, [userId, before.mails]),
    auditFaults(app, userId),
    query<{ ms: number }>('select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms'),
  ]);
  return {
    creations,
    edits,
    keys: keys.map((row) => ({ ...row, ...openRecord(app.keyrings, row) })),
    events,
    mails: mails.map((row) => openRow(app, row)),
    faults,
    now: now[0]?.ms ?? Number.NaN,
  };
}

export type Seen = Awaited<ReturnType<typeof observe>>;

function openRow({ keyrings }: TestApp, { about, state, ...message }: MailRow) {
  const opened = openMail(message, keyrings);
  if (!opened.ok) throw new Error(`a mail does not open: ${opened.reason}`);
  const { template, payload } = opened.mail;
  const kind = template === 'security-notice' ? payload.kind : template;
  return { kind, token: 'token' in payload ? payload.token : null, about, state };
}

async function auditFaults({ db, keyrings }: TestApp, userId: string): Promise<string[]> {
  const faults: string[] = [];
  await verifyChains(db, {
    keyring: keyrings.verify,
    unsignedBefore: null,
    userId,
    report: ({ kind, sequence }) => void faults.push(`${kind} at event ${sequence}`),
    progress: () => {},
  });
  return faults;
}

/** What in the database is not as it must be, in words; empty if nothing is. `shown`: every secret that was ever answered. */
export function findingsOf(model: Model, seen: Seen, shown: readonly string[]): string[] {
  return [
    ...keyFindings(seen, shown),
    ...endFindings(model, seen),
    ...modelFindings(model, seen),
    ...historyFindings(model, seen),
  ];
}

/** What holds for all keys at all times, whatever has happened to them. */
function keyFindings({ keys }: Seen, shown: readonly string[]): string[] {
  const findings: string[] = [];
  for (const [creation, made] of Map.groupBy(keys, ({ creation_id }) => creation_id)) {
    if (made.length > 1) findings.push(`creation ${creation} has ${made.length} keys`);
  }
  for (const [index, { record, verifier, ...row }] of keys.entries()) {
    const inRow = [row.version, row.status, row.verifier_generation, row.permissions, row.expires_at];
    const end = record.expiresAt === null ? null : new Date(record.expiresAt);
    const inRecord = [record.version, record.status, record.verifierGeneration, record.permissions, end];
    if (!isDeepStrictEqual(inRow, inRecord)) {
      findings.push(
        `key ${index}: signed is ${JSON.stringify(inRecord)}, its row has ${JSON.stringify(inRow)}`,
      );
    }
    if (row.state_version !== record.version || row.state_status !== record.status) {
      findings.push(
        `key ${index}: gateways go by ${row.state_status} ${row.state_version}, its record is another`,
      );
    }
    if (verifier === null)
      findings.push(`key ${index}: the sealed verifier is not of the record's generation`);
    const live = shown.filter((secret) => verifier?.equals(verifierOf(new Redacted(secret))));
    if (live.length > 1) findings.push(`key ${index}: ${live.length} secrets work`);
  }
  return findings;
}

/** What has ended changes nothing any more; and a replaced key ends when it was said to, not before and not after. */
function endFindings(model: Model, { creations, keys }: Seen): string[] {
  const findings: string[] = [];
  for (const [index, { id, state }] of creations.entries()) {
    const made = keys.filter(({ creation_id }) => creation_id === id);
    const end = model.creations[index]?.state ?? state;
    if ((end === 'expired' || end === 'refused') && made.length > 0) {
      findings.push(`creation ${index} is ${end} and has a key`);
    }
    if (end === 'cancelled' && made.some(({ status }) => status === 'active')) {
      findings.push(`creation ${index} is cancelled and has a key that works`);
    }
  }
  for (const [index, { expires_at }] of keys.entries()) {
    const end = model.keys[index]?.end ?? null;
    if (end === null && expires_at !== null) findings.push(`key ${index}: ends, and nothing has replaced it`);
    if (end === null) continue;
    const time = expires_at?.getTime() ?? Number.POSITIVE_INFINITY;
    // A Date has no microseconds.
    if (time > end.to) findings.push(`key ${index}: ends later than was chosen for its replacement`);
    if (time < end.from - 1) findings.push(`key ${index}: ends sooner than was chosen for its replacement`);
  }
  return findings;
}

function modelFindings(model: Model, { creations, keys, edits }: Seen): string[] {
  const number = (keyId: string) => keys.findIndex(({ key_id }) => key_id === keyId);
  return [
    ...compare(
      'creations',
      creations.map(({ state, attempts, mails }) => ({ state, attempts, mails })),
      model.creations.map(({ state, attempts, mails }) => ({ state, attempts, mails })),
    ),
    ...compare(
      'edits',
      edits.map(({ state, mails, key_id, key_version: keyVersion }) => {
        return { state, mails, key: number(key_id), keyVersion };
      }),
      model.edits.map(({ state, mails, key, keyVersion }) => ({ state, mails, key, keyVersion })),
    ),
    ...compare(
      'keys',
      keys.map(({ creation_id, label, record }) => {
        const creation = creations.findIndex(({ id }) => id === creation_id);
        const { version, verifierGeneration: generation, status } = record;
        return { creation, label, version, generation, isRevoked: status === 'revoked' };
      }),
      model.keys.map(({ creation, label, version, generation, isRevoked }) => {
        return { creation, label, version, generation, isRevoked };
      }),
    ),
    ...keys.flatMap((seen, index) => grantFindings(index, model.keys[index], seen)),
  ];
}

type SeenKey = Seen['keys'][number];

function grantFindings(index: number, key: KeyModel | undefined, { record, verifier }: SeenKey): string[] {
  if (key === undefined) return [`key ${index}: nobody has confirmed it`];
  const findings: string[] = [];
  const granted = record.permissions;
  const more = granted.filter((one) => !key.permissions.includes(one));
  if (more.length > 0) findings.push(`key ${index}: may ${more}, which was not approved and confirmed`);
  const less = key.permissions.filter((one) => !granted.includes(one));
  if (less.length > 0) findings.push(`key ${index}: may not ${less}, though it was approved`);
  const isLive = key.secret !== null && verifier?.equals(verifierOf(new Redacted(key.secret))) === true;
  if (key.secret !== null && !isLive)
    findings.push(`key ${index}: the secret that was shown last does not work`);
  return findings;
}

/** The security history and the outbox: one entry for each change, none without one. */
function historyFindings(model: Model, { creations, keys, edits, events, mails, faults }: Seen): string[] {
  const names = new Map<string | null, string>([[null, '']]);
  for (const [index, { id }] of creations.entries()) names.set(id, ` creation ${index}`);
  for (const [index, { id }] of edits.entries()) names.set(id, ` edit ${index}`);
  for (const [index, { key_id }] of keys.entries()) names.set(key_id, ` key ${index}`);
  return [
    ...faults.map((fault) => `the audit chain does not verify: ${fault}`),
    ...compare(
      'audit events',
      events.map(({ type, subject }) => `${type}${names.get(subject) ?? ' of something unknown'}`).sort(),
      [...model.events].sort(),
    ),
    ...compare(
      'mails',
      mails.map(({ kind, about, state }) => `${kind}${names.get(about)} ${state}`).sort(),
      model.mails.map(({ what, state }) => `${what} ${state}`).sort(),
    ),
  ];
}

function compare<T>(what: string, seen: readonly T[], expected: readonly T[]): string[] {
  if (isDeepStrictEqual(seen, expected)) return [];
  const missing = expected.filter((one) => !seen.some((other) => isDeepStrictEqual(one, other)));
  const extra = seen.filter((one) => !expected.some((other) => isDeepStrictEqual(one, other)));
  const list = [
    ...missing.map((one) => `- ${JSON.stringify(one)}`),
    ...extra.map((one) => `+ ${JSON.stringify(one)}`),
  ];
  return [`${what} are not as expected (${seen.length}, not ${expected.length}): ${list.join(', ')}`];
}
