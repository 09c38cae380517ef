/** Which digests and tags a text mentions, whatever kind of text it is: values files, manifests, what a cluster lists. */
import type { Digest } from '../image/digest.ts';
import { digestsIn } from './version.ts';

export type Mentions = { readonly digests: ReadonlySet<Digest>; readonly tags: ReadonlySet<string> };

// Not anchored and without nesting: linear.
const WORD = /[A-Za-z0-9_][A-Za-z0-9_.-]*/g;

/**
 * A tag counts wherever it stands as a word, in whichever file: too much is kept rather than too little.
 * @param known the tags that there are
 */
export function mentionsIn(text: string, known: ReadonlySet<string>): Mentions {
  const tags = new Set<string>();
  for (const [word] of text.matchAll(WORD)) {
    if (known.has(word)) tags.add(word);
    // At the end of a sentence or a path.
    const bare = word.replace(/[.-]$/, '');
    if (known.has(bare)) tags.add(bare);
  }
  return { digests: new Set(digestsIn(text)), tags };
}
