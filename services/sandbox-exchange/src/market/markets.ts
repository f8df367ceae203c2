import { type Units, units } from '../money/units.ts';
import { invalid } from '../refusal.ts';

export type Market = {
  /** As in requests: `tBTCUSD`, `tTESTBTC:TESTUSD`. */
  readonly symbol: string;
  readonly kind: 'spot' | 'perpetual';
  readonly base: string;
  readonly quote: string;
  readonly bid: Units;
  readonly last: Units;
  readonly ask: Units;
  readonly minimumSize: Units;
  readonly maximumSize: Units;
};

type MarketRow = readonly [
  symbol: string,
  kind: Market['kind'],
  base: string,
  quote: string,
  bid: string,
  last: string,
  ask: string,
  minimumSize: string,
  maximumSize: string,
];

/** Prices stand still on purpose: every demo, test and benchmark sees the same numbers. */
const ROWS: readonly MarketRow[] = [
  ['tBTCUSD', 'spot', 'BTC', 'USD', '59990', '60000', '60010', '0.00004', '2000'],
  ['tETHUSD', 'spot', 'ETH', 'USD', '2999.5', '3000', '3000.5', '0.0008', '5000'],
  ['tETHBTC', 'spot', 'ETH', 'BTC', '0.04999', '0.05', '0.05001', '0.0008', '5000'],
  ['tBTCUST', 'spot', 'BTC', 'UST', '59990', '60000', '60010', '0.00004', '2000'],
  ['tTESTBTC:TESTUSD', 'spot', 'TESTBTC', 'TESTUSD', '59990', '60000', '60010', '0.00004', '2000'],
  ['tBTCF0:USTF0', 'perpetual', 'BTCF0', 'USTF0', '59990', '60000', '60010', '0.00004', '100'],
];

export const MARKETS: readonly Market[] = ROWS.map(
  ([symbol, kind, base, quote, bid, last, ask, minimumSize, maximumSize]) => ({
    symbol,
    kind,
    base,
    quote,
    bid: units(bid),
    last: units(last),
    ask: units(ask),
    minimumSize: units(minimumSize),
    maximumSize: units(maximumSize),
  }),
);

const BY_SYMBOL: ReadonlyMap<string, Market> = new Map(MARKETS.map((market) => [market.symbol, market]));

/** The pair as the configuration lists it: `BTCUSD`, without the leading `t`. */
export function pairOf(market: Market): string {
  return market.symbol.slice(1);
}

export function findMarket(symbol: string): Market {
  const market = BY_SYMBOL.get(symbol);
  if (market === undefined) throw invalid('symbol');
  return market;
}
