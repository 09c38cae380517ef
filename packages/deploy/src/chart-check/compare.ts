/** Compares what a chart renders before and after a bump: exactly the image should have changed. */
import { configurationFailure } from '@sealift/core/failure';
import { formatImageName } from '@sealift/core/image/reference';
import { findChanges, type LeafChange, type RenderChanges, withoutNoise } from './changes.ts';
import { checkImage, hasDigest, mentionsImage, parseReference } from './image-check.ts';
import { judge } from './leaf-check.ts';
import { type Manifest, parseManifests, splitDocuments } from './manifests.ts';
import { fieldKind, labelValueProblem } from './metadata-check.ts';
import { jobProblems, renameProblem } from './object-check.ts';
import { type ChartProblem, digestRemedy, type ExpectedChange, objectName, shorten } from './problem.ts';

export type ChartComparison = {
  /** Errors first; without repetition; at most {@link MAX_PROBLEMS}. */
  readonly problems: readonly ChartProblem[];
  /** What is worth knowing and harmless: sentences for a log or a pull request, still not escaped. */
  readonly notes: readonly string[];
};

export const MAX_PROBLEMS = 50;
const MAX_NOTES = 20;
/** Characters of one rendering. */
const LONGEST = 20 * 1024 * 1024;

/**
 * @param before what `helm template` prints with the values as they are
 * @param after the same with the new tag
 * @param control a second rendering of the old values: what differs between the two is random and is left out
 * @throws Failure `configuration` when a rendering is too long
 */
export function compareRenders(
  before: string,
  after: string,
  expected: ExpectedChange,
  control?: string,
): ChartComparison {
  for (const text of [before, after, control ?? ''])
    if (text.length > LONGEST)
      throw configurationFailure({
        code: 'chart-check/too-long',
        cause: `The chart renders ${text.length} characters, more than the ${LONGEST} that are compared.`,
        remedy: 'Give the chart of one app, or leave out "chart".',
      });
  const all = findChanges(before, after);
  const changes = control === undefined ? all : withoutNoise(all, findChanges(before, control));
  const problems: ChartProblem[] = [];
  const notes: string[] = [];
  const skipped = all.leaves.length - changes.leaves.length;
  if (skipped > 0)
    notes.push(
      `${skipped} ${skipped === 1 ? 'value is' : 'values are'} different at every rendering and not compared.`,
    );
  if (isSame(changes)) {
    const verdict = notRead(after, expected);
    if (typeof verdict === 'string') notes.push(verdict);
    else problems.push(verdict);
    return { problems, notes };
  }
  let images = 0;
  problems.push(...unreadableProblems(changes));
  for (const { before: old, after: now } of changes.renamed)
    problems.push(...renameProblem(old, now, expected, notes));
  problems.push(...changes.added.map(objectProblem('object-added', 'is new')));
  problems.push(...changes.removed.map(objectProblem('object-removed', 'is gone')));
  const leaves = [
    ...changes.leaves,
    ...changes.added.flatMap((manifest) => importantLeaves(manifest, expected)),
  ];
  for (const change of leaves) {
    const judged = judge(change, expected);
    if (judged === 'image') images += 1;
    else if (typeof judged === 'string') notes.push(judged);
    else problems.push(...judged);
  }
  problems.push(...jobProblems(changes.leaves));
  if (images === 0 && !problems.some(({ code, severity }) => severity === 'error' && ABOUT_IMAGES.has(code)))
    problems.push(imageMissing(after, expected));
  return bounded(problems, notes);
}

const unreadableProblems = ({ unreadable }: RenderChanges): readonly ChartProblem[] =>
  unreadable.map(({ source, reason }) => ({
    code: 'unreadable',
    severity: 'error',
    cause: `What ${source === '' ? 'the chart' : shorten(source)} renders cannot be read: ${shorten(reason)}.`,
    remedy: 'Look at the output of "helm template" with the new values.',
  }));

const objectProblem =
  (code: 'object-added' | 'object-removed', what: string) =>
  (manifest: Manifest): ChartProblem => ({
    code,
    severity: 'warning',
    object: objectName(manifest),
    cause: `${objectName(manifest)} ${what} with the new tag.`,
    remedy: 'Look for a condition on the tag in the templates, and for names that are made from it.',
  });

/** With one of these it is known why no reference is right. */
const ABOUT_IMAGES: ReadonlySet<ChartProblem['code']> = new Set([
  'image-invalid',
  'two-digests',
  'wrong-tag',
  'wrong-digest',
  'no-digest',
  'other-image',
]);

const isSame = ({ leaves, renamed, added, removed, unreadable }: RenderChanges): boolean =>
  [leaves, renamed, added, removed, unreadable].every((list) => list.length === 0);

/** Of an object that was not there before: references to the image, and what Kubernetes would refuse. */
const importantLeaves = (manifest: Manifest, { image }: ExpectedChange): LeafChange[] =>
  [...manifest.leaves.values()]
    .filter(({ path, value }) => {
      if (typeof value === 'string' && mentionsImage(value, image)) return true;
      if (path.at(-1) === 'image') return typeof value !== 'string' || parseReference(value) === undefined;
      if (fieldKind(manifest.kind, path) !== 'labels') return false;
      return typeof value !== 'string' || labelValueProblem(value) !== undefined;
    })
    .map(({ path, value }) => ({ manifest, path, before: undefined, after: value }));

/** References to the image in a rendering, in the order in which they stand there. */
function referencesIn(rendering: string, expected: ExpectedChange): string[] {
  const found = new Set<string>();
  for (const text of splitDocuments(rendering)) {
    if (!text.includes(expected.image.repository)) continue;
    for (const manifest of parseManifests(text)) {
      if (!('leaves' in manifest)) continue;
      for (const { value } of manifest.leaves.values())
        if (typeof value === 'string' && mentionsImage(value, expected.image)) found.add(value);
    }
  }
  return [...found];
}

/** Nothing changed: a note when the image is there already, else the likeliest reason. */
function notRead(after: string, expected: ExpectedChange): ChartProblem | string {
  const references = referencesIn(after, expected);
  if (references.some((text) => checkImage(text, expected) === 'as-expected'))
    return 'The chart renders the same: it has the new image already.';
  const problem = { code: 'not-read', severity: 'error' } as const;
  const listed = references
    .slice(0, 3)
    .map((text) => `"${shorten(text)}"`)
    .join(', ');
  if (references.some(hasDigest) && expected.mode === 'none')
    return {
      ...problem,
      cause: `The chart renders the same with the new tag: its digest decides (${listed}).`,
      remedy: digestRemedy(expected),
    };
  return {
    ...problem,
    cause: `The chart renders the same with the new value: it does not read the key that was changed${
      listed === '' ? '' : ` (it renders ${listed})`
    }.`,
    remedy:
      'Name the key that the templates read in "path"; in a chart of charts it begins with the name of the inner chart.',
  };
}

function imageMissing(after: string, expected: ExpectedChange): ChartProblem {
  const references = referencesIn(after, expected).slice(0, 3);
  const name = formatImageName(expected.image);
  return {
    code: 'image-missing',
    severity: 'error',
    cause: `Nothing that changes is a reference to ${name} with the new tag${
      references.length === 0
        ? ''
        : ` (the chart renders ${references.map((text) => `"${shorten(text)}"`).join(', ')})`
    }.`,
    remedy: 'Check that "path" is the tag of this image, and that the chart takes its name from the values.',
  };
}

function bounded(problems: readonly ChartProblem[], notes: readonly string[]): ChartComparison {
  const unique = [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
  const sorted = [
    ...unique.filter(({ severity }) => severity === 'error'),
    ...unique.filter(({ severity }) => severity === 'warning'),
  ];
  const said = [...new Set(notes)];
  const more = [
    ...(sorted.length > MAX_PROBLEMS
      ? [`${sorted.length - MAX_PROBLEMS} more problems are not listed.`]
      : []),
    ...(said.length > MAX_NOTES ? [`${said.length - MAX_NOTES} more notes are not listed.`] : []),
  ];
  return { problems: sorted.slice(0, MAX_PROBLEMS), notes: [...said.slice(0, MAX_NOTES), ...more] };
}
