/** Rows of keys and of the alphabet, as far as fingers and minds run along them. */
const RUNS = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  'qwertyuiop[]',
  'qwertzuiopü+',
  'azertyuiop^$',
  "asdfghjkl;'",
  'zxcvbnm,./',
  'yxcvbnm,.-',
  '!@#$%^&*()_+',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/',
  '1q2w3e4r5t6y7u8i9o0p',
].flatMap((run) => [run, [...run].reverse().join('')]);

/** As long a piece of a run as it takes to be one: `abc` is, `er` in "her" is not. */
const PIECE = 4;

/**
 * True for what takes no more than a rule to guess, at any length: few different characters, a short piece
 * repeated, or nothing but pieces of rows of keys. Lower case. Linear but for the rows, which are few and short.
 */
export function isPredictable(text: string): boolean {
  if (new Set(text).size < 5) return true;
  const unit = smallestUnit(text);
  return (unit.length <= text.length / 2 && unit.length < 8) || isMadeOfRuns(unit);
}

/** The shortest text of which this one is a repetition, perhaps with the last one cut off. */
function smallestUnit(text: string): string {
  // The failure function of Knuth, Morris and Pratt: the longest border of each beginning.
  const borders = [0];
  for (let end = 1, border = 0; end < text.length; end++) {
    while (border > 0 && text[end] !== text[border]) border = borders[border - 1] ?? 0;
    if (text[end] === text[border]) border++;
    borders.push(border);
  }
  return text.slice(0, text.length - (borders.at(-1) ?? 0));
}

function isMadeOfRuns(text: string): boolean {
  for (let start = 0; start < text.length; ) {
    const length = longestRun(text, start);
    if (length < PIECE) return false;
    start += length;
  }
  return true;
}

function longestRun(text: string, start: number): number {
  let longest = 0;
  for (const run of RUNS) {
    let length = 0;
    for (let at = run.indexOf(text[start] ?? ''); at >= 0; at = run.indexOf(text[start] ?? '', at + 1)) {
      let end = 0;
      while (start + end < text.length && at + end < run.length && text[start + end] === run[at + end]) end++;
      length = Math.max(length, end);
    }
    longest = Math.max(longest, length);
  }
  return longest;
}
