import { type AddressSpan, spanOf } from './ip-allowlist.ts';

/** The entries of an IP allowlist in canonical form; `null` allows any address. */
export type IpAllowlist = readonly string[] | null;

/**
 * True if every address that `inner` allows is allowed by `outer`, too, be it by several entries together. An
 * entry that cannot be read is covered by nothing and covers nothing.
 */
export function coversAddresses(outer: IpAllowlist, inner: IpAllowlist): boolean {
  if (outer === null) return true;
  if (inner === null) return false;
  const spans = joined(outer.map(spanOf).filter((span) => span !== null));
  return inner.map(spanOf).every((span) => span !== null && spans.some((other) => contains(other, span)));
}

const contains = (outer: AddressSpan, inner: AddressSpan) =>
  outer.first <= inner.first && inner.last <= outer.last;

/** The same addresses in as few spans as possible: what overlaps or touches becomes one. */
function joined(spans: readonly AddressSpan[]): AddressSpan[] {
  const rising = spans.toSorted((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0));
  const whole: AddressSpan[] = [];
  for (const span of rising) {
    const before = whole.at(-1);
    if (before === undefined || span.first > before.last + 1n) whole.push(span);
    else if (span.last > before.last) whole[whole.length - 1] = { first: before.first, last: span.last };
  }
  return whole;
}
