import { countCommits, readCommits } from '../../git/commits.ts';
import { findObject, git, resolveCommit } from '../../git/plumbing.ts';
import { isRefName, mergeBase, readRef } from '../../git/refs.ts';
import { nodeId } from '../../identity.ts';
import { refId } from '../../node-ids.ts';
import { protectionOf } from '../../protection.ts';
import type { Repository } from '../../state.ts';
import type { GraphCall } from '../call.ts';
import { connection, PAGE, type Page } from '../connection.ts';
import { field, type Source } from '../source.ts';
import { commit, gitObject } from './git-objects.ts';

/** GitHub takes `main`, `heads/main` and `refs/heads/main`. */
export async function findRef(call: GraphCall, repository: Repository, name: string): Promise<Source | null> {
  const candidates = name.startsWith('refs/')
    ? [name]
    : [`refs/${name}`, `refs/heads/${name}`, `refs/tags/${name}`];
  for (const candidate of candidates) {
    if (candidate.split('/').length < 3 || !(await isRefName(repository.gitDir, candidate))) continue;
    const id = await readRef(repository.gitDir, candidate);
    if (id !== undefined) return ref(call, repository, candidate, id);
  }
  return null;
}

export function ref(call: GraphCall, repository: Repository, fullName: string, id: string): Source {
  const [, kind = '', ...rest] = fullName.split('/');
  const branch = kind === 'heads' ? rest.join('/') : undefined;
  return {
    __typename: 'Ref',
    id: refId(repository, fullName),
    name: rest.join('/'),
    prefix: `refs/${kind}/`,
    target: () => gitObject(call, repository, id),
    repository: () => call.sources.repository(call, repository),
    compare: field<{ headRef: string }>(['headRef'], ({ headRef }) => compare(call, repository, id, headRef)),
    branchProtectionRule: () =>
      branch === undefined ? null : branchProtectionRule(call, repository, branch),
    refUpdateRule: () => (branch === undefined ? null : refUpdateRule(repository, branch)),
  };
}

async function compare(
  call: GraphCall,
  repository: Repository,
  base: string,
  headRef: string,
): Promise<Source | null> {
  const { gitDir } = repository;
  const head = await resolveCommit(gitDir, headRef);
  if (head === undefined || (await mergeBase(gitDir, base, head)) === undefined) return null;
  const [ahead, behind] = await Promise.all([
    countCommits(gitDir, head, base),
    countCommits(gitDir, base, head),
  ]);
  return {
    __typename: 'Comparison',
    id: nodeId('CMP', repository.id, base, head),
    aheadBy: ahead,
    behindBy: behind,
    status: base === head ? 'IDENTICAL' : behind === 0 ? 'AHEAD' : ahead === 0 ? 'BEHIND' : 'DIVERGED',
    baseTarget: () => gitObject(call, repository, base),
    headTarget: () => gitObject(call, repository, head),
    commits: field<Page>(PAGE, async (page) => {
      const { stdout } = await git(gitDir, ['rev-list', '--reverse', head, `^${base}`, '--']);
      const ids = stdout.toString('utf8').split('\n').filter(Boolean);
      return {
        ...connection('Commit', 'commits', ids, page, async (id) => {
          const [found] = await readCommits(gitDir, [id]);
          return found === undefined ? null : commit(call, repository, found);
        }),
        __typename: 'ComparisonCommitConnection',
      };
    }),
  };
}

/** Rulesets are no branch protection rules: GitHub shows only the classic ones here. */
export function branchProtectionRule(call: GraphCall, repository: Repository, branch: string): Source | null {
  const rules = protectionOf(repository, branch);
  if (rules === undefined || rules.by !== 'classic') return null;
  return {
    __typename: 'BranchProtectionRule',
    id: nodeId('BPR', repository.id, branch),
    pattern: branch,
    requiresApprovingReviews: rules.requiresPullRequest === true || (rules.requiredApprovals ?? 0) > 0,
    requiredApprovingReviewCount: rules.requiredApprovals ?? null,
    requiresStatusChecks: (rules.requiredChecks ?? []).length > 0,
    requiredStatusCheckContexts: rules.requiredChecks ?? [],
    requiresCommitSignatures: rules.requiresSignatures === true,
    allowsForcePushes: false,
    allowsDeletions: false,
    isAdminEnforced: true,
    repository: () => call.sources.repository(call, repository),
  };
}

/** What the rules of a branch, of both kinds, mean for whoever asks. */
function refUpdateRule(repository: Repository, branch: string): Source | null {
  const rules = protectionOf(repository, branch);
  if (rules === undefined) return null;
  return {
    __typename: 'RefUpdateRule',
    pattern: branch,
    allowsDeletions: false,
    allowsForcePushes: false,
    blocksCreations: false,
    requiredApprovingReviewCount: rules.requiredApprovals ?? (rules.requiresPullRequest ? 0 : null),
    requiredStatusCheckContexts: rules.requiredChecks ?? [],
    requiresCodeOwnerReviews: false,
    requiresConversationResolution: false,
    requiresLinearHistory: false,
    requiresSignatures: rules.requiresSignatures === true,
    viewerAllowedToDismissReviews: false,
    viewerCanPush: rules.requiresPullRequest !== true,
  };
}

export const defaultBranch = async (call: GraphCall, repository: Repository): Promise<Source | null> => {
  const name = `refs/heads/${repository.defaultBranch}`;
  const found = await findObject(repository.gitDir, name);
  return found === undefined ? null : ref(call, repository, name, found.id);
};
