/** prune on a repository with all that runs leave in one: what would go, what goes, and what must stay. */
import { digestOf } from '@sealift/core/image/digest';
import { formatImageName, type ImageName } from '@sealift/core/image/reference';
import type { Run } from '@sealift/fake-github/run';
import { type StandIn, startStandIn } from '@sealift/fake-github/stand-in';
import { type RegistryDouble, startRegistryDouble } from '@sealift/testing/registry-double';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  COMMIT,
  DAY,
  fillRepository,
  NOW,
  type Pushed,
  present,
  testClient,
} from '../../actions/prune/test/world.ts';
import { type BundleRun, runBundle } from './bundle.ts';
import { type Recorder, startRecorder } from './recorder.ts';
import { expectNoSecret, expectNoStack } from './refusal.ts';

const client = testClient();
const PREVIEW = ['preview', 'preview arm64', 'preview attestation', 'preview signature'];
/** What no tag leads to: only a statement about it, or GitHub, shows it. */
const LEFTOVERS = ['leftover', 'leftover signature', 'signed leftover'];
const RULES = {
  'keep-last': '0',
  'expire-tags': 'pr-*\nsha-*',
  deployed: `newTag: sha-${COMMIT.deployed}`,
};

let double: RegistryDouble;
let image: ImageName;
let pushed: Pushed;
const there = () => present(client, image, pushed);
const without = (...gone: readonly string[]) => [...pushed.keys()].filter((name) => !gone.includes(name));
const digestsOf = (names: readonly string[]) => names.map((name) => pushed.get(name)?.digest).toSorted();

async function prune(
  inputs: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = {},
): Promise<BundleRun> {
  const run = await runBundle('prune', {
    inputs: { image: formatImageName(image), ...RULES, ...inputs },
    env: { NO_PROXY: '127.0.0.1', ...env },
    now: NOW,
  });
  expect(run.exitCode, run.stdout).toBe(0);
  expect(run.requests, 'through the proxy').toEqual([]);
  expect(run.left).toEqual({});
  expectNoStack(run);
  return run;
}

describe('prune, by what the tags of a registry lead to', () => {
  beforeAll(async () => {
    double = await startRegistryDouble({ referrers: true });
    image = double.image('acme/api');
    pushed = await fillRepository(client, image);
  });
  afterAll(() => double.close());
  const deletions = () => double.seen.filter(({ method }) => method === 'DELETE').length;

  // One after the other, on what the one before it left.
  it('a dry run lists what would go, and asks for no deletion', async () => {
    const { outputs, summary } = await prune({});
    expect(deletions()).toBe(0);
    expect(await there()).toEqual(without());
    expect(outputs).toMatchObject({ planned: String(PREVIEW.length), deleted: '0', left: '0' });
    expect(outputs['digests']?.split('\n').toSorted()).toEqual(digestsOf(PREVIEW));
    expect(summary).toContain(`A dry run: ${PREVIEW.length} of`);
  });

  it('an expired image goes with its own statements; those about what stays stay', async () => {
    const { outputs, summary } = await prune({ 'dry-run': 'false' });
    expect(await there()).toEqual(without(...PREVIEW));
    expect(outputs).toMatchObject({ planned: String(PREVIEW.length), deleted: String(PREVIEW.length) });
    expect(summary).toContain(`${PREVIEW.length} of`);
    // The platform that the expired index shared with another one has a signature of its own.
    const about = async (name: string) => {
      const digest = pushed.get(name)?.digest;
      const index = digest === undefined ? undefined : await client.getReferrers(image, digest);
      return index?.manifests.map((each) => each.digest);
    };
    expect(await about('shared')).toEqual(digestsOf(['shared signature']));
    expect(await about('main')).toEqual(digestsOf(['main signature']));
  });

  it('the next run finds nothing', async () => {
    const before = deletions();
    const { outputs } = await prune({ 'dry-run': 'false' });
    expect(outputs).toMatchObject({ planned: '0', deleted: '0', digests: '' });
    expect(deletions()).toBe(before);
  });
});

describe("prune, by GitHub's packages API", () => {
  let standIn: StandIn;
  let api: Recorder;
  let run: Run;
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
    api = await startRecorder(standIn.urls.api);
    await standIn.github.createRepository({ owner: 'acme', name: 'shop', from: standIn.source });
    run = await standIn.startRun({ jobs: { prune: { packages: 'write' } } });
  });
  afterAll(async () => {
    await double.close();
    await api.close();
    await standIn.stop();
  });
  beforeEach(async () => {
    count += 1;
    image = double.image(`acme/shop/api-${count}`);
    pushed = await fillRepository(client, image);
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

  const go = async (inputs: Readonly<Record<string, string>>) => {
    const before = api.requests.length;
    const token = run.token('prune');
    const given = { 'versions-from': 'github', token, ...inputs };
    const ended = await prune(given, { GITHUB_API_URL: api.url });
    expectNoSecret(ended, [token]);
    return { ...ended, deletions: api.requests.slice(before).filter((each) => each.startsWith('DELETE')) };
  };

  it('a dry run sees what no tag leads to, and deletes nothing', async () => {
    const { outputs, deletions } = await go({});
    expect(deletions).toEqual([]);
    expect(await there()).toEqual(without());
    const digests = outputs['digests']?.split('\n') ?? [];
    expect(digests).toEqual(expect.arrayContaining(digestsOf([...LEFTOVERS, ...PREVIEW])));
    expect(outputs['deleted']).toBe('0');
  });

  it('deletes versions of the package, and of what stays not even a statement', async () => {
    const { outputs, deletions } = await go({ 'dry-run': 'false' });
    expect(await there()).toEqual(without(...LEFTOVERS, ...PREVIEW));
    expect(outputs['deleted']).toBe(outputs['planned']);
    expect(deletions).toHaveLength(Number(outputs['deleted']));
    for (const each of deletions)
      expect(each).toMatch(/^DELETE \/orgs\/acme\/packages\/container\/shop%2Fapi-2\/versions\/\d+$/);
    // The lists of statements where a registry knows no referrers, which only tags lead to.
    const hex = (name: string) => pushed.get(name)?.digest.slice('sha256:'.length);
    const tags = await client.listTags(image);
    expect(tags).toEqual(expect.arrayContaining([`sha256-${hex('main')}`, `sha256-${hex('shared')}`]));
    expect(tags).not.toContain(`sha256-${hex('preview')}`);
  });
});
