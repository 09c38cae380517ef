/** Protected branches against pushes: an `update` hook that says what GitHub's says. */
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { mergeBlock, protectionOf } from '../protection.ts';
import type { GitHubState, Repository } from '../state.ts';
import type { Principal } from '../tokens.ts';

const REFUSALS = 'STAND_IN_REFUSALS';

/** Refs and texts come by the environment, one a line with a tab between: nothing of them is ever shell. */
const HOOK = `#!/bin/sh
exec awk -v ref="$1" 'BEGIN {
  lines = split(ENVIRON["${REFUSALS}"], line, "\\n")
  for (i = 1; i <= lines; i++) {
    split(line[i], field, "\\t")
    if (field[1] != ref) continue
    print field[2] > "/dev/stderr"
    print field[3] > "/dev/stderr"
    exit 1
  }
}'
`;

/** The part of the environment of a git server that makes it keep the rules for this pusher. */
export async function pushRules(
  world: GitHubState,
  repository: Repository,
  principal: Principal | undefined,
): Promise<Record<string, string>> {
  const refusals = Object.keys(repository.settings.protectedBranches).flatMap((branch) => {
    const rules = protectionOf(repository, branch);
    const reason = rules === undefined ? undefined : reasonOf(repository, branch);
    if (reason === undefined || rules?.bypass?.includes(principal?.account.login ?? '')) return [];
    const ref = `refs/heads/${branch}`;
    return rules?.by === 'classic'
      ? [`${ref}\terror: GH006: Protected branch update failed for ${ref}.\terror: ${reason}`]
      : [`${ref}\terror: GH013: Repository rule violations found for ${ref}.\t- ${reason}`];
  });
  for (const { immutable, tag } of repository.releases.values())
    if (immutable)
      refusals.push(
        `refs/tags/${tag}\terror: GH013: Repository rule violations found for refs/tags/${tag}.\t- Cannot update or delete the tag of an immutable release`,
      );
  if (refusals.length === 0) return {};
  const hooks = path.join(world.dir, 'hooks');
  await mkdir(hooks, { recursive: true });
  await writeFile(path.join(hooks, 'update'), HOOK);
  await chmod(path.join(hooks, 'update'), 0o755);
  return {
    GIT_CONFIG_COUNT: '2',
    GIT_CONFIG_KEY_0: 'safe.directory',
    GIT_CONFIG_VALUE_0: '*',
    GIT_CONFIG_KEY_1: 'core.hooksPath',
    GIT_CONFIG_VALUE_1: hooks,
    [REFUSALS]: refusals.join('\n'),
  };
}

/** Nothing that is pushed here carries GitHub's own signature, the only one that the stand-in can verify. */
function reasonOf(repository: Repository, branch: string): string | undefined {
  const rules = protectionOf(repository, branch);
  if (rules?.requiresPullRequest) return 'Changes must be made through a pull request.';
  return (
    mergeBlock(repository, branch) ??
    (rules?.requiresSignatures ? 'Commits must have verified signatures.' : undefined)
  );
}
