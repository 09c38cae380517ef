/** What an earlier run left: where it is complete nothing is made, and its record comes out of its own attestation. */

import { mapBounded } from '@sealift/core/bounded';
import { findProvenance } from '@sealift/core/release/provenance';
import type { ReleaseRecord } from '@sealift/core/release/record';
import { canonicalDigest } from '@sealift/core/text/canonical-json';
import { findRecord, type RecordExpectation } from '@sealift/core/verification/attested-record';
import { parseRequirement, predicateTypeOf, type Requirement } from '@sealift/core/verification/requirements';
import { findSbom } from '@sealift/core/verification/sbom';
import { findVerdict } from '@sealift/core/verification/verdict';
import type { ListedBundle } from '@sealift/tools/cosign/bundles';
import type { RequiredStatements } from '@sealift/tools/cosign/required-statements';
import { type Checker, inspectSubject, type SubjectState } from '@sealift/tools/cosign/subject-check';
import { entryOf, type LogEntry } from './log-entry.ts';
import type { PlannedStatement, PlannedSubject } from './planned-statements.ts';
import { bundleOfListed, type ReleaseStatement } from './release-statement.ts';

/** Subjects looked at or written to at once. */
export const PARALLEL_SUBJECTS = 6;

/** A subject with what was verified on it. It is found out once; everything else is decided from here. */
export type InspectedSubject = { readonly required: RequiredStatements; readonly state: SubjectState };

export type ExistingRelease =
  | {
      readonly complete: true;
      readonly record: ReleaseRecord;
      readonly statements: readonly ReleaseStatement[];
    }
  /** `record`: attested already, while something else is missing. */
  | { readonly complete: false; readonly record?: ReleaseRecord };

/** A statement of an earlier run that is what this run would say. */
export type ExistingStatement = {
  readonly entry: LogEntry;
  /** How it is listed, and where its bundle is. */
  readonly listed: ListedBundle;
};

/** @throws Failure `sigstore/no-trust-root`, and those of the registry, when it cannot be known */
export const inspectSubjects = (
  checker: Checker,
  required: readonly RequiredStatements[],
): Promise<readonly InspectedSubject[]> =>
  mapBounded(required, PARALLEL_SUBJECTS, async (required) => ({
    required,
    state: await inspectSubject(checker, required.subject, required.requirements),
  }));

/** The release as it is there; not complete when anything at all is missing, invalid or by somebody else. */
export async function findExistingRelease(
  { policy, client }: Pick<Checker, 'policy' | 'client'>,
  subjects: readonly InspectedSubject[],
  expected: RecordExpectation & { readonly commit: string },
): Promise<ExistingRelease> {
  const [root] = subjects;
  if (root === undefined || !carries(root, 'record')) return { complete: false };
  const attested = findRecord(await root.state.statements('record'), expected);
  if (!('record' in attested)) return { complete: false };
  const { record } = attested;
  if (
    !subjects.every((each) => each.required.requirements.every((requirement) => carries(each, requirement)))
  )
    return { complete: false, record };
  for (const each of subjects)
    if (!(await saysWhatItShould(each, record, { ...policy, commit: expected.commit })))
      return { complete: false, record };
  const statements = await mapBounded(subjects, PARALLEL_SUBJECTS, async ({ required, state }) => {
    const { subject, requirements } = required;
    const own: ReleaseStatement[] = [];
    for (const requirement of requirements) {
      const [statement] = await state.statements(requirement);
      if (statement === undefined) continue;
      const entry = entryOf(subject, predicateTypeOf(requirement), statement.parsed, true);
      own.push({ on: required, entry, bundle: bundleOfListed(client, subject, statement.listed) });
    }
    return own;
  });
  return { complete: true, record, statements: statements.flat() };
}

async function saysWhatItShould(
  each: InspectedSubject,
  record: ReleaseRecord,
  source: Parameters<typeof findProvenance>[1],
): Promise<boolean> {
  const { subject, requirements } = each.required;
  if (!('provenance' in findProvenance(await predicates(each, 'provenance'), source))) return false;
  if (
    requirements.includes('verdict') &&
    !('verdict' in findVerdict(await each.state.statements('verdict'), subject.digest))
  )
    return false;
  return !requirements.includes('sbom') || namesSbom(record, each);
}

/** Whether the SBOM that the record names for a manifest is attested there. */
export async function namesSbom(record: ReleaseRecord, each: InspectedSubject): Promise<boolean> {
  const { digest } = each.required.subject;
  const platform = record.platforms.find((candidate) => candidate.digest === digest);
  if (platform === undefined) return false;
  return 'sbom' in findSbom(await predicates(each, 'sbom'), platform.sbom.canonicalDigest);
}

const carries = ({ state }: InspectedSubject, requirement: Requirement): boolean =>
  state.types.has(predicateTypeOf(requirement));

const predicates = async (
  { state }: InspectedSubject,
  requirement: Requirement,
): Promise<readonly unknown[]> => (await state.statements(requirement)).map(({ predicate }) => predicate);

/**
 * A planned statement as it is there already, verified, and says the same.
 * @throws Failure `sigstore/no-trust-root`, and those of the registry, when it cannot be known
 */
export async function findExistingStatement(
  subjects: readonly InspectedSubject[],
  { type, predicate }: PlannedStatement,
  { subject }: PlannedSubject,
): Promise<ExistingStatement | undefined> {
  const own = subjects.find(({ required }) => required.subject.digest === subject.digest);
  const requirement = parseRequirement(type);
  if (own === undefined || requirement === undefined) return undefined;
  const found = (await own.state.statements(requirement)).find(
    (statement) =>
      predicate === undefined || canonicalDigest(statement.predicate) === predicate.canonicalDigest,
  );
  return found === undefined
    ? undefined
    : { entry: entryOf(subject, type, found.parsed, true), listed: found.listed };
}
