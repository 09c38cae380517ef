/**
 * What keys are called: `apiImageTag`, `api_image_tag` and `API_IMAGE_TAG` are the same words, so that one rule finds
 * the tag that belongs to a name however an author spells keys.
 */

/** Lower-case words of a key: at capitals, `_`, `-` and `.`. */
export function wordsOf(key: string): readonly string[] {
  return key
    .slice(0, 200)
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(/[\s_.-]+/)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase());
}

/** The name of an image, by its key, and how keys of the same image beside it begin. */
export type NameKey = {
  /** Words before `repository`, `image`, …; `repository` of `image` has none. */
  readonly stem: readonly string[];
  /** How sure the key is: `name` may be the name of anything. */
  readonly kind: 'repository' | 'image' | 'name';
};

/** Undefined for a key under which no name of an image stands. */
export function nameKeyOf(key: string): NameKey | undefined {
  const words = wordsOf(key);
  const last = words.at(-1);
  const before = words.slice(0, -1);
  if (last === 'repository' || last === 'repo') return { stem: before, kind: 'repository' };
  if (last === 'image') return { stem: before, kind: 'image' };
  if (last !== 'name') return undefined;
  if (before.at(-1) === 'image') return { stem: before.slice(0, -1), kind: 'image' };
  return before.length === 0 ? { stem: [], kind: 'name' } : undefined;
}

const PARTS = ['tag', 'version', 'digest', 'registry'] as const;
export type Part = (typeof PARTS)[number];

/** kube-prometheus-stack and Grafana call the digest sha. */
const PART_WORDS: Readonly<Record<Part, readonly string[]>> = {
  tag: ['tag'],
  version: ['version'],
  digest: ['digest', 'sha'],
  registry: ['registry'],
};

/** Which part of an image a key says, and the words before it; undefined for any other key. */
export function partOf(key: string): { readonly part: Part; readonly stem: string } | undefined {
  const words = wordsOf(key);
  const last = words.at(-1) ?? '';
  const part = PARTS.find((each) => PART_WORDS[each].includes(last));
  return part === undefined ? undefined : { part, stem: words.slice(0, -1).join(' ') };
}

/** The words before the parts of the image whose name is under `name`, the closest first. */
export function stemsOf({ stem, kind }: NameKey): readonly string[] {
  const stems = [stem.join(' ')];
  // `image` and `imageTag`; `repository` and `imageTag`; `apiImage` and `apiTag` as well as `apiImageTag`.
  if (stem.at(-1) !== 'image') stems.push([...stem, 'image'].join(' '));
  if (kind === 'name') stems.push('name');
  return stems;
}
