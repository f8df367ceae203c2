import fc from 'fast-check';
import t from 'tap';
import { LIMITS } from '../limits.ts';
import { parseLabel } from './label.ts';

const ACCEPTED: [text: string, label: string][] = [
  ['Trading bot', 'Trading bot'],
  ['  spaced  ', 'spaced'],
  ['0', '0'],
  ['é', 'é'],
  ['günstig 取引 🤖', 'günstig 取引 🤖'],
  ["'; drop table api_keys; --", "'; drop table api_keys; --"],
  ['<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
  ['=1+1', '=1+1'],
  ['Countersign system key', 'Countersign system key'],
  ['🇩🇪'.repeat(64), '🇩🇪'.repeat(64)],
  ['x'.repeat(64), 'x'.repeat(64)],
];

/** A name that a terminal and the TAP parser, for which U+2028 ends a line, both take as one line. */
const shown = (text: string) =>
  JSON.stringify(text.slice(0, 20)).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (character) => {
    return `\\u{${character.codePointAt(0)?.toString(16)}}`;
  });

for (const [text, label] of ACCEPTED) {
  t.test(`KS-72 KS-73: ${shown(text)} is a label`, async (t) => {
    t.same(parseLabel(text), { ok: true, label });
  });
}

const REFUSED: [text: string, fault: string][] = [
  ['', 'label-empty'],
  ['   ', 'label-empty'],
  ['\u00a0', 'label-empty'],
  ['x'.repeat(65), 'label-too-long'],
  ['🇩🇪'.repeat(65), 'label-too-long'],
  [`a${'\u0301'.repeat(1_000)}`, 'label-too-long'],
  ['x'.repeat(1_000_000), 'label-too-long'],
  ['NUL\u0000', 'label-forbidden-character'],
  ['two\r\nlines', 'label-forbidden-character'],
  ['two\u2028lines', 'label-forbidden-character'],
  ['bell\u0007', 'label-forbidden-character'],
  ['C1\u0085', 'label-forbidden-character'],
  ['\u202egnisrever', 'label-forbidden-character'],
  ['\u2067isolate\u2069', 'label-forbidden-character'],
  ['arabic mark\u061c', 'label-forbidden-character'],
  ['zero\u200bwidth', 'label-forbidden-character'],
  ['joiner\u200d', 'label-forbidden-character'],
  ['\ufeffBOM', 'label-forbidden-character'],
  ['soft\u00adhyphen', 'label-forbidden-character'],
  ['private\ue000', 'label-forbidden-character'],
  ['lone\ud800', 'label-forbidden-character'],
  ['tag\u{e0041}', 'label-forbidden-character'],
];

for (const [text, fault] of REFUSED) {
  t.test(`KS-72: ${shown(text)} is refused as ${fault}`, async (t) => {
    t.same(parseLabel(text), { ok: false, fault });
  });
}

t.test('an accepted label is its own canonical form, bounded, and fit for PostgreSQL', async () => {
  const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }));
  fc.assert(
    fc.property(anyText, (text) => {
      const result = parseLabel(text);
      if (!result.ok) return true;
      const again = parseLabel(result.label);
      return (
        again.ok &&
        again.label === result.label &&
        result.label.isWellFormed() &&
        !result.label.includes('\0') &&
        result.label.length <= LIMITS.labelGraphemes * 4
      );
    }),
    { numRuns: 2_000 },
  );
});

/**
 * The rules once more, in another way: by general categories of single code points, by Intl.Segmenter's word for what
 * a character is, and by nothing that the code uses.
 */
const CHARACTERS = new Intl.Segmenter('de');

function modelLabel(text: string): string | null {
  const points = Array.from(text, (character) => character.codePointAt(0) ?? 0);
  const within = (point: number, from: number, to: number) => from <= point && point <= to;
  const isHidden = (point: number) =>
    within(point, 0x00, 0x1f) ||
    within(point, 0x7f, 0x9f) ||
    within(point, 0xd800, 0xdfff) ||
    within(point, 0xe000, 0xf8ff) ||
    within(point, 0xf0000, 0x10ffff) ||
    [0x2028, 0x2029].includes(point) ||
    /^\p{gc=Format}$/u.test(String.fromCodePoint(point));
  if (points.some(isHidden) || text.length > 256) return null;
  const label = text
    .normalize('NFD')
    .normalize('NFC')
    .replace(/^\p{White_Space}+|\p{White_Space}+$/gu, '');
  const characters = Array.from(CHARACTERS.segment(label), ({ segment }) => segment);
  return characters.length >= 1 && characters.length <= 64 && label.length <= 256 ? label : null;
}

t.test('KS-72: what is a label, and which one, is as in a naive model of the rules', async (t) => {
  const piece = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 20 }),
    fc.string({ unit: 'binary', maxLength: 5 }),
    fc.constantFrom(
      ' ',
      '\u00a0',
      '\u3000',
      'e\u0301',
      '\u1112\u1161\u11ab',
      '🇩🇪',
      '👩‍👩‍👧',
      '\u0301'.repeat(40),
    ),
    fc.constantFrom('\u200d', '\u202e', '\u2066', '\ufeff', '\ud800', '\u0000', '\ue000', '\u2028', '\u00ad'),
    fc.integer({ min: 55, max: 70 }).map((length) => 'x'.repeat(length)),
  );
  const anyText = fc.array(piece, { maxLength: 5 }).map((pieces) => pieces.join(''));
  let labels = 0;
  fc.assert(
    fc.property(anyText, (text) => {
      const result = parseLabel(text);
      const expected = modelLabel(text);
      if (expected !== null) labels++;
      return (result.ok ? result.label : null) === expected;
    }),
    { numRuns: 1_000, endOnFailure: true },
  );
  t.ok(labels > 100, `${labels} of 1,000 were labels`);
});

t.test('KS-72 KS-76: a flood of marks on one character, and 64 KB of anything, is no label', async (t) => {
  for (const unit of ['\u0301', '\u0e49', 'a\u0301', ' ', '🇩🇪', '\u200d', 'x', '\u1112', 'ﷺ']) {
    t.equal(parseLabel(unit.repeat(Math.ceil(65_536 / unit.length))).ok, false, shown(unit));
  }
  t.same(parseLabel(`a${'\u0301'.repeat(256)}`), { ok: false, fault: 'label-too-long' });
  // NFC may lengthen what comes: what is kept is bounded, too.
  t.same(parseLabel('\u0958'.repeat(130)), { ok: false, fault: 'label-too-long' });
});
