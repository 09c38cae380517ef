/**
 * Registries by name, each with what its users reported: answers as they were seen, and what they have to mean.
 */
import { type Digest, digestOf } from '@sealift/core/image/digest';
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
import { attachReferrers, listReferrers, makeReferrer } from '../src/referrers.ts';
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

const json = (value: unknown) => Buffer.from(JSON.stringify(value));
const bytes = Buffer.from('a layer');
const blob = { bytes, digest: digestOf(bytes), size: bytes.length };
const config = { mediaType: MEDIA.config, digest: digestOf('{}'), size: 2 };
const manifest = {
  mediaType: MEDIA.manifest,
  bytes: json({ schemaVersion: 2, mediaType: MEDIA.manifest, config, layers: [] }),
};
const digest: Digest = digestOf(manifest.bytes);
const refuse =
  (code: number, error: string, message: string) =>
  async ({ response, body }: Call) => {
    await body();
    sendError(response, code, error, message);
  };

describe('what a refusal means, and what to do', () => {
  it.each<[string, 'POST' | 'PUT', number, string, string, string, RegExp]>([
    [
      'GHCR, where the organization lets nobody create packages',
      'POST',
      403,
      'DENIED',
      'permission_denied: installation not allowed to Create organization package',
      'registry/denied',
      /organization's settings, "Packages"/,
    ],
    [
      'GHCR, for a fine-grained or too small token',
      'POST',
      403,
      'DENIED',
      'permission_denied: The token provided does not match expected scopes.',
      'registry/denied',
      /write:packages/,
    ],
    [
      'ECR, for a repository that nobody created',
      'POST',
      404,
      'NAME_UNKNOWN',
      "The repository with name 'acme/api' does not exist in the registry with id '123456789012'",
      'registry/not-found',
      /create-repository/,
    ],
    [
      'ECR, twelve hours after the login',
      'POST',
      403,
      'DENIED',
      'Your authorization token has expired. Reauthenticate and try again.',
      'registry/denied',
      /Log in to the registry again/,
    ],
    [
      'ECR, for an immutable tag',
      'PUT',
      400,
      'TAG_INVALID',
      "The image tag 'v1' already exists in the 'a' repository and cannot be overwritten because the tag is immutable.",
      'registry/immutable-tag',
      /new tag/,
    ],
    [
      'ECR, for a manifest that it does not know',
      'PUT',
      405,
      'UNSUPPORTED',
      "Invalid parameter at 'ImageManifest' failed to satisfy constraint: 'Invalid JSON syntax'",
      'registry/not-accepted',
      /distribution specification/,
    ],
    [
      'Artifact Registry, without the role or the repository',
      'POST',
      403,
      'DENIED',
      'Permission "artifactregistry.repositories.uploadArtifacts" denied on resource "projects/p/locations/europe/repositories/r" (or it may not exist)',
      'registry/denied',
      /Artifact Registry Writer/,
    ],
    [
      'Artifact Registry, without a login for that host',
      'POST',
      403,
      'DENIED',
      'Unauthenticated request. Unauthenticated requests do not have permission "artifactregistry.repositories.uploadArtifacts" on resource "projects/p/locations/europe/repositories/r" (or it may not exist)',
      'registry/denied',
      /oauth2accesstoken/,
    ],
    [
      "Azure, outside of the registry's networks",
      'POST',
      403,
      'DENIED',
      "client with IP '203.0.113.9' is not allowed access. Refer https://aka.ms/acr/firewall to grant access.",
      'registry/denied',
      /firewall does not let this runner in/,
    ],
    [
      'Azure, for an identity that may only read',
      'POST',
      401,
      'UNAUTHORIZED',
      'authentication required, visit https://aka.ms/acr/authorization for more information. CorrelationId: 69598458-2779-41e5-9c5b-e596f3210c5e',
      'registry/denied',
      /role "AcrPush"/,
    ],
    [
      'Azure, for a tag that is locked',
      'PUT',
      405,
      'REGISTRY_DISALLOWED_OPERATION',
      'The operation is disallowed on this registry, repository or image. View troubleshooting steps at https://aka.ms/acr/faq/#why-does-my-pull-or-push-request-fail-with-disallowed-operation',
      'registry/immutable-tag',
      /az acr repository update --write-enabled true/,
    ],
    [
      'Artifact Registry, without the repository',
      'POST',
      404,
      'NAME_UNKNOWN',
      'Repository "r" not found',
      'registry/not-found',
      /create the repository first/,
    ],
    [
      'Harbor, without the project',
      'POST',
      404,
      'NOT_FOUND',
      'project acme not found',
      'registry/not-found',
      /Create the project/,
    ],
    [
      'Harbor, when the quota is used up',
      'PUT',
      412,
      'PRECONDITION',
      'adding 1.2 GiB of storage resource, which when updated to current usage of 9.9 GiB will exceed the configured upper limit of 10.0 GiB.',
      'registry/not-accepted',
      /raise the quota/,
    ],
    [
      'Harbor, for a robot without the right',
      'POST',
      401,
      'UNAUTHORIZED',
      'unauthorized to access repository: acme/api, action: push: unauthorized to access repository',
      'registry/denied',
      /with the right to push/,
    ],
    [
      'Docker Hub, for a token that may only read',
      'POST',
      401,
      'UNAUTHORIZED',
      'access token has insufficient scopes',
      'registry/denied',
      /with the right to push/,
    ],
    [
      'Quay, for a manifest that it does not take',
      'PUT',
      400,
      'MANIFEST_INVALID',
      'manifest invalid',
      'registry/not-accepted',
      /OCI media types/,
    ],
    [
      'GitLab, when the registry is off for the project',
      'POST',
      403,
      'DENIED',
      'requested access to the resource is denied',
      'registry/denied',
      /with the right to push/,
    ],
    [
      'Artifactory, where the name has no repository key',
      'POST',
      404,
      'NAME_INVALID',
      'The repository name is invalid',
      'registry/not-found',
      /Check the name/,
    ],
  ])('%s', async (_name, method, code, error, message, failure, remedy) => {
    const double = await start();
    double.fault(method, /uploads\/$|manifests/, refuse(code, error, message), 9);
    const { client } = testClient();
    const image = double.image('acme/api');
    const work =
      method === 'POST' ? client.uploadBlob(image, blob) : client.putManifest(image, 'v1', manifest);
    expect(await failureOf(work)).toMatchObject({ code: failure, remedy: expect.stringMatching(remedy) });
  });

  it("Artifact Registry's token service, without the role or the repository", async () => {
    const double = await start({ auth: 'bearer' });
    const message =
      'Permission "artifactregistry.repositories.downloadArtifacts" denied on resource "projects/p/locations/europe/repositories/r" (or it may not exist)';
    double.fault('GET', /^\/token/, refuse(403, 'DENIED', message), 9);
    const { client } = testClient({ credentials: () => LOGIN });
    expect(await failureOf(client.getManifest(double.image('acme/api'), 'v1'))).toMatchObject({
      code: 'registry/denied',
      message: expect.stringContaining('or it may not exist'),
      remedy: expect.stringMatching(/Artifact Registry Writer/),
    });
  });

  it('GHCR through the job token: what the job and the package need', async () => {
    const { client } = testClient({
      fetch: (async () =>
        Response.json(
          { errors: [{ code: 'DENIED', message: 'permission_denied: write_package' }] },
          { status: 403 },
        )) as typeof fetch,
    });
    const image = { registry: 'ghcr.io', repository: 'acme/api' };
    expect(await failureOf(client.putManifest(image, digest, manifest))).toMatchObject({
      remedy: expect.stringMatching(/"packages: write".*role Write/),
    });
  });
});

describe('limits', () => {
  it('Docker Hub counts pulls by hours: no waiting, and the way out', async () => {
    const double = await start();
    const limit = refuse(
      429,
      'TOOMANYREQUESTS',
      'You have reached your unauthenticated pull rate limit. https://www.docker.com/increase-rate-limit',
    );
    double.fault('GET', /manifests/, limit, 99);
    const { client, clock } = testClient();
    expect(await failureOf(client.getManifest(double.image('a'), 'x'))).toMatchObject({
      code: 'registry/unavailable',
      message: expect.stringContaining('pull rate limit'),
      remedy: expect.stringContaining('Log in to Docker Hub'),
    });
    expect(clock.slept).toEqual([]);
  });

  it.each([
    ['ACR', '{"errors":[{"code":"TOOMANYREQUESTS","message":"too many requests"}]}', 'too many requests'],
    ['ECR', '{"message":"Rate exceeded"}', 'answered 429'],
    ['a proxy', '<html>slow down</html>', 'answered 429'],
    ['silence', '', 'answered 429'],
  ])('%s: the next attempt comes later', async (_name, text, said) => {
    const double = await start();
    double.fault('PUT', /manifests/, async ({ response, body }) => {
      await body();
      response.writeHead(429, { 'retry-after': '7' }).end(text);
    });
    const { client, clock, log } = testClient();
    await client.putManifest(double.image('a'), digest, manifest);
    expect(clock.slept[0]).toBeGreaterThanOrEqual(7000);
    expect(JSON.stringify(log)).toContain(said);
  });
});

describe('what is there, and what is not', () => {
  it.each([400, 403, 405])('HEAD answered with %i: GET has the last word', async (code) => {
    const double = await start();
    const { client } = testClient();
    await client.putManifest(double.image('a'), 'v1', manifest);
    double.fault('HEAD', /manifests/, status(code), 9);
    expect(await client.headManifest(double.image('a'), 'v1')).toMatchObject({ digest });
    expect(await client.headManifest(double.image('a'), 'v2')).toBeUndefined();
  });

  it('GET of an absent manifest: NAME_UNKNOWN and MANIFEST_UNKNOWN alike', async () => {
    const double = await start();
    for (const error of ['NAME_UNKNOWN', 'MANIFEST_UNKNOWN', 'NOT_FOUND']) {
      double.fault('GET', /manifests/, refuse(404, error, 'absent'), 1);
      expect(await testClient().client.getManifest(double.image('a'), 'v1')).toBeUndefined();
    }
  });

  it('an index whose images ECR does not see yet is put again', async () => {
    const double = await start();
    const unseen = refuse(
      404,
      'MANIFEST_UNKNOWN',
      `Images with digests '[${digest}]' required for pushing image into repository with name 'a' in the registry with id '123456789012' do not exist`,
    );
    double.fault('PUT', /manifests/, unseen, 2);
    const { client, clock } = testClient();
    await client.putManifest(double.image('a'), digest, manifest);
    expect(clock.slept).toHaveLength(2);
  });

  it('a manifest that is accepted with 202', async () => {
    const double = await start();
    double.fault('PUT', /manifests/, async ({ response, body }) => {
      await body();
      response.writeHead(202).end();
    });
    expect(await testClient().client.putManifest(double.image('a'), digest, manifest)).toBe(digest);
  });
});

describe('uploads', () => {
  it.each<[string, (path: string, origin: string) => string]>([
    ['distribution: absolute, with its state in the query', (path, origin) => `${origin}${path}&more=a%2Bb`],
    ['zot: a path', (path) => path],
    ['Quay: without the query', (path) => path.split('?')[0] ?? path],
    ['GitLab: a query that is not to be decoded', (path) => `${path}&_state=%2F%3D%252F`],
  ])('Location of %s', async (_name, location) => {
    const double = await start({ location });
    expect(await testClient().client.uploadBlob(double.image('a'), blob)).toBe('uploaded');
    const put = double.seen.find(({ method }) => method === 'PUT');
    const [, path = ''] = /^([^?]*)/.exec(put?.url ?? '') ?? [];
    expect(
      put?.url.startsWith(location(path + (put.url.includes('_state') ? '?_state=a%2Fb%3D%3D' : ''), '')),
    ).toBe(true);
  });

  it('a least size of chunks (ECR: 5 MB) is none for an upload in one piece', async () => {
    const double = await start();
    double.fault('POST', /uploads/, ({ response, proceed }) => {
      response.setHeader('oci-chunk-min-length', '5242880');
      return proceed();
    });
    expect(await testClient().client.uploadBlob(double.image('a'), blob)).toBe('uploaded');
    expect(double.calls().filter((call) => call.startsWith('PATCH'))).toEqual([]);
  });
});

describe('statements about an image', () => {
  const subject = { mediaType: MEDIA.manifest, digest, size: manifest.bytes.length };
  const referrer = makeReferrer({
    subject,
    artifactType: 'application/vnd.example',
    content: blob,
    annotations: {},
  });

  it('Quay answers 400 for a subject that is not there: nothing is listed', async () => {
    const double = await start();
    double.fault('GET', /referrers/, refuse(400, 'MANIFEST_INVALID', 'manifest invalid'), 9);
    expect(await listReferrers(testClient().client, double.image('a'), digest)).toEqual([]);
  });

  it('GHCR and Docker Hub list them under a tag, also when the list has no type or another one', async () => {
    for (const mediaType of [undefined, MEDIA.index, 'application/vnd.oci.empty.v1+json']) {
      const double = await start();
      const { client } = testClient();
      await client.putManifest(double.image('a'), digest, manifest);
      const entry = { ...referrer.descriptor, artifactType: mediaType };
      const list = json({
        schemaVersion: 2,
        mediaType: MEDIA.index,
        manifests: [entry],
        artifactType: mediaType,
      });
      const tag = digest.replace(':', '-');
      await client.putManifest(double.image('a'), tag, { mediaType: MEDIA.index, bytes: list });
      expect(await listReferrers(client, double.image('a'), digest)).toEqual([
        expect.objectContaining({ digest: referrer.descriptor.digest }),
      ]);
    }
  });

  it('a registry that takes a subject and says nothing gets the tag as well', async () => {
    const double = await start();
    const { client } = testClient();
    await client.putManifest(double.image('a'), digest, manifest);
    await attachReferrers(client, double.image('a'), digest, [referrer]);
    expect(double.manifests.get('a')?.has(digest.replace(':', '-'))).toBe(true);
  });
});

describe('logins', () => {
  it('a registry token is sent as it is, from the first request on, and to nobody else', async () => {
    const seen: (string | undefined)[] = [];
    const double = await start();
    double.fault(
      'HEAD',
      /manifests/,
      ({ request, proceed }) => {
        seen.push(request.headers.authorization);
        return proceed();
      },
      9,
    );
    const { client, log } = testClient({ credentials: () => ({ registryToken: 'r.t' }) });
    await client.headManifest(double.image('a'), 'v1');
    expect(seen).toEqual(['Bearer r.t']);
    expect(JSON.stringify(log)).not.toContain('/token');
  });

  it('one that is refused is not sent in circles', async () => {
    const double = await start({ auth: 'bearer' });
    const { client } = testClient({ credentials: () => ({ registryToken: 'old' }) });
    expect(await failureOf(client.getManifest(double.image('a'), 'v1'))).toMatchObject({
      code: 'registry/denied',
      message: expect.stringContaining('refused the login of "the registry token"'),
    });
    expect(double.seen.every(({ url }) => !url.startsWith('/token'))).toBe(true);
  });

  it.each([
    ['oauth2accesstoken', 'only five minutes'],
    ['00000000-0000-0000-0000-000000000000', 'three hours'],
    ['AWS', 'twelve hours'],
    ['octo', 'Check the password or access token of "octo"'],
  ])('the login of %s that is not taken any more is said to end', async (username, words) => {
    const double = await start({ auth: 'bearer' });
    double.fault('GET', /token/, ({ response }) => response.writeHead(401).end(), 9);
    const { client } = testClient({ credentials: () => ({ username, password: 'old' }) });
    expect(await failureOf(client.getManifest(double.image('a'), 'v1'))).toMatchObject({
      code: 'registry/denied',
      remedy: expect.stringContaining(words),
    });
  });

  it('a token that grants less than was asked for is said to be too small, without a circle', async () => {
    const double = await start({ auth: 'bearer' });
    double.fault(
      'GET',
      /token/,
      ({ response }) => {
        response.writeHead(200, { 'content-type': 'application/json' }).end('{"token":"reader"}');
      },
      99,
    );
    const { client } = testClient({ credentials: () => LOGIN });
    expect(await failureOf(client.uploadBlob(double.image('a'), blob))).toMatchObject({
      code: 'registry/denied',
      remedy: expect.stringContaining('with the right to push'),
    });
    expect(double.seen.length).toBeLessThan(12);
  });
});
