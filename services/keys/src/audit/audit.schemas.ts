import { Type } from 'typebox';
import { nullable } from '../api-keys/api-key.ts';
import { PageQuery, Timestamp, Uuid } from '../http/schemas.ts';

export const AuditEventSchema = Type.Object(
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

const Instant = (description: string) =>
  Type.Optional(Type.String({ maxLength: 64, description, examples: ['2026-11-01T00:00:00Z'] }));

export const AuditQuery = Type.Object(
  {
    ...PageQuery.properties,
    type: Type.Optional(
      Type.String({
        pattern: '^[a-z][a-z-]{0,63}$',
        description: 'Only events of this type.',
        examples: ['key-created'],
      }),
    ),
    subject: Type.Optional(
      Type.String({
        pattern: '^[A-Za-z0-9_-]{1,64}$',
        description: 'Only events about this key, key creation, session or factor.',
        examples: ['6f1c1a52-9d0b-4c43-8f0e-0a3f6f0f2f11'],
      }),
    ),
    from: Instant('Only events from this instant on (RFC 3339 with a zone).'),
    to: Instant('Only events before this instant.'),
  },
  { additionalProperties: false },
);

const Digest = (description: string) =>
  Type.String({ description, examples: ['47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU'] });

export const ExportHeader = Type.Object(
  {
    format: Type.Literal('countersign-audit-export/1', { description: 'What the lines below are.' }),
    userId: Uuid,
    head: nullable(
      Type.Object({
        sequence: Type.Integer({ description: 'Number of the newest event.', examples: [114] }),
        digest: Digest('Its digest.'),
        signingKeyId: nullable(Type.String({ examples: ['signing-1'] }), 'Which of the keys signed it.'),
        signature: nullable(
          Type.String({ examples: ['Zm9v'] }),
          'Ed25519, over label, user, number and digest; `null` before the first event since the chain began.',
        ),
      }),
      'The end of the chain.',
    ),
    keys: Type.Array(
      Type.Object({
        kid: Type.String({ description: 'Id of the key, as the events name it.', examples: ['signing-1'] }),
        kty: Type.Literal('OKP', { description: 'RFC 8037.' }),
        crv: Type.Literal('Ed25519', { description: 'RFC 8037.' }),
        x: Digest('The public key.'),
      }),
      { description: 'Public signing keys (JWK). Compare them with what the platform publishes.' },
    ),
  },
  { title: 'AuditExportHeader', description: 'The first line.' },
);

export const ExportedEvent = Type.Object(
  {
    sequence: Type.Integer({ description: 'From 1, without gaps.', examples: [1] }),
    type: AuditEventSchema.properties.type,
    at: Type.String({ description: 'UTC, microseconds.', examples: ['2026-11-23T11:21:00.123456Z'] }),
    ip: AuditEventSchema.properties.ip,
    userAgent: AuditEventSchema.properties.userAgent,
    subject: AuditEventSchema.properties.subject,
    details: AuditEventSchema.properties.details,
    previousDigest: Digest('Digest of the event before; of the first one, 32 zero bytes.'),
    digest: Digest('SHA-256 over all of this and the user.'),
  },
  { title: 'ExportedAuditEvent', description: 'Every further line, oldest event first.' },
);
