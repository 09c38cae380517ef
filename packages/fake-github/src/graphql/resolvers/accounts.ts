import type { Account } from '../../identity.ts';
import { accountId, teamId } from '../../node-ids.ts';
import type { Repository } from '../../state.ts';
import type { GraphCall } from '../call.ts';
import { field, type Source } from '../source.ts';

const slugOf = (login: string): string => login.replace(/\[bot\]$/, '');

/**
 * An `Actor`. The login of a bot is its slug here, while REST writes `slug[bot]`: whoever compares the two must
 * know which one is at hand.
 */
export function actor({ world }: GraphCall, account: Account): Source {
  const { id, type, login } = account;
  const path = type === 'Bot' ? `/apps/${slugOf(login)}` : `/${login}`;
  return {
    __typename: type,
    id: accountId(account),
    databaseId: id,
    login: type === 'Bot' ? slugOf(login) : login,
    ...(type === 'Bot' ? {} : { name: null }),
    avatarUrl: field<{ size?: number }>(['size'], () => `https://avatars.githubusercontent.com/u/${id}?v=4`),
    resourcePath: path,
    url: `${world.urls.server}${path}`,
  };
}

/** Whoever asks. An App is a `User` here whose login ends with `[bot]`. */
export const viewer = (call: GraphCall): Source => ({
  ...actor(call, call.principal.account),
  __typename: 'User',
  login: call.principal.account.login,
});

export const team = ({ world }: GraphCall, repository: Repository, slug: string): Source => {
  const path = `/orgs/${repository.owner.login}/teams/${slug}`;
  return {
    __typename: 'Team',
    id: teamId(repository, slug),
    name: slug,
    slug,
    combinedSlug: `${repository.owner.login}/${slug}`,
    resourcePath: path,
    url: `${world.urls.server}${path}`,
  };
};
