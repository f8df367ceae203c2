// RFC 5321 §4.1.2 without its quoted strings and address literals: nothing here can be read as a second address,
// a comment, a group or a header. Registration is stricter still; this is the last look before the envelope.
const LOCAL = /^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
const DOMAIN = /^(?!-)[\p{L}\p{N}-]{1,63}(\.[\p{L}\p{N}-]{1,63})*$/u;

/** True for one plain `local@domain`, at most 254 bytes (RFC 5321 §4.5.3.1.3). */
export function isPlainAddress(text: string): boolean {
  if (Buffer.byteLength(text) > 254) return false;
  const at = text.indexOf('@');
  const local = text.slice(0, at);
  return at > 0 && local.length <= 64 && LOCAL.test(local) && DOMAIN.test(text.slice(at + 1));
}
