import { Redis } from 'ioredis';
import type { Deps } from '../deps.ts';

/** The connection that shared rate limits use, or null without Redis. Nothing waits for it: it is advisory. */
export function connectRedis({ settings, logger }: Deps): Redis | null {
  if (settings.redisUrl === null) return null;
  const redis = new Redis(settings.redisUrl, {
    ...(settings.redisPassword === null ? {} : { password: settings.redisPassword }),
    connectTimeout: 1_000,
    commandTimeout: 200,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
  });
  redis.on('error', (error) =>
    logger.error({ err: error }, 'Redis is not reachable: requests are not limited'),
  );
  return redis;
}
