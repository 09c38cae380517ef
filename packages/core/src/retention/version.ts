/** What a repository of a registry holds, as far as keeping and deleting need to know it. */
import { type Digest, isDigest } from '../image/digest.ts';
import { isStatementTag } from '../image/tag.ts';

/** One manifest or index. */
export type Version = {
  readonly digest: Digest;
  /** All of them, also those under which registries list statements. */
  readonly tags: readonly string[];
  /** When it was put there, in milliseconds since 1970; undefined when nothing says so. */
  readonly pushed: number | undefined;
  /** Every digest that its document names: parts, subject, and whatever else. More than the parts do no harm. */
  readonly names: readonly Digest[];
  /** What it says something about: signatures, attestations, lists of such. */
  readonly about: readonly Digest[];
  /** It is listed as a release record of what it is about. Whoever may write packages can claim that: it keeps, and deletes nothing. */
  readonly record: boolean;
  /** Its own bytes and the blobs that it is made of. */
  readonly content: readonly { readonly digest: Digest; readonly size: number }[];
};

/** Tags that people and workflows gave. */
export const imageTags = ({ tags }: Pick<Version, 'tags'>): readonly string[] =>
  tags.filter((tag) => !isStatementTag(tag));

/** What the tags of a version say that it is about: `sha256-<digest>`, with or without `.sig`, `.att` or `.sbom`. */
export const subjectsOfTags = (tags: readonly string[]): readonly Digest[] =>
  tags.flatMap((tag) => {
    const [, hex] = /^sha256-([0-9a-f]{64})(?:\.[a-z]+)?$/.exec(tag) ?? [];
    const digest = `sha256:${hex}`;
    return isDigest(digest) ? [digest] : [];
  });

const DIGEST = /sha256:[0-9a-f]{64}(?![0-9a-f])/g;

/**
 * Every digest in a text, wherever it stands. JSON may write characters as escapes: what is JSON is read in both ways.
 * Time and memory are linear in the text.
 */
export function digestsIn(text: string): readonly Digest[] {
  const found = new Set<Digest>();
  const add = (part: string) => {
    for (const [digest] of part.matchAll(DIGEST)) if (isDigest(digest)) found.add(digest);
  };
  add(text);
  if (text.includes('\\')) {
    try {
      // Without escapes in letters, digits and colons.
      add(JSON.stringify(JSON.parse(text)));
    } catch {
      // It is no JSON.
    }
  }
  return [...found];
}
