import * as v from 'valibot';
import { nodeId } from '../identity.ts';
import { addAsset, createRelease, removeAsset, updateRelease } from '../releases.ts';
import { renderAccount } from '../render/accounts.ts';
import { apiUrl, pageUrl } from '../render/repositories.ts';
import { ApiError, notFound } from '../rest/api-error.ts';
import {
  actorOf,
  type Call,
  created,
  noContent,
  ok,
  paginate,
  type RepositoryCall,
  type Route,
  repositoryRoute,
} from '../rest/call.ts';
import { type Release, type ReleaseAsset, toTime } from '../state.ts';

const REPOSITORY = '/repos/{owner}/{repo}';
const RELEASES = `${REPOSITORY}/releases`;

const Create = v.object({
  tag_name: v.string(),
  target_commitish: v.optional(v.string()),
  name: v.optional(v.nullable(v.string()), null),
  body: v.optional(v.nullable(v.string()), null),
  draft: v.optional(v.boolean(), false),
  prerelease: v.optional(v.boolean(), false),
});
const Update = v.partial(
  v.object({
    tag_name: v.string(),
    target_commitish: v.string(),
    name: v.string(),
    body: v.string(),
    draft: v.boolean(),
    prerelease: v.boolean(),
  }),
);

function renderAsset({ world, repository }: RepositoryCall, release: Release, asset: ReleaseAsset) {
  return {
    url: `${apiUrl(world, repository)}/releases/assets/${asset.id}`,
    browser_download_url: `${pageUrl(world, repository)}/releases/download/${release.tag}/${asset.name}`,
    id: asset.id,
    node_id: nodeId('RA', asset.id),
    name: asset.name,
    label: null,
    state: 'uploaded',
    content_type: asset.contentType,
    size: asset.bytes.length,
    digest: asset.digest,
    download_count: 0,
    created_at: toTime(asset.createdAt),
    updated_at: toTime(asset.createdAt),
    uploader: renderAccount(world, asset.uploader),
  };
}

function renderRelease(call: RepositoryCall, release: Release) {
  const { world, repository } = call;
  const url = `${apiUrl(world, repository)}/releases/${release.id}`;
  return {
    url,
    assets_url: `${url}/assets`,
    upload_url: `${world.urls.uploads}/repos/${repository.fullName}/releases/${release.id}/assets{?name,label}`,
    html_url: `${pageUrl(world, repository)}/releases/${release.draft ? 'tag/untagged' : `tag/${release.tag}`}`,
    id: release.id,
    author: renderAccount(world, release.author),
    node_id: nodeId('RE', release.id),
    tag_name: release.tag,
    target_commitish: release.target,
    name: release.name,
    body: release.body,
    draft: release.draft,
    immutable: release.immutable,
    prerelease: release.prerelease,
    created_at: toTime(release.createdAt),
    updated_at: toTime(release.updatedAt),
    published_at: release.publishedAt === undefined ? null : toTime(release.publishedAt),
    assets: [...release.assets.values()].map((asset) => renderAsset(call, release, asset)),
    tarball_url: release.draft ? null : `${apiUrl(world, repository)}/tarball/${release.tag}`,
    zipball_url: release.draft ? null : `${apiUrl(world, repository)}/zipball/${release.tag}`,
  };
}

/** Drafts are there for who may write. */
const maySee = (call: Call, release: Release): boolean =>
  !release.draft ||
  (call.caller.kind === 'token' && call.caller.principal.grant.permissions['contents'] === 'write');

function releaseOf(call: RepositoryCall): Release {
  const release = call.repository.releases.get(Number(call.path['release_id']));
  if (release === undefined || !maySee(call, release)) throw notFound();
  return release;
}

function assetOf({ repository, path }: RepositoryCall): { release: Release; asset: ReleaseAsset } {
  for (const release of repository.releases.values()) {
    const asset = release.assets.get(Number(path['asset_id']));
    if (asset !== undefined) return { release, asset };
  }
  throw notFound();
}

export const releaseRoutes: readonly Route[] = [
  repositoryRoute(`GET ${RELEASES}`, [['contents', 'read']], async (call) => {
    const all = [...call.repository.releases.values()].filter((release) => maySee(call, release)).reverse();
    const { entries, headers } = paginate(call, all);
    return ok(
      entries.map((release) => renderRelease(call, release)),
      headers,
    );
  }),

  repositoryRoute(`GET ${RELEASES}/tags/{tag}`, [['contents', 'read']], async (call) => {
    const found = [...call.repository.releases.values()].find(
      ({ tag, draft }) => tag === call.path['tag'] && !draft,
    );
    if (found === undefined) throw notFound();
    return ok(renderRelease(call, found));
  }),

  repositoryRoute(`GET ${RELEASES}/{release_id}`, [['contents', 'read']], async (call) =>
    ok(renderRelease(call, releaseOf(call))),
  ),

  repositoryRoute(`POST ${RELEASES}`, [['contents', 'write']], async (call) => {
    const { world, repository } = call;
    const body = v.parse(Create, call.body);
    const release = await createRelease(world, repository, actorOf(call), {
      tag: body.tag_name,
      target: body.target_commitish ?? repository.defaultBranch,
      name: body.name,
      body: body.body,
      draft: body.draft,
      prerelease: body.prerelease,
    });
    const rendered = renderRelease(call, release);
    return created(rendered, rendered.url);
  }),

  repositoryRoute(`PATCH ${RELEASES}/{release_id}`, [['contents', 'write']], async (call) => {
    const {
      tag_name: tag,
      target_commitish: target,
      name,
      body,
      draft,
      prerelease,
    } = v.parse(Update, call.body);
    const release = releaseOf(call);
    await updateRelease(call.world, call.repository, actorOf(call), release, {
      ...(tag === undefined ? {} : { tag }),
      ...(target === undefined ? {} : { target }),
      ...(name === undefined ? {} : { name }),
      ...(body === undefined ? {} : { body }),
      ...(draft === undefined ? {} : { draft }),
      ...(prerelease === undefined ? {} : { prerelease }),
    });
    return ok(renderRelease(call, release));
  }),

  repositoryRoute(`GET ${RELEASES}/assets/{asset_id}`, [['contents', 'read']], async (call) => {
    const { release, asset } = assetOf(call);
    if (!maySee(call, release)) throw notFound();
    return ok(renderAsset(call, release, asset));
  }),

  repositoryRoute(`DELETE ${RELEASES}/assets/{asset_id}`, [['contents', 'write']], async (call) => {
    const { release, asset } = assetOf(call);
    removeAsset(release, asset);
    return noContent;
  }),

  repositoryRoute(
    `GET ${REPOSITORY}/immutable-releases`,
    [['administration', 'read']],
    async (call) => {
      if (!call.repository.settings.immutableReleases) throw notFound();
      return ok({ enabled: true, enforced_by_owner: false });
    },
    { public: false },
  ),
];

/** uploads.github.com has this route alone, and the others have none of its host. */
export const uploadRoutes: readonly Route[] = [
  repositoryRoute(
    `POST ${RELEASES}/{release_id}/assets`,
    [['contents', 'write']],
    async (call) => {
      if (!Buffer.isBuffer(call.body)) throw new ApiError(400, 'Bad Content-Length: ');
      const asset = addAsset(call.world, call.repository, actorOf(call).account, releaseOf(call), {
        name: String(call.query['name']),
        contentType: call.contentType,
        bytes: call.body,
      });
      return created(renderAsset(call, releaseOf(call), asset));
    },
    { body: 'bytes' },
  ),
];
