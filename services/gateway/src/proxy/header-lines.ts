declare const checked: unique symbol;

/** Lines of a head as they go out, each with its end; none of them can be made to be two. */
export type HeaderLines = string & { readonly [checked]: true };

const VALUE = /^[\x20-\x7e]*$/;

/** True for a value that stays within its line: visible ASCII and blanks, as RFC 9110 §5.5 would have it of new headers. */
export const isHeaderValue = (value: string) => VALUE.test(value);

/**
 * @param list names and values in turn; the names are the gateway's own
 * @throws Error if a value cannot be one: it was looked at where it came in, and what was overlooked there must not
 * become a header here
 */
export function headerLines(list: readonly string[]): HeaderLines {
  let lines = '';
  for (let i = 0; i < list.length; i += 2) {
    const value = list[i + 1] as string;
    if (!isHeaderValue(value)) throw new Error(`header ${list[i]} has a value that no header can have`);
    lines += `${list[i]}: ${value}\r\n`;
  }
  return lines as HeaderLines;
}

export const NO_LINES = headerLines([]);

export function joinLines(...parts: readonly HeaderLines[]): HeaderLines {
  let lines = '';
  for (const part of parts) lines += part;
  return lines as HeaderLines;
}
