import { isProblem, UnexpectedAnswerError } from './problem.ts';

/** A key for one thing that a person wants done. Keep it as long as the outcome is unknown. */
export function newIdempotencyKey(): string {
  return crypto.randomUUID();
}

export type RepeatOptions = {
  /** How often to try in all; 4 unless told. */
  readonly attempts?: number;
  /** How long to wait before a repeat where the service does not say; doubled each time; 500 unless told. */
  readonly delayMs?: number;
  readonly signal?: AbortSignal;
};

/**
 * Calls until there is an answer, under one idempotency key, so that the change is made once: after a lost
 * connection, a timeout, a 503, a proxy's 502 or 504, and while an earlier attempt is still being worked on. Any
 * other refusal ends it.
 *
 * ```ts
 * const creation = await repeatSafely((idempotencyKey) =>
 *   client.post('/v1/key-creations', { body, idempotencyKey }));
 * ```
 */
export async function repeatSafely<T>(
  call: (idempotencyKey: string) => Promise<T>,
  { attempts = 4, delayMs = 500, signal }: RepeatOptions = {},
): Promise<T> {
  const idempotencyKey = newIdempotencyKey();
  for (let attempt = 1; ; attempt++) {
    try {
      return await call(idempotencyKey);
    } catch (error) {
      signal?.throwIfAborted();
      if (attempt >= attempts || !isWorthRepeating(error)) throw error;
      const asked = isProblem(error) ? (error.retryAfterSeconds ?? 0) * 1_000 : 0;
      await pause(Math.max(asked, delayMs * 2 ** (attempt - 1)), signal);
    }
  }
}

/** What a proxy says that found no service behind it, or lost it (RFC 9110 §15.6.3 to §15.6.5). */
const OF_PROXIES: ReadonlySet<number> = new Set([502, 503, 504]);

function isWorthRepeating(error: unknown): boolean {
  if (isProblem(error)) return error.status === 503 || error.code === 'idempotency-key-in-use';
  if (error instanceof UnexpectedAnswerError) return OF_PROXIES.has(error.status);
  const { name } = error as Partial<Error>;
  // `fetch` reports a connection that was lost, or never made, as a TypeError.
  return name === 'TimeoutError' || (name === 'TypeError' && error instanceof TypeError);
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal?.addEventListener('abort', stop, { once: true });
  });
}
