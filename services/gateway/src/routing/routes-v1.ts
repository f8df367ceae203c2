import type { Permission } from '@countersign/permissions';

/**
 * The Bitfinex REST v1 routes that need a key, below `/v1/`, each with the permission it takes. All are POST; those
 * that the Go client calls with GET stand in `ALSO_BY_GET_V1`, `transfer` and `withdraw` among them: what a call does
 * is never read off its method.
 */
export const ROUTES_V1: readonly (readonly [path: string, permission: Permission | 'any'])[] = [
  ['account_infos', 'account:read'],
  ['account_fees', 'account:read'],
  ['summary', 'account:read'],
  ['key_info', 'any'],
  ['deposit/new', 'wallets:write'],
  ['balances', 'wallets:read'],
  ['transfer', 'wallets:write'],
  ['withdraw', 'withdraw:write'],
  ['margin_infos', 'positions:read'],
  ['positions', 'positions:read'],
  ['position/claim', 'positions:write'],
  ['position/close', 'positions:write'],
  ['order/new', 'orders:write'],
  ['order/new/multi', 'orders:write'],
  ['order/cancel', 'orders:write'],
  ['order/cancel/multi', 'orders:write'],
  ['order/cancel/all', 'orders:write'],
  ['order/cancel/replace', 'orders:write'],
  ['order/status', 'orders:read'],
  ['orders', 'orders:read'],
  ['orders/hist', 'orders:read'],
  ['basket_manage', 'wallets:write'],
  ['history', 'history:read'],
  ['history/movements', 'history:read'],
  ['mytrades', 'history:read'],
  ['mytrades_funding', 'history:read'],
  ['offer/new', 'funding:write'],
  ['offer/cancel', 'funding:write'],
  ['offer/status', 'funding:read'],
  ['offers', 'funding:read'],
  ['offers/new', 'funding:write'],
  ['offers/cancel', 'funding:write'],
  ['offers/status', 'funding:read'],
  ['offers/hist', 'funding:read'],
  ['credits', 'funding:read'],
  ['taken_funds', 'funding:read'],
  ['unused_taken_funds', 'funding:read'],
  ['total_taken_funds', 'funding:read'],
  ['funding/close', 'funding:write'],
  ['swap/close', 'funding:write'],
];

/** Paths that bitfinex-api-go calls with GET, the payload in the headers as with POST. */
export const ALSO_BY_GET_V1: ReadonlySet<string> = new Set([
  '/v1/account_infos',
  '/v1/summary',
  '/v1/key_info',
  '/v1/balances',
  '/v1/transfer',
  '/v1/withdraw',
  '/v1/margin_infos',
  '/v1/orders',
  '/v1/credits',
]);
