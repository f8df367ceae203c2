// What the service put down beside an event is JSON of any form: it is read, never trusted to be complete.

export const textOf = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value : null;

export const textsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];

export const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};

/** What one list has and the other has not. */
export const missingIn = (other: readonly string[], list: readonly string[]): readonly string[] =>
  list.filter((item) => !other.includes(item));
