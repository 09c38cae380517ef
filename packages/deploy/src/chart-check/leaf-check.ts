/** What one changed value of a rendering means: the image as it should be, something to say, or a problem. */
import type { LeafChange } from './changes.ts';
import { checkImage, hasDigest, mentionsImage } from './image-check.ts';
import { fieldKind, isImmutable, labelValueProblem, metadataKeyProblem } from './metadata-check.ts';
import {
  type ChartProblem,
  digestRemedy,
  type ExpectedChange,
  objectName,
  pathText,
  shorten,
  valueText,
} from './problem.ts';

/** `image` when it is the reference that was meant, a note, or what is wrong. */
export function judge(change: LeafChange, expected: ExpectedChange): 'image' | string | ChartProblem[] {
  const { manifest, path } = change;
  const problem = problemAt(change);
  const kind = fieldKind(manifest.kind, path);
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
  if (kind === 'selector')
    return [
      ...labelProblems(change, expected),
      problem(
        'selector-changed',
        'warning',
        `${objectName(manifest)} selects by the tag: while pods are replaced it finds only some of them`,
        'Take the tag out of the selector, in the templates of the chart.',
      ),
    ];
  if (kind === 'labels') {
    const wrong = labelProblems(change, expected);
    return wrong.length > 0
      ? wrong
      : `The label ${shorten(key)} of ${objectName(manifest)} has the tag in it.`;
  }
  if (kind === 'annotations') {
    const wrong = annotationProblems(change);
    return wrong.length > 0
      ? wrong
      : `The annotation ${shorten(key)} of ${objectName(manifest)} changes as well.`;
  }
  return isImage(change, expected) ? judgeImage(change, expected) : judgeText(change, expected);
}

/** A value that is neither image nor metadata. */
function judgeText(change: LeafChange, expected: ExpectedChange): string | ChartProblem[] {
  const { manifest, path, before, after } = change;
  const problem = problemAt(change);
  const kind = fieldKind(manifest.kind, path);
  if (after !== undefined && typeof after !== 'string' && (kind === 'text' || typeof before === 'string'))
    return [
      problem(
        'not-text',
        kind === 'text' ? 'error' : 'warning',
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

export const problemAt =
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
