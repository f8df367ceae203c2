import { createHash } from 'node:crypto';
import { type Kysely, sql } from 'kysely';

// Written as SQL, and with an encoding of its own: a migration is history, and history must not change when a query
// builder or the service's code does.
const COLUMNS = `
alter table audit_events
  -- Position in the user's chain, from 1.
  add column sequence bigint check (sequence >= 1),
  -- Digest of the user's event before this one; 32 zero bytes for the first.
  add column previous_digest bytea check (octet_length(previous_digest) = 32),
  -- Over everything in this row but \`id\` and the signature, \`previous_digest\` included.
  add column digest bytea check (octet_length(digest) = 32),
  -- Of the digest. Null only for events from before there was a chain: the migration step holds no signing key.
  add column signing_key_id text,
  add column signature bytea check (octet_length(signature) = 64),
  add check ((signing_key_id is null) = (signature is null));

create table audit_heads (
  user_id uuid primary key references users,
  sequence bigint not null check (sequence >= 0),
  digest bytea not null check (octet_length(digest) = 32),
  at timestamptz not null,
  signing_key_id text,
  signature bytea check (octet_length(signature) = 64),
  check ((signing_key_id is null) = (signature is null))
) with (fillfactor = 50);
`;

const RULES = `
alter table audit_events
  alter column sequence set not null,
  alter column previous_digest set not null,
  alter column digest set not null,
  -- The time is part of the digest, so whoever writes the row must know it.
  alter column at drop default,
  add constraint audit_events_in_sequence unique (user_id, sequence);

insert into audit_heads (user_id, sequence, digest, at)
  select distinct on (user_id) user_id, sequence, digest, at from audit_events order by user_id, sequence desc;

grant select, insert on audit_heads to countersign_keys;
grant update (sequence, digest, at, signing_key_id, signature) on audit_heads to countersign_keys;
`;

const BATCH = 1_000;
const START = { userId: '', sequence: 0, digest: Buffer.alloc(32) };
const FIRST_USER = '00000000-0000-0000-0000-000000000000';

type OldEvent = {
  id: string;
  user_id: string;
  type: string;
  at: string;
  ip: string | null;
  user_agent: string | null;
  subject: string | null;
  details: unknown;
};

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(COLUMNS).execute(db);
  await chainExistingEvents(db);
  await sql.raw(RULES).execute(db);
}

/** Chains what is there, user by user in the order of ids. */
async function chainExistingEvents(db: Kysely<unknown>): Promise<void> {
  let after = { userId: FIRST_USER, id: '0' };
  let head: { userId: string; sequence: number; digest: Buffer } = START;
  for (;;) {
    const events = await readBatch(db, after);
    if (events.length === 0) return;
    const links = events.map((event) => {
      const { sequence: before, digest: previous } = event.user_id === head.userId ? head : START;
      const sequence = before + 1;
      head = { userId: event.user_id, sequence, digest: digestOf(event, sequence, previous) };
      return { id: event.id, sequence, previous, digest: head.digest };
    });
    await writeLinks(db, links);
    const last = events[events.length - 1] as OldEvent;
    after = { userId: last.user_id, id: last.id };
  }
}

async function readBatch(
  db: Kysely<unknown>,
  { userId, id }: { userId: string; id: string },
): Promise<OldEvent[]> {
  const { rows } = await sql<OldEvent>`
    select id, user_id, type, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at,
           ip, user_agent, subject, details
    from audit_events where (user_id, id) > (${userId}::uuid, ${id}::bigint)
    order by user_id, id limit ${BATCH}`.execute(db);
  return rows;
}

async function writeLinks(
  db: Kysely<unknown>,
  links: readonly { id: string; sequence: number; previous: Buffer; digest: Buffer }[],
): Promise<void> {
  await sql`
    update audit_events e set sequence = l.sequence, previous_digest = l.previous, digest = l.digest
    from unnest(${links.map(({ id }) => id)}::bigint[], ${links.map(({ sequence }) => sequence)}::bigint[],
                ${links.map(({ previous }) => previous)}::bytea[], ${links.map(({ digest }) => digest)}::bytea[])
      as l(id, sequence, previous, digest)
    where e.id = l.id`.execute(db);
}

/** The encoding of services/keys/src/audit/audit-chain.ts, version 1. */
function digestOf(event: OldEvent, sequence: number, previous: Buffer): Buffer {
  const { user_id, at, type, ip, user_agent, subject, details } = event;
  const head = ['countersign/audit-event/v1', user_id, sequence, at, type, ip, user_agent, subject];
  const members = [...head.map((value) => JSON.stringify(value)), canonicalJson(details)];
  const text = `[${[...members, JSON.stringify(previous.toString('base64url'))].join(',')}]`;
  return createHash('sha256').update(text, 'utf8').digest();
}

function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`).join(',')}}`;
}
