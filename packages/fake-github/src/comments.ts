import { type Account, stableId } from './identity.ts';
import { checkBody, invalid } from './pull-changes.ts';
import type { Comment, GitHubState, Pull } from './state.ts';

/** @throws ApiError 422 when it is empty or too long */
export function addComment(world: GitHubState, pull: Pull, author: Account, body: string): Comment {
  if (body.trim() === '')
    throw invalid({
      resource: 'IssueComment',
      code: 'custom',
      field: 'body',
      message: "Body can't be blank",
    });
  checkBody(body, 'IssueComment');
  const number = pull.comments.length + 1;
  const comment: Comment = {
    id: stableId('comment', `${pull.id}/${number}`),
    author,
    body,
    createdAt: world.clock.now(),
    updatedAt: world.clock.now(),
  };
  pull.comments.push(comment);
  pull.updatedAt = comment.createdAt;
  return comment;
}

/** @throws ApiError 422 when it is empty or too long */
export function editComment(world: GitHubState, comment: Comment, body: string): void {
  if (body.trim() === '')
    throw invalid({
      resource: 'IssueComment',
      code: 'custom',
      field: 'body',
      message: "Body can't be blank",
    });
  checkBody(body, 'IssueComment');
  comment.body = body;
  comment.updatedAt = world.clock.now();
}
