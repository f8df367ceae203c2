declare const checked: unique symbol;

/** Lines of a head as they go out, each with its end; none of them can be made to be two. */
export type HeaderLines = string & { readonly [checked]: true };

export const NO_LINES = '' as HeaderLines;

const VALUE = /^[\x20-\x7e]*$/;

/** True for a value that stays within its line: visible ASCII and blanks, as RFC 9110 §5.5 would have it of new headers. */
export const isHeaderValue = (value: string) => VALUE.test(value);

/**
 * @param name the gateway's own
 * @throws Error if the value cannot be one: it was looked at where it came in, and what was overlooked there must not
 * become a header here
 */
export function headerLine(name: string, value: string): HeaderLines {
  if (!VALUE.test(value)) throw new Error(`header ${name} has a value that no header can have`);
  return `${name}: ${value}\r\n` as HeaderLines;
}

/** @param list names and values in turn */
export function headerLines(list: readonly string[]): HeaderLines {
  let lines = NO_LINES;
  for (let i = 0; i < list.length; i += 2) {
    lines = joinLines(lines, headerLine(list[i] as string, list[i + 1] as string));
  }
  return lines;
}

/** A line with a value that was read from one (`eachHeaderLine`): it has no control character but tabs. */
export function lineAsRead(name: string, value: string): HeaderLines {
  return `${name}: ${value}\r\n` as HeaderLines;
}

export function joinLines(...parts: readonly HeaderLines[]): HeaderLines {
  let lines = '';
  for (const part of parts) lines += part;
  return lines as HeaderLines;
}

/**
 * The same lines as one piece of memory. V8 keeps a string that was put together as a tree of its parts until somebody
 * reads it, and what is kept for many calls would be walked through for each.
 */
export function flat(lines: HeaderLines): HeaderLines {
  return Buffer.from(lines, 'latin1').toString('latin1') as HeaderLines;
}
