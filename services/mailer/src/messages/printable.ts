/**
 * One line of visible text: control, format (bidirectional overrides, zero-width), surrogate and private-use
 * characters become a replacement character, so that nothing a person typed can rearrange a mail around it.
 */
export function printable(text: string): string {
  return text.normalize('NFC').replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu, '\uFFFD');
}
