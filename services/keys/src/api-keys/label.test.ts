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
