/** GitHub's global ids of everything that REST calls `node_id` and GraphQL `id`. Both sides of the stand-in use these. */
import { type Account, nodeId } from './identity.ts';
import type { GitHubState, Label, Milestone, Pull, Repository } from './state.ts';

const ACCOUNT = { Organization: 'O', Bot: 'BOT', User: 'U' } as const;

export const accountId = ({ type, id }: Account): string => nodeId(ACCOUNT[type], id);
export const repositoryId = ({ id }: Repository): string => nodeId('R', id);
export const pullId = ({ id }: Pull): string => nodeId('PR', id);
export const labelId = ({ id }: Label): string => nodeId('LA', id);
export const milestoneId = ({ id }: Milestone): string => nodeId('MI', id);
export const refId = (repository: Repository, name: string): string => nodeId('REF', repository.id, name);
export const commentId = (id: number): string => nodeId('IC', id);
export const teamId = (repository: Repository, slug: string): string =>
  nodeId('T', repository.owner.login, slug);

/** What a global id of something that can be changed stands for. */
export type Target =
  | { readonly kind: 'repository'; readonly repository: Repository }
  | { readonly kind: 'pull'; readonly repository: Repository; readonly pull: Pull }
  | { readonly kind: 'label'; readonly repository: Repository; readonly label: Label }
  | { readonly kind: 'milestone'; readonly repository: Repository; readonly milestone: Milestone }
  | { readonly kind: 'ref'; readonly repository: Repository; readonly name: string }
  | { readonly kind: 'account'; readonly account: Account }
  | { readonly kind: 'team'; readonly repository: Repository; readonly slug: string };

/** Finds what has this id by asking everything for its own; refs are the exception. */
export function findById(world: GitHubState, id: string): Target | undefined {
  for (const repository of world.repositories.values()) {
    if (repositoryId(repository) === id) return { kind: 'repository', repository };
    for (const pull of repository.pulls.values())
      if (pullId(pull) === id) return { kind: 'pull', repository, pull };
    for (const label of repository.labels.values())
      if (labelId(label) === id) return { kind: 'label', repository, label };
    for (const milestone of repository.milestones.values())
      if (milestoneId(milestone) === id) return { kind: 'milestone', repository, milestone };
    for (const slug of repository.settings.teams)
      if (teamId(repository, slug) === id) return { kind: 'team', repository, slug };
    const name = refNameOf(repository, id);
    if (name !== undefined) return { kind: 'ref', repository, name };
  }
  const account = world.accounts.all().find((one) => accountId(one) === id);
  return account === undefined ? undefined : { kind: 'account', account };
}

/** Refs live in git, where there may be many: the id of one is the only one that is read. */
function refNameOf(repository: Repository, id: string): string | undefined {
  if (!id.startsWith('REF_')) return undefined;
  const text = Buffer.from(id.slice('REF_'.length), 'base64url').toString('utf8');
  const name = text.slice(text.indexOf(':') + 1);
  return refId(repository, name) === id ? name : undefined;
}
