import { configurationFailure } from '@sealift/core/failure';
import type { Head, OpsView } from '@sealift/github/repository/ops-repository';
import { formatRepositoryName } from '@sealift/github/repository/repository';

/** What the base branch holds. @throws Failure `bump/no-base` */
export function baseHead({ base, repository }: OpsView, name: string): Head {
  if (base !== undefined) return base;
  throw configurationFailure({
    code: 'bump/no-base',
    cause: `${formatRepositoryName(repository)} has no branch "${name}".`,
    remedy: 'Correct "base", or make the first commit in the repository.',
  });
}
