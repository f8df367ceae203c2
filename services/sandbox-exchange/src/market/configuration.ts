import { formatUnits, toWire } from '../money/units.ts';
import { invalid } from '../refusal.ts';
import { CURRENCIES, TRANSPORTED } from './currencies.ts';
import { MARKETS, type Market, pairOf } from './markets.ts';

const SPOT = MARKETS.filter(({ kind }) => kind === 'spot');
const PERPETUAL = MARKETS.filter(({ kind }) => kind === 'perpetual');

/** Initial and maintenance margin as the futures list states them, for leverage up to 100. */
const INITIAL_MARGIN = 0.01;
const MAINTENANCE_MARGIN = 0.005;

/** `[pair, [null, null, null, smallest order, largest order, …]]` */
function pairInfo(market: Market, margins: readonly [number | null, number | null]): unknown {
  const sizes = [formatUnits(market.minimumSize), formatUnits(market.maximumSize)];
  return [pairOf(market), [null, null, null, ...sizes, null, null, null, ...margins, null, null]];
}

/** `GET /v2/conf/<key>,<key>…`, see docs.bitfinex.com/reference/rest-public-conf. What is not here is refused. */
const ANSWERS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['pub:list:currency', CURRENCIES.map(({ id }) => id)],
  ['pub:list:currency:margin', []],
  ['pub:list:currency:paper', ['TESTBTC', 'TESTUSD']],
  ['pub:list:pair:exchange', SPOT.map(pairOf)],
  ['pub:list:pair:futures', PERPETUAL.map(pairOf)],
  ['pub:list:pair:margin', []],
  ['pub:list:pair:securities', []],
  ['pub:map:currency:sym', [['UST', 'USDt']]],
  ['pub:map:currency:label', CURRENCIES.map(({ id, label }) => [id, label])],
  ['pub:map:currency:unit', []],
  [
    'pub:map:currency:undl',
    CURRENCIES.flatMap(({ id, underlying }) => (underlying === undefined ? [] : [[id, underlying]])),
  ],
  ['pub:map:currency:pool', [['UST', 'ETH']]],
  [
    'pub:map:currency:explorer',
    TRANSPORTED.map(({ id }) => [
      id,
      ['', '/address/VAL', '/tx/VAL'].map((p) => `https://explorer.invalid${p}`),
    ]),
  ],
  [
    'pub:map:currency:tx:fee',
    TRANSPORTED.map(({ id, transport }) => [id, [0, toWire(transport.withdrawalFee)]]),
  ],
  ['pub:map:tx:method', TRANSPORTED.map(({ id, transport }) => [transport.method, [id]])],
  ['pub:map:pair:sym', []],
  ['pub:info:pair', SPOT.map((market) => pairInfo(market, [null, null]))],
  [
    'pub:info:pair:futures',
    PERPETUAL.map((market) => pairInfo(market, [INITIAL_MARGIN, MAINTENANCE_MARGIN])),
  ],
  [
    'pub:info:tx:status',
    TRANSPORTED.map(({ transport }) => [transport.method, 1, 1, null, null, null, null, 0, 0, null, null, 3]),
  ],
]);

/** One answer a key, in the order asked. */
export function configuration(keys: string): readonly unknown[] {
  return keys.split(',').map((key) => {
    const answer = ANSWERS.get(key);
    if (answer === undefined) throw invalid('config');
    return answer;
  });
}
