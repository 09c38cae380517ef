import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { failureOf, type Octokit, type StandIn, startStandIn } from './octokit.ts';

const REPOSITORY = { owner: 'sealift', repo: 'sealift' };
let standIn: StandIn;
let octokit: Octokit;
let head: string;
beforeAll(async () => {
  standIn = await startStandIn();
  const { gitDir } = await standIn.github.createRepository({
    owner: 'sealift',
    name: 'sealift',
    private: false,
    from: standIn.source,
    settings: { immutableReleases: true },
  });
  head = await standIn.git(['rev-parse', 'main'], gitDir);
  octokit = clientWith({ contents: 'write' });
});
afterAll(() => standIn.stop());

const clientWith = (permissions: Readonly<Record<string, 'read' | 'write'>>): Octokit =>
  standIn.octokit(
    standIn.github.createUserToken({ login: 'alice', repositories: ['sealift/sealift'], permissions }),
  );

const draftOf = async (tag: string) =>
  (
    await octokit.rest.repos.createRelease({
      ...REPOSITORY,
      tag_name: tag,
      target_commitish: head,
      draft: true,
    })
  ).data;
const upload = (release: { id: number; upload_url: string }, name: string, data: string) =>
  octokit.request(`POST ${release.upload_url}`, {
    name,
    data,
    headers: { 'content-type': 'text/plain' },
  });
const tagAt = (name: string) => octokit.rest.git.getRef({ ...REPOSITORY, ref: `tags/${name}` });

describe('a release', () => {
  test('is a draft that only writers see, and makes its tag when it is published', async () => {
    const draft = await draftOf('v1.0.0');
    const asset = await upload(draft, 'list.txt', 'one\n');
    expect(asset.data).toMatchObject({
      name: 'list.txt',
      size: 4,
      digest: 'sha256:2c8b08da5ce60398e1f19af0e5dccc744df274b826abe585eaba68c525434806',
    });
    expect((await clientWith({ contents: 'read' }).rest.repos.listReleases(REPOSITORY)).data).toEqual([]);
    expect(await failureOf(tagAt('v1.0.0'))).toMatchObject({ status: 404 });
    const { data } = await octokit.rest.repos.updateRelease({
      ...REPOSITORY,
      release_id: draft.id,
      draft: false,
    });
    expect(data).toMatchObject({ draft: false, immutable: true, tag_name: 'v1.0.0' });
    expect((await tagAt('v1.0.0')).data.object).toMatchObject({ type: 'commit', sha: head });
    const found = await standIn.octokit().rest.repos.getReleaseByTag({ ...REPOSITORY, tag: 'v1.0.0' });
    expect(found.data.assets.map(({ name }) => name)).toEqual(['list.txt']);
  });

  test('is immutable from then on, and so is its tag', async () => {
    const release = (await octokit.rest.repos.getReleaseByTag({ ...REPOSITORY, tag: 'v1.0.0' })).data;
    const again = { status: 422 };
    expect(await failureOf(upload(release, 'other.txt', 'x'))).toMatchObject(again);
    const [asset] = release.assets;
    expect(
      await failureOf(octokit.rest.repos.deleteReleaseAsset({ ...REPOSITORY, asset_id: asset?.id ?? 0 })),
    ).toMatchObject(again);
    const tag = { ...REPOSITORY, ref: 'tags/v1.0.0' };
    expect(await failureOf(octokit.rest.git.updateRef({ ...tag, sha: head, force: true }))).toMatchObject(
      again,
    );
    expect(await failureOf(octokit.rest.git.deleteRef(tag))).toMatchObject(again);
    expect(
      await failureOf(
        octokit.rest.repos.updateRelease({ ...REPOSITORY, release_id: release.id, draft: true }),
      ),
    ).toMatchObject(again);
    expect(
      await failureOf(octokit.rest.repos.createRelease({ ...REPOSITORY, tag_name: 'v1.0.0' })),
    ).toMatchObject({ data: { errors: [{ code: 'already_exists' }] } });
  });

  test('as a draft gives its assets back', async () => {
    const draft = await draftOf('v1.1.0');
    const { data } = await upload(draft, 'list.txt', 'one\n');
    expect(await failureOf(upload(draft, 'list.txt', 'two\n'))).toMatchObject({ status: 422 });
    await octokit.rest.repos.deleteReleaseAsset({ ...REPOSITORY, asset_id: data.id });
    await upload(draft, 'list.txt', 'two\n');
    expect(
      (await octokit.rest.repos.getRelease({ ...REPOSITORY, release_id: draft.id })).data.assets,
    ).toHaveLength(1);
  });
});

test('who may read the administration sees whether releases are immutable', async () => {
  const path = 'GET /repos/{owner}/{repo}/immutable-releases';
  expect(await failureOf(octokit.request(path, REPOSITORY))).toMatchObject({ status: 403 });
  const { data } = await clientWith({ administration: 'read' }).request(path, REPOSITORY);
  expect(data).toMatchObject({ enabled: true });
});
