/** Verifies one image with everything that belongs to it. */

import { mapBounded } from '@sealift/core/bounded';
import type { Failure } from '@sealift/core/failure';
import { formatImageName, formatImageReference } from '@sealift/core/image/reference';
import { findProvenance } from '@sealift/core/release/provenance';
import type { ReleaseRecord } from '@sealift/core/release/record';
import {
  findRecord,
  findVerdict,
  type Problem,
  type Requirement,
} from '@sealift/core/verification/conditions';
import type { VerifiedImage, VerifiedSubject } from '@sealift/core/verification/summary';
import type { Subject } from '../cosign/cosign.ts';
import { type GraphReader, type ImageGraph, readGraph } from '../cosign/graph.ts';
import { type RequiredStatements, requiredStatements } from '../cosign/required-statements.ts';
import {
  type Checker,
  explainMissing,
  inspectSubject,
  PREDICATE_TYPES,
  type SubjectState,
} from '../cosign/subject-check.ts';

export type Target = {
  readonly image: Subject;
  /** The record that the evidence folder claims for it. */
  readonly claimed?: ReleaseRecord;
};

export type CheckedImage = VerifiedImage & {
  readonly target: Target;
  readonly graph: ImageGraph | undefined;
  /** The attested one. */
  readonly record: ReleaseRecord | undefined;
  /** What kept it from being judged; not a judgement. */
  readonly failure?: Failure;
};

export type ImageChecker = Checker & { readonly client: GraphReader & Checker['client'] };

/** Subjects at once; how many processes of cosign that may start is cosign's own bound, over all images. */
const PARALLEL = 6;

/** @throws Failure `remote` or `configuration` when the image cannot be judged */
export async function checkImage(
  checker: ImageChecker,
  target: Target,
  require: readonly Requirement[],
): Promise<CheckedImage> {
  const reference = formatImageReference(target.image);
  const graph = await readGraph(checker.client, target.image);
  const whole = (reason: string): CheckedImage => ({
    target,
    reference,
    graph,
    record: undefined,
    subjects: [],
    problems: [{ subject: target.image.digest, requirement: 'manifest', reason }],
  });
  if (graph === undefined) return whole('it is not in the registry');
  if (graph.platforms.length === 0) return whole('it has no platform manifest');

  let record: ReleaseRecord | undefined;
  const subjects = await mapBounded(
    requiredStatements(target.image, graph),
    PARALLEL,
    async (required): Promise<VerifiedSubject> => {
      const requirements = required.requirements.filter((requirement) => require.includes(requirement));
      const state = await inspectSubject(
        checker,
        required.subject,
        requirements.filter((requirement) => requirement === 'verdict' || requirement === 'record'),
      );
      const problems: Problem[] = [];
      for (const requirement of requirements) {
        const result = await checkRequirement(checker, target, graph, required, requirement, state);
        if ('reason' in result)
          problems.push({
            subject: required.subject.digest,
            platform: required.label,
            requirement,
            reason: result.reason,
          });
        record = ('record' in result ? result.record : undefined) ?? record;
      }
      return { digest: required.subject.digest, label: required.label, requirements, problems };
    },
  );
  return { target, reference, graph, record, subjects, problems: [] };
}

type Result =
  | { readonly met: true }
  | { readonly record: ReleaseRecord }
  /** A clause. */
  | { readonly reason: string };

async function checkRequirement(
  checker: ImageChecker,
  { image, claimed }: Target,
  graph: ImageGraph,
  { subject }: RequiredStatements,
  requirement: Requirement,
  state: SubjectState,
): Promise<Result> {
  // `cosign verify` alone would pass on an image that was only attested: each type must be among the verified ones.
  if (!state.types.has(PREDICATE_TYPES[requirement]))
    return { reason: await explainMissing(checker, subject, requirement, state) };
  if (requirement === 'signature' || requirement === 'sbom') return { met: true };
  const predicates = (await state.statements(requirement)).map(({ predicate }) => predicate);
  if (requirement === 'verdict') {
    const found = findVerdict(predicates, subject.digest);
    return 'verdict' in found ? { met: true } : found;
  }
  if (requirement === 'provenance') {
    const found = findProvenance(predicates, checker.policy);
    return 'provenance' in found ? { met: true } : found;
  }
  return findRecord(predicates, {
    image: formatImageName(image),
    digest: graph.digest,
    platforms: graph.platforms,
    policy: checker.policy,
    ...(claimed === undefined ? {} : { same: claimed }),
  });
}
