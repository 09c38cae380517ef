/** What an owner sets on the pages of a repository, and what people make there by hand. */
import { configurationFailure } from '@sealift/core/failure';
import { stableId } from './identity.ts';
import { useLabel } from './labels.ts';
import { findRepository, type GitHubState, type Repository, type RepositorySettings } from './state.ts';

export type RepositoryConfiguration = Partial<RepositorySettings> & {
  /** Names of labels that shall exist. */
  readonly labels?: readonly string[];
  /** Titles of open milestones that shall exist. */
  readonly milestones?: readonly string[];
};

/** @throws Failure `configuration` when there is no such repository */
export function configureRepository(
  world: GitHubState,
  fullName: string,
  { labels = [], milestones = [], ...settings }: RepositoryConfiguration,
): void {
  const repository = existing(world, fullName);
  repository.settings = { ...repository.settings, ...settings };
  for (const login of [...(settings.collaborators ?? []), ...Object.keys(settings.roles ?? {})])
    world.accounts.ensure(login, 'User');
  for (const name of labels) useLabel(repository, name);
  for (const title of milestones) {
    const number = repository.milestones.size + 1;
    repository.milestones.set(number, {
      id: stableId('milestone', `${repository.id}/${number}`),
      number,
      title,
      state: 'open',
      createdAt: world.clock.now(),
    });
  }
}

/**
 * Gives a repository another name below the same owner; the old one leads to it from then on.
 * @throws Failure `configuration` when there is no such repository or the name is taken
 */
export function renameRepository(world: GitHubState, fullName: string, name: string): void {
  const repository = existing(world, fullName);
  const next = `${repository.owner.login}/${name}`;
  if (findRepository(world, next) !== undefined)
    throw configurationFailure({
      code: 'fake-github/name-taken',
      cause: `There is a repository ${next} already.`,
      remedy: 'Choose another name.',
    });
  const former = repository.fullName.toLowerCase();
  world.repositories.delete(former);
  world.formerNames.set(former, repository);
  world.formerNames.delete(next.toLowerCase());
  repository.name = name;
  repository.fullName = next;
  world.repositories.set(next.toLowerCase(), repository);
}

function existing(world: GitHubState, fullName: string): Repository {
  const repository = findRepository(world, fullName);
  if (repository !== undefined) return repository;
  throw configurationFailure({
    code: 'fake-github/no-repository',
    cause: `There is no repository "${fullName}".`,
    remedy: 'Create the repository first.',
  });
}
