/** From a proven commit to an immutable release, its tag, and the tags that follow it. */
import { configurationFailure, policyFailure, remoteFailure } from '@sealift/core/failure';
import type { Log } from '@sealift/core/log';
import type { GitHubClient } from '@sealift/github/client/client';
import { ancestryOf } from '@sealift/github/git/ancestry';
import { isVerified } from '@sealift/github/git/commit-info';
import {
  type AssetFile,
  createDraft,
  findRelease,
  publishRelease,
  type Release,
  setAssets,
} from '@sealift/github/releases/releases';
import { listTags, moveTag, readTag } from '@sealift/github/releases/tags';
import { type RepositoryName, readRepositoryId } from '@sealift/github/repository/repository';
import { floatingTags, newest, versionOfTag } from './version.ts';

export type Publication = {
  readonly version: string;
  readonly commit: string;
  /** Markdown. */
  readonly notes: string;
  readonly files: readonly AssetFile[];
};

type Dependencies = { readonly log: Pick<Log, 'info' | 'notice'> };

/**
 * Each step looks at what is there first: after a run that was ended anywhere, the same run again ends as if it had not
 * been.
 * @returns page of the release
 * @throws Failure `release/…`, `github/…`
 */
export async function publish(
  client: GitHubClient,
  repository: RepositoryName,
  publication: Publication,
  { log }: Dependencies,
): Promise<string> {
  const { version, commit } = publication;
  const tag = `v${version}`;
  await requireSigned(client, repository, commit);
  await requireTag(client, repository, tag, commit, 'absent');
  const found = await findRelease(client, repository, tag);
  const release = found?.draft === false ? found : await releaseOf(client, repository, found, publication);
  await requireTag(client, repository, tag, commit, 'there');
  if (!release.immutable) throw mutable(repository, tag);
  log.info(`${tag} is ${release.html_url}`);
  await followRelease(client, repository, publication, log);
  return release.html_url;
}

async function releaseOf(
  client: GitHubClient,
  repository: RepositoryName,
  draft: Release | undefined,
  { version, commit, notes, files }: Publication,
): Promise<Release> {
  const tag = `v${version}`;
  const release = draft ?? (await createDraft(client, repository, { tag, commit, name: tag, body: notes }));
  if (release.target_commitish !== commit) throw otherCommit(`The draft of ${tag}`, commit);
  await setAssets(client, repository, release, files);
  return publishRelease(client, repository, release);
}

/** GitHub signs what is merged on its pages; a commit that somebody pushed past them is not released. */
async function requireSigned(
  client: GitHubClient,
  repository: RepositoryName,
  commit: string,
): Promise<void> {
  if (await isVerified(client, repository, commit)) return;
  throw policyFailure({
    code: 'release/unsigned',
    cause: `The commit ${commit} has no signature that GitHub verifies.`,
    remedy:
      'Merge the version pull request on its page, with a merge commit or squashed; a rebase is not signed.',
  });
}

async function requireTag(
  client: GitHubClient,
  repository: RepositoryName,
  name: string,
  commit: string,
  otherwise: 'absent' | 'there',
): Promise<void> {
  const tag = await readTag(client, repository, name);
  if (tag === undefined && otherwise === 'absent') return;
  if (tag?.id !== commit || tag.annotated) throw otherCommit(`The tag ${name}`, commit);
}

const otherCommit = (what: string, commit: string) =>
  policyFailure({
    code: 'release/other-commit',
    cause: `${what} is not on the commit ${commit} itself.`,
    remedy:
      'Find out who made it. A draft can be deleted; a version that is out can only be followed by another.',
  });

const mutable = ({ owner, repo }: RepositoryName, tag: string) =>
  configurationFailure({
    code: 'release/mutable',
    cause: `The release ${tag} can be changed: releases of ${owner}/${repo} are not immutable.`,
    remedy: `Enable "release immutability" in the settings of the repository, delete the release ${tag} with its tag, and run the job again.`,
  });

/** Brings the tags that follow the newest release to it. @throws Failure `release/…`, `github/…` */
export async function followRelease(
  client: GitHubClient,
  repository: RepositoryName,
  release: Pick<Publication, 'version' | 'commit'>,
  log: Dependencies['log'],
): Promise<void> {
  for (const name of floatingTags(release.version)) await follow(client, repository, name, release, log);
}

/** Moves a floating tag forward. One that a newer release has stays where it is. */
async function follow(
  client: GitHubClient,
  repository: RepositoryName,
  name: string,
  { version, commit }: Pick<Publication, 'version' | 'commit'>,
  log: Dependencies['log'],
): Promise<void> {
  const tags = await listTags(client, repository, name);
  const versions = tags.flatMap((tag) => {
    const found = versionOfTag(tag.name);
    return found !== undefined && floatingTags(found).some((floating) => floating === name) ? [found] : [];
  });
  if (newest(versions) !== version) {
    log.notice(`${name} stays where it is: there is a newer release than v${version}.`);
    return;
  }
  const from = tags.find((tag) => tag.name === name)?.id;
  if (from === commit) return;
  if (from !== undefined && (await ancestryOf(client, repository, commit)(from)).relation !== 'ancestor')
    throw policyFailure({
      code: 'release/backward',
      cause: `${name} is at ${from}, which is no ancestor of v${version}.`,
      remedy: `Find out who moved it, put it on the commit of the release before v${version}, and run the job again.`,
    });
  const id = await readRepositoryId(client, repository);
  if ((await moveTag(client, repository, id, { name, from, to: commit })) === 'raced')
    throw remoteFailure({
      code: 'release/overtaken',
      cause: `${name} was moved by someone else meanwhile.`,
      remedy: 'Run the job again.',
    });
  log.info(`${name} is at v${version}.`);
}
