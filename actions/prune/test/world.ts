/** A repository with all that runs leave in one, and the action run against it in this process. */
import { createInputReader } from '@sealift/action-kit/inputs';
import { type Digest, digestOf } from '@sealift/core/image/digest';
import type { ImageName } from '@sealift/core/image/reference';
import { RELEASE_RECORD_TYPE } from '@sealift/core/release/record';
import { createRegistryClient, type RegistryClient } from '@sealift/registry/client';
import { OCI_INDEX, OCI_MANIFEST } from '@sealift/registry/manifest';
import { attachReferrers, blobOf, makeReferrer } from '@sealift/registry/referrers';
import { fakeClock } from '@sealift/testing/clock';
import { memoryLog } from '@sealift/testing/log';
import { loadInputs } from '../src/inputs.ts';
import { type Outputs, run } from '../src/run.ts';

export const NOW = Date.UTC(2026, 10, 1);
export const DAY = 86_400_000;
export const COMMIT = { main: 'a'.repeat(40), released: 'b'.repeat(40), deployed: 'd'.repeat(40) } as const;

export const testClient = (): RegistryClient =>
  createRegistryClient({
    credentials: () => undefined,
    fetch: globalThis.fetch,
    clock: fakeClock(NOW),
    log: memoryLog(),
  });

const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const time = (days: number) => new Date(NOW - days * DAY).toISOString();

/** Manifests by what they are, in the order in which they were pushed. */
export type Pushed = Map<string, { readonly digest: Digest; readonly days: number; tags: readonly string[] }>;

export async function fillRepository(client: RegistryClient, image: ImageName): Promise<Pushed> {
  const pushed: Pushed = new Map();
  const put = async (
    name: string,
    days: number,
    body: unknown,
    mediaType: string,
    tags: readonly string[],
  ) => {
    const bytes = json(body);
    const digest = digestOf(bytes);
    for (const reference of [digest, ...tags])
      await client.putManifest(image, reference, { bytes, mediaType });
    pushed.set(name, { digest, days, tags });
    return { mediaType, digest, size: bytes.length };
  };
  const platform = async (name: string, days: number, tags: readonly string[] = []) => {
    const config = blobOf(json({ architecture: 'amd64', os: 'linux', created: time(days), name }));
    const layer = blobOf(new TextEncoder().encode(`layer of ${name}`.repeat(10)));
    for (const blob of [config, layer]) await client.uploadBlob(image, blob);
    const of = ({ digest, size }: typeof config, mediaType: string) => ({ mediaType, digest, size });
    const body = {
      schemaVersion: 2,
      mediaType: OCI_MANIFEST,
      config: of(config, 'application/vnd.oci.image.config.v1+json'),
      layers: [of(layer, 'application/vnd.oci.image.layer.v1.tar+gzip')],
    };
    return put(name, days, body, OCI_MANIFEST, tags);
  };
  type Part = Awaited<ReturnType<typeof put>>;
  const index = async (name: string, days: number, parts: readonly Part[], tags: readonly string[]) => {
    const [first] = parts;
    const attestation = await platform(`${name} attestation`, days);
    const about = {
      'vnd.docker.reference.digest': first?.digest,
      'vnd.docker.reference.type': 'attestation-manifest',
    };
    const manifests = [...parts, { ...attestation, annotations: about }];
    return put(name, days, { schemaVersion: 2, mediaType: OCI_INDEX, manifests }, OCI_INDEX, tags);
  };
  const attest = async (
    name: string,
    days: number,
    subject: Part,
    type = 'https://sigstore.dev/cosign/sign/v1',
  ) => {
    const referrer = makeReferrer({
      subject,
      artifactType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
      content: blobOf(json({ statement: name })),
      annotations: {
        'dev.sigstore.bundle.predicateType': type,
        'org.opencontainers.image.created': time(days),
      },
    });
    await attachReferrers(client, image, subject.digest, [referrer]);
    pushed.set(name, { digest: referrer.descriptor.digest, days, tags: [] });
  };

  const shared = await platform('shared', 100);
  const main = await index(
    'main',
    100,
    [shared, await platform('main arm64', 100)],
    ['main', `sha-${COMMIT.main}`],
  );
  await attest('main signature', 100, main);
  await attest('shared signature', 100, shared);
  const preview = await index('preview', 90, [shared, await platform('preview arm64', 90)], ['pr-7']);
  await attest('preview signature', 90, preview);
  const released = await index(
    'released',
    200,
    [await platform('released amd64', 200)],
    [`sha-${COMMIT.released}`],
  );
  await attest('released record', 200, released, RELEASE_RECORD_TYPE);
  await index('deployed', 300, [await platform('deployed amd64', 300)], [`sha-${COMMIT.deployed}`]);
  await index('young', 3, [await platform('young amd64', 3)], ['pr-8']);
  // A run that ended after the push, one that ended after the signature, and one that is still going on.
  await platform('leftover', 80);
  await attest('leftover signature', 80, await platform('signed leftover', 80));
  await platform('going on', 1);
  // Whoever builds single images by hand.
  await platform('by hand', 400, ['v1-test']);
  return pushed;
}

/** What of it is there, by name. */
export async function present(
  client: RegistryClient,
  image: ImageName,
  pushed: Pushed,
): Promise<readonly string[]> {
  const names: string[] = [];
  for (const [name, { digest }] of pushed)
    if ((await client.headManifest(image, digest)) !== undefined) names.push(name);
  return names;
}

const DEFAULTS = {
  'dry-run': 'true',
  'keep-days': '30',
  'keep-last': '0',
  'delete-releases': 'false',
  limit: '200',
  'versions-from': 'auto',
};

export async function prune(
  given: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = {},
  options: { readonly signal?: AbortSignal; readonly fetch?: typeof globalThis.fetch } = {},
): Promise<{ readonly outputs: Outputs; readonly summary: string; readonly lines: readonly string[] }> {
  const inputs: Readonly<Record<string, string>> = { ...DEFAULTS, ...given };
  const log = memoryLog();
  let summary = '';
  const outputs = await run(loadInputs(createInputReader((name) => inputs[name] ?? '')), {
    env: { DOCKER_CONFIG: '/nowhere', ...env },
    log,
    clock: fakeClock(NOW),
    fetch: options.fetch ?? globalThis.fetch,
    signal: options.signal ?? new AbortController().signal,
    summary: async (markdown) => {
      summary += markdown;
    },
    exec: async () => {
      throw new Error('nothing is executed');
    },
  });
  return { outputs, summary, lines: log.lines };
}
