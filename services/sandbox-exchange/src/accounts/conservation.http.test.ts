import fc from 'fast-check';
import t from 'tap';
import { abs, multiply, parseUnits, type Units, units } from '../money/units.ts';
import { initialMargin } from '../positions/position.ts';
import { privateCaller, testExchange } from '../testing/test-exchange.ts';

/**
 * Money under random trading, told from the wire alone: what the wallets show must be what deposits, executions,
 * fees, transfers and withdrawals add up to, to the last unit.
 */
const RUNS = 120;
const MOST_COMMANDS = 35;

type Call = ReturnType<typeof privateCaller>;
type Row = readonly unknown[];

const amount = fc
  .tuple(fc.integer({ min: 1, max: 12 * 10 ** 8 }), fc.boolean())
  .map(
    ([size, buys]) => `${buys ? '' : '-'}${Math.floor(size / 1e8)}.${String(size % 1e8).padStart(8, '0')}`,
  );
const price = fc.constantFrom('0.03', '0.06', '2500.12345', '3400', '40000', '59990', '60010', '75000.1');
const spotSymbol = fc.constantFrom('tBTCUSD', 'tETHUSD', 'tETHBTC', 'tBTCUST', 'tTESTBTC:TESTUSD');
const wallet = fc.constantFrom('exchange', 'margin', 'funding');
const currency = fc.constantFrom('BTC', 'ETH', 'USD', 'UST', 'USTF0');
const pick = fc.nat({ max: 5 });

const command = fc.oneof(
  fc.record({
    path: fc.constant('w/order/submit'),
    body: fc.record({
      symbol: spotSymbol,
      type: fc.constantFrom('EXCHANGE LIMIT', 'EXCHANGE MARKET', 'EXCHANGE IOC', 'EXCHANGE FOK'),
      amount,
      price,
      flags: fc.constantFrom(0, 64, 4096),
    }),
  }),
  fc.record({
    path: fc.constant('w/order/submit'),
    body: fc.record({
      symbol: fc.constant('tBTCF0:USTF0'),
      type: fc.constantFrom('LIMIT', 'MARKET'),
      amount,
      price,
      lev: fc.integer({ min: 1, max: 100 }),
    }),
  }),
  fc.record({
    path: fc.constant('w/order/update'),
    open: pick,
    body: fc.record({ delta: amount, price }, { requiredKeys: [] }),
  }),
  fc.record({ path: fc.constant('w/order/cancel'), open: pick, body: fc.constant({}) }),
  fc.record({ path: fc.constant('w/order/cancel/multi'), body: fc.constant({ all: 1 }) }),
  fc.record({
    path: fc.constant('w/transfer'),
    body: fc.record({
      from: wallet,
      to: wallet,
      currency,
      currency_to: currency,
      amount: amount.map((a) => a.replace('-', '')),
    }),
  }),
  fc.record({
    path: fc.constant('w/withdraw'),
    body: fc.record({
      wallet,
      method: fc.constantFrom('bitcoin', 'ethereum', 'tetheruse'),
      amount: amount.map((a) => a.replace('-', '')),
      address: fc.constant('somewhere'),
      fee_deduct: fc.constantFrom(0, 1),
    }),
  }),
);
type Command = { readonly path: string; readonly body: object; readonly open?: number };

async function rows(call: Call, path: string, body: object = {}): Promise<readonly Row[]> {
  return (await call(path, body)).body as readonly Row[];
}

/** A number of the wire, exactly. */
function exact(value: unknown): Units {
  const parsed = parseUnits(value as number);
  if (parsed === null) throw new Error(`${value} is no amount`);
  return parsed;
}

class Sums extends Map<string, Units> {
  add(key: string, value: Units): void {
    this.set(key, (this.get(key) ?? 0n) + value);
  }
}

async function obey(call: Call, { path, body, open }: Command): Promise<void> {
  const orders = open === undefined ? [] : await rows(call, 'r/orders');
  const id = open === undefined ? undefined : (orders[open % orders.length]?.[0] ?? 1);
  const { status, body: answer } = await call(path, id === undefined ? body : { ...body, id });
  const refused = status === 500 && (answer as Row)[0] === 'error' && (answer as Row)[1] !== 10000;
  if (status !== 200 && !refused) throw new Error(`${path} answered ${JSON.stringify(answer)}`);
}

function currenciesOf(symbol: string): [base: string, quote: string] {
  const pair = symbol.slice(1);
  const [base = pair.slice(0, 3), quote = pair.slice(3)] = pair.includes(':') ? pair.split(':') : [];
  return [base, quote];
}

/** What each wallet must be holding back for open orders and positions. */
async function expectedHolds(call: Call): Promise<Sums> {
  const holds = new Sums();
  for (const order of await rows(call, 'r/orders')) {
    const [symbol, size, at] = [String(order[3]), exact(order[6]), exact(order[16])];
    const [base, quote] = currenciesOf(symbol);
    const value = multiply(abs(size), at, 'up');
    const { lev } = order[31] as { lev?: number };
    if (lev !== undefined) {
      const fee = multiply(value, units('0.00065'), 'up');
      holds.add(`margin:${quote}`, initialMargin(size, at, lev) + fee);
    } else if (size > 0n) holds.add(`exchange:${quote}`, value);
    else holds.add(`exchange:${base}`, -size);
  }
  for (const position of await rows(call, 'r/positions')) holds.add('margin:USTF0', exact(position[17]));
  return holds;
}

/** What each currency must come to, over all wallets; UST and its derivatives form count as one. */
async function expectedTotals(call: Call): Promise<Sums> {
  const totals = new Sums();
  const all = { limit: 2_500 };
  for (const entry of await rows(call, 'r/ledgers/hist', { ...all, category: 101 })) {
    totals.add(joined(entry[1]), exact(entry[5]));
  }
  for (const entry of await rows(call, 'r/ledgers/hist', { ...all, category: 22 })) {
    totals.add(joined(entry[1]), exact(entry[5]));
  }
  for (const trade of await rows(call, 'r/trades/hist', all)) {
    const [symbol, size, at] = [String(trade[1]), exact(trade[4]), exact(trade[5])];
    totals.add(joined(trade[10]), exact(trade[9]));
    if (symbol === 'tBTCF0:USTF0') continue;
    const [base, quote] = currenciesOf(symbol);
    totals.add(joined(base), size);
    totals.add(joined(quote), size > 0n ? -multiply(size, at, 'up') : multiply(-size, at, 'down'));
  }
  for (const movement of await rows(call, 'r/movements/hist', all)) {
    const withdrawn = exact(movement[12]);
    if (withdrawn < 0n) totals.add(joined(movement[1]), withdrawn + exact(movement[13]));
  }
  return totals;
}

function joined(currency: unknown): string {
  return currency === 'USTF0' ? 'UST' : String(currency);
}

function same(left: Sums, right: Sums): boolean {
  const keys = new Set([...left.keys(), ...right.keys()]);
  return [...keys].every((key) => (left.get(key) ?? 0n) === (right.get(key) ?? 0n));
}

t.test(
  'money is neither made nor lost, no balance falls below zero, and holds are exactly what is open',
  async (t) => {
    const app = testExchange(t);
    let users = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(command, { maxLength: MOST_COMMANDS, size: 'max' }), async (commands) => {
        users += 1;
        const call = privateCaller(app, `user-${users}`);
        await call('r/wallets');
        for (const each of commands) await obey(call, each);

        const [totals, holds, booked] = [new Sums(), new Sums(), new Sums()];
        const balances = new Sums();
        for (const [kind, currency, balance, , free] of await rows(call, 'r/wallets')) {
          if (exact(free) < 0n || exact(free) > exact(balance)) return false;
          totals.add(joined(currency), exact(balance));
          holds.add(`${kind}:${currency}`, exact(balance) - exact(free));
          balances.add(`${kind}:${currency}`, exact(balance));
        }
        for (const entry of await rows(call, 'r/ledgers/hist', { limit: 2_500 })) {
          booked.add(`${entry[2]}:${entry[1]}`, exact(entry[5]));
        }
        return (
          same(totals, await expectedTotals(call)) &&
          same(holds, await expectedHolds(call)) &&
          same(balances, booked)
        );
      }),
      { numRuns: RUNS },
    );
  },
);
