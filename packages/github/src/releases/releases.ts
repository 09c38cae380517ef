/** Releases: a draft with its files, which becomes public, and immutable where the repository says so, in one step. */
import { createHash } from 'node:crypto';
import { internalFailure } from '@sealift/core/failure';
import * as v from 'valibot';
import { orAbsent, parseAnswer } from '../client/answer.ts';
import type { GitHubClient } from '../client/client.ts';
import { policy } from '../client/policy.ts';
import type { RepositoryName } from '../repository/repository.ts';

const Asset = v.object({
  id: v.number(),
  name: v.string(),
  state: v.string(),
  /** `sha256:…`; absent for one whose upload broke off. */
  digest: v.nullish(v.string()),
});
const Answer = v.object({
  id: v.number(),
  tag_name: v.string(),
  target_commitish: v.string(),
  draft: v.boolean(),
  immutable: v.optional(v.boolean(), false),
  html_url: v.string(),
  upload_url: v.string(),
  assets: v.array(Asset),
});
export type ReleaseAsset = v.InferOutput<typeof Asset>;
export type Release = v.InferOutput<typeof Answer>;

export type NewDraft = {
  readonly tag: string;
  /** The commit that the tag is made on. */
  readonly commit: string;
  readonly name: string;
  readonly body: string;
};

export type AssetFile = { readonly name: string; readonly contentType: string; readonly bytes: Uint8Array };

const READ = policy({ permission: 'contents: read' });
const WRITE = 'contents: write';
/** Releases that are looked through for a draft, newest first: drafts have no tag by which they could be asked for. */
const LISTED = 100;

/** The release of a tag, published or, if there is none, as a draft. @throws Failure `github/…` */
export async function findRelease(
  client: GitHubClient,
  repository: RepositoryName,
  tag: string,
): Promise<Release | undefined> {
  const published = await orAbsent(client.rest.repos.getReleaseByTag({ ...repository, tag, request: READ }));
  if (published !== undefined) return parseAnswer(Answer, published);
  const newest = await client.rest.repos.listReleases({ ...repository, per_page: LISTED, request: READ });
  return parseAnswer(v.array(Answer), newest).find(({ tag_name, draft }) => draft && tag_name === tag);
}

/** @throws Failure `github/…` */
export async function createDraft(
  client: GitHubClient,
  repository: RepositoryName,
  { tag, commit, name, body }: NewDraft,
): Promise<Release> {
  const answer = await client.rest.repos.createRelease({
    ...repository,
    tag_name: tag,
    target_commitish: commit,
    name,
    body,
    draft: true,
    request: policy({ permission: WRITE, happened: () => findRelease(client, repository, tag) }),
  });
  return parseAnswer(Answer, answer);
}

/**
 * Makes the files of a draft exactly these: what is there with the same bytes stays, what an earlier attempt left is taken
 * away.
 * @throws Failure `github/stored-otherwise` when GitHub says another digest than was sent; `github/…`
 */
export async function setAssets(
  client: GitHubClient,
  repository: RepositoryName,
  draft: Release,
  files: readonly AssetFile[],
): Promise<void> {
  const wanted = new Map(files.map((file) => [file.name, digestOf(file.bytes)]));
  const keep = ({ name, digest, state }: ReleaseAsset) => state === 'uploaded' && wanted.get(name) === digest;
  for (const asset of draft.assets.filter((asset) => !keep(asset)))
    await orAbsent(
      client.rest.repos.deleteReleaseAsset({
        ...repository,
        asset_id: asset.id,
        request: policy({ permission: WRITE, repeat: 'safe' }),
      }),
    );
  const kept = new Set(draft.assets.filter(keep).map(({ name }) => name));
  for (const file of files) if (!kept.has(file.name)) await upload(client, repository, draft, file);
}

async function upload(
  client: GitHubClient,
  repository: RepositoryName,
  { id, upload_url }: Release,
  { name, contentType, bytes }: AssetFile,
): Promise<void> {
  const there = async () => {
    const request = { ...repository, release_id: id, request: READ };
    const { assets } = parseAnswer(Answer, await client.rest.repos.getRelease(request));
    return assets.find((asset) => asset.name === name && asset.digest === digestOf(bytes));
  };
  const answer = await client.rest.repos.uploadReleaseAsset({
    ...repository,
    release_id: id,
    // The address that the release itself names, without the template of its query.
    url: `${upload_url.replace(/\{.*$/s, '')}{?name}`,
    name,
    headers: { 'content-type': contentType },
    // Octokit's type says text, and sends bytes as they are.
    data: Buffer.from(bytes) as unknown as string,
    request: policy({ permission: WRITE, happened: there }),
  });
  const { digest } = parseAnswer(Asset, answer);
  if (digest !== digestOf(bytes))
    throw internalFailure({
      code: 'github/stored-otherwise',
      cause: `GitHub stored other bytes for the file ${name} of a release than were sent; the release was not published.`,
      remedy: 'Run the job again; report it if it happens once more.',
    });
}

/** Publishes a draft: its tag is made, if it is not there. Of a published release it changes nothing. */
export async function publishRelease(
  client: GitHubClient,
  repository: RepositoryName,
  draft: Release,
): Promise<Release> {
  if (!draft.draft) return draft;
  const answer = await client.rest.repos.updateRelease({
    ...repository,
    release_id: draft.id,
    draft: false,
    request: policy({ permission: WRITE, repeat: 'safe' }),
  });
  return parseAnswer(Answer, answer);
}

const digestOf = (bytes: Uint8Array): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
