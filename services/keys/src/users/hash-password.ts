import { argon2, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type { RandomBytes } from '@countersign/sealing';
import { Refusal } from '../refusal.ts';
import {
  formatPasswordHash,
  HASH_COST,
  type HashCost,
  parsePasswordHash,
  SALT_BYTES,
  TAG_BYTES,
} from './password-hash.ts';

export type PasswordHasher = {
  /** The string to store: PHC format, parameters included. */
  hash(password: string): Promise<string>;
  /** Takes as long with `null` (no such account) as with a stored hash, and then says no. */
  isCorrect(password: string, stored: string | null): Promise<boolean>;
};

export type PasswordHasherOptions = {
  readonly randomBytes: RandomBytes;
  readonly cost?: HashCost;
  /** Each computation fills 19 MiB and a thread of four: more at once would only wait for each other. */
  readonly concurrency?: number;
  /** Who comes when this many wait is turned away, so that a flood of sign-ins cannot pile up memory. */
  readonly waitingMax?: number;
};

const compute = promisify(argon2);

/**
 * Slow hashing with a bound on how much of it runs and waits.
 *
 * @throws Refusal `service-unavailable` from both methods when too many are waiting
 */
export function createPasswordHasher(options: PasswordHasherOptions): PasswordHasher {
  const { randomBytes, cost = HASH_COST } = options;
  const takeTurn = createTurns(options.concurrency ?? 2, options.waitingMax ?? 64);
  const tagOf = (password: string, salt: Uint8Array, { memory, passes, parallelism }: HashCost) =>
    takeTurn(() =>
      compute('argon2id', {
        message: password,
        nonce: salt,
        memory,
        passes,
        parallelism,
        tagLength: TAG_BYTES,
      }),
    );
  const nobody = { ...cost, salt: Buffer.alloc(SALT_BYTES), tag: Buffer.alloc(TAG_BYTES) };
  return {
    async hash(password) {
      const salt = Buffer.from(randomBytes(SALT_BYTES));
      return formatPasswordHash({ ...cost, salt, tag: await tagOf(password, salt, cost) });
    },
    async isCorrect(password, stored) {
      const expected = stored === null ? nobody : parsePasswordHash(stored);
      const isEqual = timingSafeEqual(await tagOf(password, expected.salt, expected), expected.tag);
      return isEqual && stored !== null;
    },
  };
}

/** At most `concurrency` at once, at most `waitingMax` in line, first come first served. */
function createTurns(concurrency: number, waitingMax: number) {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (running === concurrency) {
      if (waiting.length === waitingMax) {
        throw new Refusal('service-unavailable', {
          reason: 'too many passwords to hash',
          retryAfterSeconds: 2,
        });
      }
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else {
      running++;
    }
    try {
      return await work();
    } finally {
      // The turn is handed on, not given up: nobody can slip in between.
      const next = waiting.shift();
      if (next === undefined) running--;
      else next();
    }
  };
}
