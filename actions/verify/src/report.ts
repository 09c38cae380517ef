/** What people and the next step learn of the judgement. */
import { policyFailure } from '@sealift/core/failure';
import { formatImageName } from '@sealift/core/image/reference';
import type { Log } from '@sealift/core/log';
import { describeProblems } from '@sealift/core/verification/requirements';
import type { CheckedImage } from '@sealift/tools/verification/image-check';

/**
 * Logs every image, and ends the step when one is refused.
 * @throws Failure `verify/refused`; else the first failure that kept an image from being judged
 */
export function report(checked: readonly CheckedImage[], log: Pick<Log, 'info'>): void {
  const refused: string[] = [];
  for (const image of checked) {
    const problems = [...image.problems, ...image.subjects.flatMap((subject) => subject.problems)];
    log.info(`${problems.length === 0 ? '✓' : '✗'} ${image.reference}`);
    const clauses = describeProblems(problems);
    for (const clause of clauses) log.info(`    ${clause}`);
    if (problems.length > 0 && image.failure === undefined)
      refused.push(`${image.reference}: ${clauses.join('; ')}`);
  }
  if (refused.length > 0)
    throw policyFailure({
      code: 'verify/refused',
      cause: `Verification refuses ${refused.join(' | ')}.`,
      remedy:
        'Do not deploy it: release it again through the workflow that signs, or correct the identity and source that are expected.',
    });
  const failed = checked.find(({ failure }) => failure !== undefined);
  if (failed?.failure !== undefined) throw failed.failure;
}

/** The output `verified`. */
export const describeVerified = (checked: readonly CheckedImage[]): string =>
  JSON.stringify(
    checked.map(({ target, graph, record }) => ({
      image: formatImageName(target.image),
      digest: target.image.digest,
      platforms: (graph?.platforms ?? []).map(({ platform, digest }) => ({ platform, digest })),
      ...(record === undefined
        ? {}
        : {
            app: record.app,
            tags: record.tags,
            deployTag: record.deployTag,
            commit: record.source.commit,
          }),
    })),
  );
