/**
 * The hidden line by which a bump knows its own pull requests: what it was for, in JSON inside an HTML comment. It is a
 * hint and no proof, since anybody may write it: authorship is asked of GitHub beside it.
 */
import * as v from 'valibot';

const commit = v.pipe(v.string(), v.regex(/^[0-9a-f]{40}$/));
const text = v.pipe(v.string(), v.maxLength(300));

const Marker = v.strictObject({
  v: v.literal(1),
  /** owner/repository that the releases come from. */
  source: text,
  /** Branch or tag of it. */
  ref: text,
  group: text,
  /** The run, app or environment that the group is for. */
  key: text,
  run: text,
  environments: v.pipe(v.array(text), v.maxLength(100)),
  /** App → commit that its release was built from; empty when that is not known. */
  apps: v.record(text, v.union([commit, v.literal('')])),
  /** Head of the branch that the text is about; absent in texts of older versions, and before it is known. */
  head: v.exactOptional(commit),
  /** App → short hash of the files and keys that are changed for it: bumps of other places are other bumps. */
  places: v.record(text, text),
});
export type PullRequestMarker = v.InferOutput<typeof Marker>;

const [BEGIN, END] = ['<!-- sealift:pull ', ' -->'];

/** No character that could end the comment, or begin another, is written as it is. */
export const formatMarker = (marker: PullRequestMarker): string =>
  `<!-- sealift:pull ${JSON.stringify(marker).replace(
    /[<>]|-(?=-)/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )} -->`;

/** Characters; the body of a pull request has at most 65,536. */
const MAX_LINE = 70_000;

/** The marker in a pull request's text; undefined when there is none that can be read. */
export function parseMarker(body: string): PullRequestMarker | undefined {
  const text = body.slice(0, 70_000);
  const begin = text.indexOf(BEGIN);
  if (begin < 0) return undefined;
  const [line = ''] = text.slice(begin + BEGIN.length, begin + MAX_LINE).split('\n', 1);
  const json = line.slice(0, Math.max(0, line.lastIndexOf(END)));
  try {
    const result = v.safeParse(Marker, JSON.parse(json));
    return result.success ? result.output : undefined;
  } catch {
    return undefined;
  }
}
