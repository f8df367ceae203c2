import { Type } from 'typebox';
import { nullable } from '../api-keys/api-key.ts';
import type { Deps } from '../deps.ts';
import { idCursor, toPage } from '../http/page.ts';
import { defineRoute, type Route } from '../http/routes.ts';
import { Page, PageQuery, Timestamp } from '../http/schemas.ts';
import { LIMITS } from '../limits.ts';
import { listAuditEvents } from './audit-store.ts';

const AuditEventSchema = Type.Object(
  {
    id: Type.String({ description: 'Rises with time.', examples: ['114'] }),
    type: Type.String({
      description: 'What happened. Further types may come: show one that you do not know as it is.',
      examples: ['key-created'],
    }),
    at: Timestamp,
    ip: nullable(
      Type.String({ examples: ['192.0.2.10'] }),
      'Where it came from; `null` for the service itself.',
    ),
    userAgent: nullable(Type.String({ examples: ['Mozilla/5.0'] }), 'As the browser named itself.'),
    subject: nullable(
      Type.String({ examples: ['6f1c1a52-9d0b-4c43-8f0e-0a3f6f0f2f11'] }),
      'Id of the key, key creation, session or factor that it is about.',
    ),
    details: Type.Record(Type.String(), Type.Unknown(), {
      description: 'Facts that depend on the type. Never a secret.',
      examples: [{ label: 'Trading bot', permissions: ['orders:read'] }],
    }),
  },
  { title: 'AuditEvent' },
);

/** A row number of PostgreSQL, well inside 63 bits. */
const isEventId = (text: string) => /^[1-9]\d{0,17}$/.test(text);

export function auditRoutes(deps: Deps): readonly Route[] {
  return [
    defineRoute({
      method: 'GET',
      url: '/v1/audit-events',
      operationId: 'listAuditEvents',
      tag: 'Audit events',
      summary: "The person's own security history",
      description: 'Newest first. Nobody can change or remove an event.',
      access: 'session',
      schemas: { querystring: PageQuery, response: { status: 200, schema: Page(AuditEventSchema) } },
      refusals: [],
      async handle({ session, query }) {
        const { limit = LIMITS.pageDefault } = query;
        const before = idCursor(query.cursor, isEventId);
        const events = await listAuditEvents(deps.db, { userId: session.userId, before, limit: limit + 1 });
        return toPage(events, limit, ({ id }) => id);
      },
    }),
  ];
}
