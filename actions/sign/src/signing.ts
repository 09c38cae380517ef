/** Makes what is missing on a release's subjects, and attaches it when all of it is made. */

import { mapBounded } from '@sealift/core/bounded';
import type { ImageGraph, SubjectDescriptor } from '@sealift/tools/cosign/graph';
import type { Checker } from '@sealift/tools/cosign/subject-check';
import { type AttachSeams, attachStatements } from './attaching.ts';
import { type Found, findStanding, PARALLEL_SUBJECTS, type Standing } from './kept.ts';
import type { LogEntry } from './log-entry.ts';
import { checkSize, type Made, makeStatement } from './making.ts';
import type { Task } from './tasks.ts';

/**
 * Statements made at once, the same that cosign's wrapper lets through: none is begun after one has failed. Signing
 * waits for the transparency log far more than it computes.
 */
const PARALLEL = 6;

type Settled = {
  readonly task: Task;
  readonly standing: Standing | undefined;
  readonly made: Made | undefined;
};

/**
 * Brings every task about. Nothing is attached before all of it is made and looked at; then the platforms' statements
 * come first and the root's last, the record behind all others: whoever finds it finds everything that it speaks of.
 * @param tasks the record's last
 * @throws Failure `remote` when a statement cannot be made or does not stay; `configuration`
 */
export async function settle(
  checker: Checker,
  seams: AttachSeams,
  graph: ImageGraph,
  found: readonly Found[],
  tasks: readonly Task[],
): Promise<readonly LogEntry[]> {
  for (const task of tasks) checkSize(task);
  const settled = await mapBounded(tasks, PARALLEL, async (task): Promise<Settled> => {
    const standing = await findStanding(checker, found, task);
    if (standing !== undefined) return { task, standing, made: undefined };
    const made = await makeStatement(checker, task, descriptorOf(graph, task), seams.clock.now());
    return { task, standing, made };
  });
  const subjects = Map.groupBy(settled, ({ task }) => task.subject.digest);
  const root = subjects.get(graph.digest) ?? [];
  subjects.delete(graph.digest);
  await mapBounded([...subjects.values()], PARALLEL_SUBJECTS, (own) => attach(seams, own));
  await attach(seams, root);
  return settled.flatMap(({ standing, made }) => standing?.entry ?? made?.entry ?? []);
}

/** Everything of one subject. */
async function attach(seams: AttachSeams, own: readonly Settled[]): Promise<void> {
  const fresh = own.flatMap(({ made }) => made?.referrer ?? []);
  const [first] = own;
  if (first === undefined || fresh.length === 0) return;
  const standing = own.flatMap(({ standing: stands }) => stands?.referrer ?? []);
  const { subject, label } = first.task;
  await attachStatements(seams, { subject, label }, fresh, standing);
  for (const { task, made } of own)
    if (made !== undefined)
      seams.log.info(
        `${task.statement.requirement === 'signature' ? 'Signed' : `Attested the ${task.statement.requirement} of`} ${task.label}: ${task.subject.digest}`,
      );
}

function descriptorOf(graph: ImageGraph, { subject }: Task): SubjectDescriptor {
  const descriptor = graph.descriptors.get(subject.digest);
  if (descriptor === undefined) throw new Error(`${subject.digest} is not part of ${graph.digest}`);
  return descriptor;
}
