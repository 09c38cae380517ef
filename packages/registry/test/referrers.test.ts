import { digestOf } from '@sealift/core/image/digest';
import { MEDIA } from '@sealift/testing/image-layouts';
import {
  type DoubleOptions,
  doneButReset,
  type RegistryDouble,
  startRegistryDouble,
  status,
} from '@sealift/testing/registry-double';
import { afterEach, describe, expect, it } from 'vitest';
import { MAX_CHILDREN } from '../src/manifest.ts';
import {
  attachReferrers,
  blobOf,
  listReferrers,
  makeReferrer,
  type Referrer,
  referrersTag,
} from '../src/referrers.ts';
import { testClient } from './client-double.ts';

const BUNDLE = 'application/vnd.dev.sigstore.bundle.v0.3+json';
const SUBJECT = { mediaType: MEDIA.index, digest: digestOf('an index'), size: 491 };
const doubles: RegistryDouble[] = [];
afterEach(async () => {
  await Promise.all(doubles.splice(0).map((double) => double.close()));
});

async function start(options: DoubleOptions = {}) {
  const double = await startRegistryDouble(options);
  doubles.push(double);
  const { client, clock } = testClient();
  const image = double.image('acme/api');
  const tag = referrersTag(SUBJECT.digest);
  return {
    double,
    client,
    clock,
    image,
    tag,
    listed: () => listReferrers(client, image, SUBJECT.digest, []),
    attach: (...referrers: Referrer[]) => attachReferrers(client, image, SUBJECT.digest, referrers),
    /** Manifests that were PUT, in order. */
    puts: () =>
      double.seen
        .filter(({ method, url }) => method === 'PUT' && url.includes('/manifests/'))
        .map(({ url }) => url.replace(/^.*\//, '')),
    tagged: () => JSON.parse(double.manifests.get('acme/api')?.get(tag)?.bytes.toString() ?? 'null'),
  };
}
const bundle = (text: string): Referrer =>
  makeReferrer({
    subject: SUBJECT,
    artifactType: BUNDLE,
    content: blobOf(Buffer.from(text)),
    annotations: { 'dev.sigstore.bundle.predicateType': `https://example.com/${text}` },
  });
const entry = (text: string, artifactType: string) => ({
  mediaType: MEDIA.manifest,
  digest: digestOf(text),
  size: text.length,
  artifactType,
});
const indexOf = (...manifests: object[]) =>
  Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: MEDIA.index, manifests }));

describe('makeReferrer', () => {
  it('writes the bytes that cosign 3.1.2 writes', () => {
    // Recorded: cosign sign of an index, without its bundle.
    const recorded =
      '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":{"mediaType":"application/vnd.oci.empty.v1+json","size":2,"digest":"sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a","artifactType":"application/vnd.dev.sigstore.bundle.v0.3+json"},"layers":[{"mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json","size":2,"digest":"sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"}],"annotations":{"dev.sigstore.bundle.content":"dsse-envelope","dev.sigstore.bundle.predicateType":"https://sigstore.dev/cosign/sign/v1","org.opencontainers.image.created":"2026-11-25T15:07:57Z"},"subject":{"mediaType":"application/vnd.oci.image.index.v1+json","size":491,"digest":"sha256:371dc9513fe79691ead47937bb51c54058a07e612a8210697fddb08f60773810"},"artifactType":"application/vnd.dev.sigstore.bundle.v0.3+json"}';
    const { bytes, descriptor } = makeReferrer({
      subject: {
        ...SUBJECT,
        digest: 'sha256:371dc9513fe79691ead47937bb51c54058a07e612a8210697fddb08f60773810',
      },
      artifactType: BUNDLE,
      content: blobOf(Buffer.from('{}')),
      annotations: {
        'dev.sigstore.bundle.content': 'dsse-envelope',
        'dev.sigstore.bundle.predicateType': 'https://sigstore.dev/cosign/sign/v1',
        'org.opencontainers.image.created': '2026-11-25T15:07:57Z',
      },
    });
    expect(Buffer.from(bytes).toString()).toBe(recorded);
    expect(descriptor).toEqual({
      mediaType: MEDIA.manifest,
      digest: digestOf(recorded),
      size: recorded.length,
      artifactType: BUNDLE,
      annotations: JSON.parse(recorded).annotations,
    });
  });
});

describe('listReferrers', () => {
  it('reads the fallback tag where there is no API', async () => {
    const { client, image, tag, listed } = await start();
    expect(await listed()).toEqual([]);
    const bytes = indexOf(entry('a', 'x/a'), entry('b', 'x/b'));
    await client.putManifest(image, tag, { bytes, mediaType: MEDIA.index });
    expect(tag).toMatch(/^sha256-[0-9a-f]{64}$/);
    expect((await listed()).map(({ artifactType }) => artifactType)).toEqual(['x/a', 'x/b']);
  });

  it('reads the API alone where there is one, as those who verify do', async () => {
    const { client, image, tag, listed, double } = await start();
    await client.putManifest(image, tag, { bytes: indexOf(entry('a', 'x/a')), mediaType: MEDIA.index });
    double.fault('GET', /referrers/, ({ response }) => {
      response.writeHead(200, { 'content-type': MEDIA.index }).end(indexOf(entry('c', 'x/c')));
    });
    expect((await listed()).map(({ artifactType }) => artifactType)).toEqual(['x/c']);
  });

  it('refuses a list of more entries or bytes than anybody reads', async () => {
    const { client, image, tag, listed, double } = await start();
    const many = Array.from({ length: MAX_CHILDREN + 1 }, (_, at) => entry(String(at), 'x/a'));
    await client.putManifest(image, tag, { bytes: indexOf(...many), mediaType: MEDIA.index });
    await expect(listed()).rejects.toMatchObject({ category: 'remote' });
    double.fault('GET', /referrers/, ({ response }) => {
      response.writeHead(200, { 'content-type': MEDIA.index }).end(Buffer.alloc(5_000_000, 32));
    });
    await expect(listed()).rejects.toMatchObject({ category: 'remote' });
  });
});

describe('attachReferrers', () => {
  it('writes the fallback tag once, after everything that it lists', async () => {
    const { attach, puts, tag, tagged, listed, double } = await start();
    const referrers = ['a', 'b', 'c'].map(bundle);
    await attach(...referrers);
    const digests = referrers.map(({ descriptor }) => descriptor.digest);
    expect(puts().slice(0, 2).sort()).toEqual(digests.slice(0, 2).sort());
    expect(puts().slice(2)).toEqual([digests[2], tag]);
    expect(tagged()).toEqual({
      schemaVersion: 2,
      mediaType: MEDIA.index,
      manifests: referrers.map(({ descriptor }) => descriptor),
    });
    expect(await listed()).toEqual(tagged().manifests);
    for (const { blobs } of referrers)
      for (const blob of blobs)
        expect(double.blobs.get('acme/api')?.get(blob.digest)).toEqual(
          Buffer.from('bytes' in blob ? blob.bytes : 'none is a file'),
        );
  });

  it('writes nothing again that is listed', async () => {
    const { attach, puts, tagged, tag } = await start();
    await attach(bundle('a'));
    await attach(bundle('a'));
    expect(puts().filter((reference) => reference === tag)).toHaveLength(1);
    await attach(bundle('b'), bundle('a'));
    expect(tagged().manifests).toHaveLength(2);
  });

  it('keeps every entry and member that was there, known or not', async () => {
    const { client, image, tag, attach, tagged } = await start();
    const foreign = { ...entry('x', 'x/y'), data: 'e30=', urls: ['https://x'], 'com.acme': { deep: [1] } };
    const index = {
      schemaVersion: 2,
      mediaType: MEDIA.index,
      manifests: [foreign, { ...entry('y', 'x/y'), artifactType: undefined }],
      annotations: { by: 'acme' },
      unknown: true,
    };
    const bytes = Buffer.from(JSON.stringify(index));
    await client.putManifest(image, tag, { bytes, mediaType: MEDIA.index });
    await attach(bundle('a'));
    expect(tagged()).toEqual({
      ...JSON.parse(bytes.toString()),
      manifests: [...JSON.parse(bytes.toString()).manifests, bundle('a').descriptor],
    });
  });

  it('leaves no tag where the registry lists by itself, and pushes the last when the others are there', async () => {
    const { attach, puts, tagged, listed } = await start({ referrers: true });
    const referrers = ['a', 'b', 'c', 'd'].map(bundle);
    await attach(...referrers);
    expect(tagged()).toBeNull();
    expect(puts()).toHaveLength(4);
    expect(puts().at(-1)).toBe(referrers.at(-1)?.descriptor.digest);
    expect((await listed()).map(({ digest }) => digest).sort()).toEqual(
      referrers.map(({ descriptor }) => descriptor.digest).sort(),
    );
  });

  it.each([
    ['no OCI-Subject', undefined],
    ['the OCI-Subject of something else', digestOf('another')],
  ])('writes the tag when the answer has %s', async (_what, header) => {
    const { attach, tagged, double } = await start();
    double.fault('PUT', /manifests\/sha256:/, async ({ response, proceed }) => {
      if (header !== undefined) response.setHeader('oci-subject', header);
      await proceed();
    });
    await attach(bundle('a'));
    expect(tagged().manifests).toHaveLength(1);
  });

  it('repeats what a failing registry did or did not do, without listing anything twice', async () => {
    for (const act of [status(500), status(429), doneButReset])
      for (const [method, path] of [
        ['POST', /uploads/],
        ['PUT', /uploads/],
        ['PUT', /manifests\/sha256:/],
        ['PUT', /manifests\/sha256-/],
      ] as const) {
        const { attach, tagged, double } = await start();
        const fired = double.fault(method, path, act);
        await attach(bundle('a'), bundle('b'));
        expect(fired()).toBe(1);
        expect(tagged().manifests).toHaveLength(2);
      }
  });

  it('refuses a tag that is an image, and a list without room, before it writes there', async () => {
    const { client, image, tag, attach, double } = await start();
    const { bytes } = bundle('an image');
    await client.putManifest(image, tag, { bytes, mediaType: MEDIA.manifest });
    await expect(attach(bundle('a'))).rejects.toMatchObject({
      category: 'configuration',
      message: expect.stringContaining('is an image'),
    });
    const full = indexOf(...Array.from({ length: MAX_CHILDREN }, (_, at) => entry(String(at), 'x/a')));
    await client.putManifest(image, tag, { bytes: full, mediaType: MEDIA.index });
    await expect(attach(bundle('a'))).rejects.toMatchObject({
      category: 'configuration',
      message: expect.stringContaining(`lists ${MAX_CHILDREN} documents already`),
    });
    expect(double.manifests.get('acme/api')?.get(tag)?.bytes).toEqual(full);
  });

  it('writes no list when one manifest is refused', async () => {
    const { attach, tagged, double } = await start();
    double.fault('PUT', /manifests\/sha256:/, status(403));
    await expect(attach(bundle('a'), bundle('b'))).rejects.toMatchObject({ category: 'configuration' });
    expect(tagged()).toBeNull();
  });
});
