import type { FieldError } from '../field-error.ts';
import { Refusal } from '../refusal.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const BAD_CURSOR: FieldError = { field: 'cursor', code: 'pattern', detail: 'is not a cursor of this list' };

/** The cursor of a list whose cursor is the id of its last entry; refuses what is no id of that list. */
export function idCursor(
  cursor: string | undefined,
  isId: (text: string) => boolean = (text) => UUID.test(text),
): string | null {
  if (cursor === undefined) return null;
  if (!isId(cursor)) throw badCursor();
  return cursor;
}

export function badCursor(): Refusal {
  return new Refusal('validation-failed', { errors: [BAD_CURSOR] });
}

/** A page out of `limit + 1` rows: the one too many only says that there is a next page. */
export function toPage<T>(
  rows: readonly T[],
  limit: number,
  cursorOf: (last: T) => string,
): { items: T[]; nextCursor: string | null } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last !== undefined ? cursorOf(last) : null };
}
