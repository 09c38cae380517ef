/** Compares what a chart renders before and after a bump: exactly the image should have changed. */
import { configurationFailure } from '../failure.ts';
import { formatImageName } from '../image.ts';
import { findChanges, type LeafChange, type RenderChanges, withoutNoise } from './changes.ts';
import { checkImage, hasDigest, mentionsImage, parseReference } from './image-check.ts';
import { type Manifest, parseManifests, splitDocuments } from './manifests.ts';
import {
  isImmutable,
  labelValueProblem,
  metadataKeyProblem,
  objectNameProblem,
  placeOf,
} from './metadata-check.ts';
import {
  type ChartProblem,
  digestRemedy,
  type ExpectedChange,
  objectName,
  pathText,
  shorten,
  valueText,
} from './problem.ts';

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
  for (const { source, reason } of changes.unreadable)
    problems.push({
      code: 'unreadable',
      severity: 'error',
      cause: `What ${source === '' ? 'the chart' : shorten(source)} renders cannot be read: ${shorten(reason)}.`,
      remedy: 'Look at the output of "helm template" with the new values.',
    });
  for (const { before: old, after: now } of changes.renamed)
    problems.push(...renameProblem(old, now, expected, notes));
  for (const manifest of [...changes.added, ...changes.removed]) {
    const isNew = changes.added.includes(manifest);
    const name = objectName(manifest);
    problems.push({
      code: isNew ? 'object-added' : 'object-removed',
      severity: 'warning',
      object: name,
      cause: `${name} ${isNew ? 'is new' : 'is gone'} with the new tag.`,
      remedy: 'Look for a condition on the tag in the templates, and for names that are made from it.',
    });
  }
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

/** `image` when it is the reference that was meant, a note, or what is wrong. */
function judge(change: LeafChange, expected: ExpectedChange): 'image' | string | ChartProblem[] {
  const { manifest, path, before, after } = change;
  const problem = problemAt(change);
  const place = placeOf(manifest.kind, path);
  const key = path.at(-1) ?? '';
  // See renameProblem.
  if (path.join('.') === 'metadata.name') return [];
  if (isImmutable(manifest.kind, path))
    return [
      ...labelProblems(change, expected),
      problem(
        path[1] === 'selector' ? 'selector-changed' : 'immutable-changed',
        'error',
        `${objectName(manifest)} cannot be updated: ${pathText(path)} changes, which Kubernetes never allows`,
        'Take the tag out of the labels that this field is made of, in the templates of the chart.',
      ),
    ];
  if (place === 'selector')
    return [
      ...labelProblems(change, expected),
      problem(
        'selector-changed',
        'warning',
        `${objectName(manifest)} selects by the tag: while pods are replaced it finds only some of them`,
        'Take the tag out of the selector, in the templates of the chart.',
      ),
    ];
  if (place === 'labels') {
    const wrong = labelProblems(change, expected);
    return wrong.length > 0
      ? wrong
      : `The label ${shorten(key)} of ${objectName(manifest)} has the tag in it.`;
  }
  if (place === 'annotations') {
    const wrong = annotationProblems(change);
    return wrong.length > 0
      ? wrong
      : `The annotation ${shorten(key)} of ${objectName(manifest)} changes as well.`;
  }
  if (isImage(change, expected)) return judgeImage(change, expected);
  if (after !== undefined && typeof after !== 'string' && (place === 'text' || typeof before === 'string'))
    return [
      problem(
        'not-text',
        place === 'text' ? 'error' : 'warning',
        `${pathText(path)} of ${objectName(manifest)} is ${typeOf(after)} and no text`,
        QUOTE,
      ),
    ];
  const text = String(after ?? '');
  if (manifest.kind !== 'Secret' && hasDigest(text) && text.includes(expected.digest))
    return expected.mode === 'none' || !isPlainTag(expected, text)
      ? `${pathText(path)} of ${objectName(manifest)} has the digest in it.`
      : [
          problem(
            'digest-elsewhere',
            'warning',
            `The digest comes into ${pathText(path)} of ${objectName(manifest)}, which is no image reference`,
            digestRemedy(expected),
          ),
        ];
  if (text.includes(expected.tag)) return `${pathText(path)} of ${objectName(manifest)} has the tag in it.`;
  return [
    problem(
      'other-change',
      'warning',
      `${pathText(path)} of ${objectName(manifest)} changes, which is no image reference`,
      'Look at why the chart changes this with the tag.',
    ),
  ];
}

/** Whether tag and digest stand there as they were written behind each other. */
const isPlainTag = ({ tag, digest }: ExpectedChange, text: string): boolean =>
  text.includes(`${tag}@${digest}`);

const QUOTE =
  'Let the template put the tag in quotes ("| quote"), or choose tags that cannot be read as numbers.';

const typeOf = (value: unknown): string =>
  value === null ? 'null' : typeof value === 'number' ? `the number ${String(value)}` : String(value);

type ProblemMaker = (
  code: ChartProblem['code'],
  severity: ChartProblem['severity'],
  cause: string,
  remedy: string,
) => ChartProblem;

const problemAt =
  ({ manifest, path, before, after }: LeafChange): ProblemMaker =>
  (code, severity, cause, remedy) => ({
    code,
    severity,
    object: objectName(manifest),
    path: pathText(path),
    before: valueText(manifest, before),
    after: valueText(manifest, after),
    cause: /[.]$/.test(cause) ? cause : `${cause}.`,
    remedy,
  });

function labelProblems(change: LeafChange, expected: ExpectedChange): ChartProblem[] {
  const { manifest, path, after, before } = change;
  if (after === undefined) return [];
  const key = path.at(-1) ?? '';
  const problem = problemAt(change);
  const about = `The label ${shorten(key)} of ${objectName(manifest)}`;
  if (typeof after !== 'string')
    return [problem('not-text', 'error', `${about} is ${typeOf(after)} and no text`, QUOTE)];
  const remedy = hasDigest(after) || after.includes('@') ? digestRemedy(expected) : TRUNCATE;
  const wrong = labelValueProblem(after);
  const wrongKey = before === undefined ? metadataKeyProblem(key) : undefined;
  return [
    ...(wrong === undefined ? [] : [problem('label-invalid', 'error', `${about} ${wrong}`, remedy)]),
    ...(wrongKey === undefined
      ? []
      : [problem('label-invalid', 'error', `${about}: its name ${wrongKey}`, remedy)]),
  ];
}

const TRUNCATE = 'Let the template shorten it ("| trunc 63 | trimSuffix"), or choose a tag that is a label.';

function annotationProblems(change: LeafChange): ChartProblem[] {
  const { manifest, path, before, after } = change;
  if (after === undefined) return [];
  const key = path.at(-1) ?? '';
  const problem = problemAt(change);
  const about = `The annotation ${shorten(key)} of ${objectName(manifest)}`;
  if (typeof after !== 'string')
    return [problem('not-text', 'error', `${about} is ${typeOf(after)} and no text`, QUOTE)];
  const wrong = before === undefined ? metadataKeyProblem(key) : undefined;
  return wrong === undefined
    ? []
    : [problem('label-invalid', 'error', `${about}: its name ${wrong}`, TRUNCATE)];
}

/** A key named `image`, or a value that begins with the image's name. */
const isImage = ({ path, before, after }: LeafChange, { image }: ExpectedChange): boolean =>
  (path.at(-1) === 'image' && after !== undefined) ||
  (typeof after === 'string' && mentionsImage(after, image)) ||
  (typeof before === 'string' && typeof after === 'string' && mentionsImage(before, image));

function judgeImage(change: LeafChange, expected: ExpectedChange): 'image' | ChartProblem[] {
  const { manifest, path, after } = change;
  const problem = problemAt(change);
  const about = `${pathText(path)} of ${objectName(manifest)}`;
  if (typeof after !== 'string')
    return [problem('image-invalid', 'error', `${about} is ${typeOf(after)} and no image reference`, QUOTE)];
  const verdict = checkImage(after, expected);
  if (verdict === 'as-expected') return 'image';
  return [problem(verdict.code, verdict.severity, `${about}: ${verdict.cause}`, verdict.remedy)];
}

/** Of an object that was not there before: references to the image, and what Kubernetes would refuse. */
const importantLeaves = (manifest: Manifest, { image }: ExpectedChange): LeafChange[] =>
  [...manifest.leaves.values()]
    .filter(({ path, value }) => {
      if (typeof value === 'string' && mentionsImage(value, image)) return true;
      if (path.at(-1) === 'image') return typeof value !== 'string' || parseReference(value) === undefined;
      if (placeOf(manifest.kind, path) !== 'labels') return false;
      return typeof value !== 'string' || labelValueProblem(value) !== undefined;
    })
    .map(({ path, value }) => ({ manifest, path, before: undefined, after: value }));

/** Objects that are made anew with each tag on purpose. */
const MADE_ANEW = new Set(['Job', 'ConfigMap', 'Secret', 'Pod']);

function renameProblem(
  before: Manifest,
  after: Manifest,
  expected: ExpectedChange,
  notes: string[],
): ChartProblem[] {
  const invalid = objectNameProblem(after.apiVersion, after.kind, after.name);
  const shared = {
    object: objectName(after),
    path: 'metadata.name',
    before: shorten(before.name),
    after: shorten(after.name),
  };
  if (invalid !== undefined)
    return [
      {
        ...shared,
        code: 'name-invalid',
        severity: 'error',
        cause: `The name of ${objectName(after)} ${invalid}.`,
        remedy: hasDigest(after.name)
          ? digestRemedy(expected)
          : 'Let the template make a valid name of the tag.',
      },
    ];
  if (MADE_ANEW.has(after.kind)) {
    notes.push(`${objectName(before)} becomes ${objectName(after)}.`);
    return [];
  }
  return [
    {
      ...shared,
      code: 'object-changed-name',
      severity: 'warning',
      cause: `${objectName(before)} becomes ${objectName(after)}: the old one is deleted and a new one is made.`,
      remedy: 'Take the tag out of the name, in the templates of the chart.',
    },
  ];
}

const HOOKS = ['helm.sh/hook', 'argocd.argoproj.io/hook'] as const;

/** A Job's pods never change: one that stays under its name cannot be updated, unless it is deleted before. */
function jobProblems(leaves: readonly LeafChange[]): ChartProblem[] {
  const jobs = new Map(
    leaves
      .filter(({ manifest, path }) => manifest.kind === 'Job' && path[0] === 'spec' && path[1] === 'template')
      .map((change) => [change.manifest, change] as const),
  );
  return [...jobs].flatMap(([manifest, change]) => {
    const at = (...path: string[]) => manifest.leaves.get(JSON.stringify(path))?.value;
    const options = String(at('metadata', 'annotations', 'argocd.argoproj.io/sync-options') ?? '');
    const isRecreated =
      HOOKS.some((hook) => at('metadata', 'annotations', hook) !== undefined) ||
      /(?:Replace|Force)=true/.test(options) ||
      at('spec', 'ttlSecondsAfterFinished') !== undefined;
    // Under another name it is another Job.
    const isRenamed = leaves.some(
      ({ manifest: other, path }) => other === manifest && path.join('.') === 'metadata.name',
    );
    if (isRecreated || isRenamed) return [];
    return [
      problemAt(change)(
        'immutable-changed',
        'warning',
        `${objectName(manifest)} cannot be updated while it exists: the pods of a Job never change`,
        'Make it a hook, give it "ttlSecondsAfterFinished", or put the tag into its name.',
      ),
    ];
  });
}

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
