/** What protected branches and rulesets refuse, in GitHub's words. */
import { ApiError } from './rest/api-error.ts';
import type { BranchProtection, Repository } from './state.ts';
import type { Principal } from './tokens.ts';

/** A branch refuses a write. */
export class ProtectionError extends ApiError {
  readonly by: 'classic' | 'ruleset';
  /** What GraphQL says instead. */
  readonly graphMessage: string;
  constructor(by: 'classic' | 'ruleset', branch: string, reason: string) {
    super(422, by === 'classic' ? reason : `Repository rule violations found\n\n${reason}\n\n`);
    this.by = by;
    this.graphMessage =
      by === 'classic' ? `protected branch '${branch}' check failed:\n${reason}` : this.message;
  }
}

export const protectionOf = (repository: Repository, branch: string): BranchProtection | undefined =>
  repository.settings.protectedBranches[branch];

export type BranchWrite = {
  readonly kind: 'create' | 'update' | 'force' | 'delete';
  /** Whether each new commit carries a signature that GitHub verifies; asked only when it matters. */
  readonly signed: () => Promise<boolean>;
};

/**
 * @throws ProtectionError when the branch may not be written directly like this
 */
export async function checkBranchWrite(
  repository: Repository,
  branch: string,
  actor: Principal,
  write: BranchWrite,
): Promise<void> {
  const rules = protectionOf(repository, branch);
  if (rules === undefined || rules.bypass?.includes(actor.account.login)) return;
  const by = rules.by ?? 'ruleset';
  if (write.kind === 'delete')
    throw new ProtectionError(
      by,
      branch,
      by === 'classic' ? 'Cannot delete a protected branch' : 'Cannot delete this branch',
    );
  if (write.kind === 'force') throw new ProtectionError(by, branch, 'Cannot force-push to this branch');
  if (rules.requiresPullRequest)
    throw new ProtectionError(by, branch, 'Changes must be made through a pull request.');
  const [check] = rules.requiredChecks ?? [];
  if (check !== undefined)
    throw new ProtectionError(by, branch, `Required status check "${check}" is expected.`);
  if (rules.requiresSignatures && !(await write.signed()))
    throw new ProtectionError(by, branch, 'Commits must have verified signatures.');
}

/** Why the branch does not take a merge of this pull request yet; undefined: it does. */
export function mergeBlock(repository: Repository, branch: string): string | undefined {
  const rules = protectionOf(repository, branch);
  const [check] = rules?.requiredChecks ?? [];
  if (check !== undefined) return `Required status check "${check}" is expected.`;
  const approvals = rules?.requiredApprovals ?? 0;
  if (approvals > 0)
    return `At least ${approvals} approving review${approvals === 1 ? ' is' : 's are'} required by reviewers with write access.`;
  return undefined;
}
