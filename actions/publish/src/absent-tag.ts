/**
 * Whether a floating tag that names nothing may be made. It may never have existed; or somebody deleted it, or asked for
 * it only after newer releases were made: then an older release, made later or run again, must not get it.
 */
import { readGitHubContext } from '@sealift/action-kit/github-context';
import { failedWith } from '@sealift/core/failure';
import { formatImageName } from '@sealift/core/image/reference';
import { newerVersions, otherCommits } from '@sealift/core/release/newer-tags';
import { decideTag } from '@sealift/core/release/tag-order';
import { createGitHubClient } from '@sealift/github/client/client';
import { ancestryOf } from '@sealift/github/git/ancestry';
import { readBranch } from '@sealift/github/git/refs';
import { parseRepositoryName } from '@sealift/github/repository/repository';
import type { RegistryClient } from '@sealift/registry/client';
import { historyOf, readOther, readRelease, type TagMove } from './floating-tags.ts';
import { type Judging, verifierFor } from './verifier.ts';

export type AbsentTag = Omit<TagMove, 'from'> & {
  /** The immutable tag of the release; undefined when nobody says it. */
  readonly ownTag: string | undefined;
};

type Dependencies = Judging & { readonly client: Pick<RegistryClient, 'listTags'> };

/** Releases that are looked at, the newest first: one that verifies is enough. */
const MAX_LOOKED_AT = 5;

/**
 * Only what verifies as a newer release stands in the way, so that nobody holds a tag back with a name.
 * @throws Failure those of the registry, cosign and GitHub when it cannot be known
 */
export async function mayCreateTag(wanted: AbsentTag, dependencies: Dependencies): Promise<boolean> {
  const { image, tag, ownTag } = wanted;
  if (ownTag === undefined) return true;
  const reason = await reasonAgainst({ ...wanted, ownTag }, dependencies);
  if (reason === undefined) return true;
  const name = `${formatImageName(wanted.at ?? image)}:${tag}`;
  dependencies.log.notice(`${name} is not made: ${reason}.`, { title: 'Tag' });
  return false;
}

type Wanted = AbsentTag & { readonly ownTag: string };

async function reasonAgainst(wanted: Wanted, dependencies: Dependencies): Promise<string | undefined> {
  const { ownTag, tag } = wanted;
  const tags = await listTags(wanted, dependencies);
  const commits = otherCommits(ownTag, tags);
  if (commits.size === 0) return firstNewer(newerVersions(ownTag, tag, tags), wanted, dependencies);
  const newer = await newerOnBranch(ownTag, wanted, dependencies);
  return newer === 'gone'
    ? `${wanted.policy.sourceRef} no longer holds the commit of ${ownTag}`
    : firstNewer(
        newer.flatMap((commit) => commits.get(commit) ?? []),
        wanted,
        dependencies,
      );
}

/** Who may push may not be allowed to list, on ECR for example: no release fails for that. */
async function listTags({ image }: Wanted, { client, log }: Dependencies): Promise<readonly string[]> {
  try {
    return await client.listTags(image);
  } catch (thrown) {
    if (!failedWith(thrown, 'registry/denied', 'registry/too-many-tags')) throw thrown;
    log.debug(`${formatImageName(image)}: ${thrown.message}`);
    return [];
  }
}

/** The newest commits that the branch has beyond this release; `gone` when it does not have this one any more. */
async function newerOnBranch(
  ownTag: string,
  { policy, token }: Wanted,
  dependencies: Dependencies,
): Promise<readonly string[] | 'gone'> {
  const [, branch] = /^refs\/heads\/(.+)$/s.exec(policy.sourceRef ?? '') ?? [];
  const [, commit] = /^sha-([0-9a-f]{40})/.exec(ownTag) ?? [];
  if (branch === undefined || commit === undefined) return [];
  const { apiUrl } = await readGitHubContext(dependencies.env);
  const client = createGitHubClient({ ...dependencies, token: token ?? '', apiUrl });
  const repository = parseRepositoryName(policy.sourceRepository);
  const head = await readBranch(client, repository, branch);
  // The usual case: the newest commit is released.
  if (head === undefined || head === commit) return [];
  const { relation, commits } = await ancestryOf(client, repository, head)(commit);
  return relation === 'diverged' ? 'gone' : commits.map(({ sha }) => sha);
}

/** Why the first of the tags that names a newer release stands in the way; undefined when none does. */
async function firstNewer(
  tags: readonly string[],
  wanted: Wanted,
  dependencies: Dependencies,
): Promise<string | undefined> {
  const { image, digest, policy, tag } = wanted;
  const { client } = dependencies;
  if (tags.length === 0) return undefined;
  const checker = { verifier: verifierFor(image, wanted, dependencies), client, policy };
  const release = await readRelease(checker, wanted);
  const history = await historyOf(release.record, wanted, dependencies);
  for (const other of tags.slice(0, MAX_LOOKED_AT)) {
    const found = await client.getManifest(image, other);
    if (found === undefined || found.digest === digest) continue;
    const holder = await readOther(checker, wanted, found.digest);
    if (holder === 'unsigned') continue;
    const decision = await decideTag(tag, release.record, holder.record, history);
    if (decision !== 'move') return `${formatImageName(image)}:${other} ${decision.leave}`;
  }
  return undefined;
}
