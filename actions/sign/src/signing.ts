/** Makes what is missing on a release's subjects, and looks again until it is there. */
import { configurationFailure, remoteFailure } from '@sealift/core/failure';
import { formatImageReference } from '@sealift/core/image';
import type { Log } from '@sealift/core/log';
import type { SignPart } from '@sealift/core/release-record';
import { signerDifferences } from '@sealift/core/verification';
import { mapBounded } from '@sealift/tools/cosign/bounded';
import { MAX_PREDICATE_SIZE } from '@sealift/tools/cosign/cosign';
import type { ParsedBundle } from '@sealift/tools/cosign/output';
import {
  type Checker,
  findLogged,
  inspectSubject,
  PREDICATE_TYPES,
  readStatements,
} from '@sealift/tools/cosign/subject-check';
import { isPredicateOf, type Task } from './tasks.ts';

export type LogEntry = SignPart['entries'][number];

/**
 * Subjects worked on at once. Signing waits for the transparency log far more than it computes; beyond this many, the
 * log and the registry begin to throttle.
 */
export const PARALLEL_SUBJECTS = 6;
/** How often what another writer removed is made anew. */
const ROUNDS = 3;

/**
 * Brings every task about. Whoever lists a referrer by a fallback tag rewrites a shared index, so writes to one
 * subject never overlap, and what is listed is read again afterwards.
 * @throws Failure `remote` when a statement does not stay; `configuration`
 */
export async function settle(
  checker: Checker,
  log: Log,
  tasks: readonly Task[],
): Promise<readonly LogEntry[]> {
  for (const { statement, label } of tasks) checkSize(statement, label);
  const entries = new Map<Task, LogEntry>();
  for (let round = 1; ; round += 1) {
    const missing: Task[] = [];
    await mapBounded(bySubject(tasks), PARALLEL_SUBJECTS, async (own) => {
      for (const [task, entry] of await standing(checker, own)) {
        if (entry === undefined) missing.push(task);
        // What was made in an earlier round is not called existing.
        else if (!entries.has(task)) entries.set(task, entry);
      }
    });
    if (missing.length === 0) return tasks.flatMap((task) => entries.get(task) ?? []);
    if (round > ROUNDS) throw lost(missing);
    if (round > 1)
      log.warning(
        `${missing.length} of ${tasks.length} statements are not listed any more and are made again.`,
      );
    await mapBounded(bySubject(missing), PARALLEL_SUBJECTS, async (own) => {
      for (const task of own) entries.set(task, await make(checker, log, task));
    });
  }
}

/** The tasks of each subject, in their order. */
const bySubject = (tasks: readonly Task[]): readonly (readonly Task[])[] => [
  ...Map.groupBy(tasks, ({ subject }) => subject.digest).values(),
];

/** For each task of one subject: where it is logged, when it stands and verifies. */
async function standing(
  checker: Checker,
  tasks: readonly Task[],
): Promise<readonly (readonly [Task, LogEntry | undefined])[]> {
  const [first] = tasks;
  if (first === undefined) return [];
  const state = await inspectSubject(checker, first.subject);
  const results: (readonly [Task, LogEntry | undefined])[] = [];
  for (const task of tasks) {
    const { requirement } = task.statement;
    const type = PREDICATE_TYPES[requirement];
    const stands =
      state.types.has(type) &&
      (requirement === 'signature' ||
        (await readStatements(checker, task.subject, requirement)).some(({ predicate }) =>
          isPredicateOf(task, predicate),
        ));
    const bundle = stands ? await findLogged(checker, task.subject, type, state.listed) : undefined;
    results.push([task, stands ? entryOf(task, bundle, true) : undefined]);
  }
  return results;
}

async function make(checker: Checker, log: Log, task: Task): Promise<LogEntry> {
  const { subject, statement, label } = task;
  const { cosign } = checker;
  let repeated = false;
  const alreadyThere = async () => {
    const [[, entry] = []] = await standing(checker, [task]);
    if (entry === undefined) return undefined;
    repeated = true;
    const { listed } = await inspectSubject(checker, subject);
    return findLogged(checker, subject, PREDICATE_TYPES[statement.requirement], listed);
  };
  const bundle =
    statement.requirement === 'signature'
      ? await cosign.sign(subject, { alreadyThere })
      : await cosign.attest(subject, PREDICATE_TYPES[statement.requirement], statement.predicate, {
          alreadyThere,
        });
  const differences =
    bundle.signer === undefined ? ['it names nobody'] : signerDifferences(checker.policy, bundle.signer);
  if (differences.length > 0)
    throw configurationFailure({
      cause: `Fulcio's certificate does not say what this job's token says: ${differences.join(' and ')}.`,
      remedy: 'Sign with the Fulcio that knows the issuer of this job as a GitHub Actions issuer.',
    });
  log.info(
    `${statement.requirement === 'signature' ? 'Signed' : `Attested the ${statement.requirement} of`} ${label}: ${subject.digest}${repeated ? ' (an attempt that seemed to fail had succeeded)' : ''}`,
  );
  return entryOf(task, bundle, false);
}

const entryOf = (
  { subject, statement }: Task,
  bundle: ParsedBundle | undefined,
  existing: boolean,
): LogEntry => ({
  subject: subject.digest,
  predicateType: PREDICATE_TYPES[statement.requirement],
  log: bundle?.log ?? '',
  logIndex: bundle?.logIndex ?? '',
  existing,
});

function checkSize(statement: Task['statement'], label: string): void {
  if (statement.requirement === 'signature' || statement.predicate.length <= MAX_PREDICATE_SIZE) return;
  throw configurationFailure({
    cause: `The ${statement.requirement} of ${label} has ${statement.predicate.length} bytes; at most ${MAX_PREDICATE_SIZE} can be attested.`,
    remedy: 'Leave out of the image, or of the SBOM, what is not shipped.',
  });
}

function lost(tasks: readonly Task[]) {
  const [first] = tasks;
  return remoteFailure({
    cause: `The registry does not keep ${tasks.length === 1 ? 'a statement' : `${tasks.length} statements`} about ${first === undefined ? 'the image' : formatImageReference(first.subject)}: written ${ROUNDS} times, not listed afterwards.`,
    remedy: 'Let no other job sign or attest this image at the same time, and run the job again.',
  });
}
