import { Type } from 'typebox';
import { fields, Nothing, Time, Word } from '../http/fields.ts';
import { Paging, page } from '../http/paging.ts';
import { type PrivateCall, pathParam, privateRoute, type Routes } from '../http/route.ts';
import { findCurrency } from '../market/currencies.ts';
import { findMarket, MARKETS, type Market } from '../market/markets.ts';
import { toWire } from '../money/units.ts';
import { FEES } from '../orders/fees.ts';
import { invalid } from '../refusal.ts';
import type { Account } from './account.ts';
import { CATEGORY, ledgerToWire } from './ledger.ts';
import { available, WALLET_NAMES, walletOf, walletsAt, walletToWire } from './wallet.ts';

const LedgerQuery = fields({
  ...Paging,
  category: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000 })),
  wallet: Type.Optional(Word),
});
type LedgerCall = PrivateCall<Type.Static<typeof LedgerQuery>>;

function listLedger({ account, body }: LedgerCall, currency: string | null): unknown[] {
  const { category, wallet } = body;
  const kind = wallet === undefined ? null : walletKind(wallet);
  const found = account.ledger.filter(
    (entry) =>
      (currency === null || entry.currency === currency) &&
      (kind === null || entry.kind === kind) &&
      (category === undefined || CATEGORY[entry.cause] === category),
  );
  return page(found, ({ at }) => at, body).map(ledgerToWire);
}

function walletKind(name: string) {
  const kind = Object.hasOwn(WALLET_NAMES, name) ? WALLET_NAMES[name] : undefined;
  if (kind === undefined) throw invalid('wallet');
  return kind;
}

/** Places as in docs.bitfinex.com/reference/rest-auth-info-user; this exchange knows no address of anybody. */
function userToWire({ number, openedAt }: Account): unknown[] {
  const places: unknown[] = Array.from({ length: 55 }, () => null);
  const known: readonly (readonly [place: number, value: unknown])[] = [
    [0, number],
    [1, `user-${number}@sandbox.invalid`],
    [2, `sandbox_user_${number}`],
    [3, openedAt],
    [4, 1],
    [5, 3],
    [7, 'UTC'],
    [8, 'en'],
    [9, 'bitfinex'],
    [10, 1],
    [14, openedAt],
    [21, 1],
    [26, []],
  ];
  for (const [place, value] of known) places[place] = value;
  return places;
}

/** Fees at places 4.0 (maker) and 4.1 (taker): to crypto, to stable, to fiat, _, _, derivatives. */
function summary(): unknown[] {
  const row = ({ spot, perpetual }: { spot: bigint; perpetual: bigint }) => {
    const rate = toWire(spot);
    return [rate, rate, rate, null, null, toWire(perpetual)];
  };
  const volume = { curr: 'Total (USD)', vol: '0', vol_safe: '0', vol_maker: '0' };
  const leo = { leo_lev: '0', leo_amount_avg: '0' };
  const fees = [row(FEES.maker), row(FEES.taker)];
  return [null, null, null, null, fees, [[volume], {}, 0], [null, {}, 0], null, null, leo];
}

/** Margin trading on spot pairs is not offered, so there is never any buying power. */
function marginOf({ symbol }: Market): unknown[] {
  return ['sym', symbol, [0, 0, 0, 0, null, null, null, null]];
}

function marginInfo(account: Account, key: string): unknown[] {
  if (key === 'sym_all') return MARKETS.filter(({ kind }) => kind === 'spot').map(marginOf);
  if (key !== 'base') return marginOf(findMarket(key));
  const balance = toWire(walletOf(account, 'margin', 'USD').balance);
  return ['base', [0, 0, balance, toWire(available(account, 'margin', 'USD')), 0]];
}

export const accountRoutes: Pick<Routes, 'private'> = {
  private: [
    privateRoute('r/wallets', Nothing, ({ account }) => [...account.wallets.values()].map(walletToWire)),
    privateRoute(
      'r/wallets/hist',
      fields({ end: Type.Optional(Time), currency: Type.Optional(Word) }),
      ({ account, body, desk }) => {
        const currency = body.currency === undefined ? null : findCurrency(body.currency).id;
        const wallets = walletsAt(account, body.end ?? desk.now());
        return currency === null ? wallets : wallets.filter((wallet) => wallet[1] === currency);
      },
    ),
    privateRoute('r/ledgers/hist', LedgerQuery, (call) => listLedger(call, null)),
    privateRoute('r/ledgers/:currency/hist', LedgerQuery, (call) =>
      listLedger(call, findCurrency(pathParam(call.params, 'currency')).id),
    ),
    privateRoute('r/summary', Nothing, summary),
    privateRoute('r/info/user', Nothing, ({ account }) => userToWire(account)),
    privateRoute('r/info/margin/:key', Nothing, ({ account, params }) =>
      marginInfo(account, pathParam(params, 'key')),
    ),
  ],
};
