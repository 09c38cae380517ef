import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { digestOf } from '@sealift/core/image/digest';
import { findEngines } from '@sealift/engines/find';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startRegistry } from '../../src/registry/registry.ts';

const engines = findEngines(['registry']);
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sealift-registry-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe.skipIf(engines === undefined)('startRegistry', () => {
  const start = (name: string) =>
    startRegistry({ name, engine: engines?.registry ?? '', dir: path.join(folder, name) });

  it('serves what was pushed, also after it was started again', async () => {
    const first = await start('mirror');
    const base = `http://127.0.0.1:${first.port}/v2/library/tiny`;
    const upload = await fetch(`${base}/blobs/uploads/`, { method: 'POST' });
    expect(upload.status).toBe(202);
    const config = '{"architecture":"amd64","os":"linux"}';
    const location = `${upload.headers.get('location')}&digest=${digestOf(config)}`;
    expect((await fetch(location, { method: 'PUT', body: config })).status).toBe(201);
    const mediaType = 'application/vnd.oci.image.manifest.v1+json';
    const manifest = JSON.stringify({
      schemaVersion: 2,
      mediaType,
      config: {
        mediaType: 'application/vnd.oci.image.config.v1+json',
        digest: digestOf(config),
        size: config.length,
      },
      layers: [],
    });
    const put = await fetch(`${base}/manifests/1`, {
      method: 'PUT',
      body: manifest,
      headers: { 'content-type': mediaType },
    });
    expect(put.status).toBe(201);
    // No referrers API, like GHCR.
    expect((await fetch(`${base}/referrers/${digestOf(manifest)}`)).status).toBe(404);
    await first.stop();
    await expect(fetch(`${base}/manifests/1`)).rejects.toThrow();

    const again = await start('mirror');
    const got = await fetch(`http://127.0.0.1:${again.port}/v2/library/tiny/manifests/1`, {
      headers: { accept: mediaType },
    });
    expect(await got.text()).toBe(manifest);
    await again.stop();
    // Its log would grow with every request otherwise.
    expect(await readFile(path.join(folder, 'mirror', 'logs', 'mirror.log'), 'utf8')).not.toContain('GET');
  });

  it('runs several side by side', async () => {
    const services = await Promise.all(['one', 'two', 'three'].map(start));
    expect(new Set(services.map(({ port }) => port)).size).toBe(3);
    await Promise.all(services.map((service) => service.stop()));
  });
});

it('says with the end of its log why a registry does not start', async () => {
  const start = startRegistry({ name: 'broken', engine: '/bin/false', dir: path.join(folder, 'broken') });
  await expect(start).rejects.toMatchObject({
    category: 'remote',
    message: expect.stringContaining('broken did not start: it ended with 1'),
  });
});
