/** Verifies one image with everything that belongs to it. */

import { mapBounded } from '@sealift/core/bounded';
import type { Failure } from '@sealift/core/failure';
import { type Digest, digestHex } from '@sealift/core/image/digest';
import { formatImageName, formatImageReference } from '@sealift/core/image/reference';
import { findProvenance } from '@sealift/core/release/provenance';
import type { ReleaseRecord } from '@sealift/core/release/record';
import { findRecord } from '@sealift/core/verification/attested-record';
import type { TrustPolicy } from '@sealift/core/verification/conditions';
import {
  type Problem,
  predicateTypeOf,
  REQUIREMENTS,
  type Reason,
  type Requirement,
} from '@sealift/core/verification/requirements';
import { newestOf } from '@sealift/core/verification/signed-time';
import type { FoundStatement, VerifiedImage, VerifiedSubject } from '@sealift/core/verification/summary';
import { findVerdict, type VerdictConditions } from '@sealift/core/verification/verdict';
import type { Subject } from '../cosign/cosign.ts';
import { type GraphReader, type ImageGraph, readGraph } from '../cosign/graph.ts';
import { type RequiredStatements, requiredStatements } from '../cosign/required-statements.ts';
import {
  type Checker,
  explainMissing,
  inspectSubject,
  type SignedStatement,
  type SubjectState,
} from '../cosign/subject-check.ts';
import { isRefused } from '../sigstore/refusal.ts';
import { sbomProblem } from './sbom.ts';

export type Target = {
  readonly image: Subject;
  /** The record that the evidence folder claims for it. */
  readonly claimed?: ReleaseRecord;
};

/** What an image must carry, and what that must say. */
export type Demand = {
  readonly require: readonly Requirement[];
  readonly verdict?: VerdictConditions;
  /** The app and the commit that the release record must name. */
  readonly app?: string;
  readonly commit?: string;
  /**
   * What must be signed: `all` = the index and every platform manifest, `index` = the index alone, for images of
   * others. A platform manifest then rests on the digest that the index has of it. Default `all`.
   */
  readonly signed?: 'all' | 'index';
};

/** What a release of Sealift carries. */
export const RELEASE: Demand = { require: REQUIREMENTS };

export type CheckedImage = VerifiedImage & {
  readonly target: Target;
  readonly graph: Graph | undefined;
  /** The attested one. */
  readonly record: ReleaseRecord | undefined;
  /** What kept it from being judged; not a judgement. */
  readonly failure?: Failure;
};

export type ImageChecker = Checker & { readonly client: GraphReader & Checker['client'] };

type Graph = Pick<ImageGraph, 'digest' | 'platforms'>;

/** Subjects at once. */
const PARALLEL = 6;

/** @throws Failure `remote` or `configuration` when the image cannot be judged */
export async function checkImage(
  checker: ImageChecker,
  target: Target,
  demand: Demand,
): Promise<CheckedImage> {
  const graph = await readGraph(checker.client, target.image);
  const whole = (code: 'image-absent' | 'image-empty', reason: string): CheckedImage => ({
    target,
    reference: formatImageReference(target.image),
    graph,
    record: undefined,
    subjects: [],
    problems: [{ subject: target.image.digest, requirement: 'manifest', code, reason }],
  });
  if (graph === undefined) return whole('image-absent', 'it is not in the registry');
  if (graph.platforms.length === 0) return whole('image-empty', 'it has no platform manifest');
  return checkGraph(checker, target, graph, demand);
}

/**
 * As {@link checkImage}, of an image whose manifests are known.
 * @throws Failure `remote` or `configuration` when it cannot be judged
 */
export async function checkGraph(
  checker: Checker,
  target: Target,
  graph: Graph,
  demand: Demand,
): Promise<CheckedImage> {
  const onRoot = demand.require.filter((requirement) => !REQUIREMENTS.some((known) => known === requirement));
  const required = requiredStatements(target.image, graph, onRoot);
  // Platforms wait for the record, which names their SBOMs. The root is the first, so that nothing waits in vain.
  const recorded = Promise.withResolvers<ReleaseRecord | undefined>();
  recorded.promise.catch(() => {});
  const subjects = await mapBounded(required, PARALLEL, async (each): Promise<VerifiedSubject> => {
    const isRoot = each.subject.digest === graph.digest;
    try {
      const subject = await checkSubject(checker, target, { graph, required: each, demand }, (found) => {
        if (!isRoot) return recorded.promise;
        recorded.resolve(found);
        return Promise.resolve(found);
      });
      return subject;
    } catch (error) {
      if (isRoot) recorded.reject(error);
      throw error;
    }
  });
  return {
    target,
    reference: formatImageReference(target.image),
    graph,
    record: await recorded.promise,
    subjects,
    problems: [],
  };
}

type Question = {
  readonly graph: Graph;
  readonly required: RequiredStatements;
  readonly demand: Demand;
};

/** @param exchange tells the record of this subject, if it has one, and gives that of the image */
async function checkSubject(
  checker: Checker,
  target: Target,
  { graph, required, demand }: Question,
  exchange: (found: ReleaseRecord | undefined) => Promise<ReleaseRecord | undefined>,
): Promise<VerifiedSubject> {
  const { subject, label } = required;
  const restsOnIndex = demand.signed === 'index' && subject.digest !== graph.digest;
  const requirements = required.requirements.filter(
    (requirement) => demand.require.includes(requirement) && !(restsOnIndex && requirement === 'signature'),
  );
  const state = await inspectSubject(checker, subject, requirements);
  const problems: Problem[] = [];
  const refuse = (requirement: Requirement, { code, reason }: Reason) =>
    problems.push({ subject: subject.digest, platform: label, requirement, code, reason });

  const recordResult = requirements.includes('record')
    ? findRecord(await state.statements('record'), {
        image: formatImageName(target.image),
        digest: graph.digest,
        platforms: graph.platforms,
        policy: checker.policy,
        ...(demand.app === undefined ? {} : { app: demand.app }),
        ...(demand.commit === undefined ? {} : { commit: demand.commit }),
        ...(target.claimed === undefined ? {} : { same: target.claimed }),
      })
    : undefined;
  const found = recordResult !== undefined && 'record' in recordResult ? recordResult.record : undefined;
  const record = await exchange(found);
  let oldFormat = false;
  for (const requirement of requirements) {
    const statements = await state.statements(requirement);
    if (statements.length > 0) {
      const reason = judge(requirement, statements, {
        subject: subject.digest,
        policy: checker.policy,
        demand,
        record,
        recordResult,
      });
      if (reason !== undefined) refuse(requirement, reason);
      continue;
    }
    const missing = await explainMissing(requirement, state);
    const old =
      requirement === 'signature' && missing.code !== 'too-much'
        ? await checkOldSignature(checker, subject)
        : undefined;
    if (old === 'verified') oldFormat = true;
    else refuse(requirement, old ?? missing);
  }
  return {
    digest: subject.digest,
    label,
    requirements,
    problems,
    statements: await describe(requirements, state, oldFormat),
  };
}

type Context = {
  readonly subject: Digest;
  readonly policy: TrustPolicy;
  readonly demand: Demand;
  readonly record: ReleaseRecord | undefined;
  readonly recordResult: ReturnType<typeof findRecord> | undefined;
};

/** Of statements that hold: why what they say is not enough. */
function judge(
  requirement: Requirement,
  statements: readonly SignedStatement[],
  { subject, policy, demand, record, recordResult }: Context,
): Reason | undefined {
  const reasonOf = (result: object | Reason): Reason | undefined => ('reason' in result ? result : undefined);
  if (requirement === 'verdict') return reasonOf(findVerdict(statements, subject, demand.verdict));
  if (requirement === 'record') return recordResult === undefined ? undefined : reasonOf(recordResult);
  if (requirement === 'sbom') return sbomProblem(statements, subject, record);
  if (requirement === 'provenance') return provenanceProblem(statements, policy);
  return undefined;
}

/** The newest counts; where several may be the newest, each of them must agree with the certificate. */
function provenanceProblem(statements: readonly SignedStatement[], policy: TrustPolicy): Reason | undefined {
  for (const { predicate } of newestOf(statements)) {
    const found = findProvenance([predicate], { ...policy, commit: policy.run?.commit });
    if ('reason' in found) return { code: 'provenance-differs', reason: found.reason };
  }
  return undefined;
}

/**
 * A signature of cosign 1 and 2, which stands under a tag of its own. It says nothing that Sealift could compare but who
 * signed.
 * @returns undefined when there is none
 */
async function checkOldSignature(
  { verifier, client, policy }: Checker,
  subject: Subject,
): Promise<'verified' | Reason | undefined> {
  const { registry, repository, digest } = subject;
  const tag = `sha256-${digestHex(digest)}.sig`;
  if ((await client.getManifest({ registry, repository }, tag)) === undefined) return undefined;
  if (policy.run !== undefined)
    return {
      code: 'old-format',
      reason:
        'it is signed in the format of cosign 1 and 2, which does not tell what is asked of the run that signed',
    };
  const result = await verifier.verifyOldSignature(subject, policy);
  return isRefused(result)
    ? { code: 'not-valid', reason: `its signature is not valid (${result.refused})` }
    : 'verified';
}

/** What is there: verified, refused, or not looked at because nobody asked. */
async function describe(
  requirements: readonly Requirement[],
  state: SubjectState,
  oldFormat: boolean,
): Promise<readonly FoundStatement[]> {
  const asked = await Promise.all(
    requirements.map(async (requirement): Promise<readonly FoundStatement[]> => {
      const { verified } = await state.examine(requirement);
      return verified.map(({ type, signed, listed }) => ({
        type,
        verified: true,
        signedAt: new Date(signed.latest).toISOString(),
        bundle: listed.blob,
      }));
    }),
  );
  const wanted = new Set(requirements.map(predicateTypeOf));
  const others = (await state.bundles()).flatMap(({ announcedType }): readonly FoundStatement[] =>
    announcedType === undefined || wanted.has(announcedType)
      ? []
      : [{ type: announcedType, verified: false }],
  );
  return [
    ...asked.flat(),
    ...(oldFormat ? [{ type: OLD_SIGNATURE, verified: true } as const] : []),
    ...new Map(others.map((other) => [other.type, other])).values(),
  ];
}

/** `critical.type` of such a signature: https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md */
export const OLD_SIGNATURE = 'cosign container image signature';
