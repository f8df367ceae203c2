import { type Static, Type } from 'typebox';
import { Time } from './fields.ts';

export const MOST_RECORDS = 2_500;
const USUAL_RECORDS = 25;

/** Properties of every call that lists a history. */
export const Paging = {
  start: Type.Optional(Time),
  end: Type.Optional(Time),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: MOST_RECORDS })),
  sort: Type.Optional(Type.Union([Type.Literal(1), Type.Literal(-1)])),
};

type Page = { [K in keyof typeof Paging]?: Static<(typeof Paging)[K]> | undefined };

/** Newest first unless `sort` is 1; times are inclusive, in ms. The history is oldest first. */
export function page<T>(history: readonly T[], timeOf: (entry: T) => number, wanted: Page): T[] {
  const { start = 0, end = Number.MAX_SAFE_INTEGER, limit = USUAL_RECORDS, sort = -1 } = wanted;
  const within = history.filter((entry) => timeOf(entry) >= start && timeOf(entry) <= end);
  const ordered = sort === 1 ? within : within.toReversed();
  return ordered.slice(0, limit);
}
