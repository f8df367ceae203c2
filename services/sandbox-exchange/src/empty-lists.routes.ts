import { Type } from 'typebox';
import { fields, Id, Word } from './http/fields.ts';
import { Paging } from './http/paging.ts';
import { privateRoute, type Routes } from './http/route.ts';

/** What this exchange does not deal in (funding, alerts, settings …) reads as empty instead of failing. */
const PATHS: readonly string[] = [
  'r/funding/offers',
  'r/funding/offers/:symbol',
  'r/funding/offers/hist',
  'r/funding/offers/:symbol/hist',
  'r/funding/loans',
  'r/funding/loans/:symbol',
  'r/funding/loans/hist',
  'r/funding/loans/:symbol/hist',
  'r/funding/credits',
  'r/funding/credits/:symbol',
  'r/funding/credits/hist',
  'r/funding/credits/:symbol/hist',
  'r/funding/trades/hist',
  'r/funding/trades/:symbol/hist',
  'r/orders/otc/:symbol/hist',
  'r/positions/snap',
  'r/deposit/address/all',
  'r/alerts',
  'r/logins/hist',
  'r/audit/hist',
  'r/pulse/hist',
  'r/settings',
  'r/settings/core',
];

const MOST_NAMED = 200;
const Query = fields({
  ...Paging,
  id: Type.Optional(Type.Array(Id, { maxItems: MOST_NAMED })),
  keys: Type.Optional(Type.Array(Word, { maxItems: MOST_NAMED })),
  type: Type.Optional(Word),
  method: Type.Optional(Word),
  page: Type.Optional(Id),
  pageSize: Type.Optional(Id),
});

export const emptyListRoutes: Pick<Routes, 'private'> = {
  private: PATHS.map((path) => privateRoute(path, Query, () => [])),
};
