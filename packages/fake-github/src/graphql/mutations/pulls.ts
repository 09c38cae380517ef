import { addComment } from '../../comments.ts';
import { addLabels } from '../../labels.ts';
import { assign, requestReviews } from '../../people.ts';
import { createPull, isLate, updatePull } from '../../pull-changes.ts';
import type { Repository } from '../../state.ts';
import { type GraphCall, ISSUES_WRITE, nodeOf, PULLS_WRITE, permit, unresolved } from '../call.ts';
import { GraphError } from '../errors.ts';
import { actor } from '../resolvers/accounts.ts';
import { comment, pull as pullSource } from '../resolvers/pulls.ts';
import { type Mutations, mutation } from './mutation.ts';

type ById = { readonly pullRequestId: string };

/** A pull request that the token may change. */
export function ownPull(call: GraphCall, id: string) {
  const { pull } = nodeOf(call, id, 'pull');
  permit(call, pull.base, PULLS_WRITE);
  return pull;
}

/** A label of another repository is none here. */
function labelKey(call: GraphCall, repository: Repository, id: string): string {
  const found = nodeOf(call, id, 'label');
  if (found.repository !== repository) throw unresolved(id);
  return found.label.name.toLowerCase();
}

const setDraft = (payload: string, draft: boolean) =>
  mutation<ById>(payload, ['pullRequestId'], async ({ pullRequestId }, call) => {
    const pull = ownPull(call, pullRequestId);
    if (pull.state !== 'open') throw new GraphError('UNPROCESSABLE', 'Pull request is closed');
    pull.draft = draft;
    if (draft) pull.autoMerge = undefined;
    pull.updatedAt = call.world.clock.now();
    return { pullRequest: pullSource(call, pull) };
  });

export const pullMutations: Mutations = {
  createPullRequest: mutation<{
    repositoryId: string;
    baseRefName: string;
    headRefName: string;
    title: string;
    body?: string | null;
    draft?: boolean | null;
    maintainerCanModify?: boolean | null;
  }>(
    'CreatePullRequestPayload',
    ['repositoryId', 'baseRefName', 'headRefName', 'title', 'body', 'draft', 'maintainerCanModify'],
    async (input, call) => {
      const { repository } = nodeOf(call, input.repositoryId, 'repository');
      permit(call, repository, PULLS_WRITE);
      const pull = await createPull(call.world, repository, call.principal, {
        title: input.title,
        body: input.body ?? null,
        head: input.headRefName,
        base: input.baseRefName,
        draft: input.draft ?? false,
        maintainerCanModify: input.maintainerCanModify ?? true,
      });
      return { pullRequest: pullSource(call, pull) };
    },
  ),

  updatePullRequest: mutation<
    ById & {
      title?: string | null;
      body?: string | null;
      state?: 'OPEN' | 'CLOSED' | null;
      baseRefName?: string | null;
      labelIds?: readonly string[] | null;
      milestoneId?: string | null;
      assigneeIds?: readonly string[] | null;
    }
  >(
    'UpdatePullRequestPayload',
    ['pullRequestId', 'title', 'body', 'state', 'baseRefName', 'labelIds', 'milestoneId', 'assigneeIds'],
    async ({ pullRequestId, ...wanted }, call) => {
      const pull = ownPull(call, pullRequestId);
      await updatePull(call.world, pull, {
        title: wanted.title ?? undefined,
        body: wanted.body ?? undefined,
        state: wanted.state === 'OPEN' ? 'open' : wanted.state === 'CLOSED' ? 'closed' : undefined,
        base: wanted.baseRefName ?? undefined,
        by: call.principal.account,
        labels:
          wanted.labelIds == null
            ? undefined
            : {
                keys: wanted.labelIds.map((id) => labelKey(call, pull.base, id)),
                by: call.principal.account,
              },
        milestone:
          wanted.milestoneId == null ? undefined : nodeOf(call, wanted.milestoneId, 'milestone').milestone,
      });
      if (wanted.assigneeIds != null) {
        const logins = wanted.assigneeIds.map((id) => nodeOf(call, id, 'account').account.login);
        pull.assignees.clear();
        assign(call.world, pull, logins);
      }
      return { actor: actor(call, call.principal.account), pullRequest: pullSource(call, pull) };
    },
  ),

  closePullRequest: mutation<ById>('ClosePullRequestPayload', ['pullRequestId'], async (input, call) => {
    const pull = ownPull(call, input.pullRequestId);
    await updatePull(call.world, pull, { state: 'closed', by: call.principal.account });
    return { pullRequest: pullSource(call, pull) };
  }),

  convertPullRequestToDraft: setDraft('ConvertPullRequestToDraftPayload', true),
  markPullRequestReadyForReview: setDraft('MarkPullRequestReadyForReviewPayload', false),

  addLabelsToLabelable: mutation<{ labelableId: string; labelIds: readonly string[] }>(
    'AddLabelsToLabelablePayload',
    ['labelableId', 'labelIds'],
    async ({ labelableId, labelIds }, call) => {
      const { pull } = nodeOf(call, labelableId, 'pull');
      permit(call, pull.base, ISSUES_WRITE);
      if (isLate(pull)) throw unresolved(labelableId);
      const keys = labelIds.map((id) => labelKey(call, pull.base, id));
      addLabels(call.world, pull, keys, call.principal.account);
      return { labelable: pullSource(call, pull) };
    },
  ),

  requestReviews: mutation<
    ById & {
      userIds?: readonly string[] | null;
      teamIds?: readonly string[] | null;
      union?: boolean | null;
    }
  >(
    'RequestReviewsPayload',
    ['pullRequestId', 'userIds', 'teamIds', 'union'],
    async ({ pullRequestId, userIds, teamIds, union }, call) => {
      const pull = ownPull(call, pullRequestId);
      if (isLate(pull)) throw unresolved(pullRequestId);
      requestReviews(call.world, pull, {
        logins: (userIds ?? []).map((id) => nodeOf(call, id, 'account').account.login),
        teams: (teamIds ?? []).map((id) => nodeOf(call, id, 'team').slug),
        replace: union !== true,
      });
      return { actor: actor(call, call.principal.account), pullRequest: pullSource(call, pull) };
    },
  ),

  addComment: mutation<{ subjectId: string; body: string }>(
    'AddCommentPayload',
    ['subjectId', 'body'],
    async ({ subjectId, body }, call) => {
      const { pull } = nodeOf(call, subjectId, 'pull');
      permit(call, pull.base, ISSUES_WRITE);
      const made = addComment(call.world, pull, call.principal.account, body);
      return {
        subject: pullSource(call, pull),
        commentEdge: {
          __typename: 'IssueCommentEdge',
          cursor: String(made.id),
          node: comment(call, pull, made),
        },
      };
    },
  ),
};
