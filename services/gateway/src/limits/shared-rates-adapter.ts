import type { Logger } from '@countersign/runtime';
import { Redis } from 'ioredis';
import type { Rate } from './rate-limit.ts';
import type { SharedRates } from './shared-rates.ts';

/**
 * Purpose: add requests to the common allowance of several clients (rate-limit.ts, on Redis' clock).
 * KEYS: one a client. ARGV: a triple a key: requests, cost of one in ms, the most that may be owed in ms.
 * Output: one a key, milliseconds until the allowance is whole.
 */
const ADD_SCRIPT = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local answer = {}
for i, key in ipairs(KEYS) do
  local count, cost, most = tonumber(ARGV[3 * i - 2]), tonumber(ARGV[3 * i - 1]), tonumber(ARGV[3 * i])
  local whole = math.max(tonumber(redis.call('GET', key) or '0'), now)
  whole = math.min(math.ceil(whole + count * cost), math.ceil(now + most))
  redis.call('SET', key, string.format('%d', whole), 'PX', math.max(whole - now, 1))
  answer[i] = whole - now
end
return answer
`;

const INTERVAL_MS = 100;
const MAX_KEYS_A_CALL = 500;
/** Clients counted between two calls; more than that is a flood that each gateway stops for itself. */
const MAX_PENDING = 10_000;

type Limit = { readonly rate: Rate; readonly adopt: (client: string, inMs: number) => void };
type Pending = { readonly limit: Limit; readonly key: string; readonly client: string; count: number };
type WithScript = Redis & { addRates(keyCount: number, ...rest: (string | number)[]): Promise<number[]> };

/**
 * Keeps the common counts in Redis, in one call each tenth of a second. Nothing waits for it: no request pays a
 * round trip, and when Redis is away each gateway goes on with its own counts.
 */
export function redisSharedRates(url: string, password: string | null, logger: Logger): SharedRates {
  const redis = connect(url, password, logger);
  const limits = new Map<string, Limit>();
  let pending = new Map<string, Pending>();
  let call: Promise<void> | null = null;

  const send = async (entries: Pending[]) => {
    const keys = entries.map(({ key }) => key);
    const args = entries.flatMap(({ count, limit: { rate } }) => {
      const costMs = 1_000 / rate.perSecond;
      return [count, costMs, costMs * rate.burst];
    });
    const answer = await redis.addRates(keys.length, ...keys, ...args);
    for (const [index, { limit, client }] of entries.entries()) limit.adopt(client, answer[index] ?? 0);
  };
  const flush = async () => {
    const entries = [...pending.values()];
    pending = new Map();
    // Counts that Redis does not take are lost: they only ever make a common limit a little wider.
    if (redis.status !== 'ready') return;
    for (let from = 0; from < entries.length; from += MAX_KEYS_A_CALL) {
      await send(entries.slice(from, from + MAX_KEYS_A_CALL)).catch(() => {});
    }
  };
  const timer = setInterval(() => {
    if (call === null && pending.size > 0) {
      call = flush().finally(() => {
        call = null;
      });
    }
  }, INTERVAL_MS);
  timer.unref();

  return {
    register(name, rate, adopt) {
      limits.set(name, { rate, adopt });
    },
    add(name, client) {
      const key = `countersign:limit:${name}:${client}`;
      const known = pending.get(key);
      if (known !== undefined) known.count++;
      else {
        const limit = limits.get(name);
        if (limit !== undefined && pending.size < MAX_PENDING)
          pending.set(key, { limit, key, client, count: 1 });
      }
    },
    async close() {
      clearInterval(timer);
      await call;
      redis.disconnect();
    },
  };
}

function connect(url: string, password: string | null, logger: Logger): WithScript {
  const redis = new Redis(url, {
    ...(password === null ? {} : { password }),
    // Nothing is queued or sent twice: a count that is late or doubled is worse than one that is lost.
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    commandTimeout: 200,
    connectTimeout: 2_000,
    retryStrategy: (times) => Math.min(100 * 2 ** times, 5_000),
  });
  let isAway = false;
  redis.on('error', (error) => {
    if (!isAway) logger.warn({ err: error }, 'Redis is away: limits are counted by each gateway for itself');
    isAway = true;
  });
  redis.on('ready', () => {
    isAway = false;
  });
  redis.defineCommand('addRates', { lua: ADD_SCRIPT });
  return redis as WithScript;
}
