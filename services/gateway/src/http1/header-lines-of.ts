import type { Head } from './head-reader.ts';
import { MessageFault } from './message-fault.ts';

/** What a byte may be part of: of a name and so of a value, too; of a value; a blank within or around one; of nothing. */
const NAME = 3;
const VALUE = 2;
const BLANK = 1;

/** By byte. Anything else is a control character: a lone line feed or carriage return among them. */
const KINDS = new Uint8Array(256);
for (let byte = 0x21; byte < 0x100; byte++) KINDS[byte] = byte === 0x7f ? 0 : VALUE;
for (const letter of "!#$%&'*+-.^_`|~") KINDS[letter.charCodeAt(0)] = NAME;
for (const [first, last] of ['09', 'AZ', 'az']) {
  for (let byte = `${first}`.charCodeAt(0); byte <= `${last}`.charCodeAt(0); byte++) KINDS[byte] = NAME;
}
KINDS[0x20] = BLANK;
KINDS[0x09] = BLANK;

const COLON = 0x3a;
const CR = 0x0d;
const LF = 0x0a;

/**
 * Calls `take` with the name, as it was written, and the value of each line of a head (RFC 9112 §5), blanks around the
 * value taken off: blanks and tabs only, not what else a trim would take. A name ends in its colon, and no line goes on
 * in the next.
 *
 * It goes through the bytes, not the text: a string of V8 has one of several shapes, and each look at a character of it
 * asks which.
 *
 * @param from where in the text its first line begins
 * @throws MessageFault for a line that is none
 */
export function eachHeaderLine(head: Head, from: number, take: (name: string, value: string) => void): void {
  const { text, bytes, start: offset } = head;
  const headEnd = offset + text.length;
  for (let at = offset + from; at < headEnd; ) {
    const colon = endOfName(bytes, at);
    const start = skipBlanks(bytes, colon + 1);
    const end = endOfLine(bytes, start);
    let last = end;
    while (last > start && KINDS[bytes[last - 1] as number] === BLANK) last--;
    take(text.slice(at - offset, colon - offset), text.slice(start - offset, last - offset));
    at = end + 2;
  }
}

function endOfName(bytes: Buffer, from: number): number {
  let at = from;
  while (KINDS[bytes[at] as number] === NAME) at++;
  if (at === from || bytes[at] !== COLON) throw new MessageFault('a line of the head is no header');
  return at;
}

function skipBlanks(bytes: Buffer, from: number): number {
  let at = from;
  while (KINDS[bytes[at] as number] === BLANK) at++;
  return at;
}

/** Where the line ends: at a carriage return with its line feed, as the head itself does. */
function endOfLine(bytes: Buffer, from: number): number {
  let at = from;
  while ((KINDS[bytes[at] as number] as number) > 0) at++;
  if (bytes[at] !== CR || bytes[at + 1] !== LF) throw new MessageFault('a control character in the head');
  return at;
}
