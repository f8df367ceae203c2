import { Type } from 'typebox';
import { parseInstant } from '../api-keys/key-expiry.ts';
import type { Deps } from '../deps.ts';
import { idCursor, toPage } from '../http/page.ts';
import { defineRoute, type Route } from '../http/routes.ts';
import { Page } from '../http/schemas.ts';
import { LIMITS } from '../limits.ts';
import { Refusal } from '../refusal.ts';
import { AuditEventSchema, AuditQuery, ExportedEvent, ExportHeader } from './audit.schemas.ts';
import { listAuditEvents } from './audit-store.ts';
import { exportAuditEvents } from './export-audit-events.ts';

function readInstant(field: 'from' | 'to', text: string | undefined): Date | null {
  if (text === undefined) return null;
  const instant = parseInstant(text);
  if (instant !== null) return instant;
  const fault = {
    field,
    code: 'not-an-instant',
    detail: 'is not an instant of RFC 3339 with a zone',
  } as const;
  throw new Refusal('validation-failed', { errors: [fault] });
}

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
      schemas: { querystring: AuditQuery, response: { status: 200, schema: Page(AuditEventSchema) } },
      refusals: [],
      async handle({ session, query }) {
        const { limit = LIMITS.pageDefault } = query;
        const before = idCursor(query.cursor, isEventId);
        const filter = {
          type: query.type ?? null,
          subject: query.subject ?? null,
          from: readInstant('from', query.from),
          to: readInstant('to', query.to),
        };
        const page = { userId: session.userId, before, limit: limit + 1 };
        return toPage(await listAuditEvents(deps.db, page, filter), limit, ({ id }) => id);
      },
    }),
    defineRoute({
      method: 'GET',
      url: '/v1/audit-events/export',
      operationId: 'exportAuditEvents',
      tag: 'Audit events',
      summary: 'The whole security history, to keep and to verify',
      description:
        'JSON Lines: a header, then every event, oldest first. Each event holds the digest of the one before it, and the header the signed end of the chain, so the file can be verified without the service: `node docs/verify-audit-export.mjs <file>`. A file that ends before its head was cut off on the way.',
      access: 'session',
      limit: 'strict',
      schemas: {
        response: {
          status: 200,
          schema: Type.Union([ExportHeader, ExportedEvent]),
          mediaType: 'application/jsonl',
        },
      },
      refusals: [],
      async handle({ session, reply }) {
        reply.header('content-disposition', 'attachment; filename="security-history.jsonl"');
        return exportAuditEvents(deps.db, { userId: session.userId, keyring: deps.keyrings.sign });
      },
    }),
  ];
}
