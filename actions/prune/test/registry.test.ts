/** By the distribution API: against the real server, and against one that has a referrers API. */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { formatImageName, type ImageName } from '@sealift/core/image/reference';
import { findEngines } from '@sealift/engines/find';
import { startRegistry } from '@sealift/sandbox/registry/registry';
import { type RegistryDouble, startRegistryDouble } from '@sealift/testing/registry-double';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMMIT, fillRepository, type Pushed, present, prune, testClient } from './world.ts';

const engines = findEngines(['registry']);
const client = testClient();
const PREVIEW = ['preview', 'preview arm64', 'preview attestation', 'preview signature'];
const RELEASED = ['released', 'released amd64', 'released attestation', 'released record'];
const SIGNED_LEFTOVER = ['signed leftover', 'leftover signature'];

const without = (pushed: Pushed, ...gone: readonly string[]) =>
  [...pushed.keys()].filter((name) => !gone.includes(name));

function behavesAs(start: () => Promise<{ readonly host: string; readonly stop: () => Promise<void> }>) {
  let registry: Awaited<ReturnType<typeof start>>;
  let image: ImageName;
  let pushed: Pushed;
  beforeAll(async () => {
    registry = await start();
    image = { registry: registry.host, repository: 'acme/api' };
    pushed = await fillRepository(client, image);
  });
  afterAll(() => registry.stop());

  const go = (given: Readonly<Record<string, string>>) => prune({ image: formatImageName(image), ...given });
  const rules = { 'expire-tags': 'pr-*\nsha-*', deployed: `newTag: sha-${COMMIT.deployed}` };
  const there = () => present(client, image, pushed);

  // One after the other, on what the one before it left.
  it('a dry run lists what would go, and nothing goes', async () => {
    const { outputs, summary } = await go(rules);
    expect(await there()).toEqual([...pushed.keys()]);
    expect(outputs.deleted).toBe('0');
    expect(outputs.digests.split('\n')).toContain(pushed.get('preview')?.digest);
    expect(summary).toContain('A dry run');
    expect(summary).toContain('old, and its tags may go');
  });

  it('without patterns nothing goes that a tag names', async () => {
    await go({ 'dry-run': 'false' });
    // What no tag leads to this API cannot see, unless a statement about it has one.
    const left = await there();
    expect(left.filter((name) => !SIGNED_LEFTOVER.includes(name))).toEqual(
      without(pushed, ...SIGNED_LEFTOVER),
    );
  });

  it('an expired image goes with all that is its own, and what another one shares stays', async () => {
    const { outputs } = await go({ ...rules, 'dry-run': 'false' });
    const left = await there();
    expect(left.filter((name) => !SIGNED_LEFTOVER.includes(name))).toEqual(
      without(pushed, ...PREVIEW, ...SIGNED_LEFTOVER),
    );
    expect(outputs.planned).toBe(outputs.deleted);
    expect(await client.listTags(image)).not.toContain('pr-7');
    const again = await go({ ...rules, 'dry-run': 'false' });
    expect(again.outputs.deleted).toBe('0');
  });

  it('releases go when told, and what is deployed does not', async () => {
    await go({ ...rules, 'dry-run': 'false', 'delete-releases': 'true' });
    const left = await there();
    expect(left.filter((name) => !SIGNED_LEFTOVER.includes(name))).toEqual(
      without(pushed, ...PREVIEW, ...RELEASED, ...SIGNED_LEFTOVER),
    );
  });
}

describe.skipIf(engines === undefined)('the real distribution server', () => {
  behavesAs(async () => {
    const dir = await mkdtemp(path.join(os.tmpdir(), 'sealift-prune-'));
    const { port, stop } = await startRegistry({ name: 'prune', engine: engines?.registry ?? '', dir });
    return {
      host: `127.0.0.1:${port}`,
      stop: async () => {
        await stop();
        await rm(dir, { recursive: true, force: true });
      },
    };
  });
});

describe('a registry that lists referrers', () => {
  behavesAs(async () => {
    const double: RegistryDouble = await startRegistryDouble({ referrers: true });
    return { host: double.host, stop: double.close };
  });
});
