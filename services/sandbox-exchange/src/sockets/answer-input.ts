import { Check, Errors } from 'typebox/value';
import type { Account } from '../accounts/account.ts';
import { available, WALLET_KINDS, type WalletKind, walletOf, walletToWire } from '../accounts/wallet.ts';
import type { Desk } from '../desk.ts';
import { refusalToWire } from '../http/wire-errors.ts';
import { findMarket } from '../market/markets.ts';
import { toWire } from '../money/units.ts';
import { ORDER_INPUTS } from '../orders/orders.routes.ts';
import { positionToWire } from '../positions/position.ts';
import { invalid, Refusal } from '../refusal.ts';
import type { AccountEvent } from './account-feed.ts';

/** What is said to an input: for orders a notification, for calculations what was asked. */
export function answerInput(account: Account, desk: Desk, type: string, payload: unknown): AccountEvent[] {
  try {
    if (type === 'calc') return calculations(account, payload);
    return [[0, 'n', order(account, desk, type, payload)]];
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const [, code, text] = refusalToWire(error);
    return [[0, 'n', [desk.now(), `${type}-req`, null, null, idsOf(payload), code, 'ERROR', text]]];
  }
}

function order(account: Account, desk: Desk, type: string, payload: unknown): unknown {
  const input = ORDER_INPUTS.get(type);
  if (input === undefined) throw invalid('type');
  const body = type === 'ox_multi' ? { ops: payload } : payload;
  if (!Check(input.body, body)) throw invalid(fieldOf([...Errors(input.body, body)][0]?.instancePath));
  const notification = input.answer({ account, desk, params: {}, body: body as never }) as unknown[];
  // One order where REST has a list of one.
  if (type === 'on') notification[4] = (notification[4] as unknown[])[0];
  return notification;
}

const fieldOf = (path: string | undefined) => /^\/(\w{1,32})/.exec(path ?? '')?.[1] ?? 'body';

/** Place of ID, group ID and client's ID in an order. */
function idsOf(payload: unknown): unknown[] {
  const isObject = typeof payload === 'object' && payload !== null && !Array.isArray(payload);
  const { id = null, gid = null, cid = null } = (isObject ? payload : {}) as Record<string, unknown>;
  return [id, gid, cid];
}

/** `[["balance"], ["wallet_exchange_BTC"], ["position_tBTCF0:USTF0"], ["margin_base"]]` */
function calculations(account: Account, payload: unknown): AccountEvent[] {
  if (!Array.isArray(payload)) throw invalid('calc');
  return payload.flatMap((request) => calculate(account, Array.isArray(request) ? String(request[0]) : ''));
}

function calculate(account: Account, name: string): AccountEvent[] {
  const [word, ...rest] = name.split('_');
  if (word === 'balance') return [[0, 'bu', [balanceOf(account), balanceOf(account)]]];
  if (word === 'margin') return [[0, 'miu', ['base', marginOf(account)]]];
  if (word === 'wallet') {
    const [kind, currency = ''] = rest;
    if (!isWalletKind(kind)) throw invalid('calc');
    return [[0, 'wu', walletToWire(walletOf(account, kind, currency))]];
  }
  if (word === 'position') {
    const position = account.positions.get(rest.join('_'));
    return position === undefined ? [] : [[0, 'pu', positionToWire(position, findMarket(position.symbol))]];
  }
  throw invalid('calc');
}

const isWalletKind = (text: string | undefined): text is WalletKind =>
  WALLET_KINDS.includes(text as WalletKind);

/** In US dollars of the exchange wallet: this exchange puts no worth on anything else. */
function balanceOf(account: Account): number {
  return toWire(walletOf(account, 'exchange', 'USD').balance);
}

function marginOf(account: Account): number[] {
  const { balance } = walletOf(account, 'margin', 'USD');
  return [0, 0, toWire(balance), toWire(available(account, 'margin', 'USD')), 0];
}
