/** Floating tags move forward only; what is under them is believed by its attested record. */
import type { Digest } from '@sealift/core/image/digest';
import { RELEASE_RECORD_TYPE, type ReleaseRecord, SIGNATURE_TYPE } from '@sealift/core/release/record';
import { exactly } from '@sealift/core/verification/identity';
import { createRelease, IMAGE_NAME, signRelease, type TestRelease } from '@sealift/testing/signed-release';
import { makeBundle } from '@sealift/testing/sigstore/bundle';
import { putImage } from '@sealift/testing/sigstore/image';
import { CLAIMS } from '@sealift/testing/sigstore/tokens';
import { beforeEach, describe, expect, test } from 'vitest';
import { mayMoveTag } from '../src/floating-tags.ts';

const OTHER = 'd'.repeat(40);
const policy = {
  identities: exactly(`https://github.com/${CLAIMS.job_workflow_ref}`),
  issuer: CLAIMS.iss,
  sourceRepository: CLAIMS.repository,
  sourceRef: CLAIMS.ref,
};

let release: TestRelease;
let record: ReleaseRecord;
let github: string[];
/** What OTHER is to the commit of the release, as GitHub compares them. */
let status: 'ahead' | 'behind' | 'diverged' | undefined;
beforeEach(async () => {
  release = await createRelease();
  record = await signRelease(release);
  github = [];
  status = undefined;
});

const fetch: typeof globalThis.fetch = async (input, init) => {
  const url = new URL(input instanceof Request ? input.url : input);
  github.push(`${init?.method ?? 'GET'} ${decodeURIComponent(url.pathname)}`);
  const json = (body: unknown, code = 200) =>
    new Response(JSON.stringify(body), { status: code, headers: { 'content-type': 'application/json' } });
  if (url.pathname === '/graphql')
    return json({ data: { repository: { object: { history: { nodes: [] } } } } });
  if (url.pathname.includes('/compare/') && status !== undefined)
    return json({ status, ahead_by: 1, behind_by: 1, commits: [] });
  return json({ message: 'Not Found' }, 404);
};

/** Another image of the repository, with the record of another commit. */
function putOther(
  change: Partial<ReleaseRecord> = {},
  source: Partial<ReleaseRecord['source']> = {},
  bundle: Partial<Parameters<typeof makeBundle>[0]> = {},
): Digest {
  const { index } = putImage(release.registry, 'other');
  const predicate = {
    ...record,
    digest: index,
    ...change,
    source: { ...record.source, commit: OTHER, runId: '4800', ...source },
  };
  release.registry.attach(
    index,
    makeBundle({ subject: index, type: RELEASE_RECORD_TYPE, predicate, ...bundle }),
  );
  return index;
}

const move = (from: Digest, digest: Digest = release.image.index, tag = 'main') =>
  mayMoveTag(
    { image: IMAGE_NAME, tag, digest, from, policy, tools: 'pinned', credentials: undefined, token: 'ghs_x' },
    {
      ...release.runtime,
      env: { ...release.runtime.env, GITHUB_API_URL: 'https://api.github.com' },
      client: release.registry,
      fetch,
    },
  );
const notices = () => release.log.lines.filter((line) => line.startsWith('notice'));

test('an older commit gives the tag away', async () => {
  status = 'ahead';
  expect(await move(putOther())).toBe(true);
  expect(github).toEqual(['POST /graphql', `GET /repos/acme/shop/compare/${OTHER}...${CLAIMS.sha}`]);
  expect(notices()).toEqual([]);
});

test('an old run that is rerun leaves it alone, says so, and does not fail', async () => {
  status = 'behind';
  expect(await move(putOther())).toBe(false);
  expect(notices()).toEqual([
    expect.stringContaining(`names commit ${OTHER}, which is newer than ${CLAIMS.sha}`),
  ]);
});

test.each([
  ['4800', false],
  ['4000', true],
])('of one commit the later run has it, and nobody is asked: %s', async (runId, moves) => {
  expect(await move(putOther({}, { commit: CLAIMS.sha, runId }))).toBe(moves);
  expect(github).toEqual([]);
});

test('the own tag of a release is not taken', async () => {
  expect(await move(putOther({ deployTag: 'nightly' }), undefined, 'nightly')).toBe(false);
  expect(notices()).toEqual([expect.stringContaining('never moves')]);
  expect(github).toEqual([]);
});

test('a release of another ref may have had it', async () => {
  status = 'ahead';
  const ref = 'refs/heads/renamed';
  expect(await move(putOther({}, { ref }, { claims: { ...CLAIMS, ref } }))).toBe(true);
});

test('an image that nobody signed is taken over, with a notice', async () => {
  expect(await move(putImage(release.registry, 'foreign').index)).toBe(true);
  expect(notices()).toEqual([expect.stringContaining('which nobody signed')]);
});

describe('an upgrade of the pinned workflow', () => {
  test.each(['refs/tags/v2', 'refs/tags/v1.9.0', 'e'.repeat(40)])(
    'to or from %s hides nobody',
    async (ref) => {
      const claims = { ...CLAIMS, job_workflow_ref: CLAIMS.job_workflow_ref.replace('refs/tags/v1', ref) };
      status = 'behind';
      expect(await move(putOther({}, {}, { claims }))).toBe(false);
      status = 'ahead';
    },
  );
});

describe('what has statements, and none that counts, ends the step:', () => {
  const refused = {
    code: 'publish/tag-not-ours',
    category: 'policy',
    remedy: expect.stringContaining('delete the tag'),
  };

  test.each<[string, Partial<typeof CLAIMS>]>([
    ['another workflow', { job_workflow_ref: CLAIMS.job_workflow_ref.replace('build-and-push', 'evil') }],
    [
      'a workflow of another repository',
      { job_workflow_ref: CLAIMS.job_workflow_ref.replace('acme/', 'evil/') },
    ],
    ['another source', { repository: 'evil/shop' }],
    ['another issuer', { iss: 'https://issuer.example' }],
  ])('by %s', async (_, change) => {
    await expect(
      move(putOther({}, {}, { claims: { ...CLAIMS, ...change } as typeof CLAIMS })),
    ).rejects.toMatchObject(refused);
    expect(github).toEqual([]);
  });

  test('a signature without a record', async () => {
    await expect(move(putOther({}, {}, { type: SIGNATURE_TYPE, predicate: {} }))).rejects.toMatchObject(
      refused,
    );
  });

  test('a record that does not verify', async () => {
    await expect(move(putOther({}, {}, { forged: true }))).rejects.toMatchObject(refused);
  });

  test.each<[string, Partial<ReleaseRecord>]>([
    ['another image', { image: 'ghcr.io/acme/other' }],
    ['another digest', { digest: `sha256:${'0'.repeat(64)}` }],
  ])('a record of %s', async (_, change) => {
    await expect(move(putOther(change))).rejects.toMatchObject(refused);
  });

  test('a record that cannot be read', async () => {
    await expect(move(putOther({}, {}, { predicate: { schema: 'x' } }))).rejects.toMatchObject(refused);
  });
});

test('what is to have the tag must be a release', async () => {
  const unsigned = putImage(release.registry, 'foreign').index;
  await expect(move(release.image.index, unsigned)).rejects.toMatchObject({ code: 'publish/not-released' });
});

test('a history that may not be read ends the step: the tag stays', async () => {
  const forbidden: typeof globalThis.fetch = async () =>
    new Response('{"message":"Resource not accessible by integration"}', {
      status: 403,
      headers: { 'content-type': 'application/json' },
    });
  await expect(
    mayMoveTag(
      {
        image: IMAGE_NAME,
        tag: 'main',
        digest: release.image.index,
        from: putOther(),
        policy,
        tools: 'pinned',
        credentials: undefined,
        token: 'ghs_x',
      },
      { ...release.runtime, client: release.registry, fetch: forbidden },
    ),
  ).rejects.toMatchObject({ code: expect.stringMatching(/^github\//) });
});
