/**
 * Values that are never shown, with the encodings under which GitHub's runner knows them again.
 * The list of encodings is that of actions/runner (Runner.Common/HostContext.cs).
 */

export type Masks = {
  /** Also line by line. */
  readonly add: (value: string) => void;
  readonly mask: (text: string) => string;
};

const STARS = '***';

export function createMasks(): Masks {
  const values = new Set<string>();
  const add = (value: string) => {
    const lines = value.split(/[\r\n]/).map((line) => line.trim());
    for (const one of [value, ...lines]) if (one !== '') for (const form of encodings(one)) values.add(form);
  };
  return { add, mask: (text) => maskValues(text, values) };
}

/** Every stretch of text that some value covers becomes three stars; stretches that touch become one. */
export function maskValues(text: string, values: Iterable<string>): string {
  const found: { start: number; end: number }[] = [];
  for (const value of values)
    for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1))
      found.push({ start: at, end: at + value.length });
  if (found.length === 0) return text;
  found.sort((one, other) => one.start - other.start);
  let masked = '';
  let shown = 0;
  let open: { start: number; end: number } | undefined;
  for (const place of found) {
    if (open !== undefined && place.start <= open.end) open.end = Math.max(open.end, place.end);
    else {
      if (open !== undefined) {
        masked += text.slice(shown, open.start) + STARS;
        shown = open.end;
      }
      open = { ...place };
    }
  }
  if (open !== undefined) masked += text.slice(shown, open.start) + STARS + text.slice(open.end);
  return masked;
}

/** A value in the forms in which it may show up. Empty forms are left out. */
export function encodings(value: string): readonly string[] {
  const bytes = Buffer.from(value, 'utf8');
  const shifted = (by: number) => (bytes.length > by ? bytes.subarray(by) : bytes).toString('base64');
  const json = JSON.stringify(value).slice(1, -1);
  const unquoted = value.length > 8 && value.startsWith('"') && value.endsWith('"') ? value.slice(1, -1) : '';
  const xml = value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;');
  return [
    value,
    bytes.toString('base64'),
    shifted(1),
    shifted(2),
    value.replaceAll('"', '\\"'),
    value.replaceAll("'", "''"),
    json,
    encodeURIComponent(value.toWellFormed()),
    xml,
    unquoted,
  ].filter((form) => form !== '');
}
