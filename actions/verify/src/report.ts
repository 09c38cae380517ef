/** What people and the next step learn of the judgement. */
import { policyFailure } from '@sealift/core/failure';
import { formatImageName } from '@sealift/core/image/reference';
import type { Log } from '@sealift/core/log';
import { describeProblems, type Problem } from '@sealift/core/verification/requirements';
import type { CheckedImage } from '@sealift/tools/verification/image-check';

/**
 * Logs every image, and ends the step when one is refused.
 * @throws Failure `verify/refused`; else the first failure that kept an image from being judged
 */
export function report(checked: readonly CheckedImage[], log: Pick<Log, 'info'>): void {
  const refused: string[] = [];
  for (const image of checked) {
    const problems = problemsOf(image);
    log.info(`${problems.length === 0 ? '✓' : '✗'} ${image.reference}`);
    const clauses = describeProblems(problems);
    for (const clause of clauses) log.info(`    ${clause}`);
    if (problems.length > 0 && image.failure === undefined)
      refused.push(`${image.reference}: ${clauses.join('; ')}`);
  }
  if (refused.length > 0)
    throw policyFailure({
      code: 'verify/refused',
      cause: `The verification refuses ${refused.join(' | ')}.`,
      remedy:
        'Do not deploy it: release it again through the workflow that signs, or correct the identity and source that are expected.',
    });
  const failed = checked.find(({ failure }) => failure !== undefined);
  if (failed?.failure !== undefined) throw failed.failure;
}

/** What the next step can decide by. */
export const describe = (
  checked: readonly CheckedImage[],
): { readonly result: string; readonly reasons: string; readonly verified: string } => ({
  result: resultOf(checked),
  reasons: JSON.stringify(checked.flatMap(reasonsOf)),
  verified: JSON.stringify(checked.filter((image) => problemsOf(image).length === 0).map(verifiedOf)),
});

const problemsOf = ({ problems, subjects }: CheckedImage): readonly Problem[] => [
  ...problems,
  ...subjects.flatMap((subject) => subject.problems),
];

/** A service that failed is no judgement about an image, but one that is refused is refused. */
function resultOf(checked: readonly CheckedImage[]): 'verified' | 'refused' | 'unknown' {
  const judged = checked.filter(({ failure }) => failure === undefined);
  if (judged.some((image) => problemsOf(image).length > 0)) return 'refused';
  return judged.length === checked.length ? 'verified' : 'unknown';
}

const reasonsOf = (image: CheckedImage) =>
  problemsOf(image).map(({ subject, platform, requirement, code, reason }) => ({
    image: formatImageName(image.target.image),
    digest: image.target.image.digest,
    subject,
    ...(platform === undefined ? {} : { label: platform }),
    requirement,
    code,
    reason,
  }));

const verifiedOf = ({ target, graph, record, subjects }: CheckedImage) => ({
  image: formatImageName(target.image),
  digest: target.image.digest,
  platforms: (graph?.platforms ?? []).map(({ platform, digest }) => ({ platform, digest })),
  subjects: subjects.map(({ digest, label, requirements, statements }) => ({
    digest,
    label,
    requirements,
    statements,
  })),
  ...(record === undefined
    ? {}
    : {
        app: record.app,
        tags: record.tags,
        deployTag: record.deployTag,
        commit: record.source.commit,
      }),
});
