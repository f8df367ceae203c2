import { LIMITS } from '../limits.ts';

/** A grapheme can carry any number of marks; this bounds the whole. In UTF-16 code units. */
const MAX_LENGTH = LIMITS.labelGraphemes * 4;

/**
 * Control, format (bidirectional controls and zero-width characters among them), lone surrogates, private use,
 * line and paragraph separators: what makes a label look like another, or like several lines.
 */
const FORBIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/u;

const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' });

export type LabelFault = 'label-empty' | 'label-too-long' | 'label-forbidden-character';

export type LabelResult =
  | { readonly ok: true; readonly label: string }
  | { readonly ok: false; readonly fault: LabelFault };

/** The canonical form of a label: Unicode NFC (UAX #15), no white space around it, 1 to 64 graphemes (UAX #29). */
export function parseLabel(text: string): LabelResult {
  // Length first: nothing below sees more than a few hundred characters.
  if (text.length > MAX_LENGTH) return { ok: false, fault: 'label-too-long' };
  if (FORBIDDEN.test(text)) return { ok: false, fault: 'label-forbidden-character' };
  const label = text.normalize('NFC').trim();
  if (label === '') return { ok: false, fault: 'label-empty' };
  const graphemes = [...GRAPHEMES.segment(label)].length;
  return graphemes > LIMITS.labelGraphemes || label.length > MAX_LENGTH
    ? { ok: false, fault: 'label-too-long' }
    : { ok: true, label };
}
