import { readCommits, writeCommit } from '../../git/commits.ts';
import { findObject } from '../../git/plumbing.ts';
import { readRef } from '../../git/refs.ts';
import { type TreeChange, writeBlob, writeTree } from '../../git/trees.ts';
import { noReplyAddress } from '../../identity.ts';
import { changeRefs } from '../../ref-changes.ts';
import { ApiError } from '../../rest/api-error.ts';
import { findRenamed, findRepository, type Repository } from '../../state.ts';
import { guardWorkflows } from '../../workflow-guard.ts';
import { CONTENTS_WRITE, type GraphCall, mayRead, nodeOf, permit } from '../call.ts';
import { GraphError } from '../errors.ts';
import { commit as commitSource } from '../resolvers/git-objects.ts';
import { ref } from '../resolvers/refs.ts';
import { type Mutations, mutation } from './mutation.ts';

type Branch = {
  readonly id?: string | null;
  readonly repositoryNameWithOwner?: string | null;
  readonly branchName?: string | null;
};

type CommitInput = {
  readonly branch: Branch;
  readonly expectedHeadOid: string;
  readonly message: { readonly headline: string; readonly body?: string | null };
  readonly fileChanges?: {
    readonly additions: readonly { readonly path: string; readonly contents: string }[];
    readonly deletions: readonly { readonly path: string }[];
  } | null;
};

function branchOf(call: GraphCall, branch: Branch): { repository: Repository; name: string } {
  if (branch.id != null) return nodeOf(call, branch.id, 'ref');
  const fullName = branch.repositoryNameWithOwner ?? '';
  const repository = findRepository(call.world, fullName) ?? findRenamed(call.world, fullName);
  if (repository === undefined || !mayRead(call, repository))
    throw new GraphError('NOT_FOUND', `Could not resolve to a Repository with the name '${fullName}'.`);
  return { repository, name: `refs/heads/${branch.branchName ?? ''}` };
}

/** The mutation knows no modes: whatever it writes is a plain file afterwards, an executable one too (babarot/gh-infra#167). */
const MODE = '100644';

export const commitMutations: Mutations = {
  createCommitOnBranch: mutation<CommitInput>(
    'CreateCommitOnBranchPayload',
    ['branch', 'expectedHeadOid', 'message', 'fileChanges'],
    async ({ branch, expectedHeadOid, message, fileChanges }, call) => {
      const { repository, name } = branchOf(call, branch);
      const { gitDir } = repository;
      permit(call, repository, CONTENTS_WRITE);
      const additions = fileChanges?.additions ?? [];
      const deletions = fileChanges?.deletions ?? [];
      guardWorkflows(
        call.principal,
        [...additions, ...deletions].map(({ path }) => path),
      );
      return repository.exclusively(async () => {
        const before = await readRef(gitDir, name);
        if (before === undefined)
          throw new GraphError(
            'NOT_FOUND',
            `The given branch "${name.slice('refs/heads/'.length)}" was not found in the repository.`,
          );
        if (before !== expectedHeadOid)
          throw new GraphError(
            'STALE_DATA',
            `Expected branch to point to "${expectedHeadOid}" but it did not.  Pull and try again.`,
          );
        for (const { path } of deletions)
          if ((await findObject(gitDir, `${before}:${path}`)) === undefined)
            throw new ApiError(
              422,
              `A path was requested for deletion which does not exist as of commit oid \`${before}\``,
            );
        const changes: TreeChange[] = deletions.map(({ path }) => ({ path, mode: MODE, id: undefined }));
        for (const { path, contents } of additions)
          changes.push({ path, mode: MODE, id: await writeBlob(gitDir, Buffer.from(contents, 'base64')) });
        const tree = await writeTree(gitDir, before, changes);
        if (tree === undefined)
          throw new ApiError(422, 'A path was requested which is not a valid path of a file.');
        const { account } = call.principal;
        const time = Math.floor(call.world.clock.now() / 1_000);
        const body = message.body ?? '';
        const id = await writeCommit(
          gitDir,
          {
            tree,
            parents: [before],
            author: { name: account.login, email: noReplyAddress(account), time, zone: '+0000' },
            committer: { name: 'GitHub', email: 'noreply@github.com', time, zone: '+0000' },
            message: body === '' ? message.headline : `${message.headline}\n\n${body}`,
          },
          call.world.signer,
        );
        const [made] = id === undefined ? [] : await readCommits(gitDir, [id]);
        if (made === undefined) throw new ApiError(422, 'The commit could not be made.');
        await changeRefs(call.world, repository, call.principal, [
          { name, before, after: made.id, force: false },
        ]);
        return { commit: commitSource(call, repository, made), ref: ref(call, repository, name, made.id) };
      });
    },
  ),
};
