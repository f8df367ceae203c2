import { Type } from 'typebox';
import { fields, Id, Nothing } from '../http/fields.ts';
import { Paging, page } from '../http/paging.ts';
import { privateRoute, type Routes } from '../http/route.ts';
import { findMarket } from '../market/markets.ts';
import { type Position, positionToWire } from './position.ts';

const MOST_NAMED = 200;

function toWire(position: Position): unknown[] {
  return positionToWire(position, findMarket(position.symbol));
}

export const positionRoutes: Pick<Routes, 'private'> = {
  private: [
    privateRoute('r/positions', Nothing, ({ account }) => [...account.positions.values()].map(toWire)),
    privateRoute('r/positions/hist', fields({ ...Paging }), ({ account, body }) =>
      page(account.closedPositions, ({ updatedAt }) => updatedAt, body).map(toWire),
    ),
    privateRoute(
      'r/positions/audit',
      fields({ ...Paging, id: Type.Optional(Type.Array(Id, { maxItems: MOST_NAMED })) }),
      ({ account, body }) => {
        const all = [...account.closedPositions, ...account.positions.values()];
        const found = all.filter(({ id }) => body.id === undefined || body.id.includes(id));
        return page(found, ({ updatedAt }) => updatedAt, body).map(toWire);
      },
    ),
  ],
};
