/** What an earlier run left: where it is complete nothing is made, and its record comes out of its own attestation. */

import { mapBounded } from '@sealift/core/bounded';
import type { ReleaseRecord } from '@sealift/core/release/record';
import {
  findRecord,
  findVerdict,
  type RecordExpectation,
  type Requirement,
} from '@sealift/core/verification/conditions';
import type { Referrer } from '@sealift/registry/referrers';
import type { RequiredStatements } from '@sealift/tools/cosign/required-statements';
import {
  type Attested,
  type Checker,
  findLogged,
  inspectSubject,
  PREDICATE_TYPES,
  type SubjectState,
} from '@sealift/tools/cosign/subject-check';
import { entryOf, type LogEntry } from './log-entry.ts';
import { isPredicateOf, type PlannedStatement } from './planned-statements.ts';

/** Subjects looked at or written to at once. */
export const PARALLEL_SUBJECTS = 6;

/** A subject with what cosign verified on it. It is found out once; everything else is decided from here. */
export type InspectedSubject = { readonly required: RequiredStatements; readonly state: SubjectState };

export type ExistingRelease =
  | { readonly complete: true; readonly record: ReleaseRecord; readonly entries: readonly LogEntry[] }
  /** `record`: attested already, while something else is missing. */
  | { readonly complete: false; readonly record?: ReleaseRecord };

/** A statement of an earlier run that is what this run would say. */
export type ExistingStatement = {
  readonly entry: LogEntry;
  /** How it is listed; undefined when the bundle that cosign verified cannot be told from the others. */
  readonly referrer: Referrer | undefined;
};

/** @throws Failure those of cosign, when it cannot be known */
export const inspectSubjects = (
  checker: Checker,
  required: readonly RequiredStatements[],
): Promise<readonly InspectedSubject[]> =>
  mapBounded(required, PARALLEL_SUBJECTS, async (required) => ({
    required,
    state: await inspectSubject(
      checker,
      required.subject,
      (['verdict', 'record'] as const).filter((requirement) => required.requirements.includes(requirement)),
    ),
  }));

/**
 * The release as it is there; not complete when anything at all is missing, invalid or by somebody else.
 * @throws Failure those of cosign, when it cannot be known
 */
export async function findExistingRelease(
  checker: Checker,
  subjects: readonly InspectedSubject[],
  expected: RecordExpectation,
): Promise<ExistingRelease> {
  const [root] = subjects;
  if (root === undefined || !carries(root, 'record')) return { complete: false };
  const attested = findRecord(await predicates(root, 'record'), expected);
  if (!('record' in attested)) return { complete: false };
  const { record } = attested;
  if (
    !subjects.every((each) => each.required.requirements.every((requirement) => carries(each, requirement)))
  )
    return { complete: false, record };
  for (const each of subjects) {
    if (!each.required.requirements.includes('verdict')) continue;
    if (!('verdict' in findVerdict(await predicates(each, 'verdict'), each.required.subject.digest)))
      return { complete: false, record };
  }
  const entries = await mapBounded(
    subjects,
    PARALLEL_SUBJECTS,
    async ({ required: { subject, requirements }, state }) => {
      const own: LogEntry[] = [];
      for (const requirement of requirements) {
        const type = PREDICATE_TYPES[requirement];
        const logged = await findLogged(checker, subject, type, state);
        own.push(entryOf(subject, type, logged?.parsed, true));
      }
      return own;
    },
  );
  return { complete: true, record, entries: entries.flat() };
}

const carries = ({ state }: InspectedSubject, requirement: Requirement): boolean =>
  state.types.has(PREDICATE_TYPES[requirement]);

const predicates = async ({ state }: InspectedSubject, requirement: Attested): Promise<readonly unknown[]> =>
  (await state.statements(requirement)).map(({ predicate }) => predicate);

/** A planned statement as it is there already, verified, and says the same. */
export async function findExistingStatement(
  checker: Checker,
  subjects: readonly InspectedSubject[],
  planned: PlannedStatement,
): Promise<ExistingStatement | undefined> {
  const { subject, statement } = planned;
  const own = subjects.find(({ required }) => required.subject.digest === subject.digest);
  if (own === undefined || !carries(own, statement.requirement)) return undefined;
  if (
    statement.requirement !== 'signature' &&
    !(await predicates(own, statement.requirement)).some((predicate) => isPredicateOf(planned, predicate))
  )
    return undefined;
  const type = PREDICATE_TYPES[statement.requirement];
  const logged = await findLogged(checker, subject, type, own.state);
  return { entry: entryOf(subject, type, logged?.parsed, true), referrer: logged?.listed.referrer };
}
