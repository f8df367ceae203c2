/** A key for one thing that a person wants done. Keep it as long as the outcome is unknown. */
export declare function newIdempotencyKey(): string;
export type RepeatOptions = {
    /** How often to try in all; 4 unless told. */
    readonly attempts?: number;
    /** How long to wait before a repeat where the service does not say; doubled each time; 500 unless told. */
    readonly delayMs?: number;
    readonly signal?: AbortSignal;
};
/**
 * Calls until there is an answer, under one idempotency key, so that the change is made once: after a lost
 * connection, a timeout, a 503, and while an earlier attempt is still being worked on. Any other refusal ends it.
 *
 * ```ts
 * const creation = await repeatSafely((idempotencyKey) =>
 *   client.post('/v1/key-creations', { body, idempotencyKey }));
 * ```
 */
export declare function repeatSafely<T>(call: (idempotencyKey: string) => Promise<T>, { attempts, delayMs, signal }?: RepeatOptions): Promise<T>;
