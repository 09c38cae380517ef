/** Makes what is missing on a release's subjects, and attaches it when all of it is made. */

import { mapBounded } from '@sealift/core/bounded';
import type { ImageGraph, SubjectDescriptor } from '@sealift/tools/cosign/graph';
import type { Checker } from '@sealift/tools/cosign/subject-check';
import { type AttachDependencies, attachStatements } from './attach-statements.ts';
import {
  type ExistingStatement,
  findExistingStatement,
  type InspectedSubject,
  PARALLEL_SUBJECTS,
} from './existing.ts';
import type { LogEntry } from './log-entry.ts';
import type { PlannedStatement } from './planned-statements.ts';
import { checkSize, type SignedStatement, signStatement } from './sign-statement.ts';

/**
 * Statements made at once, the same that cosign's wrapper lets through: none is begun after one has failed. Signing
 * waits for the transparency log far more than it computes.
 */
const PARALLEL_STATEMENTS = 6;

/** A planned statement that is there: found, or signed just now. */
type Outcome = { readonly planned: PlannedStatement } & (
  | { readonly existing: ExistingStatement }
  | { readonly signed: SignedStatement }
);

/**
 * Brings every planned statement about. Nothing is attached before all of it is signed and looked at; then the
 * platforms' statements come first and the root's last, the record behind all others: whoever finds it finds
 * everything that it speaks of.
 * @param planned the record last
 * @throws Failure `sign/…` when a statement cannot be made or does not stay; those of the registry and cosign
 */
export async function signAndAttach(
  planned: readonly PlannedStatement[],
  graph: ImageGraph,
  subjects: readonly InspectedSubject[],
  checker: Checker,
  dependencies: AttachDependencies,
): Promise<readonly LogEntry[]> {
  for (const each of planned) checkSize(each);
  const outcomes = await mapBounded(planned, PARALLEL_STATEMENTS, async (each): Promise<Outcome> => {
    const existing = await findExistingStatement(checker, subjects, each);
    if (existing !== undefined) return { planned: each, existing };
    const signed = await signStatement(checker, each, descriptorOf(graph, each), dependencies.clock.now());
    return { planned: each, signed };
  });
  const bySubject = Map.groupBy(outcomes, (outcome) => outcome.planned.subject.digest);
  const root = bySubject.get(graph.digest) ?? [];
  bySubject.delete(graph.digest);
  await mapBounded([...bySubject.values()], PARALLEL_SUBJECTS, (own) => attachAll(own, dependencies));
  await attachAll(root, dependencies);
  return outcomes.map((outcome) => ('signed' in outcome ? outcome.signed : outcome.existing).entry);
}

/** Everything of one subject. */
async function attachAll(own: readonly Outcome[], dependencies: AttachDependencies): Promise<void> {
  const signed = own.flatMap((outcome) => ('signed' in outcome ? [outcome] : []));
  const [first] = signed;
  if (first === undefined) return;
  await attachStatements(
    first.planned,
    signed.map((outcome) => outcome.signed.referrer),
    own.flatMap((outcome) => ('existing' in outcome ? (outcome.existing.referrer ?? []) : [])),
    dependencies,
  );
  for (const { planned } of signed)
    dependencies.log.info(
      `${planned.statement.requirement === 'signature' ? 'Signed' : `Attested the ${planned.statement.requirement} of`} ${planned.label}: ${planned.subject.digest}`,
    );
}

function descriptorOf(graph: ImageGraph, { subject }: PlannedStatement): SubjectDescriptor {
  const descriptor = graph.descriptors.get(subject.digest);
  if (descriptor === undefined) throw new Error(`${subject.digest} is not part of ${graph.digest}`);
  return descriptor;
}
