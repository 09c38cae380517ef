import { randomBytes } from 'node:crypto';
import { rename, symlink, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Digest, digestOf } from '@sealift/core/image/digest';
import { floatingTag, tagByForm } from '@sealift/core/image/tag';
import { buildLayout, layoutWriter, MEDIA } from '@sealift/testing/image-layouts';
import {
  type Call,
  type DoubleOptions,
  doneButReset,
  hang,
  LOGIN,
  type RegistryDouble,
  reset,
  resetAfter,
  sendError,
  startRegistryDouble,
  status,
} from '@sealift/testing/registry-double';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Layout, readLayout } from '../src/layout.ts';
import { mergeIndex } from '../src/merge-index.ts';
import { pushLayout } from '../src/push.ts';
import { createBlobSender } from '../src/sender.ts';
import { moveTag } from '../src/tags.ts';
import { testClient } from './client-double.ts';

const MEGABYTE = 1024 * 1024;
let layout: Layout;
let layer: Layout['blobs'][number];
beforeAll(async () => {
  layout = await readLayout((await buildLayout('amd64', randomBytes(3 * MEGABYTE))).directory);
  const [largest] = layout.blobs.toSorted((a, b) => b.size - a.size);
  if (largest === undefined) throw new Error('no layer');
  layer = largest;
});

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close();
});
const start = async (options?: DoubleOptions): Promise<RegistryDouble> => {
  const double = await startRegistryDouble(options);
  opened.push(double);
  return double;
};

function expectPushed(double: RegistryDouble, repository: string): void {
  for (const { digest } of layout.blobs) {
    const stored = double.blobs.get(repository)?.get(digest);
    expect(stored && digestOf(stored), `blob ${digest}`).toBe(digest);
  }
  expect([...(double.manifests.get(repository)?.keys() ?? [])].sort()).toEqual(
    layout.manifests.map(({ digest }) => digest).sort(),
  );
}

describe('pushLayout', () => {
  it('sends every byte once, monolithic, manifests after blobs, children before the index, and no tag', async () => {
    const double = await start();
    const { client, log } = testClient();
    const result = await pushLayout(client, layout, double.image('acme/api'), { log });
    const total = layout.blobs.reduce((sum, { size }) => sum + size, 0);
    expect(result).toEqual({
      digest: layout.root.digest,
      existing: false,
      bytesPushed: total,
      bytesSkipped: 0,
    });
    expectPushed(double, 'acme/api');
    const writes = double.seen.filter(({ method }) => method === 'PUT');
    for (const { headers } of writes) {
      expect(headers['content-length']).toBeDefined();
      expect(headers['transfer-encoding']).toBeUndefined();
    }
    const kinds = double.calls();
    expect(kinds.lastIndexOf('PUT uploads')).toBeLessThan(kinds.indexOf('PUT manifests'));
    const manifests = writes.map(({ url }) => /manifests\/(.*)/.exec(url)?.[1]).filter(Boolean);
    expect(manifests.at(-1)).toBe(layout.root.digest);
    expect(log.lines.some((line) => line.startsWith('info uploaded'))).toBe(true);
  });

  it('writes nothing the second time', async () => {
    const double = await start();
    const { client, log } = testClient();
    await pushLayout(client, layout, double.image('a'), { log });
    const before = double.seen.length;
    const again = await pushLayout(client, layout, double.image('a'), { log });
    expect(again).toMatchObject({ existing: true, bytesPushed: 0 });
    expect(double.seen.slice(before).filter(({ method }) => method === 'PUT' || method === 'POST')).toEqual(
      [],
    );
  });

  it('repairs what a clean-up deleted below an index that is still there', async () => {
    const double = await start();
    const { client, log } = testClient();
    await pushLayout(client, layout, double.image('a'), { log });
    const child = layout.platformManifests[0]?.digest ?? '';
    double.manifests.get('a')?.delete(child);
    double.blobs.get('a')?.delete(layer.digest);
    expect(await pushLayout(client, layout, double.image('a'), { log })).toMatchObject({ existing: false });
    expectPushed(double, 'a');
  });

  it('says that it wrote also when a manifest was all that was missing', async () => {
    const double = await start();
    const { client, log } = testClient();
    await pushLayout(client, layout, double.image('a'), { log });
    double.manifests.get('a')?.delete(layout.root.digest);
    expect(await pushLayout(client, layout, double.image('a'), { log })).toMatchObject({
      ...{ existing: false, bytesPushed: 0 },
      bytesSkipped: layout.blobs.reduce((sum, { size }) => sum + size, 0),
    });
    expectPushed(double, 'a');
  });

  it('mounts blobs of another repository', async () => {
    const double = await start({ auth: 'bearer' });
    const { client, log } = testClient({ credentials: () => LOGIN });
    await pushLayout(client, layout, double.image('base'), { log });
    const result = await pushLayout(client, layout, double.image('app'), { log, mountFrom: 'base' });
    expect(result.bytesPushed).toBe(0);
    expectPushed(double, 'app');
  });

  const upload = /uploads/;
  const large = (request: IncomingMessage) => Number(request.headers['content-length']) > MEGABYTE;
  const any = () => true;
  const faults: readonly [
    string,
    string,
    RegExp,
    (call: Call) => unknown,
    number,
    (request: IncomingMessage) => boolean,
  ][] = [
    ['429 to HEAD of a blob', 'HEAD', /blobs\/sha256/, status(429), 2, any],
    ['500 to HEAD of the root', 'HEAD', /manifests/, status(500), 5, any],
    ['503 to POST', 'POST', upload, status(503), 3, any],
    ['a reset of POST', 'POST', upload, reset, 2, any],
    ['408 to PUT', 'PUT', upload, status(408), 1, any],
    ['502 to PUT', 'PUT', upload, status(502), 5, large],
    ['a reset before the body', 'PUT', upload, reset, 2, any],
    ['a reset in the middle of the body', 'PUT', upload, resetAfter(MEGABYTE), 2, large],
    ['a PUT that is done and not answered', 'PUT', upload, doneButReset, 2, any],
    ['a registry that stops reading', 'PUT', upload, hang, 1, large],
    ['an upload that the registry forgot', 'PUT', upload, status(404), 2, any],
    ['500 to PUT of a manifest', 'PUT', /manifests/, status(500), 3, any],
    ['a manifest that is done and not answered', 'PUT', /manifests/, doneButReset, 3, any],
    ['a reset of the read-back', 'GET', /manifests/, reset, 2, any],
    ['a read-back that comes too early', 'GET', /manifests/, status(404), 3, any],
    ['500 from the token service', 'GET', /^\/token/, status(500), 2, any],
    ['a token that expires during the upload', 'PUT', upload, expire, 2, large],
  ];
  /** Without reading the body, as registries do: the answer comes while the client is still sending. */
  function expire({ response, request }: Call): void {
    const realm = `http://${request.headers.host}/token`;
    response.writeHead(401, { 'www-authenticate': `Bearer realm="${realm}"`, connection: 'close' }).end();
  }

  it.each(faults)('gets over %s', async (_name, method, path, act, times, when) => {
    const double = await start({ auth: 'bearer' });
    const fired = double.fault(method, path, act, times, when);
    const { client, log } = testClient({
      credentials: () => LOGIN,
      sendBlob: createBlobSender({}, { idleTimeout: 300 }),
    });
    const result = await pushLayout(client, layout, double.image('acme/api'), { log });
    expect(fired()).toBe(times);
    expect(result.digest).toBe(layout.root.digest);
    expectPushed(double, 'acme/api');
    const kinds = double.calls();
    expect(kinds.lastIndexOf('PUT uploads')).toBeLessThan(kinds.indexOf('PUT manifests'));
  });

  it.each<[Record<string, string>, number, number]>([
    [{ 'retry-after': '7' }, 7000, 7500],
    [{ 'retry-after': 'Sun, 01 Nov 2026 00:00:40 GMT' }, 40_000, 40_500],
  ])('waits as %j says', async (headers, least, most) => {
    const double = await start();
    double.fault('POST', upload, status(429, headers));
    const { client, clock, log } = testClient();
    await pushLayout(client, layout, double.image('a'), { log });
    expect(clock.slept).toHaveLength(1);
    expect(clock.slept[0]).toBeGreaterThanOrEqual(least);
    expect(clock.slept[0]).toBeLessThanOrEqual(most);
  });

  it('pushes no manifest and starts nothing new when a blob cannot be sent', async () => {
    const writer = await layoutWriter();
    const layers = await Promise.all(
      Array.from({ length: 8 }, () => writer.add(MEDIA.layer, randomBytes(2 * MEGABYTE))),
    );
    const config = await writer.add(MEDIA.config, { os: 'linux', architecture: 'amd64' });
    const manifest = await writer.add(MEDIA.manifest, { schemaVersion: 2, config, layers });
    const several = await readLayout(await writer.finish(manifest));
    const double = await start();
    double.fault('PUT', upload, status(500), 99, large);
    const { client, log } = testClient();
    await expect(pushLayout(client, several, double.image('a'), { log })).rejects.toMatchObject({
      category: 'remote',
      message: expect.stringContaining('after 6 attempts'),
    });
    expect(double.calls().filter((call) => call === 'PUT manifests')).toEqual([]);
    const tried = double.seen.filter(
      ({ method, headers }) => method === 'PUT' && Number(headers['content-length']) > MEGABYTE,
    );
    expect(new Set(tried.map(({ url }) => new URL(url, double.origin).searchParams.get('digest'))).size).toBe(
      5,
    );
  });

  const locations: readonly [string, DoubleOptions['location']][] = [
    ['relative', (path) => path],
    ['absolute', (path, origin) => `${origin}${path}`],
    ['relative to the request', (path) => path.replace('/v2/a/blobs/uploads/', '')],
    ['without a query', (path) => path.replace(/\?.*/, '')],
  ];
  it.each(locations)('takes a Location that is %s', async (_name, location) => {
    const double = await start(location === undefined ? {} : { location });
    const { client, log } = testClient();
    await pushLayout(client, layout, double.image('a'), { log });
    expectPushed(double, 'a');
    const put = double.seen.find(({ method, url }) => method === 'PUT' && url.includes('uploads'));
    expect(put?.url).toMatch(/session-\d+(\?_state=a%2Fb%3D%3D&|\?)digest=sha256%3A/);
  });

  it('uploads to another host without the login', async () => {
    const received = new Map<string, Buffer>();
    const authorizations = new Set<string | undefined>();
    const storage = createServer(async (request, response) => {
      authorizations.add(request.headers.authorization);
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const digest = new URL(request.url ?? '', 'http://x').searchParams.get('digest') ?? '';
      received.set(digest, Buffer.concat(chunks));
      response.writeHead(201).end();
    });
    await new Promise<void>((resolve) => storage.listen(0, '127.0.0.1', resolve));
    const { port } = storage.address() as AddressInfo;
    const double = await start({
      auth: 'bearer',
      location: (path) => `http://127.0.0.1:${port}${path}`,
    });
    const { client, log } = testClient({ credentials: () => LOGIN });
    await pushLayout(client, layout, double.image('a'), { log });
    storage.close();
    storage.closeAllConnections();
    expect([...received.keys()].sort()).toEqual(layout.blobs.map(({ digest }) => digest).sort());
    expect([...authorizations]).toEqual([undefined]);
  });

  describe('of a layout that changes', () => {
    const changes: readonly [string, (file: string, size: number) => Promise<unknown>, RegExp][] = [
      ['fewer bytes', (file, size) => writeFile(file, Buffer.alloc(size - 1)), /bytes instead of/],
      ['more bytes', (file, size) => writeFile(file, Buffer.alloc(size + 1)), /bytes instead of/],
      [
        'a link to the same bytes',
        async (file) => {
          await rename(file, `${file}.moved`);
          await symlink(`${file}.moved`, file);
        },
        /symbolic link/,
      ],
    ];
    const changed = async (change: (typeof changes)[number][1]) => {
      const own = await readLayout((await buildLayout('amd64', randomBytes(2 * MEGABYTE))).directory);
      const [largest] = own.blobs.toSorted((a, b) => b.size - a.size);
      if (largest === undefined) throw new Error('no layer');
      await change(largest.path, largest.size);
      return { own, largest };
    };
    it.each(changes)('refuses %s before the registry has a whole body', async (_name, change, message) => {
      const { own, largest } = await changed(change);
      const double = await start();
      const { client, log } = testClient();
      await expect(pushLayout(client, own, double.image('a'), { log })).rejects.toMatchObject({
        category: 'configuration',
        message: expect.stringMatching(message),
      });
      expect(double.blobs.get('a')?.has(largest.digest) ?? false).toBe(false);
      for (const each of double.seen.filter(
        ({ headers }) => headers['content-length'] === String(largest.size),
      ))
        expect(each.complete).toBe(false);
      expect(double.calls().filter((call) => call === 'PUT manifests')).toEqual([]);
    });

    const otherBytes = (file: string, size: number) => writeFile(file, Buffer.alloc(size, 'x'));
    const takes =
      (headers: Record<string, string> = {}) =>
      async ({ response, body }: Call) => {
        await body();
        response.writeHead(201, headers).end();
      };
    const refuses =
      (code: string) =>
      async ({ response, body }: Call) => {
        await body();
        sendError(response, 400, code, 'no');
      };
    it.each<[string, ((call: Call) => unknown) | undefined]>([
      ['verifies', undefined],
      ['calls other bytes an invalid upload', refuses('BLOB_UPLOAD_INVALID')],
      ['takes anything and says nothing', takes()],
      ['takes anything and names what it got', takes({ 'docker-content-digest': digestOf('other') })],
      ['names what it got in its own way', takes({ 'docker-content-digest': 'tarsum.v1+sha256:6bf0' })],
    ])('puts no manifest on other bytes, in a registry that %s', async (_name, answer) => {
      const { own, largest } = await changed(otherBytes);
      const double = await start();
      if (answer !== undefined) double.fault('PUT', upload, answer, 99, large);
      const { client, log } = testClient();
      await expect(pushLayout(client, own, double.image('a'), { log })).rejects.toMatchObject({
        code: 'registry/layout-changed',
        message: expect.stringMatching(/another digest/),
      });
      const attempts = double.seen.filter(({ headers }) => Number(headers['content-length']) > MEGABYTE);
      expect(attempts).toHaveLength(1);
      expect(double.blobs.get('a')?.has(largest.digest) ?? false).toBe(false);
      expect(double.calls().filter((call) => call === 'PUT manifests')).toEqual([]);
    });
  });

  it.each<[string, Record<string, string>]>([
    ['says nothing', {}],
    ['names it in its own way', { 'docker-content-digest': 'tarsum.v1+sha256:6bf0' }],
  ])('hashes itself what a registry stored that %s', async (_name, headers) => {
    const double = await start();
    double.fault('PUT', upload, storesAndAnswers(double, headers), 99);
    const { client, log } = testClient();
    await pushLayout(client, layout, double.image('a'), { log });
    expectPushed(double, 'a');
  });

  it('is not content with another digest of bytes that have not changed', async () => {
    const double = await start();
    const headers = { 'docker-content-digest': digestOf('other') };
    double.fault('PUT', upload, storesAndAnswers(double, headers), 1, large);
    const { client, log } = testClient();
    await expect(pushLayout(client, layout, double.image('a'), { log })).rejects.toMatchObject({
      code: 'registry/wrong-content',
      message: expect.stringContaining(digestOf('other')),
    });
    expect(double.calls().filter((call) => call === 'PUT manifests')).toEqual([]);
  });

  it('blames what stands between when bytes that have not changed arrive as others', async () => {
    const double = await start();
    const refuse = ({ response }: Call) => sendError(response, 400, 'DIGEST_INVALID', 'other bytes');
    double.fault('PUT', upload, refuse, 99, large);
    const { client, log } = testClient();
    await expect(pushLayout(client, layout, double.image('a'), { log })).rejects.toMatchObject({
      code: 'registry/wrong-content',
    });
    expect(double.calls().filter((call) => call === 'PUT manifests')).toEqual([]);
  });
});

/** A good registry but for what it says about a blob that it has stored. */
const storesAndAnswers =
  (double: RegistryDouble, headers: Record<string, string>) =>
  async ({ request, response, body }: Call): Promise<void> => {
    const bytes = await body();
    const digest = new URL(request.url ?? '', double.origin).searchParams.get('digest') ?? '';
    const stored = double.blobs.get('a') ?? new Map<string, Buffer>();
    double.blobs.set('a', stored.set(digest, bytes));
    response.writeHead(201, headers).end();
  };

describe('mergeIndex', () => {
  async function pushed(architectures: readonly string[]) {
    const double = await start();
    const { client, log } = testClient();
    const image = double.image('acme/api');
    const digests: Digest[] = [];
    for (const architecture of architectures) {
      const build = await readLayout((await buildLayout(architecture)).directory);
      digests.push((await pushLayout(client, build, image, { log })).digest);
    }
    return { double, client, image, digests };
  }

  it('makes one index of several builds, the same in any order', async () => {
    const { double, client, image, digests } = await pushed(['arm64', 'amd64']);
    const merged = await mergeIndex(client, image, digests);
    expect(merged.existing).toBe(false);
    expect(await mergeIndex(client, image, digests.toReversed())).toEqual({ ...merged, existing: true });
    // A merged image among its own builds adds nothing.
    expect(await mergeIndex(client, image, [merged.digest, ...digests])).toEqual({
      ...merged,
      existing: true,
    });
    const manifest = await client.getManifest(image, merged.digest);
    const children = manifest?.json.kind === 'index' ? manifest.json.manifests : [];
    expect(children.map(({ platform }) => `${platform?.os}/${platform?.architecture}`)).toEqual([
      'linux/amd64',
      'linux/arm64',
      'unknown/unknown',
      'unknown/unknown',
    ]);
    expect(children.slice(2).map(({ annotations }) => annotations?.['vnd.docker.reference.digest'])).toEqual(
      children.slice(0, 2).map(({ digest }) => digest),
    );
    expect(double.manifests.get('acme/api')?.has(merged.digest)).toBe(true);
  });

  it('has exactly these bytes', async () => {
    const { client, image, digests } = await pushed(['arm64', 'amd64']);
    const { digest } = await mergeIndex(client, image, digests);
    // Changes when the order of keys or entries does: then a re-run of an old release would make a second index.
    expect(digest).toMatchInlineSnapshot(
      `"sha256:88dc28f4aa8e2ee09fefc8d464f3db50f4d35e8982cdbec6ca59541402315c4a"`,
    );
  });

  it('is its one source', async () => {
    const { double, client, image, digests } = await pushed(['amd64']);
    const before = double.seen.length;
    expect(await mergeIndex(client, image, digests)).toEqual({
      digest: digests[0],
      existing: true,
      platforms: [{ platform: 'linux/amd64', digest: expect.any(String), size: expect.any(Number) }],
    });
    expect(new Set(double.seen.slice(before).map(({ method }) => method))).toEqual(new Set(['GET']));
  });

  it('takes bare manifests, with the platform of their config', async () => {
    const double = await start();
    const { client, log } = testClient();
    const image = double.image('a');
    const digests: Digest[] = [];
    for (const architecture of ['s390x', 'amd64']) {
      const writer = await layoutWriter();
      const { platform: _, ...manifest } = await writer.image('linux', architecture);
      const bare = await readLayout(await writer.finish(manifest));
      digests.push((await pushLayout(client, bare, image, { log })).digest);
    }
    const merged = await client.getManifest(image, (await mergeIndex(client, image, digests)).digest);
    expect(merged?.json).toMatchObject({
      manifests: [{ platform: { architecture: 'amd64' } }, { platform: { architecture: 's390x' } }],
    });
  });

  it('refuses two builds of one platform, an absent one, and none', async () => {
    const { client, image, digests, double } = await pushed(['amd64']);
    const second = await readLayout((await buildLayout('amd64', Buffer.from('other'))).directory);
    const { digest } = await pushLayout(client, second, image, { log: { info: () => {} } });
    const before = double.manifests.get('acme/api')?.size;
    await expect(mergeIndex(client, image, [...digests, digest])).rejects.toThrow('are for linux/amd64');
    await expect(mergeIndex(client, image, [...digests, digestOf('no')])).rejects.toThrow(
      'is not in the registry',
    );
    await expect(mergeIndex(client, image, [])).rejects.toMatchObject({ category: 'configuration' });
    expect(double.manifests.get('acme/api')?.size).toBe(before);
  });
});

describe('moveTag', () => {
  const MAIN = floatingTag('main');

  it.each([`sha-${'a'.repeat(40)}`, `sha-${'a'.repeat(40)}-r7`, '1.2.3', 'v1.2.3', '0.0.0-rc.1'])(
    'never moves %s to another digest, and finds it where it is',
    async (name) => {
      const double = await start();
      const { client, log } = testClient();
      const image = double.image('a');
      const other = await readLayout((await buildLayout('arm64')).directory);
      for (const each of [layout, other]) await pushLayout(client, each, image, { log });
      const tag = tagByForm(name);
      expect(await moveTag(client, image, layout.root.digest, tag)).toBe('moved');
      const asked = () => Promise.reject(new Error('nobody is asked'));
      await expect(moveTag(client, image, other.root.digest, tag, asked)).rejects.toMatchObject({
        code: 'registry/tag-taken',
        category: 'policy',
        message: expect.stringContaining(layout.root.digest),
      });
      expect(await moveTag(client, image, layout.root.digest, tag)).toBe('existing');
      expect(await client.headManifest(image, name)).toMatchObject({ digest: layout.root.digest });
    },
  );

  it('leaves a floating tag that is to stay', async () => {
    const double = await start();
    const { client, log } = testClient();
    const image = double.image('a');
    const other = await readLayout((await buildLayout('arm64')).directory);
    for (const each of [layout, other]) await pushLayout(client, each, image, { log });
    const from: (string | undefined)[] = [];
    const stay = async (digest: string | undefined) => {
      from.push(digest);
      return false;
    };
    expect(await moveTag(client, image, layout.root.digest, MAIN, stay)).toBe('left');
    expect(await client.headManifest(image, 'main')).toBeUndefined();
    expect(await moveTag(client, image, layout.root.digest, MAIN)).toBe('moved');
    expect(await moveTag(client, image, layout.root.digest, MAIN, stay)).toBe('existing');
    expect(await moveTag(client, image, other.root.digest, MAIN, stay)).toBe('left');
    expect(from).toEqual([undefined, layout.root.digest]);
    expect(await client.headManifest(image, 'main')).toMatchObject({ digest: layout.root.digest });
  });

  it.each([`sha256-${'a'.repeat(64)}`, `sha256-${'a'.repeat(64)}.sig`, `SHA256-${'a'.repeat(64)}.att`])(
    'does not overwrite what is attached to a digest: %s',
    async (name) => {
      const double = await start();
      const { client } = testClient();
      await expect(
        moveTag(client, double.image('a'), digestOf('no'), floatingTag(name)),
      ).rejects.toMatchObject({ code: 'registry/bad-name' });
      expect(double.seen).toEqual([]);
    },
  );

  it('moves, finds it moved, moves back', async () => {
    const double = await start();
    const { client, log } = testClient();
    const image = double.image('a');
    const other = await readLayout((await buildLayout('arm64')).directory);
    await pushLayout(client, layout, image, { log });
    await pushLayout(client, other, image, { log });
    expect(await moveTag(client, image, layout.root.digest, MAIN)).toBe('moved');
    expect(await moveTag(client, image, layout.root.digest, MAIN)).toBe('existing');
    expect(await moveTag(client, image, other.root.digest, MAIN)).toBe('moved');
    expect(await client.headManifest(image, 'main')).toMatchObject({ digest: other.root.digest });
  });

  it('refuses a bad tag and an absent digest', async () => {
    const double = await start();
    const { client } = testClient();
    await expect(moveTag(client, double.image('a'), digestOf('no'), floatingTag('-x'))).rejects.toThrow(
      'is not a tag',
    );
    expect(double.seen).toEqual([]);
    await expect(moveTag(client, double.image('a'), digestOf('no'), floatingTag('x'))).rejects.toThrow(
      'not in the registry',
    );
  });
});
