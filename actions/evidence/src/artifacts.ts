/** GitHub's artifact store as this action uses it. */
import type { ArtifactClient } from '@actions/artifact';
import { configurationFailure, type Failure, remoteFailure } from '@sealift/core/failure';
import { asClause } from '@sealift/core/text/clause';
import { singleLine } from '@sealift/core/text/sanitize';

export type ArtifactStore = Pick<
  ArtifactClient,
  'uploadArtifact' | 'downloadArtifact' | 'listArtifacts' | 'deleteArtifact'
>;

/** @param what a clause, e.g. `The evidence artifact api.release could not be uploaded` */
export function storeFailure(what: string, error: unknown): Failure {
  const message = asClause(singleLine(error instanceof Error ? error.message : String(error)));
  const details = { cause: `${what}: ${message}.`, error };
  if (error instanceof Error && error.name === 'GHESNotSupportedError')
    return configurationFailure({
      ...details,
      code: 'artifacts/no-store',
      remedy: 'Run on github.com or GitHub Enterprise Cloud: this server has no such store.',
    });
  if (/ACTIONS_RUNTIME_TOKEN|ACTIONS_RESULTS_URL/.test(message))
    return configurationFailure({
      ...details,
      code: 'artifacts/no-store',
      remedy: 'Run the action in a step of a GitHub Actions job.',
    });
  if (error instanceof Error && error.name === 'UsageError')
    return configurationFailure({
      ...details,
      code: 'artifacts/no-space',
      remedy: 'Free space in the artifact storage of the account.',
    });
  return remoteFailure({
    ...details,
    code: 'artifacts/unavailable',
    remedy: 'Run the job again; see https://www.githubstatus.com.',
  });
}
