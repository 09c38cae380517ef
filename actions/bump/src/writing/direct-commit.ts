/** Commits to the base itself, for environments that follow every release. */
import type { OpsView } from '@sealift/github/repository/ops-repository';
import { editsAt } from '../planning/edits.ts';
import type { Target } from '../planning/targets.ts';
import type { BranchOptions, Outcome } from './bump-branch.ts';
import { commitEdits } from './commit.ts';
import { baseOf, type CommitRules, type Destination, keptMoving, pause, ROUNDS } from './destination.ts';

/** @throws Failure `configuration` when the base is protected, `remote` when it keeps moving */
export async function commitDirectly(
  place: Destination,
  targets: readonly Target[],
  first: OpsView,
  options: Pick<BranchOptions, 'look' | 'survey' | 'check' | 'message' | keyof CommitRules>,
): Promise<Outcome> {
  const { repository, base: name } = place;
  for (let round = 0; round < ROUNDS; round += 1) {
    if (round > 0) await pause(options, round);
    const view = round === 0 ? first : await options.look();
    const base = baseOf(view, name);
    const whole = editsAt(repository, base, targets);
    const survey = await options.survey(view, whole, whole);
    const atBase = editsAt(repository, base, survey.active);
    const result = {
      ...{ view, survey, atBase, skipped: survey.skipped, warnings: [] },
      open: undefined,
      declined: undefined,
    };
    if (atBase.files.length === 0) return { ...result, head: undefined, committed: false };
    await options.check(atBase);
    if (options.dryRun) return { ...result, head: base.commit, committed: false };
    const { result: moved, sha } = await commitEdits(
      place,
      {
        repositoryId: view.id,
        from: base.commit,
        parents: [base.commit],
        edits: atBase,
        message: options.message(atBase),
      },
      options,
    );
    if (moved === 'moved') return { ...result, head: sha, committed: true };
    options.log.info(`The branch ${name} was moved by someone else meanwhile; looking again.`);
  }
  throw keptMoving(repository, name);
}
