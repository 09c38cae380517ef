/** The Link header that leads to the next page of a list. */

/** Characters of a header. */
const MAX_LINK = 8192;

/** `<address>; rel="next"`, among others. RFC 8288 section 3; no address of a registry holds a comma before `>`. */
export function nextLink(header: string): string | undefined {
  for (const part of header.slice(0, MAX_LINK).split(/,\s*(?=<)/)) {
    const end = part.indexOf('>');
    const parameters = part.slice(end + 1).split(';');
    if (
      part.trimStart().startsWith('<') &&
      end > 0 &&
      parameters.some((each) => /^\s*rel\s*=\s*"?next"?\s*$/i.test(each))
    )
      return part.slice(part.indexOf('<') + 1, end);
  }
  return undefined;
}
