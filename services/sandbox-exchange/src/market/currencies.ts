import { type Units, units } from '../money/units.ts';
import { invalid } from '../refusal.ts';

export type Currency = {
  readonly id: string;
  readonly label: string;
  /** How it arrives and leaves, with what leaving costs; absent for money that cannot leave the sandbox. */
  readonly transport?: { readonly method: string; readonly withdrawalFee: Units };
  /** Currency that a derivatives currency stands for. */
  readonly underlying?: string;
};

export const CURRENCIES: readonly Currency[] = [
  { id: 'BTC', label: 'Bitcoin', transport: { method: 'BITCOIN', withdrawalFee: units('0.0004') } },
  { id: 'ETH', label: 'Ethereum', transport: { method: 'ETHEREUM', withdrawalFee: units('0.002') } },
  { id: 'USD', label: 'US Dollar' },
  { id: 'UST', label: 'Tether USDt', transport: { method: 'TETHERUSE', withdrawalFee: units('5') } },
  { id: 'TESTBTC', label: 'Bitcoin (Test)' },
  { id: 'TESTUSD', label: 'US Dollar (Test)' },
  { id: 'BTCF0', label: 'Bitcoin (Derivatives)', underlying: 'BTC' },
  { id: 'USTF0', label: 'Tether USDt (Derivatives)', underlying: 'UST' },
];

const BY_ID: ReadonlyMap<string, Currency> = new Map(CURRENCIES.map((currency) => [currency.id, currency]));

export type Transported = Currency & Required<Pick<Currency, 'transport'>>;

export const TRANSPORTED: readonly Transported[] = CURRENCIES.filter(
  (currency): currency is Transported => currency.transport !== undefined,
);

export function findCurrency(id: string, field = 'currency'): Currency {
  const currency = BY_ID.get(id);
  if (currency === undefined) throw invalid(field);
  return currency;
}

/** The currency that moves by a method; the wire writes methods in either case. */
export function findTransported(method: string): Transported {
  const wanted = method.toUpperCase();
  const currency = TRANSPORTED.find(({ transport }) => transport.method === wanted);
  if (currency === undefined) throw invalid('method');
  return currency;
}
