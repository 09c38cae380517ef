/** By GitHub's packages API, whose stand-in lists what the registry holds. */
import { digestOf } from '@sealift/core/image/digest';
import { formatImageName, type ImageName } from '@sealift/core/image/reference';
import type { Run } from '@sealift/fake-github/run';
import { type StandIn, startStandIn } from '@sealift/fake-github/stand-in';
import { type RegistryDouble, startRegistryDouble } from '@sealift/testing/registry-double';
import { failureOf } from '@sealift/testing/thrown';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { COMMIT, DAY, fillRepository, NOW, type Pushed, present, prune, testClient } from './world.ts';

const client = testClient();
const LEFTOVERS = ['leftover', 'leftover signature', 'signed leftover'];
const PREVIEW = ['preview', 'preview arm64', 'preview attestation', 'preview signature'];
let double: RegistryDouble;
let standIn: StandIn;
let run: Run;
let image: ImageName;
let pushed: Pushed;
let count = 0;

beforeAll(async () => {
  double = await startRegistryDouble();
  standIn = await startStandIn({
    packageDeleted: (name, deleted) => {
      const held = double.manifests.get(name);
      for (const [reference, { bytes }] of held ?? [])
        if (digestOf(bytes) === deleted) held?.delete(reference);
    },
  });
  await standIn.github.createRepository({ owner: 'acme', name: 'shop', from: standIn.source });
  run = await standIn.startRun({ jobs: { prune: { packages: 'write' }, reader: { packages: 'read' } } });
});
afterAll(async () => {
  await double.close();
  await standIn.stop();
});
beforeEach(async () => {
  count += 1;
  image = double.image(`acme/shop/api-${count}`);
  pushed = await fillRepository(client, image);
  // As GitHub lists what lies in the registry, with the times when it came.
  const days = new Map([...pushed.values()].map((each) => [each.digest as string, each.days]));
  for (const [reference, { bytes }] of double.manifests.get(image.repository) ?? []) {
    const digest = digestOf(bytes);
    standIn.github.packages.publish(image.repository, {
      digest,
      tags: reference.startsWith('sha256:') ? [] : [reference],
      createdAt: NOW - (days.get(digest) ?? 100) * DAY,
    });
  }
});

const go = (
  given: Readonly<Record<string, string>> = {},
  options: Parameters<typeof prune>[2] = {},
  job = 'prune',
) =>
  prune(
    {
      image: formatImageName(image),
      'versions-from': 'github',
      token: run.token(job),
      'dry-run': 'false',
      ...given,
    },
    { GITHUB_API_URL: standIn.urls.api },
    options,
  );
const there = () => present(client, image, pushed);
const without = (...gone: readonly string[]) => [...pushed.keys()].filter((name) => !gone.includes(name));

describe('prune', () => {
  it('sees what no tag leads to, and goes on where a limit ended it', async () => {
    const first = await go({ limit: '1' });
    // A leftover with its signature, and the list of signatures: groups are not cut.
    expect(Number(first.outputs.planned) + Number(first.outputs.left)).toBe(4);
    expect(first.outputs.deleted).toBe(first.outputs.planned);
    expect(first.outputs.left).not.toBe('0');
    const second = await go();
    expect(second.outputs.left).toBe('0');
    expect(await there()).toEqual(without(...LEFTOVERS));
    expect((await go()).outputs.planned).toBe('0');
  });

  it('an expired image goes with its statements and their list', async () => {
    await go({ 'expire-tags': 'pr-*, sha-*', deployed: `sha-${COMMIT.deployed}` });
    expect(await there()).toEqual(without(...LEFTOVERS, ...PREVIEW));
    const hex = pushed.get('preview')?.digest.slice(7);
    expect(await client.listTags(image)).not.toContain(`sha256-${hex}`);
  });

  it('leaves what somebody gave a tag since the plan was made', async () => {
    const leftover = pushed.get('leftover')?.digest ?? '';
    let asked = 0;
    const spy: typeof globalThis.fetch = async (input, init) => {
      // Between the second look and the deletion.
      if (init?.method === 'GET' && /\/versions\/\d+$/.test(String(input)) && asked++ === 0)
        for (const { digest } of pushed.values())
          if (digest === leftover)
            standIn.github.packages.publish(image.repository, { digest, tags: ['v9'] });
      return fetch(input, init);
    };
    const { outputs, summary } = await go({}, { fetch: spy });
    expect(await there()).toContain('leftover');
    expect(Number(outputs.deleted)).toBe(Number(outputs.planned) - 1);
    expect(summary).toContain('1 are in use since the plan was made');
  });

  it('leaves what an index names since the plan was made', async () => {
    const leftover = pushed.get('leftover')?.digest;
    let lists = 0;
    const spy: typeof globalThis.fetch = async (input, init) => {
      if (/\/orgs\/.*\/versions\?/.test(String(input)) && lists++ === 1) {
        const bytes = new TextEncoder().encode(
          JSON.stringify({
            schemaVersion: 2,
            mediaType: 'application/vnd.oci.image.index.v1+json',
            manifests: [
              { mediaType: 'application/vnd.oci.image.manifest.v1+json', digest: leftover, size: 2 },
            ],
          }),
        );
        const mediaType = 'application/vnd.oci.image.index.v1+json';
        const digest = await client.putManifest(image, digestOf(bytes), { bytes, mediaType });
        standIn.github.packages.publish(image.repository, { digest, tags: [], createdAt: NOW });
      }
      return fetch(input, init);
    };
    await go({}, { fetch: spy });
    expect(await there()).toContain('leftover');
  });

  it('says what GitHub refuses, with what was done before in the summary', async () => {
    expect((await failureOf(go({}, {}, 'reader'))).code).toBe('github/package-not-deletable');
    expect(await there()).toEqual([...pushed.keys()]);
    expect((await failureOf(go({ image: `${double.host}/acme/other` }))).code).toBe('github/no-package');
    expect((await failureOf(go({ image: `${double.host}/acme` }))).code).toBe('prune/bad-input');
  });

  it('ends between two groups when the job is cancelled', async () => {
    const controller = new AbortController();
    const spy: typeof globalThis.fetch = async (input, init) => {
      const response = await fetch(input, init);
      if (init?.method === 'DELETE') controller.abort();
      return response;
    };
    const { outputs } = await go({}, { signal: controller.signal, fetch: spy }).catch(() => ({
      outputs: undefined,
    }));
    expect(outputs === undefined || Number(outputs.deleted) < Number(outputs.planned)).toBe(true);
    // The next run goes on from there.
    await go();
    expect(await there()).toEqual(without(...LEFTOVERS));
  });
});
