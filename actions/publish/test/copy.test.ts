/** Copies of a release: what may be copied, where the logins go, and which tags move. */
import { mkdtemp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInputReader } from '@sealift/action-kit/inputs';
import { digestOf } from '@sealift/core/image/digest';
import { formatImageName } from '@sealift/core/image/reference';
import { exactly } from '@sealift/core/verification/identity';
import type { RegistryClient } from '@sealift/registry/client';
import { fakeClock } from '@sealift/testing/clock';
import { buildLayout } from '@sealift/testing/image-layouts';
import { memoryLog } from '@sealift/testing/log';
import { LOGIN, type RegistryDouble, startRegistryDouble } from '@sealift/testing/registry-double';
import { createRelease, IMAGE_NAME, signRelease, type TestRelease } from '@sealift/testing/signed-release';
import { putImage } from '@sealift/testing/sigstore/image';
import { createFakeRegistry, type FakeRegistry } from '@sealift/testing/sigstore/registry';
import { CLAIMS } from '@sealift/testing/sigstore/tokens';
import { trustRoots } from '@sealift/testing/sigstore/trust-roots';
import { failureOf } from '@sealift/testing/thrown';
import { checkImage, RELEASE } from '@sealift/tools/verification/image-check';
import { afterEach, describe, expect, it } from 'vitest';
import { copyRelease } from '../src/copy.ts';
import { loadInputs } from '../src/inputs.ts';
import { run } from '../src/run.ts';
import { verifierFor } from '../src/verifier.ts';

const opened: RegistryDouble[] = [];
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close();
});
async function start(auth: 'none' | 'basic' = 'none'): Promise<RegistryDouble> {
  const double = await startRegistryDouble({ auth });
  opened.push(double);
  return double;
}

describe('between registries', () => {
  async function setUp() {
    const [primary, ...mirrors] = [await start('basic'), await start('basic'), await start('basic')];
    const folder = await mkdtemp(path.join(os.tmpdir(), 'sealift-copy-'));
    const log = memoryLog();
    const publish = (given: Readonly<Record<string, string>>) =>
      run(loadInputs(createInputReader((name) => given[name] ?? '')), {
        exec: () => Promise.reject(new Error('no tool in this test')),
        resolveTool: () => Promise.reject(new Error('no tool in this test')),
        trustRoots,
        env: { HOME: folder, RUNNER_TEMP: folder },
        log,
        clock: fakeClock(),
        fetch: globalThis.fetch,
        summary: async () => {},
        signal: new AbortController().signal,
      });
    const layout = await buildLayout();
    const image = `${primary?.host}/acme/api`;
    await publish({ layout: layout.directory, image, ...LOGIN });
    return { primary, mirrors, publish, image, root: layout.root, log };
  }

  it('all bytes of all destinations first, then the tags, each host with its own login', async () => {
    const { primary, mirrors, publish, image, root, log } = await setUp();
    const names = mirrors.map(({ host }) => `${host}/mirror/api`);
    const auths = mirrors.map(({ host }) => ({ registry: host, ...LOGIN }));
    const given = {
      image: `${image}@${root}`,
      'copy-to': names.join('\n'),
      tags: 'main,v1.2.3',
      ...LOGIN,
      username: 'octo',
      'registry-auths': JSON.stringify(auths),
    };
    const outputs = await publish(given);
    expect(outputs).toEqual({
      digest: root,
      image: `${image}@${root}`,
      existing: 'false',
      unchanged: 'false',
      copies: names.map((name) => `${name}@${root}`).join('\n'),
      tags: names.flatMap((name) => [`${name}:v1.2.3`, `${name}:main`]).join('\n'),
    });
    for (const double of mirrors)
      expect(double.manifests.get('mirror/api')?.get('main')?.bytes).toEqual(
        primary?.manifests.get('acme/api')?.get(root)?.bytes,
      );
    expect(log.lines.join('\n')).toContain('nobody says who must have signed it');
    expect((await publish(given)).existing).toBe('true');
  });

  it('user name and password go to the registry of the image alone', async () => {
    const { mirrors, publish, image, root } = await setUp();
    const [mirror] = mirrors;
    const given = { image: `${image}@${root}`, 'copy-to': `${mirror?.host}/a`, ...LOGIN };
    expect(await failureOf(publish(given))).toMatchObject({ code: 'registry/denied' });
    expect(mirror?.seen.filter(({ authorization }) => authorization !== undefined)).toEqual([]);
  });
});

describe('of a release', () => {
  const to = { registry: 'mirror.example', repository: 'acme/api' };
  const policy = {
    identities: exactly(`https://github.com/${CLAIMS.job_workflow_ref}`),
    issuer: CLAIMS.iss,
    sourceRepository: CLAIMS.repository,
    sourceRef: CLAIMS.ref,
  };

  const notAsked = () => Promise.reject(new Error('a copy asks for no such thing'));

  /** Two registries as one client sees them. Layers are there already. */
  function clientOf(source: FakeRegistry, target: FakeRegistry): RegistryClient {
    const at = ({ registry }: { registry: string }) => (registry === to.registry ? target : source);
    const getManifest: RegistryClient['getManifest'] = (image, ...rest) =>
      at(image).getManifest(image, ...rest);
    return {
      getManifest,
      headManifest: async (image, reference) => {
        const found = await getManifest(image, reference);
        return found && { digest: found.digest, mediaType: found.mediaType, size: found.bytes.length };
      },
      getBlob: (image, ...rest) => at(image).getBlob(image, ...rest),
      getReferrers: (image, ...rest) => at(image).getReferrers(image, ...rest),
      putManifest: async (_image, reference, manifest) => {
        target.manifests.set(reference, { ...manifest, bytes: Buffer.from(manifest.bytes) });
        return digestOf(manifest.bytes);
      },
      putReferrer: (image, ...rest) => at(image).putReferrer(image, ...rest),
      uploadBlob: (image, ...rest) => at(image).uploadBlob(image, ...rest),
      transferBlob: async () => 'existing',
      getDocument: notAsked,
      listTags: notAsked,
      deleteManifest: notAsked,
      hasBlob: async () => true,
      async downloadBlob(_image, { digest, size }, file) {
        const { writeFile } = await import('node:fs/promises');
        await writeFile(file, source.blobs.get(digest) ?? '{}');
        return { path: file, digest, size };
      },
    };
  }

  async function copying(release: TestRelease, tags: readonly string[] = []) {
    const target = createFakeRegistry();
    const inputs = {
      mode: 'copy',
      image: IMAGE_NAME,
      digest: release.image.index,
      destinations: [to],
      tags,
      releasedTag: undefined,
      policy,
      tools: 'pinned',
      token: 'ghs_x',
      username: undefined,
      password: undefined,
    } as const;
    const world = {
      ...release.runtime,
      env: { ...release.runtime.env, GITHUB_API_URL: 'https://api.github.com' },
      summary: async () => {},
      client: clientOf(release.registry, target),
      credentials: undefined,
    };
    return { target, copy: () => copyRelease(inputs, world) };
  }

  it('that nobody signed: refused before anything is written', async () => {
    const { target, copy } = await copying(await createRelease());
    expect(await failureOf(copy())).toMatchObject({ code: 'publish/not-released' });
    expect(target.written).toEqual([]);
  });

  it('that is signed: with its statements, and tags in the order of the first registry', async () => {
    const release = await createRelease();
    await signRelease(release);
    const { target, copy } = await copying(release, ['main', 'other']);
    // Somebody else's image has the tag at the destination; nobody signed it where releases are made.
    const foreign = putImage(target, 'foreign').index;
    const found = target.manifests.get(foreign);
    if (found !== undefined) target.manifests.set('main', found);
    const outputs = await copy();
    expect(outputs.tags).toBe('mirror.example/acme/api:main\nmirror.example/acme/api:other');
    expect(target.manifests.has(release.image.index)).toBe(true);
    expect(release.log.lines.join('\n')).toContain('mirror.example/acme/api:main named');
    // Index and platforms have theirs.
    expect(target.written.filter(({ kind }) => kind === 'referrer').length).toBeGreaterThan(2);
  });

  it('verifies where it was copied to, when its record says that it goes there, and only then', async () => {
    for (const [salt, copies] of [
      ['named', [formatImageName(to)]],
      ['not named', []],
    ] as const) {
      const release = await createRelease(salt);
      await signRelease(release, copies);
      const { target, copy } = await copying(release);
      await copy();
      for (const [digest, bytes] of release.registry.blobs) target.blobs.set(digest, bytes);
      const verifier = verifierFor(to, { tools: 'pinned', credentials: undefined }, release.runtime);
      const checked = await checkImage(
        { verifier, client: target, policy },
        { image: { ...to, digest: release.image.index } },
        RELEASE,
      );
      const problems = [...checked.problems, ...checked.subjects.flatMap((each) => each.problems)];
      expect(problems.map(({ reason }) => reason).join(), salt).toEqual(
        copies.length === 1 ? '' : expect.stringContaining('its image is'),
      );
    }
  });
});
