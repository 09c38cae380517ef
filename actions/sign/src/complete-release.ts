/** From what is there to a release that carries everything. */
import { type Failure, policyFailure } from '@sealift/core/failure';
import type { Digest } from '@sealift/core/image/digest';
import { formatImageName } from '@sealift/core/image/reference';
import { makeProvenance } from '@sealift/core/release/provenance';
import { isReleasedAs, type ReleaseRecord, type Source } from '@sealift/core/release/record';
import { assembleRecord, requireEvidence } from '@sealift/evidence/assemble';
import { requireJudgedAgain } from '@sealift/evidence/judge-again';
import type { ImageGraph } from '@sealift/tools/cosign/graph';
import { requiredStatements } from '@sealift/tools/cosign/required-statements';
import type { AttachDependencies } from './attach-statements.ts';
import { materialsOf, requireAllowedSources, sourcesByDigest } from './build-sources.ts';
import { type Claims, workflowHost } from './claims.ts';
import { findExistingRelease, type InspectedSubject, inspectSubjects, namesSbom } from './existing.ts';
import { cycloneDxStatements, givenStatements } from './extra-statements.ts';
import { type GatheredEvidence, readDocuments } from './gather-evidence.ts';
import type { Inputs } from './inputs.ts';
import { type PlannedStatement, plannedStatements, recordStatement } from './planned-statements.ts';
import type { Predicate } from './predicate.ts';
import type { ReleaseStatement } from './release-statement.ts';
import { signAndAttach } from './sign-and-attach.ts';
import type { Signing } from './sign-statement.ts';

/** What was found or made. */
export type SignedRelease = {
  readonly record: ReleaseRecord;
  readonly statements: readonly ReleaseStatement[];
};

export type ReleaseFacts = {
  readonly graph: ImageGraph;
  readonly claims: Claims;
  readonly source: Source;
  readonly evidence: GatheredEvidence | { readonly failure: Failure };
};

/**
 * Nothing is signed for which this run has no passing evidence. Only what is complete and valid already needs none:
 * that is an earlier release of the same commit by the same signer.
 * @throws Failure why the evidence cannot be used; `evidence/incomplete`, `evidence/refused`; `sign/…`; those of the registry and cosign
 */
export async function completeRelease(
  inputs: Inputs,
  { graph, claims, source, evidence }: ReleaseFacts,
  signing: Signing,
  dependencies: AttachDependencies,
): Promise<SignedRelease> {
  const required = requiredStatements(inputs.image, graph);
  const [root] = required;
  if (root === undefined) throw new Error(`${graph.digest} has no subject`);
  const image = formatImageName(inputs.image);
  const subjects = await inspectSubjects(signing, required);
  const existing = await findExistingRelease(signing, subjects, {
    image,
    digest: graph.digest,
    platforms: graph.platforms,
    policy: signing.policy,
    commit: source.commit,
  });
  const extra = [
    ...(await givenStatements(inputs.predicates, required)),
    ...('failure' in evidence || !inputs.cyclonedx ? [] : await cycloneDxStatements(evidence, required)),
  ];
  const bringAbout = (planned: readonly PlannedStatement[]) =>
    signAndAttach(planned, graph, subjects, signing, dependencies);
  // One that does not name a new copy is made again where this run can: the newest record counts.
  const namesCopies = (record: ReleaseRecord) => inputs.copies.every((copy) => isReleasedAs(record, copy));
  if (existing.complete && (namesCopies(existing.record) || 'failure' in evidence))
    return { ...existing, statements: [...existing.statements, ...(await bringAbout(extra))] };

  if ('failure' in evidence) throw evidence.failure;
  requirePlannedPlatforms(graph, inputs.platforms);
  const platforms = requireEvidence(graph.platforms, {
    scans: evidence.scans.map(({ part }) => part),
    sboms: evidence.sboms.map(({ part }) => part),
  });
  requireJudgedAgain(platforms, inputs.policy, { ...inputs.limits, now: dependencies.clock.now() });
  const sources = sourcesByDigest(evidence);
  requireAllowedSources(graph.platforms, sources, inputs.sources);
  const documents = await readDocuments(platforms, evidence.sboms);
  const provenance = makeProvenance({
    claims,
    server: workflowHost(claims.iss),
    inputs: inputs.workflowInputs,
    materials: graph.platforms.flatMap(({ digest }) => materialsOf(sources.get(digest))),
  });
  // One release has one record: what an earlier attempt attested stays, should anything else be missing.
  const record =
    existing.record !== undefined &&
    namesCopies(existing.record) &&
    (await stillHolds(existing.record, subjects, documents))
      ? existing.record
      : assembleRecord({
          app: inputs.app,
          image,
          copies: inputs.copies,
          digest: graph.digest,
          tags: inputs.tags,
          deployTag: inputs.deployTag,
          source,
          platforms,
          sources,
          canonicalDigests: new Map([...documents].map(([digest, each]) => [digest, each.canonicalDigest])),
        });
  const planned = [
    ...(await plannedStatements(required, { platforms, documents, provenance })),
    ...extra,
    await recordStatement(root, record),
  ];
  return { record, statements: await bringAbout(planned) };
}

/** Whether each SBOM that a record names is attested already, or is going to be. */
async function stillHolds(
  record: ReleaseRecord,
  subjects: readonly InspectedSubject[],
  documents: ReadonlyMap<Digest, Predicate>,
): Promise<boolean> {
  for (const { digest, sbom } of record.platforms) {
    if (documents.get(digest)?.canonicalDigest === sbom.canonicalDigest) continue;
    const own = subjects.find(({ required }) => required.subject.digest === digest);
    if (own === undefined || !(await namesSbom(record, own))) return false;
  }
  return true;
}

function requirePlannedPlatforms({ digest, platforms }: ImageGraph, planned: readonly string[]): void {
  const served = platforms.map(({ platform }) => platform).toSorted();
  if (planned.length === 0 || served.join() === planned.toSorted().join()) return;
  throw policyFailure({
    code: 'sign/not-planned',
    cause: `Nothing was signed: ${digest} is for ${served.join(', ')}, and ${planned.join(', ')} was planned.`,
    remedy: 'Release all platforms of the plan together, and do not trust an image that has others.',
  });
}
