import { rm } from 'node:fs/promises';
import { gunzipSync, zstdCompressSync } from 'node:zlib';
import type { Digest } from '@sealift/core/image/digest';
import { parsePlatform } from '@sealift/core/image/platform';
import { layoutWriter, MEDIA } from '@sealift/testing/image-layouts';
import { type Entry, tarball } from '@sealift/testing/tarball';
import { expect, it, onTestFinished } from 'vitest';
import type { Subject } from '../../src/subjects.ts';
import { findPackageTraces, type TraceReader } from '../../src/trivy/package-traces.ts';

const noClient: TraceReader['client'] = () => {
  throw new Error('no registry in this test');
};

type Layer = { readonly mediaType: string; readonly bytes: Uint8Array };
const gzip = (...entries: readonly Entry[]): Layer => ({ mediaType: MEDIA.layer, bytes: tarball(entries) });

async function imageOf(...layers: readonly Layer[]) {
  const writer = await layoutWriter();
  onTestFinished(() => rm(writer.directory, { recursive: true, force: true }));
  const config = await writer.add(MEDIA.config, { os: 'linux', architecture: 'amd64' });
  const described = [];
  for (const { mediaType, bytes } of layers) described.push(await writer.add(mediaType, bytes));
  const json = { schemaVersion: 2, mediaType: MEDIA.manifest, config, layers: described };
  const manifest = await writer.add(MEDIA.manifest, json);
  const subject: Subject = {
    platform: parsePlatform('linux/amd64'),
    digest: manifest.digest,
    configDigest: config.digest,
    source: { kind: 'layout', directory: writer.directory, descriptor: manifest },
  };
  return {
    subject,
    json,
    blobs: new Map(described.map(({ digest }, index) => [digest, layers[index]?.bytes])),
  };
}

const traces = async (...layers: readonly Layer[]) =>
  findPackageTraces((await imageOf(...layers)).subject, { client: noClient });

it('a package database, the release of a distribution, and programs', async () => {
  expect(
    await traces(
      gzip({ name: 'app/server', content: 'x' }, { name: './etc/os-release', content: 'ID=debian\n' }),
      gzip({ name: 'usr/bin/dpkg', type: '2' }, { name: 'var/lib/dpkg/', type: '5' }),
    ),
  ).toEqual(['usr/bin/dpkg', 'etc/os-release']);
});

it('what a later layer deletes is a trace all the same', async () => {
  const base = gzip({ name: 'lib/apk/db/installed', content: 'P:musl\n' });
  expect(await traces(base, gzip({ name: 'lib/apk/db/.wh..wh..opq' }))).toContain('lib/apk/db/installed');
  expect(await traces(gzip({ name: 'var/lib/dpkg/.wh.status' }))).toEqual(['var/lib/dpkg/.wh.status']);
});

it('a program on scratch has none, and a distribution without packages neither', async () => {
  expect(await traces(gzip({ name: 'server', content: 'ELF' }))).toEqual([]);
  expect(await traces(gzip({ name: 'etc/os-release', content: 'ID=buildroot\n' }))).toEqual([]);
});

it('layers without compression and with zstd', async () => {
  const tar = gunzipSync(tarball([{ name: 'etc/alpine-release', content: '3.20\n' }]));
  const base = 'application/vnd.oci.image.layer.v1.tar';
  expect(await traces({ mediaType: base, bytes: tar })).toEqual(['etc/alpine-release']);
  expect(await traces({ mediaType: `${base}+zstd`, bytes: zstdCompressSync(tar) })).toEqual([
    'etc/alpine-release',
  ]);
});

it('ten of many are named', async () => {
  const files = Array.from({ length: 100 }, (_, index) => ({ name: `var/lib/pacman/local/x${index}/desc` }));
  expect(await traces(gzip(...files))).toHaveLength(10);
});

it.each([
  ['no archive', Buffer.from('this is no archive')],
  ['one that is cut off', tarball([{ name: 'a', content: 'x'.repeat(5000) }]).subarray(0, 60)],
])('a layer that is %s: nobody could look, which is no answer', async (_, bytes) => {
  expect(await traces({ mediaType: MEDIA.layer, bytes })).toEqual({ unread: expect.stringMatching(/./) });
});

it('an image in a registry is looked at there', async () => {
  const { subject, json, blobs } = await imageOf(
    gzip({ name: 'usr/lib/os-release', content: 'ID=debian\n' }),
  );
  const reference = { registry: 'ghcr.io', repository: 'acme/api', digest: subject.digest };
  const client = () => ({
    getManifest: async () => ({ digest: subject.digest, json: { kind: 'manifest', ...json } }),
    getBlob: async (_: unknown, digest: Digest) => blobs.get(digest) ?? new Uint8Array(),
  });
  const remote: Subject = { ...subject, source: { kind: 'registry', reference } };
  expect(await findPackageTraces(remote, { client: client as unknown as TraceReader['client'] })).toEqual([
    'usr/lib/os-release',
  ]);
});
