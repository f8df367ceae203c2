import { randomUUID } from 'node:crypto';
import type { Database } from '@countersign/database';
import { type Mail, type SignedMail, sealMail } from '@countersign/outbox';
import type { MailJob } from '@countersign/outbox/queue';
import { type TestDatabase, type TestKeyrings, testKeyrings } from '@countersign/testing';

export const TEST_CONTEXT = { consoleOrigin: 'https://keys.example.com', platformName: 'Countersign' };
export const TEST_TOKEN = 'pK0o0c5l1dQbXn0v7d5yq1n4P3m8s2t9u6w0x4z7A-k';

export const TEST_CONFIRMATION = {
  template: 'key-confirmation',
  payload: {
    creationId: '5b6e9a52-4a5f-4c3f-9b39-0d8c5f6a1c11',
    token: TEST_TOKEN,
    label: 'Trading bot',
    permissions: ['orders:read', 'orders:write'],
    ipAllowlist: ['192.0.2.0/24'],
    keyExpiresAt: null,
    requestedAt: '2026-11-23T12:34:00.000Z',
    requestedFrom: { ip: '203.0.113.77', userAgent: 'curl/8.5.0' },
    linkExpiresAt: '2026-11-23T13:04:00.000Z',
  },
} as const satisfies Mail;

export const TEST_EDIT_CONFIRMATION = {
  template: 'key-edit-confirmation',
  payload: {
    editId: '2c0d8f0e-7b1a-4c56-9a3e-5f0a1d2b3c4d',
    keyId: 'ck_lzpufZiEWRbLLhfCTpA0Gqmc0J4vcU',
    token: TEST_TOKEN,
    before: {
      label: 'Treasury',
      permissions: ['orders:read', 'wallets:read'],
      ipAllowlist: null,
      keyExpiresAt: '2027-01-31T12:00:00.000Z',
    },
    after: {
      label: 'Treasury',
      permissions: ['wallets:read', 'withdraw:write'],
      ipAllowlist: ['192.0.2.10'],
      keyExpiresAt: null,
    },
    requestedAt: '2026-11-23T12:34:00.000Z',
    requestedFrom: { ip: '203.0.113.77', userAgent: 'curl/8.5.0' },
    linkExpiresAt: '2026-11-23T13:04:00.000Z',
  },
} as const satisfies Mail;

export type OutboxRow = {
  state: string;
  attempts: number;
  dispatches: number;
  failure: string | null;
  sent_at: Date | null;
  claimed_until: Date | null;
  /** Seconds from now. */
  due_in: number;
};

export type TestOutbox = {
  readonly db: Database;
  readonly keyrings: TestKeyrings;
  /** Writes a message as the key service does; `forge` changes it after it was signed. */
  put(options?: {
    recipient?: string;
    mail?: Mail;
    lifeSeconds?: number;
    forge?: Partial<SignedMail>;
  }): Promise<string>;
  /** Takes the message as the relay does, due or not. */
  dispatch(id: string): Promise<MailJob>;
  row(id: string): Promise<OutboxRow>;
  /** One statement as the superuser. */
  sql(text: string, values?: unknown[]): Promise<unknown>;
};

/** An outbox in a test database, seen with the mailer's role. */
export async function testOutbox(
  database: TestDatabase,
  ownKeyrings: Partial<TestKeyrings> = {},
): Promise<TestOutbox> {
  const keyrings = { ...testKeyrings(), ...ownKeyrings };
  const userId = randomUUID();
  await database.query('insert into users (id, email, password_hash) values ($1, $2, $3)', [
    userId,
    `${userId}@example.com`,
    'x',
  ]);
  return {
    db: database.connect('countersign_mailer'),
    keyrings,
    sql: (text, values) => database.query(text, values),
    async put({ recipient = 'ada@example.com', mail = TEST_CONFIRMATION, lifeSeconds = 1_800, forge } = {}) {
      const notAfter = new Date(Date.now() + lifeSeconds * 1_000);
      const signed = sealMail({ id: randomUUID(), recipient, notAfter, mail }, keyrings);
      const row = { ...signed, ...forge };
      await database.query(
        `insert into outbox_messages (id, user_id, template, recipient, not_after, kek_id, sealed, signing_key_id, signature)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [
          row.id,
          userId,
          row.template,
          row.recipient,
          row.notAfter,
          row.kekId,
          row.sealed,
          row.signingKeyId,
          row.signature,
        ],
      );
      return row.id;
    },
    async dispatch(outboxId) {
      const [row] = await database.query<{ dispatches: number }>(
        `update outbox_messages set dispatches = dispatches + 1, due_at = now() + interval '10 seconds'
         where id = $1 returning dispatches`,
        [outboxId],
      );
      return { outboxId, dispatch: row?.dispatches ?? -1 };
    },
    async row(id) {
      const [row] = await database.query<OutboxRow>(
        `select *, extract(epoch from due_at - now())::float as due_in from outbox_messages where id = $1`,
        [id],
      );
      if (row === undefined) throw new Error('no such outbox message');
      return row;
    },
  };
}
