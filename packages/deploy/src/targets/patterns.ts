/**
 * Patterns of files: which files they stand for, and which of those hold the app's image. Of a file that cannot be edited
 * nobody knows that it holds nothing, so it stops the deployment or is spoken of: a part of a deployment that is left
 * out without a word is seen by nobody.
 */

import { isGuardedFile } from '@sealift/core/config/repository-file';
import { configurationFailure, Failure, type FailureCode, failedWith } from '@sealift/core/failure';
import { formatImageName } from '@sealift/core/image/reference';
import { createMatcher } from '@sealift/core/text/glob';
import { editFile } from '../edits/edit-file.ts';
import { mentionsImage } from '../edits/image-text.ts';
import { parseSource } from '../edits/parse-source.ts';
import { EDIT_REFUSALS } from '../failure-codes.ts';
import { desiredImage, type Target } from './target.ts';

/**
 * Patterns become the files that they match. Which of them hold the app's image is known when they are read.
 * @param paths of all files of the repository
 * @throws Failure `targets/missing` when a pattern matches none
 */
export function expandPatterns(targets: readonly Target[], paths: readonly string[]): readonly Target[] {
  return targets.flatMap((target) => {
    const { pattern } = target;
    if (pattern === undefined) return [target];
    const matches = createMatcher([pattern], 'wildcards');
    const files = paths.filter((path) => matches(path) && !isGuardedFile(path));
    if (files.length > 0) return files.map((file) => ({ ...target, file }));
    throw configurationFailure({
      code: 'targets/missing',
      cause: `No file of the ops repository matches "${pattern}", where the tag of "${target.app}" should stand.`,
      remedy: 'Correct the pattern, or add the file.',
    });
  });
}

export type MatchingFiles = {
  readonly targets: readonly Target[];
  /** Sentences about files that were passed over without knowing what they hold. */
  readonly warnings: readonly string[];
  /** Files that hold the image, cannot be edited and are left out as `unreadable: skip` says. */
  readonly skipped: readonly SkippedFile[];
};

export type SkippedFile = Pick<Target, 'app' | 'environment' | 'file'> & {
  /** A sentence. */
  readonly reason: string;
};

/**
 * Of the files that a pattern matched, those that hold what is to be changed; a file that was named outright stays.
 * @param text of a file; undefined when it is not there any more
 * @throws Failure `targets/missing` when none does; `edits/…` when one does or may, and cannot be edited
 */
export async function keepMatchingFiles(
  targets: readonly Target[],
  text: (file: string) => string | undefined,
): Promise<MatchingFiles> {
  const judged: { readonly target: Target; readonly match: Match | Failure }[] = [];
  const skipped: SkippedFile[] = [];
  // One after the other: of several failures it is always the same that is thrown.
  for (const target of targets) {
    const match = await matchOf(target, text(target.file));
    if (typeof match !== 'object' || match instanceof Failure) judged.push({ target, match });
    else skipped.push(skippedFile(target, match.refused));
  }
  const kept = judged.flatMap(({ target, match }) => (match === 'holds' ? [target] : []));
  const unread = judged.flatMap(({ target, match }) =>
    match instanceof Failure ? [{ target, failure: match }] : [],
  );
  for (const { app, pattern, release } of targets)
    if (!kept.some((target) => target.app === app) && (pattern !== undefined || isSkipped(skipped, app))) {
      const [first] = skipped.filter((file) => file.app === app);
      if (first !== undefined) throw nothingLeft(first);
      const unknown = unread.filter(({ target }) => target.app === app).length;
      throw configurationFailure({
        code: 'targets/missing',
        cause: `None of the files that the patterns for "${app}" match holds a place for ${formatImageName(release.image)}${unknown === 0 ? '' : `, as far as they can be read (${unknown} cannot)`}.`,
        remedy: 'Correct the pattern, or name the file and the path of the tag.',
      });
    }
  const byPattern = Map.groupBy(unread, ({ target: { app, pattern } }) => JSON.stringify([app, pattern]));
  return { targets: kept, warnings: [...byPattern.values()].map(passedOver), skipped };
}

type Unread = { readonly target: Target; readonly failure: Failure };

type Match = 'holds' | 'absent' | { readonly refused: Failure };

/** @returns a failure for a file of which it is not known what it holds, and nothing in it speaks for the image */
async function matchOf(target: Target, text: string | undefined): Promise<Match | Failure> {
  const { pattern, unreadable } = target;
  if (pattern === undefined && unreadable !== 'skip') return 'holds';
  if (text === undefined) return pattern === undefined ? 'holds' : 'absent';
  try {
    const desired = [desiredImage(target)];
    editFile(await parseSource(text, target.file, desired), desired);
    return 'holds';
  } catch (thrown) {
    const refusal = refusalOf(thrown, target, text);
    if (refusal === 'holds' || refusal === 'absent' || refusal instanceof Failure) return refusal;
    if (unreadable !== 'skip') throw refusal.refused;
    return refusal;
  }
}

function refusalOf(thrown: unknown, target: Target, text: string): Match | Failure {
  // Where an image is looked for, another name beside it is one that was put into its place.
  const elsewhere = failedWith(thrown, 'edits/other-image') && target.find.by !== 'image';
  if (failedWith(thrown, 'edits/not-found') || elsewhere)
    return target.pattern === undefined ? 'holds' : 'absent';
  if (!failedWith(thrown, ...EDIT_REFUSALS)) throw thrown;
  if (target.pattern === undefined) return { refused: thrown };
  const trace = traceIn(text, target);
  // What no reader of this format could find in it cannot be told from prose: it is spoken of, and stops nothing.
  if (failedWith(thrown, 'edits/unknown-format')) return trace === 'none' ? 'absent' : thrown;
  if (failedWith(thrown, 'edits/unreadable', 'edits/encrypted') && trace === 'none') return thrown;
  return { refused: inPattern(target, thrown) };
}

const isSkipped = (skipped: readonly SkippedFile[], app: string) => skipped.some((file) => file.app === app);

const skippedFile = ({ app, environment, file }: Target, { message }: Failure): SkippedFile => ({
  ...{ app, environment, file },
  reason: `${file} is left as it is for "${app}", as "unreadable" is "skip": ${message}`,
});

const nothingLeft = ({ app, file, reason }: SkippedFile): Failure =>
  configurationFailure({
    code: 'targets/missing',
    cause: `No file of "${app}" can be edited. ${reason}`,
    remedy: 'Fix the file, or name another one.',
    location: { file },
  });

/** Whether the plain text speaks for the image; `unknown` when only the place says what belongs to the app. */
function traceIn(text: string, { find, release }: Target): 'some' | 'none' | 'unknown' {
  if (find.by === 'regex' || (find.by !== 'image' && find.by !== 'marker' && find.path !== undefined))
    return 'unknown';
  const marked = find.by !== 'image' && text.includes('sealift:') && text.includes(release.app);
  const named = find.by !== 'marker' && mentionsImage(text, release.image);
  return marked || named ? 'some' : 'none';
}

const inPattern = (
  { app, pattern = '' }: Target,
  failure: Failure & { readonly code: FailureCode },
): Failure =>
  configurationFailure({
    code: failure.code,
    cause: `A file that "${pattern}" matches for "${app}" cannot be edited: ${failure.message}`,
    remedy: `${failure.remedy.replace(/\.$/, '')}, or let the pattern leave the file out.`,
    error: failure,
    ...(failure.location === undefined ? {} : { location: failure.location }),
  });

function passedOver(group: readonly Unread[]): string {
  const [{ target, failure } = { target: undefined, failure: undefined }] = group;
  const names = group.slice(0, 5).map((each) => each.target.file);
  const files = `${names.join(', ')}${group.length > names.length ? ` and ${group.length - names.length} more` : ''}`;
  return `"${target?.pattern}" also matches ${files} for "${target?.app}", of which it is not known whether the image is in there: ${failure?.message}`;
}
