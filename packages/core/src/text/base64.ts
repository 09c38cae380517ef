/**
 * Base64 of any size in linear time. Not by a regular expression: a repeated group is matched by recursion, and its
 * stack ends after some millions of characters.
 */

/**
 * The bytes of canonical base64 (RFC 4648 section 4, with padding, without line breaks); undefined when the text is
 * anything else, however little. Buffer alone passes over what it does not know.
 */
export function decodeBase64(text: string): Buffer | undefined {
  if (text.length % 4 !== 0) return undefined;
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
}
