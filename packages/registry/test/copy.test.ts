/** Copies of images, between registries and inside of one. */
import { mkdtemp, readdir } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { digestOf } from '@sealift/core/image/digest';
import type { ImageName } from '@sealift/core/image/reference';
import { buildLayout, MEDIA } from '@sealift/testing/image-layouts';
import { LOGIN, type RegistryDouble, startRegistryDouble, status } from '@sealift/testing/registry-double';
import { failureOf } from '@sealift/testing/thrown';
import { afterEach, describe, expect, it } from 'vitest';
import { copyImage } from '../src/copy.ts';
import { readLayout } from '../src/layout.ts';
import { pushLayout } from '../src/push.ts';
import { attachReferrers, blobOf, listReferrers, makeReferrer, referrersTag } from '../src/referrers.ts';
import { createBlobSender } from '../src/sender.ts';
import { testClient } from './client-double.ts';

const opened: RegistryDouble[] = [];
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close();
});
async function start(options: Parameters<typeof startRegistryDouble>[0] = {}): Promise<RegistryDouble> {
  const double = await startRegistryDouble(options);
  opened.push(double);
  return double;
}

const client = () => testClient({ credentials: () => LOGIN, sendBlob: createBlobSender({}) });

/** An image of a platform and its provenance, with a statement about each and a statement about that. */
async function release(double: RegistryDouble) {
  const built = await buildLayout();
  const { client: writer, log } = client();
  const image = double.image('acme/api');
  const layout = await readLayout(built.directory);
  await pushLayout(writer, layout, image, { log });
  const statement = (
    subject: { digest: `sha256:${string}`; size: number },
    text: string,
    mediaType: string,
  ) =>
    makeReferrer({
      subject: { ...subject, mediaType },
      artifactType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
      content: blobOf(Buffer.from(text)),
      annotations: { text },
    });
  const onIndex = statement({ digest: built.root, size: 2 }, 'index', MEDIA.index);
  const onImage = statement({ digest: built.image, size: 2 }, 'image', MEDIA.manifest);
  const onStatement = statement(onImage.descriptor, 'statement', MEDIA.manifest);
  await attachReferrers(writer, image, built.root, [onIndex]);
  await attachReferrers(writer, image, built.image, [onImage]);
  await attachReferrers(writer, image, onImage.descriptor.digest, [onStatement]);
  double.seen.length = 0;
  return { ...built, layout, image, statements: [onIndex, onImage, onStatement] };
}

async function copy(from: ImageName, to: ImageName, digest: `sha256:${string}`) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'sealift-copy-'));
  const { client: copier, log } = client();
  const result = await copyImage(copier, { from, to, digest, folder, log });
  expect(await readdir(folder)).toEqual([]);
  return { result, log, copier };
}

describe('a copy', () => {
  it.each([
    [false, false],
    [false, true],
    [true, false],
    [true, true],
  ])('is the whole image with all about it (referrers API there %s, here %s)', async (there, here) => {
    const source = await start({ auth: 'bearer', referrers: there });
    const target = await start({ auth: 'basic', referrers: here });
    const { image, root, layout, statements } = await release(source);
    const to = target.image('mirror/api');
    const { result, copier } = await copy(image, to, root);
    expect(result).toMatchObject({ existing: false, referrers: 3 });
    for (const manifest of layout.manifests)
      expect(target.manifests.get('mirror/api')?.get(manifest.digest)?.bytes).toEqual(
        Buffer.from(manifest.bytes),
      );
    for (const blob of layout.blobs) expect(target.blobs.get('mirror/api')?.has(blob.digest)).toBe(true);
    const subjects = [root, (await buildLayout()).image, statements[1]?.descriptor.digest ?? root];
    for (const [index, subject] of subjects.entries())
      expect((await listReferrers(copier, to, subject)).map(({ digest }) => digest)).toEqual([
        statements[index]?.descriptor.digest,
      ]);
    // Nothing has a tag but the lists of a registry without the API.
    const tags = [...(target.manifests.get('mirror/api')?.keys() ?? [])].filter(
      (reference) => !reference.startsWith('sha256:'),
    );
    expect(tags.sort()).toEqual(here ? [] : subjects.map(referrersTag).sort());
  });

  it('made again writes nothing', async () => {
    const [source, target] = [await start(), await start()];
    const { image, root } = await release(source);
    const to = target.image('mirror/api');
    await copy(image, to, root);
    target.seen.length = 0;
    source.seen.length = 0;
    const { result } = await copy(image, to, root);
    expect(result).toEqual({ existing: true, referrers: 3, bytes: 0 });
    expect(target.calls().filter((call) => /^(PUT|POST)/.test(call))).toEqual([]);
    expect(source.calls().filter((call) => call.includes('blobs'))).toEqual([]);
  });

  it('inside one registry mounts', async () => {
    const double = await start();
    const { image, root, layout } = await release(double);
    const { result } = await copy(image, double.image('other/api'), root);
    expect(result.existing).toBe(false);
    const sent = double.seen.filter(({ method, url }) => method === 'PUT' && url.includes('uploads'));
    // Only statements, which are small.
    expect(sent.length).toBeLessThanOrEqual(4);
    for (const blob of layout.blobs) expect(double.blobs.get('other/api')?.has(blob.digest)).toBe(true);
  });

  it('where mounts are refused sends the bytes', async () => {
    const double = await start();
    const { image, root, layout } = await release(double);
    double.fault('POST', /mount=/, status(405), 99);
    await copy(image, double.image('other/api'), root);
    for (const blob of layout.blobs) expect(double.blobs.get('other/api')?.has(blob.digest)).toBe(true);
  });

  it('gets over downloads and uploads that break', async () => {
    const [source, target] = [await start(), await start()];
    const { image, root } = await release(source);
    source.fault('GET', /blobs/, ({ response }) => {
      response.writeHead(200, { 'content-length': 1000 });
      response.write('half', () => response.destroy());
    });
    target.fault('PUT', /uploads/, status(503), 2);
    expect((await copy(image, target.image('a'), root)).result.referrers).toBe(3);
  });

  it.each<
    [string, (double: RegistryDouble, parts: Awaited<ReturnType<typeof release>>) => void, string, string]
  >([
    [
      'the image',
      (double) => void double.manifests.get('acme/api')?.clear(),
      'registry/not-found',
      'is not in the registry',
    ],
    [
      'a platform',
      (double, { image: _, ...parts }) =>
        void double.manifests.get('acme/api')?.delete(parts.layout.platformManifests[0]?.digest ?? ''),
      'registry/not-found',
      'is not in the registry',
    ],
    [
      'a statement',
      (double, { statements }) =>
        void double.manifests.get('acme/api')?.delete(statements[0]?.descriptor.digest ?? ''),
      'registry/not-found',
      'is not there',
    ],
    [
      'a layer',
      (double, { layout }) => void double.blobs.get('acme/api')?.delete(layout.blobs[0]?.digest ?? ''),
      'registry/unavailable',
      'download of the blob',
    ],
    [
      'the bytes of a layer',
      (double, { layout }) =>
        void double.blobs
          .get('acme/api')
          ?.set(layout.blobs[0]?.digest ?? '', Buffer.alloc(layout.blobs[0]?.size ?? 0)),
      'registry/wrong-content',
      'its digest is',
    ],
    [
      'more bytes of a layer',
      (double, { layout }) =>
        void double.blobs.get('acme/api')?.set(layout.blobs[0]?.digest ?? '', Buffer.alloc(9999)),
      'registry/wrong-content',
      'larger than',
    ],
  ])('without %s is refused', async (_name, damage, code, message) => {
    const [source, target] = [await start(), await start()];
    const parts = await release(source);
    damage(source, parts);
    const error = await failureOf(copy(parts.image, target.image('a'), parts.root));
    expect(error).toMatchObject({ code, message: expect.stringContaining(message) });
  });

  it('leaves out documents of a kind that is none of ours, and says so', async () => {
    const [source, target] = [await start(), await start()];
    const { image, root } = await release(source);
    const list = {
      schemaVersion: 2,
      mediaType: MEDIA.index,
      manifests: [
        { mediaType: 'application/vnd.oci.artifact.manifest.v1+json', digest: digestOf('x'), size: 1 },
      ],
    };
    const { client: writer } = client();
    await writer.putManifest(image, referrersTag(root), {
      mediaType: MEDIA.index,
      bytes: Buffer.from(JSON.stringify(list)),
    });
    const { result, log } = await copy(image, target.image('a'), root);
    expect(result.referrers).toBe(2);
    expect(log.lines.join('\n')).toContain('application/vnd.oci.artifact.manifest.v1+json: not copied');
  });
});

describe('what cosign kept under tags before there were referrers', () => {
  async function signed() {
    const [source, target] = [await start(), await start()];
    const { image, root, image: from } = await release(source);
    const { client: writer } = client();
    const blob = blobOf(Buffer.from('a signature'));
    await writer.uploadBlob(image, blob);
    const layer = {
      mediaType: 'application/vnd.dev.cosign.simplesigning.v1+json',
      digest: blob.digest,
      size: blob.size,
    };
    const body = { schemaVersion: 2, mediaType: MEDIA.manifest, config: layer, layers: [layer] };
    const bytes = Buffer.from(JSON.stringify(body));
    const tag = `${referrersTag(root)}.sig`;
    await writer.putManifest(image, tag, { bytes, mediaType: MEDIA.manifest });
    return { source, target, from, root, tag, bytes, blob, to: target.image('mirror/api') };
  }

  it('is copied, once', async () => {
    const { target, from, root, tag, bytes, blob, to } = await signed();
    expect((await copy(from, to, root)).result).toMatchObject({ existing: false, referrers: 4 });
    expect(target.manifests.get('mirror/api')?.get(tag)?.bytes).toEqual(bytes);
    expect(target.blobs.get('mirror/api')?.has(blob.digest)).toBe(true);
    expect((await copy(from, to, root)).result.existing).toBe(true);
  });

  it('takes the place of no other', async () => {
    const { target, from, root, tag, to } = await signed();
    const { client: writer } = client();
    const own = Buffer.from(
      JSON.stringify({ schemaVersion: 2, config: { mediaType: 'a/b', digest: root, size: 1 }, layers: [] }),
    );
    await writer.putManifest(to, tag, { bytes: own, mediaType: MEDIA.manifest });
    const { log } = await copy(from, to, root);
    expect(target.manifests.get('mirror/api')?.get(tag)?.bytes).toEqual(own);
    expect(log.lines.join('\n')).toContain('holds other statements already');
  });
});
