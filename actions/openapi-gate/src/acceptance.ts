/**
 * A person accepts the breaks that the comment shows, by a label. It counts for exactly those: the comment names them by
 * a digest, and the label must be younger than the comment's last change. So neither a later push nor an edit of the
 * comment is accepted by a label that was set before.
 */
import type { JudgedChange } from '@sealift/core/openapi/change';
import { blockingOf, breaksDigest } from '@sealift/core/openapi/report';
import type { GitHubClient } from '@sealift/github/client/client';
import type { Comment } from '@sealift/github/pulls/comments';
import { hasRole, readLabelling } from '@sealift/github/pulls/labelling';
import { hasLabel } from '@sealift/github/pulls/labels';
import type { PullState } from '@sealift/github/pulls/open-pulls';
import type { RepositoryName } from '@sealift/github/repository/repository';
import type { Inputs } from './inputs.ts';

/** In the comment's second line. */
export const breaksMark = (changes: readonly JudgedChange[]): string =>
  `<!-- breaks ${breaksDigest(changes)} -->`;

export type LabelQuestion = {
  readonly client: GitHubClient;
  readonly repository: RepositoryName;
  readonly pull: PullState;
  /** As it is before this run changes it. */
  readonly comment: Comment | undefined;
};

/** `refused` is a sentence for people. */
export type LabelAnswer =
  | { readonly kind: 'none' }
  | { readonly kind: 'accepted'; readonly login: string }
  | { readonly kind: 'refused'; readonly why: string };

/** @throws Failure those of GitHub */
export async function askLabel(
  inputs: Pick<Inputs, 'acceptLabel' | 'acceptBy' | 'failOn'>,
  changes: readonly JudgedChange[],
  { client, repository, pull, comment }: LabelQuestion,
): Promise<LabelAnswer> {
  const { acceptLabel: label, acceptBy } = inputs;
  const blocking = blockingOf(changes, inputs.failOn);
  if (label === undefined || blocking.length === 0 || !hasLabel(pull, label)) return { kind: 'none' };
  const refused = (why: string): LabelAnswer => ({
    kind: 'refused',
    why: `The label "${label}" does not count: ${why}`,
  });
  const labelling = await readLabelling(client, repository, pull.number, label);
  if (labelling === undefined) return refused('it cannot be seen who set it.');
  if (acceptBy === 'reviewer' && labelling.by.toLowerCase() === pull.author?.toLowerCase())
    return refused('whoever opened the pull request set it. Somebody else with write access has to.');
  if (!(await hasRole(client, repository, labelling.by, 'write')))
    return refused(`${labelling.by} may not write to this repository.`);
  if (comment === undefined || !comment.body.includes(breaksMark(blocking)))
    return refused(
      'it was set for other breaks than these. Read the comment, take the label off and set it again.',
    );
  // GitHub tells whole seconds.
  if (comment.updatedAt > labelling.at + 999)
    return refused('the comment was changed after it was set. Read it, take the label off and set it again.');
  return { kind: 'accepted', login: labelling.by };
}

export const acceptAll = (
  changes: readonly JudgedChange[],
  failOn: Inputs['failOn'],
  login: string,
): readonly JudgedChange[] => {
  const blocking = new Set(blockingOf(changes, failOn));
  return changes.map((change) =>
    blocking.has(change) ? { ...change, accepted: { by: 'label', login } } : change,
  );
};
