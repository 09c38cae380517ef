/** What registries do that the specification does not say: redirected writes, pages, refusals with other meanings. */

import { createHash } from 'node:crypto';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { type Digest, digestOf } from '@sealift/core/image/digest';
import { floatingTag } from '@sealift/core/image/tag';
import { MEDIA } from '@sealift/testing/image-layouts';
import {
  type Call,
  LOGIN,
  type RegistryDouble,
  sendError,
  startRegistryDouble,
  status,
} from '@sealift/testing/registry-double';
import { failureOf } from '@sealift/testing/thrown';
import { afterEach, describe, expect, it } from 'vitest';
import { listReferrers } from '../src/referrers.ts';
import { createBlobSender } from '../src/sender.ts';
import { moveTag } from '../src/tags.ts';
import { testClient } from './client-double.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});
async function start(options: Parameters<typeof startRegistryDouble>[0] = {}): Promise<RegistryDouble> {
  const double = await startRegistryDouble(options);
  closing.push(double.close);
  return double;
}

const bytes = Buffer.from('a layer');
const blob = { bytes, digest: digestOf(bytes), size: bytes.length };
const config = digestOf('{}');
const manifest = {
  mediaType: MEDIA.manifest,
  bytes: Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      config: { mediaType: MEDIA.config, digest: config, size: 2 },
      layers: [],
    }),
  ),
};
const digest = digestOf(manifest.bytes);

describe('a write that is sent on', () => {
  /** Another host of the same registry, or a stranger: what it is sent, it keeps. */
  async function elsewhere(): Promise<{
    readonly origin: string;
    readonly seen: { readonly request: string; readonly login: string | undefined; readonly body: string }[];
  }> {
    const seen: { request: string; login: string | undefined; body: string }[] = [];
    const server: Server = createServer(async (request: IncomingMessage, response) => {
      let body = '';
      for await (const chunk of request) body += String(chunk);
      seen.push({ request: `${request.method} ${request.url}`, login: request.headers.authorization, body });
      if (request.method === 'POST') response.writeHead(202, { location: '/session/1?x=y' }).end();
      else response.writeHead(201, { 'docker-content-digest': digestOf(body) }).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closing.push(() => server.close());
    return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
  }
  const sendOn =
    (code: number, origin: string) =>
    ({ request, response, body, proceed }: Call) => {
      if (request.headers.authorization === undefined) return proceed();
      return body().then(() => response.writeHead(code, { location: `${origin}${request.url}` }).end());
    };

  it.each([307, 308])(
    'the start of an upload, %i: what follows is relative to where it went',
    async (code) => {
      const double = await start({ auth: 'basic' });
      const other = await elsewhere();
      double.fault('POST', /uploads/, sendOn(code, other.origin), 9);
      const { client } = testClient({ credentials: () => LOGIN });
      expect(await client.uploadBlob(double.image('a'), blob)).toBe('uploaded');
      expect(other.seen).toEqual([
        { request: 'POST /v2/a/blobs/uploads/', login: undefined, body: '' },
        {
          request: `PUT /session/1?x=y&digest=${encodeURIComponent(blob.digest)}`,
          login: undefined,
          body: 'a layer',
        },
      ]);
    },
  );

  it('the bytes of a file, whole', async () => {
    const double = await start({ auth: 'basic' });
    const other = await elsewhere();
    double.fault('PUT', /uploads/, sendOn(307, other.origin), 9);
    const file = path.join(await mkdtemp(path.join(os.tmpdir(), 'sealift-')), 'layer');
    await writeFile(file, bytes);
    const { client } = testClient({ credentials: () => LOGIN, sendBlob: createBlobSender({}) });
    expect(
      await client.uploadBlob(double.image('a'), { path: file, digest: blob.digest, size: bytes.length }),
    ).toBe('uploaded');
    expect(other.seen.map(({ login, body }) => [login, body])).toEqual([[undefined, 'a layer']]);
  });

  it.each([307, 308])('a manifest, %i: its bytes go along, the login does not', async (code) => {
    const double = await start({ auth: 'basic' });
    const other = await elsewhere();
    double.fault('PUT', /manifests/, sendOn(code, other.origin), 9);
    const { client } = testClient({ credentials: () => LOGIN });
    await client.putManifest(double.image('a'), digest, manifest);
    expect(other.seen).toEqual([
      { request: `PUT /v2/a/manifests/${digest}`, login: undefined, body: manifest.bytes.toString() },
    ]);
  });

  it('on the same host keeps the login', async () => {
    const double = await start({ auth: 'basic' });
    double.fault(
      'PUT',
      /manifests/,
      sendOn(308, double.origin),
      1,
      ({ headers }) => headers.authorization !== undefined,
    );
    const { client } = testClient({ credentials: () => LOGIN });
    expect(await client.putManifest(double.image('a'), digest, manifest)).toBe(digest);
    expect(double.manifests.get('a')?.has(digest)).toBe(true);
  });

  it.each([301, 302, 303])('%i would become a read: refused', async (code) => {
    const double = await start();
    const other = await elsewhere();
    double.fault('PUT', /manifests/, async ({ response, body }) => {
      await body();
      response.writeHead(code, { location: other.origin }).end();
    });
    await expect(testClient().client.putManifest(double.image('a'), digest, manifest)).rejects.toMatchObject({
      code: 'registry/unavailable',
    });
    expect(other.seen).toEqual([]);
  });

  it('in a circle ends', async () => {
    const double = await start();
    double.fault(
      'PUT',
      /manifests/,
      async ({ request, response, body }) => {
        await body();
        response.writeHead(307, { location: request.url }).end();
      },
      99,
    );
    await expect(testClient().client.putManifest(double.image('b'), digest, manifest)).rejects.toThrow(
      'redirected the push of',
    );
  });

  it('never out of TLS', async () => {
    const { client } = testClient({
      credentials: () => LOGIN,
      fetch: (async () =>
        new Response(null, { status: 307, headers: { location: 'http://ghcr.io/v2/' } })) as typeof fetch,
    });
    await expect(
      client.putManifest({ registry: 'ghcr.io', repository: 'a' }, digest, manifest),
    ).rejects.toMatchObject({
      code: 'registry/bad-answer',
      message: expect.stringContaining('not protected by TLS'),
    });
  });
});

describe('a look-up that is forbidden', () => {
  it('by HEAD, as Artifactory answers for what is absent: GET tells', async () => {
    const double = await start();
    double.fault('HEAD', /manifests/, status(403), 99);
    const { client } = testClient();
    const image = double.image('a');
    expect(await client.headManifest(image, 'latest', { access: 'push' })).toBeUndefined();
    await client.putManifest(image, digest, manifest);
    expect(await moveTag(client, image, digest, floatingTag('latest'))).toBe('moved');
    expect(await moveTag(client, image, digest, floatingTag('latest'))).toBe('existing');
    expect(double.manifests.get('a')?.has('latest')).toBe(true);
  });

  it('by GET as well: a push under a digest goes on, and the registry has the last word', async () => {
    const double = await start();
    double.fault('HEAD', /manifests/, status(403), 1);
    double.fault('GET', /manifests/, status(403), 1);
    const { client } = testClient();
    expect(await client.headManifest(double.image('a'), digest, { access: 'push' })).toBeUndefined();
    await client.putManifest(double.image('a'), digest, manifest);
  });

  it.each([
    ['a tag may hold what must not be overwritten', 'latest', 'push'],
    ['whoever reads must know', digest, 'pull'],
  ] as const)('by both: %s', async (_, reference, access) => {
    const double = await start();
    double.fault('HEAD', /manifests/, status(403), 99);
    double.fault('GET', /manifests/, status(403), 99);
    await expect(
      testClient().client.headManifest(double.image('a'), reference, { access }),
    ).rejects.toMatchObject({
      code: 'registry/denied',
    });
  });
});

describe('a look-up of what was just pushed', () => {
  it('is not answered by a refusal', async () => {
    const double = await start();
    double.fault('HEAD', /manifests/, status(403), 99);
    double.fault('GET', /manifests/, status(403), 99);
    await expect(
      testClient().client.headManifest(double.image('a'), digest, { access: 'push', expect: digest }),
    ).rejects.toMatchObject({ code: 'registry/denied' });
  });
});

describe('a registry without the referrers API', () => {
  it.each([404, 405])('says %i, and has a tag instead', async (code) => {
    const double = await start();
    double.fault('GET', /referrers/, status(code), 99);
    expect(await testClient().client.getReferrers(double.image('a'), digest)).toBeUndefined();
  });

  it('is not one that forbids it', async () => {
    const double = await start();
    double.fault('GET', /referrers/, status(403), 99);
    await expect(testClient().client.getReferrers(double.image('a'), digest)).rejects.toMatchObject({
      code: 'registry/denied',
    });
  });
});

describe('the list of referrers', () => {
  const INDEX = 'application/vnd.oci.image.index.v1+json';
  const entry = (name: string) => ({
    mediaType: MEDIA.manifest,
    digest: `sha256:${createHash('sha256').update(name).digest('hex')}`,
    size: 2,
  });
  const page =
    (names: readonly string[], link?: string) =>
    ({ response }: Call) => {
      response.writeHead(200, { 'content-type': INDEX, ...(link === undefined ? {} : { link }) });
      response.end(JSON.stringify({ schemaVersion: 2, mediaType: INDEX, manifests: names.map(entry) }));
    };
  const subject: Digest = digest;
  const listed = async (double: RegistryDouble) =>
    (await listReferrers(testClient().client, double.image('a'), subject, [])).map((each) => each.digest);

  it.each([
    ['relative', () => '</v2/a/referrers/x?page=2>; rel="next"'],
    ['absolute', (origin: string) => `<${origin}/v2/a/referrers/x?page=2>; rel=next`],
    ['among others', () => '</v2/>; rel="first", </v2/a/referrers/x?page=2>; title="a"; rel="next"'],
  ])('is read to its last page: %s', async (_, link) => {
    const double = await start({ referrers: true });
    double.fault('GET', /referrers\/sha256/, page(['a', 'b'], link(double.origin)));
    double.fault('GET', /page=2/, page(['c']));
    expect(await listed(double)).toEqual(['a', 'b', 'c'].map((name) => entry(name).digest));
  });

  it.each([
    ['a page that is missing', /page=2/, status(404), 'one of its pages is missing'],
    [
      'a list without end',
      /page=2/,
      page(['c'], '</v2/a/referrers/x?page=2>; rel="next"'),
      'more than 20 pages',
    ],
  ])('%s: half a list is none', async (_, pattern, act, message) => {
    const double = await start({ referrers: true });
    double.fault('GET', /referrers\/sha256/, page(['a'], '</v2/a/referrers/x?page=2>; rel="next"'));
    double.fault('GET', pattern, act, 99);
    await expect(listed(double)).rejects.toThrow(message);
  });

  const many = (name: string) => Array.from({ length: 1001 }, (_, at) => `${name}${at}`);
  it('too long a list is asked for by type, and what is left is everything of these types', async () => {
    const double = await start({ referrers: true });
    double.fault('GET', /referrers\/sha256[^?]*$/, page(many('x')), 99);
    double.fault('GET', /artifactType=a%2Fb/, page(['a', 'b']), 99);
    double.fault('GET', /artifactType=c%2Fd/, page(['b', 'c']), 99);
    const found = await listReferrers(testClient().client, double.image('a'), subject, ['a/b', 'c/d']);
    expect(found.map((each) => each.digest)).toEqual(['a', 'b', 'c'].map((name) => entry(name).digest));
  });

  it.each([
    ['on one page', (double: RegistryDouble) => double.fault('GET', /referrers/, page(many('x')), 99)],
    [
      'over several pages',
      (double: RegistryDouble) => {
        const next = '</v2/a/referrers/x?page=2>; rel="next"';
        double.fault('GET', /page=2/, page(many('y').slice(0, 600)), 99);
        double.fault('GET', /referrers\/sha256/, page(many('x').slice(0, 600), next), 99);
      },
    ],
  ])('what is too long for its types too is refused with what to do: %s', async (_, fault) => {
    const double = await start({ referrers: true });
    fault(double);
    const failure = await failureOf(listReferrers(testClient().client, double.image('a'), subject, ['a/b']));
    expect(failure.code).toBe('registry/too-many-referrers');
    expect(failure.remedy).toContain('who may write packages');
  });

  it.each(['', '<>', 'next', '</x>; rel="prev"', `<${' '.repeat(100_000)}`, `${',<'.repeat(50_000)}`])(
    'ends where nothing follows: %#',
    async (link) => {
      const double = await start({ referrers: true });
      double.fault('GET', /referrers/, page(['a'], link.slice(0, 8000)));
      const started = performance.now();
      expect(await listed(double)).toEqual([entry('a').digest]);
      expect(performance.now() - started).toBeLessThan(2000);
    },
  );
});

describe('a refusal says what to do', () => {
  const put = async (code: number, error: readonly [string, string], reference = 'v1') => {
    const double = await start();
    double.fault('PUT', /manifests/, ({ response }) => sendError(response, code, ...error), 99);
    return testClient().client.putManifest(double.image('a'), reference, manifest);
  };

  it.each([
    [
      'ECR',
      400,
      'TAG_INVALID',
      "The image tag 'v1' already exists in the 'a' repository and cannot be overwritten because the repository is immutable.",
    ],
    [
      'Artifact Registry',
      400,
      'MANIFEST_INVALID',
      'manifest invalid: cannot update tag v1. The repository has enabled tag immutability',
    ],
    ['Harbor', 412, 'PRECONDITION', "Failed to process request due to 'a:v1' configured as immutable."],
  ])('immutable tags of %s', async (_, status, code, message) => {
    await expect(put(status, [code, message])).rejects.toMatchObject({
      code: 'registry/immutable-tag',
      remedy: expect.stringContaining('new tag'),
    });
  });

  it.each([
    ['MANIFEST_INVALID', 'manifest invalid: unknown blob'],
    ['MANIFEST_INVALID', 'The layer with digest sha256:0 does not exist'],
    ['MANIFEST_BLOB_UNKNOWN', ''],
  ])('a blob that the registry lacks: %s %s', async (code, message) => {
    await expect(put(400, [code, message], digest)).rejects.toMatchObject({
      code: 'registry/unavailable',
      message: expect.stringContaining('after 6 attempts'),
    });
  });

  it('a format that it does not take', async () => {
    await expect(put(400, ['MANIFEST_INVALID', 'manifest invalid'])).rejects.toMatchObject({
      code: 'registry/not-accepted',
    });
  });

  it.each(['basic', 'bearer'] as const)('a login that is given and wrong (%s)', async (auth) => {
    const double = await start({ auth });
    const { client } = testClient({ credentials: () => ({ username: 'octo', password: 'old' }) });
    await expect(client.putManifest(double.image('a'), 'v1', manifest)).rejects.toMatchObject({
      code: 'registry/denied',
      message: expect.stringContaining('octo'),
      remedy: expect.stringMatching(/^Check the password or access token of "octo"/),
    });
  });

  it('no login at all', async () => {
    const double = await start({ auth: 'basic' });
    await expect(testClient().client.putManifest(double.image('a'), 'v1', manifest)).rejects.toMatchObject({
      remedy: expect.stringMatching(/^Give "username" and "password"/),
    });
  });
});
