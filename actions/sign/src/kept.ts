/** What an earlier run left: where it is complete nothing is made, and its record comes out of its own attestation. */
import type { ReleaseRecord } from '@sealift/core/release-record';
import {
  findRecord,
  findVerdict,
  type RecordExpectation,
  type Requirement,
} from '@sealift/core/verification';
import { mapBounded } from '@sealift/tools/cosign/bounded';
import type { Duty } from '@sealift/tools/cosign/duties';
import {
  type Checker,
  findLogged,
  inspectSubject,
  PREDICATE_TYPES,
  readStatements,
} from '@sealift/tools/cosign/subject-check';
import { type LogEntry, PARALLEL_SUBJECTS } from './signing.ts';

export type Kept =
  | { readonly complete: true; readonly record: ReleaseRecord; readonly entries: readonly LogEntry[] }
  /** `record`: attested already, while something else is missing. */
  | { readonly complete: false; readonly record?: ReleaseRecord };

/**
 * The kept release; not complete when anything at all is missing, invalid or by somebody else.
 * @throws Failure `remote` or `configuration` when it cannot be known
 */
export async function findKept(
  checker: Checker,
  duties: readonly Duty[],
  expected: RecordExpectation,
): Promise<Kept> {
  const [root] = duties;
  if (root === undefined) return { complete: false };
  const inspected = await mapBounded(duties, PARALLEL_SUBJECTS, async (duty) => ({
    duty,
    state: await inspectSubject(checker, duty.subject),
  }));
  const predicates = async (duty: Duty, requirement: 'verdict' | 'record') =>
    (await readStatements(checker, duty.subject, requirement)).map(({ predicate }) => predicate);
  const carries = (duty: Duty, requirement: Requirement) =>
    inspected.some(
      ({ duty: { subject }, state }) =>
        subject.digest === duty.subject.digest && state.types.has(PREDICATE_TYPES[requirement]),
    );
  if (!carries(root, 'record')) return { complete: false };
  const found = findRecord(await predicates(root, 'record'), expected);
  if (!('record' in found)) return { complete: false };
  const { record } = found;
  if (!duties.every((duty) => duty.requirements.every((requirement) => carries(duty, requirement))))
    return { complete: false, record };
  const passes = await mapBounded(duties, PARALLEL_SUBJECTS, async (duty) => {
    if (!duty.requirements.includes('verdict')) return true;
    return 'verdict' in findVerdict(await predicates(duty, 'verdict'), duty.subject.digest);
  });
  if (passes.includes(false)) return { complete: false, record };

  const entries = await mapBounded(inspected, PARALLEL_SUBJECTS, async ({ duty, state }) => {
    const own: LogEntry[] = [];
    for (const requirement of duty.requirements) {
      const predicateType = PREDICATE_TYPES[requirement];
      const bundle = await findLogged(checker, duty.subject, predicateType, state.listed);
      own.push({
        subject: duty.subject.digest,
        predicateType,
        log: bundle?.log ?? '',
        logIndex: bundle?.logIndex ?? '',
        existing: true,
      });
    }
    return own;
  });
  return { complete: true, record, entries: entries.flat() };
}
