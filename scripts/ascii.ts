/**
 * JavaScript in ASCII alone, by escapes in place of all other characters. V8 keeps a source with a single character beyond
 * Latin-1 in two bytes for each of its characters: for a bundle of 1.6 MB and some arrows in its messages that is two
 * megabytes of memory.
 * @throws Error where an escape would be read as it stands
 */
export function toAscii(code: string): string {
  if (/\bString\.raw`[^`]*[^\0-\x7f]/.test(code)) throw new Error('String.raw with characters beyond ASCII');
  // Without the flag u, so that what lies beyond the first plane becomes the two escapes that stand for it everywhere.
  return code.replaceAll(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
