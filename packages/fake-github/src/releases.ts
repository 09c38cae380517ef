/** Releases, with the rules of immutable ones: https://docs.github.com/en/code-security/concepts/supply-chain-security/immutable-releases */
import { createHash } from 'node:crypto';
import { findObject } from './git/plumbing.ts';
import { readRef } from './git/refs.ts';
import { type Account, stableId } from './identity.ts';
import { changeRefs } from './ref-changes.ts';
import { ApiError } from './rest/api-error.ts';
import type { GitHubState, Release, ReleaseAsset, Repository } from './state.ts';
import type { Principal } from './tokens.ts';

export type NewRelease = Pick<Release, 'tag' | 'target' | 'name' | 'body' | 'draft' | 'prerelease'>;

const refused = (code: string, field: string, message?: string): ApiError =>
  new ApiError(422, 'Validation Failed', [
    { resource: 'Release', code, field, ...(message === undefined ? {} : { message }) },
  ]);

/** @throws ApiError 422 */
export async function createRelease(
  world: GitHubState,
  repository: Repository,
  actor: Principal,
  wanted: NewRelease,
): Promise<Release> {
  const number = repository.releases.size + 1;
  const release: Release = {
    ...wanted,
    id: stableId('release', `${repository.fullName}/${number}`),
    author: actor.account,
    draft: true,
    immutable: false,
    createdAt: world.clock.now(),
    updatedAt: world.clock.now(),
    publishedAt: undefined,
    assets: new Map(),
  };
  if (!wanted.draft) await publish(world, repository, actor, release);
  repository.releases.set(release.id, release);
  return release;
}

/** @throws ApiError 422 when it is immutable, or cannot be published like this */
export async function updateRelease(
  world: GitHubState,
  repository: Repository,
  actor: Principal,
  release: Release,
  change: Partial<NewRelease>,
): Promise<void> {
  const { draft, ...rest } = change;
  const protectedParts = [rest.tag, rest.target, draft === true || undefined];
  if (release.immutable && protectedParts.some((part) => part !== undefined)) throw immutable();
  Object.assign(release, rest, { updatedAt: world.clock.now() });
  if (draft === false && release.draft) await publish(world, repository, actor, release);
}

/** The tag is made where there is none, on the commit itself: it is no object of its own. */
async function publish(
  world: GitHubState,
  repository: Repository,
  actor: Principal,
  release: Release,
): Promise<void> {
  const taken = [...repository.releases.values()].some(({ tag, draft }) => tag === release.tag && !draft);
  if (taken) throw refused('already_exists', 'tag_name');
  const { gitDir } = repository;
  const name = `refs/tags/${release.tag}`;
  await repository.exclusively(async () => {
    if ((await readRef(gitDir, name)) !== undefined) return;
    const target = await findObject(gitDir, `${release.target}^{commit}`);
    if (target === undefined) throw refused('invalid', 'target_commitish');
    await changeRefs(world, repository, actor, [{ name, before: undefined, after: target.id, force: false }]);
  });
  release.draft = false;
  release.publishedAt = world.clock.now();
  release.immutable = repository.settings.immutableReleases;
}

/** @throws ApiError 422 when there is one of that name, or the release is immutable */
export function addAsset(
  world: GitHubState,
  repository: Repository,
  uploader: Account,
  release: Release,
  asset: Pick<ReleaseAsset, 'name' | 'contentType' | 'bytes'>,
): ReleaseAsset {
  if (release.immutable) throw immutable();
  if ([...release.assets.values()].some(({ name }) => name === asset.name))
    throw new ApiError(422, 'Validation Failed', [
      { resource: 'ReleaseAsset', code: 'already_exists', field: 'name' },
    ]);
  const added: ReleaseAsset = {
    ...asset,
    id: stableId('asset', `${repository.fullName}/${release.id}/${asset.name}/${world.clock.now()}`),
    digest: `sha256:${createHash('sha256').update(asset.bytes).digest('hex')}`,
    uploader,
    createdAt: world.clock.now(),
  };
  release.assets.set(added.id, added);
  return added;
}

/** @throws ApiError 422 when the release is immutable */
export function removeAsset(release: Release, asset: ReleaseAsset): void {
  if (release.immutable) throw immutable();
  release.assets.delete(asset.id);
}

const immutable = (): ApiError => new ApiError(422, 'Cannot modify an immutable release');
