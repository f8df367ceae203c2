/**
 * Money, amounts and prices as whole numbers of 10^-8: eight decimals are what the wire allows, and BigInt keeps
 * sums exact where binary floats drift. A decimal library would do the same with more code than these six
 * functions, so there is none.
 */
export type Units = bigint;

const DECIMALS = 8;
export const ONE: Units = 10n ** BigInt(DECIMALS);

/** What an amount may look like as text; fifteen whole digits keep every product far from any limit. */
export const DECIMAL_PATTERN = '^-?[0-9]{1,15}(\\.[0-9]{1,20})?$';
const DECIMAL = new RegExp(DECIMAL_PATTERN);

/**
 * Reads a decimal. Digits past the eighth decimal are cut, as Bitfinex does. A JSON number has been a float
 * already, so it is first rounded to eight decimals (0.1 + 0.2 is meant to be 0.3). Null if it is no decimal.
 */
export function parseUnits(value: string | number): Units | null {
  const text = typeof value === 'number' ? value.toFixed(DECIMALS) : value;
  if (!DECIMAL.test(text)) return null;
  const negative = text.startsWith('-');
  const [whole = '0', fraction = ''] = (negative ? text.slice(1) : text).split('.');
  const units = BigInt(whole) * ONE + BigInt(fraction.slice(0, DECIMALS).padEnd(DECIMALS, '0'));
  return negative ? -units : units;
}

/** A decimal written in the code of this service; throws on nonsense. */
export function units(text: string): Units {
  const parsed = parseUnits(text);
  if (parsed === null) throw new TypeError(`${text} is not a decimal`);
  return parsed;
}

/** Shortest decimal text: `0.1`, `-60000`. */
export function formatUnits(value: Units): string {
  const magnitude = abs(value);
  const fraction = (magnitude % ONE).toString().padStart(DECIMALS, '0').replace(/0+$/, '');
  const text = fraction === '' ? `${magnitude / ONE}` : `${magnitude / ONE}.${fraction}`;
  return value < 0n ? `-${text}` : text;
}

/** The wire carries JSON numbers; up to fifteen significant digits come out exactly as they went in. */
export function toWire(value: Units): number {
  return Number(formatUnits(value));
}

/** Product of two values that are not negative. `up` is for what an account pays, `down` for what it gets. */
export function multiply(a: Units, b: Units, rounding: 'up' | 'down'): Units {
  return (a * b + (rounding === 'up' ? ONE - 1n : 0n)) / ONE;
}

/** Quotient of two values that are not negative; the divisor is above zero. */
export function divide(a: Units, b: Units, rounding: 'up' | 'down'): Units {
  return (a * ONE + (rounding === 'up' ? b - 1n : 0n)) / b;
}

export function abs(value: Units): Units {
  return value < 0n ? -value : value;
}
