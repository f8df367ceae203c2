import fc from 'fast-check';

/** One byte a character. */
export const latin1 = (text: string) => Buffer.from(text, 'latin1');

export const byteByByte = (text: string): Buffer[] => [...latin1(text)].map((byte) => Buffer.from([byte]));

/** The text as it may come from a socket: cut anywhere; a piece may be empty. */
export const inPieces = (text: string): fc.Arbitrary<Buffer[]> =>
  fc.array(fc.nat(text.length), { maxLength: 12 }).map((cuts) => {
    const borders = [0, ...cuts.toSorted((a, b) => a - b), text.length];
    return borders.slice(1).map((border, i) => latin1(text.slice(borders[i], border)));
  });

/** Texts of these parts in any order. */
export const textOf = (parts: readonly string[], maxLength: number): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...parts), { maxLength }).map((some) => some.join(''));
