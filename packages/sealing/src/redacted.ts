import { inspect } from 'node:util';

const REDACTED = '[redacted]';

/**
 * Holds a value that must never reach a log, a JSON document or an inspection by accident.
 * `expose()` is the only way to the value, so every use of a secret can be found by that word.
 */
export class Redacted<T> {
  readonly #value: T;

  constructor(value: T) {
    this.#value = value;
  }

  expose(): T {
    return this.#value;
  }

  toJSON(): string {
    return REDACTED;
  }

  toString(): string {
    return REDACTED;
  }

  [Symbol.toPrimitive](): string {
    return REDACTED;
  }

  [inspect.custom](): string {
    return REDACTED;
  }
}
