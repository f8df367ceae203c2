import { withPassword } from '@countersign/database';

/** Where the queue lives: `redis://…` or the PostgreSQL database itself. Advisory either way: the outbox row is the truth. */
export type QueueConnection =
  | { readonly kind: 'redis'; readonly url: string }
  | { readonly kind: 'postgres'; readonly url: string };

/** Redis when there is one, else the service's own database; passwords come from files, never in the URL's setting. */
export function queueConnection(config: {
  readonly databaseUrl: string;
  readonly databasePassword: string;
  readonly redisUrl: string | null;
  readonly redisPassword: string | null;
}): QueueConnection {
  const { databaseUrl, databasePassword, redisUrl, redisPassword } = config;
  if (redisUrl === null) return { kind: 'postgres', url: withPassword(databaseUrl, databasePassword) };
  return { kind: 'redis', url: redisPassword === null ? redisUrl : withPassword(redisUrl, redisPassword) };
}
