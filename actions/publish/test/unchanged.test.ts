/** A rebuild of unchanged content is no release: what its tags name has the very same platform manifests. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInputReader } from '@sealift/action-kit/inputs';
import type { Digest } from '@sealift/core/image/digest';
import type { ReleaseRecord } from '@sealift/core/release/record';
import { exactly } from '@sealift/core/verification/identity';
import { fakeClock } from '@sealift/testing/clock';
import { buildLayout } from '@sealift/testing/image-layouts';
import { memoryLog } from '@sealift/testing/log';
import { startRegistryDouble } from '@sealift/testing/registry-double';
import {
  createRelease,
  folderOf,
  IMAGE_NAME,
  signRelease,
  type TestRelease,
} from '@sealift/testing/signed-release';
import { putImage } from '@sealift/testing/sigstore/image';
import { CLAIMS } from '@sealift/testing/sigstore/tokens';
import { trustRoots } from '@sealift/testing/sigstore/trust-roots';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { loadInputs } from '../src/inputs.ts';
import { mergeBuilds } from '../src/merge.ts';
import { run } from '../src/run.ts';
import { findUnchanged } from '../src/unchanged.ts';

const policy = {
  identities: exactly(`https://github.com/${CLAIMS.job_workflow_ref}`),
  issuer: CLAIMS.iss,
  sourceRepository: CLAIMS.repository,
  sourceRef: CLAIMS.ref,
};

let release: TestRelease;
let record: ReleaseRecord;
beforeEach(async () => {
  release = await createRelease();
  record = await signRelease(release);
  point('main', release.image.index);
});

function point(tag: string, digest: Digest): void {
  const manifest = release.registry.manifests.get(digest);
  if (manifest !== undefined) release.registry.manifests.set(tag, manifest);
}

const find = (
  tags: readonly string[],
  manifests: readonly Digest[] = [release.image.arm64, release.image.amd64],
  change: Partial<typeof policy> = {},
) =>
  findUnchanged(
    {
      image: IMAGE_NAME,
      tags,
      manifests,
      trust: { policy: { ...policy, ...change }, commit: 'f'.repeat(40) },
      tools: 'pinned',
      credentials: undefined,
    },
    { ...release.runtime, client: release.registry },
  );

describe('what the tags name', () => {
  test('is unchanged when it has the manifests of the builds, of whichever commit it is', async () => {
    expect(await find(['nightly', 'main'])).toEqual(record);
    expect(release.cosign.calls).toEqual([]);
  });

  test.each<[string, () => readonly Digest[]]>([
    ['another manifest', () => [release.image.amd64, putImage(release.registry, 'newer base').arm64]],
    ['a platform less', () => [release.image.amd64]],
    [
      'a platform more',
      () => [release.image.amd64, release.image.arm64, putImage(release.registry, 'x').amd64],
    ],
    ['none', () => []],
  ])('is changed when the builds have %s', async (_what, manifests) => {
    expect(await find(['main'], manifests())).toBeUndefined();
  });

  test('is changed when there is nothing under them', async () => {
    expect(await find(['other'])).toBeUndefined();
    expect(await find([])).toBeUndefined();
  });

  test('is changed when nobody signed it, whatever it is made of', async () => {
    point('main', putImage(release.registry, 'unsigned').index);
    expect(await find(['main'])).toBeUndefined();
  });

  test.each<[string, Partial<typeof policy>]>([
    [
      'another signer',
      { identities: exactly('https://github.com/evil/x/.github/workflows/w.yml@refs/tags/v1') },
    ],
    ['another source', { sourceRepository: 'evil/shop' }],
    ['another ref', { sourceRef: 'refs/heads/other' }],
  ])('is not compared with when it is a release of %s', async (_what, change) => {
    expect(await find(['main'], undefined, change)).toBeUndefined();
  });

  test('is not compared with when it is no release of this ref, and the others count', async () => {
    point('latest', putImage(release.registry, 'of somebody else').index);
    expect(await find(['latest', 'main'])).toEqual(record);
  });
});

describe('merging', () => {
  const merge = async (manifests: readonly Digest[]) => {
    for (const [platform, digest] of [
      ['linux/amd64', release.image.amd64],
      ['linux/arm64', manifests[1] ?? release.image.arm64],
    ] as const) {
      const folder = folderOf(release.evidence, platform);
      const build = { digest, platforms: [{ platform, digest, size: 1 }] };
      await writeFile(path.join(folder, 'build.json'), JSON.stringify(build));
      const published = { image: record.image, digest, tags: [], existing: true };
      await writeFile(path.join(folder, 'publish.json'), JSON.stringify(published));
    }
    const read = (name: string) =>
      ({
        image: record.image,
        evidence: release.evidence,
        'released-tag': 'sha-c0ffee-r2',
        'compare-tags': 'main',
        'certificate-identity': `https://github.com/${CLAIMS.job_workflow_ref}`,
        'certificate-oidc-issuer': CLAIMS.iss,
        'source-repository': CLAIMS.repository,
        'source-ref': CLAIMS.ref,
        commit: CLAIMS.sha,
      })[name] ?? '';
    const inputs = loadInputs(createInputReader(read));
    if (inputs.mode !== 'merge') throw new Error('These are the inputs of a merge');
    const client = {
      headManifest: async () => undefined,
      getManifest: () => Promise.reject(new Error('an index is made')),
    } as unknown as Parameters<typeof mergeBuilds>[0];
    return mergeBuilds(client, inputs, release.log, {
      requireRelease: () => Promise.reject(new Error('there is none')),
      findUnchanged: (tags, built) => find(tags, built),
    });
  };

  test('of what is there gives that release, and its record to those who deploy', async () => {
    await writeFile(path.join(release.evidence, 'record.json'), '{}');
    expect(await merge([])).toEqual({ digest: record.digest, existing: true, unchangedSince: 'sha-c0ffee' });
    expect(JSON.parse(await readFile(path.join(release.evidence, 'record.json'), 'utf8'))).toEqual(record);
  });

  test('of one changed platform makes a release', async () => {
    const changed = putImage(release.registry, 'newer base');
    await expect(merge([release.image.amd64, changed.arm64])).rejects.toThrow('an index is made');
  });
});

test('a build that a tag names already is not pushed, and its manifest can be merged', async () => {
  const double = await startRegistryDouble({ auth: 'none' });
  onTestFinished(() => double.close());
  const image = `${double.host}/acme/api`;
  const log = memoryLog();
  const publish = (given: Record<string, string>) =>
    run(loadInputs(createInputReader((name) => given[name] ?? '')), {
      exec: () => Promise.reject(new Error('no tool in this test')),
      resolveTool: () => Promise.reject(new Error('nothing is verified here')),
      trustRoots,
      env: { HOME: release.root },
      log,
      clock: fakeClock(),
      fetch: globalThis.fetch,
      summary: async () => {},
      signal: new AbortController().signal,
    });
  const [first, other] = [await buildLayout('amd64'), await buildLayout('amd64', Buffer.from('newer base'))];
  await publish({ image, layout: first.directory, tags: 'main' });
  const before = double.seen.length;
  const evidence = path.join(release.root, 'leg');
  const again = await publish({ image, layout: first.directory, evidence, 'compare-tags': 'none,main' });
  expect(again).toMatchObject({ existing: 'true', unchanged: 'false' });
  expect(double.seen.slice(before).filter(({ method }) => method === 'PUT' || method === 'POST')).toEqual([]);
  expect(log.lines.join()).toContain('nothing is pushed');
  expect(await publish({ image, layout: other.directory, 'compare-tags': 'main' })).toMatchObject({
    existing: 'false',
  });
});
