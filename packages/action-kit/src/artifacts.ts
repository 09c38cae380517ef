/** GitHub's artifact store as actions use it. */
import type { Artifact, ArtifactClient } from '@actions/artifact';
import { configurationFailure, type Failure, remoteFailure } from '@sealift/core/failure';
import { type Digest, isDigest } from '@sealift/core/image/digest';
import { asClause } from '@sealift/core/text/clause';
import { singleLine } from '@sealift/core/text/sanitize';

export type ArtifactStore = Pick<
  ArtifactClient,
  'uploadArtifact' | 'downloadArtifact' | 'listArtifacts' | 'deleteArtifact'
>;
export type StoredArtifact = Artifact;

/** The library is five times as large as everything else: it is read by those who come to the point of using it. */
export async function openArtifactStore(): Promise<ArtifactStore> {
  const { DefaultArtifactClient } = await import('@actions/artifact');
  return new DefaultArtifactClient();
}

export type NewArtifact = {
  readonly name: string;
  readonly files: readonly string[];
  /** The folder that they lie in. */
  readonly folder: string;
  /** 0 = the repository's setting. */
  readonly retentionDays: number;
};

/**
 * Uploads files in place of an artifact of that name from an earlier attempt: names are unique within a run, and a
 * repeated job finds its own of before.
 * @param what names it in failures, e.g. `The evidence artifact api.release`
 * @returns sha256 of the archive in hex, as it was sent
 * @throws Failure `artifacts/unavailable` and its like
 */
export async function replaceArtifact(
  artifacts: Pick<ArtifactStore, 'deleteArtifact' | 'uploadArtifact'>,
  what: string,
  { name, files, folder, retentionDays }: NewArtifact,
): Promise<{ readonly id?: number; readonly digest?: string }> {
  try {
    await artifacts.deleteArtifact(name);
  } catch (error) {
    if (!(error instanceof Error && error.name === 'ArtifactNotFoundError'))
      throw storeFailure(`${what} of an earlier attempt could not be replaced`, error);
  }
  return artifacts
    .uploadArtifact(name, [...files], folder, {
      compressionLevel: 6,
      ...(retentionDays === 0 ? {} : { retentionDays }),
    })
    .catch((error: unknown) => {
      throw storeFailure(`${what} could not be uploaded`, error);
    });
}

/**
 * What was uploaded: the library hashes the archive while it sends it, so this is of the very bytes that went out.
 * @param what as for {@link replaceArtifact}
 * @throws Failure `artifacts/damaged` when the library does not say
 */
export function uploadedDigest({ digest }: { readonly digest?: string }, what: string): Digest {
  const uploaded = `sha256:${digest ?? ''}`;
  if (isDigest(uploaded)) return uploaded;
  throw damagedArtifact(
    `It is not known what was uploaded as ${what.charAt(0).toLowerCase()}${what.slice(1)}.`,
    'Run the job again.',
  );
}

/** Its bytes are not those that were uploaded. */
export const damagedArtifact = (cause: string, remedy: string): Failure =>
  remoteFailure({ code: 'artifacts/damaged', cause, remedy });

/**
 * All artifacts of the run, not the latest of each name alone: another job may have uploaded a later one.
 * @throws Failure `artifacts/unavailable` and its like
 */
export async function listAllArtifacts(
  artifacts: Pick<ArtifactStore, 'listArtifacts'>,
): Promise<readonly StoredArtifact[]> {
  const listed = await artifacts.listArtifacts({ latest: false }).catch((error: unknown) => {
    throw storeFailure('The artifacts of this run could not be listed', error);
  });
  return listed.artifacts;
}

/** The one of which the store says this. Its word decides what is looked at, not what is believed. */
export const withDigest = (stored: readonly StoredArtifact[], digest: Digest): StoredArtifact | undefined =>
  stored.find((artifact) => artifact.digest === digest || `sha256:${artifact.digest}` === digest);

/** Safe as a folder's name on every system, since loading makes a folder of it. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/;

export const isArtifactName = (name: string): boolean => NAME.test(name);

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
