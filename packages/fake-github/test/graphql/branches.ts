import type { StandIn } from '../octokit.ts';
import type { Ops } from './client.ts';

/** Makes a commit that changes values.yaml and a branch on it, by REST as an action would. */
export async function makeBranch(standIn: StandIn, ops: Ops, name: string, content = name): Promise<string> {
  const octokit = standIn.octokit(ops.token);
  const target = { owner: 'acme', repo: ops.name };
  const sha = await makeCommit(standIn, ops, ops.main, content);
  await octokit.rest.git.createRef({ ...target, ref: `refs/heads/${name}`, sha });
  return sha;
}

export async function makeCommit(
  standIn: StandIn,
  ops: Ops,
  parent: string,
  content: string,
): Promise<string> {
  const octokit = standIn.octokit(ops.token);
  const target = { owner: 'acme', repo: ops.name };
  const { data: tree } = await octokit.rest.git.createTree({
    ...target,
    base_tree: parent,
    tree: [{ path: 'values.yaml', mode: '100644', type: 'blob', content }],
  });
  const { data: commit } = await octokit.rest.git.createCommit({
    ...target,
    message: `Bump to ${content}`,
    tree: tree.sha,
    parents: [parent],
  });
  return commit.sha;
}

export type OpenedPull = { readonly id: string; readonly number: number; readonly headRefOid: string };

export async function openPull(
  standIn: StandIn,
  ops: Ops,
  branch: string,
  more: Record<string, unknown> = {},
): Promise<OpenedPull> {
  await makeBranch(standIn, ops, branch);
  const { data, errors } = await ops.graph(
    `mutation Open($input: CreatePullRequestInput!) {
      createPullRequest(input: $input) { clientMutationId pullRequest { id number headRefOid } }
    }`,
    {
      input: {
        repositoryId: ops.id,
        baseRefName: 'main',
        headRefName: branch,
        title: `Bump ${branch}`,
        ...more,
      },
    },
  );
  if (errors.length > 0) throw new Error(JSON.stringify(errors));
  return (data as { createPullRequest: { pullRequest: OpenedPull } }).createPullRequest.pullRequest;
}
