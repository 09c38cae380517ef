/**
 * JSON that two readers read differently. Runtimes are written in Go, whose decoder takes `"Layers"` for `"layers"`, the
 * last of several wins, and members of equal objects are mixed. What is judged here must be what they run.
 * https://pkg.go.dev/encoding/json#Unmarshal
 */

/** Members of manifests, indexes, descriptors, platforms and configs by which an image is chosen and run. */
const MEMBERS = [
  'schemaVersion',
  'mediaType',
  'artifactType',
  'config',
  'layers',
  'manifests',
  'subject',
  'annotations',
  'digest',
  'size',
  'platform',
  'architecture',
  'os',
  'os.version',
  'os.features',
  'variant',
  'rootfs',
] as const;

/** Go also takes the long s and the sign of Kelvin for letters. */
const fold = (name: string): string => name.toUpperCase().toLowerCase();

const EXACT: ReadonlyMap<string, string> = new Map(MEMBERS.map((name) => [fold(name), name]));

/** Objects with names of the user's own, which no reader takes for anything. */
const FREE: readonly string[] = ['annotations', 'labels', 'volumes', 'exposedports'];

/** An object that is open: its names, and whether they are anybody's. A list has none. */
type Open = { readonly names: Set<string>; readonly free: boolean } | undefined;

/**
 * A member that stands twice in its object, or that some readers take for one of those that matter.
 * @param text valid JSON
 * @returns undefined when there is none
 */
export function ambiguousName(text: string): string | undefined {
  const open: Open[] = [];
  let last = '';
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === '{') open.push({ names: new Set(), free: FREE.includes(fold(last)) });
    else if (sign === '[') open.push(undefined);
    else if (sign === '}' || sign === ']') open.pop();
    else if (sign === '"') {
      const end = endOfString(text, at);
      const object = open.at(-1);
      if (object !== undefined && isName(text, end)) {
        last = String(JSON.parse(text.slice(at, end)));
        const exact = object.free ? undefined : EXACT.get(fold(last));
        if (object.names.has(last) || (exact !== undefined && exact !== last)) return last.slice(0, 100);
        object.names.add(last);
      }
      at = end - 1;
    }
  }
  return undefined;
}

/** Behind the closing quote. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}

/** Whether the string that ends here is the name of a member. */
function isName(text: string, end: number): boolean {
  let at = end;
  while (at < text.length && ' \t\r\n'.includes(text[at] ?? '')) at += 1;
  return text[at] === ':';
}
