import type { Hold } from '../accounts/wallet.ts';
import { toWire, type Units } from '../money/units.ts';
import { invalid } from '../refusal.ts';

export type Execution = 'limit' | 'market' | 'immediate-or-cancel' | 'fill-or-kill';

/** Orders for the exchange wallet say EXCHANGE; without it they are for perpetuals. Stops never trigger: prices stand still. */
export const ORDER_TYPES = {
  'EXCHANGE LIMIT': { kind: 'spot', execution: 'limit' },
  'EXCHANGE MARKET': { kind: 'spot', execution: 'market' },
  'EXCHANGE IOC': { kind: 'spot', execution: 'immediate-or-cancel' },
  'EXCHANGE FOK': { kind: 'spot', execution: 'fill-or-kill' },
  LIMIT: { kind: 'perpetual', execution: 'limit' },
  MARKET: { kind: 'perpetual', execution: 'market' },
  IOC: { kind: 'perpetual', execution: 'immediate-or-cancel' },
  FOK: { kind: 'perpetual', execution: 'fill-or-kill' },
} as const satisfies Record<string, { kind: 'spot' | 'perpetual'; execution: Execution }>;

export type OrderType = keyof typeof ORDER_TYPES;

export const HIDDEN = 64;
export const POST_ONLY = 4096;
const KNOWN_FLAGS = HIDDEN | POST_ONLY;

export type Order = {
  readonly id: number;
  readonly gid: number | null;
  readonly cid: number | null;
  readonly symbol: string;
  readonly type: OrderType;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** What is left to execute; below zero for a sale. */
  readonly amount: Units;
  readonly originalAmount: Units;
  /** 0 for a market order. */
  readonly price: Units;
  readonly averagePrice: Units;
  readonly flags: number;
  readonly leverage: number;
  /** When it is cancelled by itself (`tif`), in ms. */
  readonly expiresAt: number | null;
  readonly affiliateCode: string | null;
  readonly status: string;
  /** What it holds back while it rests. */
  readonly hold: Hold | null;
};

export function checkFlags(flags: number): number {
  if ((flags & ~KNOWN_FLAGS) !== 0) throw invalid('flags');
  return flags;
}

/** `2020-01-15 10:45:23`, in UTC. */
export function parseTimeInForce(text: string): number {
  const at = Date.parse(`${text.replace(' ', 'T')}Z`);
  if (Number.isNaN(at)) throw invalid('tif');
  return at;
}

/** 32 places, see docs.bitfinex.com/reference/rest-auth-retrieve-orders. */
export function orderToWire(order: Order): unknown[] {
  const { id, gid, cid, symbol, createdAt, updatedAt, amount, originalAmount, type, expiresAt, flags } =
    order;
  const meta = {
    ...(flags & POST_ONLY ? { $F7: 1 } : {}),
    ...(ORDER_TYPES[type].kind === 'perpetual' ? { lev: order.leverage, $F33: order.leverage } : {}),
    ...(order.affiliateCode === null ? {} : { aff_code: order.affiliateCode }),
  };
  return [
    ...[id, gid, cid, symbol, createdAt, updatedAt, toWire(amount), toWire(originalAmount), type, null],
    ...[expiresAt, null, flags, order.status, null, null, toWire(order.price), toWire(order.averagePrice)],
    ...[0, 0, null, null, null, 0, flags & HIDDEN ? 1 : 0, null, null, null, 'API>BFX', null, null, meta],
  ];
}
